"""Offices and the working calendars they keep."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.directory.models import CalendarDay, Office, WorkingCalendar
from counterpart.directory.public_holidays import knows
from counterpart.directory.services.uses import refuse_while_used
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class HolidaysUnknown(Refusal):
    """We have no public holidays for the country or the region."""

    message = _(
        "We know no public holidays of %(place)s. Choose another country or region, or leave it "
        "empty and enter the days by hand."
    )


def create_calendar(
    calendar: WorkingCalendar, *, by: Viewer, why: str = "", batch: str = ""
) -> WorkingCalendar:
    """Add a working calendar."""
    _refuse_unknown_holidays(calendar)
    return history.create(calendar, by=by, why=why, batch=batch)


def change_calendar(
    calendar: WorkingCalendar, *, by: Viewer, why: str = "", batch: str = ""
) -> WorkingCalendar:
    """Keep what was changed on a working calendar."""
    _refuse_unknown_holidays(calendar)
    return history.save(calendar, by=by, why=why, batch=batch)


@transaction.atomic
def remove_calendar(
    calendar: WorkingCalendar, *, by: Viewer, why: str = "", batch: str = ""
) -> None:
    """Remove a calendar that no office keeps, with the days entered by hand."""
    refuse_while_used(calendar)
    history.remove(calendar, by=by, why=why, batch=batch)


@transaction.atomic
def set_calendar_day(
    calendar: WorkingCalendar,
    on: date,
    *,
    intervals: list[list[str]],
    by: Viewer,
    note: str = "",
    why: str = "",
    batch: str = "",
) -> CalendarDay:
    """Say what is worked on a date, whatever the week and the holidays say; empty is a day off."""
    WorkingCalendar.objects.select_for_update(no_key=True).get(pk=calendar.pk)
    day = calendar.days.filter(on=on).first()
    if day is None:
        day = CalendarDay(calendar=calendar, on=on, intervals=intervals, note=note)
        return history.create(day, by=by, why=why, batch=batch)
    day.intervals, day.note = intervals, note
    return history.save(day, by=by, why=why, batch=batch)


def remove_calendar_day(day: CalendarDay, *, by: Viewer, why: str = "", batch: str = "") -> None:
    """Let the date follow the week and the public holidays again."""
    history.remove(day, by=by, why=why, batch=batch)


def create_office(office: Office, *, by: Viewer, why: str = "", batch: str = "") -> Office:
    """Add an office."""
    return history.create(office, by=by, why=why, batch=batch)


def change_office(office: Office, *, by: Viewer, why: str = "", batch: str = "") -> Office:
    """Keep what was changed on an office."""
    return history.save(office, by=by, why=why, batch=batch)


@transaction.atomic
def remove_office(office: Office, *, by: Viewer, why: str = "", batch: str = "") -> None:
    """Remove an office where nobody works."""
    refuse_while_used(office)
    history.remove(office, by=by, why=why, batch=batch)


def _refuse_unknown_holidays(calendar: WorkingCalendar) -> None:
    if calendar.country and not knows(calendar.country, calendar.subdivision):
        place = " ".join(part for part in (calendar.country, calendar.subdivision) if part)
        raise HolidaysUnknown(place=place)
