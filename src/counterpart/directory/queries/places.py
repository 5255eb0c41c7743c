"""Offices, and a working calendar's year at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count

from counterpart.directory.calendars import CalendarDate, calendar_days
from counterpart.directory.models import Office, WorkingCalendar


@dataclass(frozen=True)
class OfficeLine:
    """One row of the list of offices."""

    office: Office
    people_count: int
    local_time: datetime


@dataclass(frozen=True)
class CalendarMonth:
    """A month in weeks from Monday to Sunday; days of other months are nothing."""

    first: date
    weeks: list[list[CalendarDate | None]]
    working_days: int
    hours: float


@dataclass(frozen=True)
class CalendarYear:
    """Twelve months, and the days that differ from their weekday."""

    calendar: WorkingCalendar
    year: int
    months: list[CalendarMonth]
    special: list[CalendarDate]
    working_days: int
    hours: float


def office_lines(now: datetime) -> list[OfficeLine]:
    """Every office with its local time and how many people sit there."""
    offices = Office.objects.select_related("calendar").annotate(people_count=Count("people"))
    return [
        OfficeLine(office, office.people_count, now.astimezone(ZoneInfo(office.time_zone)))
        for office in offices.order_by("name")
    ]


def calendars_with_offices() -> list[WorkingCalendar]:
    """Every calendar; `office_count` says how many offices keep it."""
    return list(WorkingCalendar.objects.annotate(office_count=Count("offices")).order_by("name"))


def calendar_year(calendar: WorkingCalendar, year: int) -> CalendarYear:
    """The calendar's year; one query."""
    days = calendar_days(calendar, date(year, 1, 1), date(year + 1, 1, 1))
    months = [_month([day for day in days if day.on.month == number]) for number in range(1, 13)]
    return CalendarYear(
        calendar=calendar,
        year=year,
        months=months,
        special=[day for day in days if day.is_special],
        working_days=sum(month.working_days for month in months),
        hours=sum(month.hours for month in months),
    )


def _month(days: list[CalendarDate]) -> CalendarMonth:
    first = days[0].on
    cells: list[CalendarDate | None] = [None] * first.weekday() + list(days)
    cells += [None] * (-len(cells) % 7)
    return CalendarMonth(
        first=first,
        weeks=[cells[start : start + 7] for start in range(0, len(cells), 7)],
        working_days=sum(bool(day.intervals) for day in days),
        hours=sum(day.hours for day in days),
    )
