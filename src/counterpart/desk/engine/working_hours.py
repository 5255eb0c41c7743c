"""When a person is at work: a week by the clock of their office, days that differ, days away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from counterpart.kernel.days import Days

Intervals = tuple[tuple[time, time], ...]
"""Of one day, by the local clock, one after another; split shifts are several."""
Span = tuple[datetime, datetime]
"""In UTC; the end is not included."""

ONE_DAY = timedelta(days=1)
NOTHING = timedelta(0)
HORIZON = 400
"""Days in which somebody works at some time, or never does."""


class NeverAtWork(ValueError):
    """Within more than a year the person does not work at all."""


@dataclass(frozen=True)
class WorkingHours:
    """One person's. Time is counted in UTC, so that days on which clocks change are right."""

    zone: str
    week: tuple[Intervals, ...]
    """Seven days, Monday first."""
    days: Mapping[date, Intervals] = field(default_factory=dict)
    """Days that differ from the week: holidays, moved and shortened days."""
    away: tuple[Days, ...] = ()

    def on(self, day: date) -> Intervals:
        """The hours of a day by the local clock; none where the person is away."""
        if any(day in span for span in self.away):
            return ()
        own = self.days.get(day)
        return self.week[day.weekday()] if own is None else own

    def spans(self, since: datetime) -> Iterator[Span]:
        """Working time from the instant on, in order. Ends after a year without any."""
        zone = ZoneInfo(self.zone)
        day, idle = since.astimezone(zone).date() - ONE_DAY, 0
        while idle < HORIZON:
            idle += 1
            for begins, ends in self.on(day):
                span = _instant(day, begins, self.zone), _instant(day, ends, self.zone)
                if span[1] > max(since, span[0]):
                    idle = 0
                    yield max(span[0], since), span[1]
            day += ONE_DAY

    def between(self, since: datetime, until: datetime) -> timedelta:
        """Working time from one instant to another; nothing where the other is earlier."""
        total = NOTHING
        for begins, ends in self.spans(since):
            if begins >= until:
                break
            total += min(ends, until) - begins
        return total

    def after(self, since: datetime, work: timedelta) -> datetime:
        """The instant at which so much working time has passed.

        Without any, the first working instant. Raises `NeverAtWork`.
        """
        left = work
        for begins, ends in self.spans(since):
            if ends - begins >= left:
                return begins + left
            left -= ends - begins
        raise NeverAtWork(f"no working time within {HORIZON} days from {since:%Y-%m-%d}")

    def is_away(self, at: datetime) -> bool:
        """Whether the person is on leave on the day of the instant, by the office's clock."""
        day = at.astimezone(ZoneInfo(self.zone)).date()
        return any(day in span for span in self.away)

    def at_work(self, at: datetime) -> bool:
        """Whether the person works at this instant."""
        begins, _ends = next(self.spans(at), (None, None))
        return begins == at


@lru_cache(maxsize=4096)
def _instant(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


_WHOLE_DAY: Intervals = ((time(0), time(12)), (time(12), time(23, 59, 59, 999_999)))
ALWAYS = WorkingHours("UTC", (_WHOLE_DAY,) * 7)
"""Round the clock, but for the last microsecond of a day."""
