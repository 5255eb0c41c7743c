"""Which hours are worked on which day: the week, public holidays, and what overrides them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from counterpart.directory.holiday_names import holiday_name
from counterpart.directory.public_holidays import HolidayYear, holidays_of
from counterpart.directory.working_week import (
    Intervals,
    intervals_of,
    length_in_minutes,
    shortened,
)

if TYPE_CHECKING:
    from counterpart.directory.models import CalendarDay, WorkingCalendar

ONE_DAY = timedelta(days=1)


class DayKind(TextChoices):
    """What a date is in a working calendar."""

    WORKING = "working", _("Working day")
    OFF = "off", _("Day off")
    HOLIDAY = "holiday", _("Public holiday")
    SHORT = "short", _("Short day")
    MOVED = "moved", _("Working weekend day")
    CHANGED = "changed", _("Changed by hand")


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """One date of a calendar: the hours worked, by the local clock, and why they are so."""

    on: date
    intervals: Intervals
    kind: DayKind
    note: str = ""

    @property
    def hours(self) -> float:
        """Working hours of the day, by the clock."""
        return length_in_minutes(self.intervals) / 60

    @property
    def is_special(self) -> bool:
        """Whether it differs from what its weekday would be."""
        return self.kind not in {DayKind.WORKING, DayKind.OFF}


def calendar_days(calendar: WorkingCalendar, since: date, until: date) -> list[CalendarDate]:
    """Every date from `since` up to, not including, `until`, in order; one query."""
    overrides = {day.on: day for day in calendar.days.filter(on__gte=since, on__lt=until)}
    week = [intervals_of(day) for day in calendar.week]
    language = get_language() or "en"
    return [
        _changed(overrides[day])
        if day in overrides
        else _by_rule(
            day,
            week,
            holidays_of(calendar.country, calendar.subdivision, day.year, language.split("-")[0]),
        )
        for day in _span(since, until)
    ]


def working_intervals(calendar: WorkingCalendar, day: date) -> Intervals:
    """The hours worked on the day, by the local clock; empty on a day off."""
    return calendar_days(calendar, day, day + ONE_DAY)[0].intervals


def is_working_day(calendar: WorkingCalendar, day: date) -> bool:
    """Whether any hour of the day is worked."""
    return bool(working_intervals(calendar, day))


def working_days(calendar: WorkingCalendar, since: date, until: date) -> int:
    """How many days are worked from `since` up to, not including, `until`."""
    return sum(bool(day.intervals) for day in calendar_days(calendar, since, until))


def _changed(day: CalendarDay) -> CalendarDate:
    return CalendarDate(day.on, intervals_of(day.intervals), DayKind.CHANGED, day.note)


def _by_rule(day: date, week: list[Intervals], public: HolidayYear) -> CalendarDate:
    intervals = week[day.weekday()]
    if day in public.names:
        return CalendarDate(day, (), DayKind.HOLIDAY, holiday_name(public.names[day]))
    if day in public.working and not intervals:
        moved = shortened(_usual_day(week), public.short.get(day, 0))
        return CalendarDate(day, moved, DayKind.MOVED, gettext("Worked instead of another day"))
    if day in public.short and intervals:
        note = gettext("An hour shorter, before a holiday")
        return CalendarDate(day, shortened(intervals, public.short[day]), DayKind.SHORT, note)
    if day in public.half and intervals:
        half = shortened(intervals, length_in_minutes(intervals) // 2)
        return CalendarDate(day, half, DayKind.SHORT, holiday_name(public.half[day]))
    return CalendarDate(day, intervals, DayKind.WORKING if intervals else DayKind.OFF)


def _usual_day(week: list[Intervals]) -> Intervals:
    """The hours of the week's first working day."""
    return next((intervals for intervals in week if intervals), ())


def _span(since: date, until: date) -> Iterator[date]:
    return (since + timedelta(days=n) for n in range((until - since).days))
