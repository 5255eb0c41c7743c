"""The hours of a day that an office shares with a customer's site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from counterpart.directory.calendars import ONE_DAY, calendar_days
from counterpart.directory.working_week import Intervals, intervals_of, minutes

if TYPE_CHECKING:
    from counterpart.directory.models import Office

# What we assume of a customer's site, whose calendar we do not know: Monday to Friday.
SITE_DAY = (time(9), time(18))
SITE_WEEKDAYS = range(5)
# A week of winter and one of summer: clocks change on different days, or not at all.
TYPICAL_MONDAYS = (date(2026, 1, 12), date(2026, 7, 13))
MINUTES_A_DAY = 24 * 60

Span = tuple[datetime, datetime]
Week = tuple[Intervals, ...]


def overlap_hours(office: Office, time_zone: str, on: date | None = None) -> float:
    """Hours a day when both the office and a customer's site in the time zone are at work.

    Sites work from 9 to 18 by their clock, Monday to Friday. With `on` it is that day of the
    site, holidays of the office included; without, the mean over the site's working days of a
    week in January and one in July, without holidays.
    """
    if on is None:
        return overlap_matrix([office], [time_zone])[0][0]
    if on.weekday() not in SITE_WEEKDAYS:
        return 0.0
    site = next(_instants(on, (SITE_DAY,), ZoneInfo(time_zone)))
    days = calendar_days(office.calendar, on - ONE_DAY, on + 2 * ONE_DAY)
    spans = (
        span
        for day in days
        for span in _instants(day.on, day.intervals, ZoneInfo(office.time_zone))
    )
    return sum(_shared_seconds(span, site) for span in spans) / 3600


def overlap_matrix(offices: Sequence[Office], time_zones: Sequence[str]) -> list[list[float]]:
    """For each office, its typical shared hours a day with each time zone; see `overlap_hours`.

    No query but for calendars that were not read with their offices.
    """
    weeks = [tuple(intervals_of(day) for day in office.calendar.week) for office in offices]
    return [
        [_typical_overlap(week, office.time_zone, time_zone) for time_zone in time_zones]
        for office, week in zip(offices, weeks, strict=True)
    ]


@lru_cache(maxsize=65536)
def _typical_overlap(week: Week, office_zone: str, site_zone: str) -> float:
    shifts = [
        _utc_offset(site_zone, monday) - _utc_offset(office_zone, monday)
        for monday in TYPICAL_MONDAYS
    ]
    return sum(_overlap_at_shift(week, shift) for shift in shifts) / len(shifts)


@lru_cache(maxsize=4096)
def _overlap_at_shift(week: Week, shift: int) -> float:
    """Mean shared hours a day when the site's clock is `shift` minutes ahead of the office's."""
    opens, closes = minutes(SITE_DAY[0]) - shift, minutes(SITE_DAY[1]) - shift
    shared = 0
    for site_day in SITE_WEEKDAYS:
        for office_day in (site_day - 1, site_day, site_day + 1):
            midnight = (office_day - site_day) * MINUTES_A_DAY
            for since, until in week[office_day % 7]:
                begins, ends = midnight + minutes(since), midnight + minutes(until)
                shared += max(0, min(ends, closes) - max(begins, opens))
    return shared / 60 / len(SITE_WEEKDAYS)


@lru_cache(maxsize=2048)
def _utc_offset(zone: str, monday: date) -> int:
    noon = datetime.combine(monday, time(12), ZoneInfo(zone))
    return int(noon.utcoffset().total_seconds() // 60)  # type: ignore[union-attr]


def _instants(day: date, intervals: Intervals, zone: ZoneInfo) -> Iterator[Span]:
    for since, until in intervals:
        yield (
            datetime.combine(day, since, zone).astimezone(UTC),
            datetime.combine(day, until, zone).astimezone(UTC),
        )


def _shared_seconds(one: Span, other: Span) -> float:
    return max(timedelta(0), min(one[1], other[1]) - max(one[0], other[0])).total_seconds()
