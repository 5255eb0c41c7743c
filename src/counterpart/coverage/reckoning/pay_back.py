"""The pays-for-itself ledger: what a team has earned so far beyond the coverage before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from counterpart.kernel.faults import Fault, ProblemError


@dataclass(frozen=True)
class Baseline:
    """What the account would have contributed in a month under the former coverage, minor units."""

    low: int
    expected: int
    high: int


@dataclass(frozen=True)
class LedgerMonth:
    """One month: the actual contribution after the team's cost, and what it is held against."""

    first_day: date
    actual: int
    """Margin less all cost to serve in the month, minor units; setting the team up included."""
    baseline: Baseline


@dataclass(frozen=True)
class PayBack:
    """The ledger of one team, month by month."""

    account: str
    months: tuple[LedgerMonth, ...]

    def __post_init__(self) -> None:
        faults = []
        for month in self.months:
            told = month.baseline
            if not told.low <= told.expected <= told.high:
                message = "the baseline's range does not hold what is expected; order the three"
                faults.append(Fault(self._place(month), message))
            if month.first_day.day != 1:
                faults.append(Fault(self._place(month), "a month begins on its first day"))
        for before, after in pairwise(self.months):
            if _number(after) != _number(before) + 1:
                message = f"does not follow {before.first_day:%Y-%m}; give every month once"
                faults.append(Fault(self._place(after), message))
        if faults:
            raise ProblemError(faults)

    def _place(self, month: LedgerMonth) -> str:
        return f"account {self.account!r}, month {month.first_day:%Y-%m}"

    @property
    def cumulative(self) -> tuple[int, ...]:
        """What the team has earned beyond the expected baseline by the end of each month."""
        return _running([month.actual - month.baseline.expected for month in self.months])

    @property
    def cumulative_range(self) -> tuple[tuple[int, int], ...]:
        """The same against the high and the low baseline: the least and the most it has earned.

        The ends of the range take every month at its end; truth rarely lies that far out.
        """
        least = _running([month.actual - month.baseline.high for month in self.months])
        most = _running([month.actual - month.baseline.low for month in self.months])
        return tuple(zip(least, most, strict=True))

    @property
    def break_even(self) -> date | None:
        """The first month by whose end the team has paid for itself and stays so; None if none."""
        return self._from_which_on(self.cumulative)

    @property
    def break_even_range(self) -> tuple[date | None, date | None]:
        """The earliest and the latest month it may be, by the range of the baseline."""
        least, most = ([row[end] for row in self.cumulative_range] for end in (0, 1))
        return self._from_which_on(most), self._from_which_on(least)

    def months_ahead(self, latest: int = 6) -> int | None:
        """How many months more until it pays for itself, at the mean pace of the latest months.

        0 where it has paid, None where it gains nothing on the expected baseline or loses. A
        drawing-out of the line, not a forecast.
        """
        running = self.cumulative
        if self.break_even is not None:
            return 0
        if not running:
            return None
        span = min(latest, len(running))
        earlier = running[-1 - span] if span < len(running) else 0
        gained = running[-1] - earlier
        return None if gained <= 0 else -(running[-1] * span // gained)

    def _from_which_on(self, running: Sequence[int]) -> date | None:
        found = None
        for month, total in zip(self.months, running, strict=True):
            found = None if total < 0 else found or month.first_day
        return found


def _running(changes: Sequence[int]) -> tuple[int, ...]:
    return tuple(accumulate(changes))


def _number(month: LedgerMonth) -> int:
    return month.first_day.year * 12 + month.first_day.month
