"""Who is there on a day, and how many hours somebody has for key accounts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from counterpart.directory.calendars import calendar_days
from counterpart.directory.models import Absence, Office, Person
from counterpart.kernel.days import Days

CENTIHOUR = Decimal("0.01")


def is_available(person: Person, on: date) -> bool:
    """Whether the person works for us on that day and is not away."""
    return person.is_employed(on) and not unavailable_people([person.pk], on)


def unavailable_people(people_ids: Collection[int], on: date) -> set[int]:
    """Those of the people who are away that day; one query."""
    away = Absence.objects.filter(person__in=people_ids, since__lte=on, until__gt=on)
    return set(away.order_by().values_list("person_id", flat=True))


def capacity_hours(person: Person, span: Days) -> dict[date, Decimal]:
    """Hours for key accounts in each month, by its first day; see `capacity_hours_of`."""
    return capacity_hours_of([person], span)[person.pk]


def capacity_hours_of(people: Iterable[Person], span: Days) -> dict[int, dict[date, Decimal]]:
    """For each person and month of the span, the hours they have for key accounts.

    A month's hours go down in proportion to its working days on which the person is away or
    not employed; days outside the span do not count. The span must have an end. The number of
    queries depends on the number of calendars, not of people.
    """
    if span.until is None:
        raise ValueError("hours are counted over a span that ends")
    staff = list(people)
    months = list(_months(span.since, span.until))
    worked = _working_days_by_office({person.office_id for person in staff}, months)
    away = _absences(staff, span.since, span.until)
    return {
        person.pk: {
            month: _hours(person, worked[person.office_id][month], away.get(person.pk, []), span)
            for month, _ in months
        }
        for person in staff
    }


def _hours(person: Person, worked: list[date], away: list[Days], span: Days) -> Decimal:
    there = sum(
        day in span and person.is_employed(day) and not any(day in days for days in away)
        for day in worked
    )
    if not there:
        return Decimal(0)
    exact = Decimal(person.hours_per_month) * there / len(worked)
    return exact.quantize(CENTIHOUR, ROUND_HALF_UP)


def _working_days_by_office(
    office_ids: set[int], months: list[tuple[date, date]]
) -> dict[int, dict[date, list[date]]]:
    offices = Office.objects.filter(pk__in=office_ids).select_related("calendar")
    by_calendar: dict[int, dict[date, list[date]]] = {}
    for calendar in {office.calendar_id: office.calendar for office in offices}.values():
        by_calendar[calendar.pk] = {month: [] for month, _ in months}
        if months:
            for day in calendar_days(calendar, months[0][0], months[-1][1]):
                if day.intervals:
                    by_calendar[calendar.pk][day.on.replace(day=1)].append(day.on)
    return {office.pk: by_calendar[office.calendar_id] for office in offices}


def _absences(people: list[Person], since: date, until: date) -> dict[int, list[Days]]:
    ids = [person.pk for person in people]
    rows = Absence.objects.filter(since__lt=until, until__gt=since)
    # A list of thousands of keys is slower to send than the absences of everybody.
    rows = rows.filter(person__in=ids) if len(ids) <= 500 else rows
    away: dict[int, list[Days]] = {}
    for person_id, first, back in rows.order_by().values_list("person_id", "since", "until"):
        away.setdefault(person_id, []).append(Days(first, back))
    return away


def _months(since: date, until: date) -> Iterator[tuple[date, date]]:
    """The first day of each month that the span touches, and of the month after it."""
    month = since.replace(day=1)
    while month < until:
        following = (month + timedelta(days=32)).replace(day=1)
        yield month, following
        month = following
