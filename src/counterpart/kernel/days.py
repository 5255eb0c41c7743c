"""Spans of days, half-open: the end is the first day not included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """From `since` up to, not including, `until`; an open end is `None`.

    >>> date(2026, 3, 31) in Days(date(2026, 1, 1), date(2026, 4, 1))
    True
    """

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"a span ends before it begins: {self.since} to {self.until}")

    def __contains__(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def overlaps(self, other: Days) -> bool:
        """Whether the two spans share at least one day."""
        starts_in_time = other.until is None or self.since < other.until
        ends_late_enough = self.until is None or other.since < self.until
        return starts_in_time and ends_late_enough and not (self.is_empty or other.is_empty)

    @property
    def end(self) -> date:
        """The first day not included; `ValueError` where the span is open."""
        if self.until is None:
            raise ValueError(f"a span from {self.since} has no end")
        return self.until

    @property
    def last_day(self) -> date:
        """The last day included; `ValueError` where the span is open."""
        return self.end - timedelta(days=1)

    @property
    def is_empty(self) -> bool:
        """Whether the span holds no day at all."""
        return self.until == self.since
