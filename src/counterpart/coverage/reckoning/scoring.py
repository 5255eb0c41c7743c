"""Scoring accounts: points or weighted ratings by criterion, and the class they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from counterpart.kernel.faults import Fault, ProblemError

from .exact import Exact, exact


@dataclass(frozen=True)
class Criterion:
    """Something accounts are scored by. All criteria of a card add up to 100."""

    name: str
    weight: Exact
    """The most points it can give."""


@dataclass(frozen=True)
class Band:
    """A class of accounts: those with at least this total."""

    name: str
    least: Exact


@dataclass(frozen=True)
class Score:
    """One account's total, of 100, its points and its class."""

    account: str
    points: tuple[tuple[str, Fraction], ...]
    """By criterion, in the order of the card."""
    band: str
    """Empty below the lowest band."""

    @property
    def total(self) -> Fraction:
        """All points together."""
        return sum((points for _, points in self.points), Fraction(0))


@dataclass(frozen=True)
class ScoreCard:
    """Criteria with their weights, and the bands of totals. Checks itself."""

    criteria: Sequence[Criterion]
    bands: Sequence[Band] = ()

    def __post_init__(self) -> None:
        faults = []
        for kind, names in (
            ("criterion", [each.name for each in self.criteria]),
            ("band", [each.name for each in self.bands]),
        ):
            for name in sorted({name for name in names if names.count(name) > 1}):
                faults.append(Fault(f"{kind} {name!r}", "the name stands here twice; rename one"))
        for each in self.criteria:
            if exact(each.weight) < 0:
                faults.append(Fault(f"criterion {each.name!r}", "its weight is negative"))
        total = sum((exact(each.weight) for each in self.criteria), Fraction(0))
        if total != 100:
            faults.append(Fault("criteria", f"weights add up to {float(total):g}; make it 100"))
        if faults:
            raise ProblemError(faults)

    def score(self, account: str, points: Mapping[str, Exact]) -> Score:
        """The account's score from points of each criterion, from 0 to its weight."""
        given = {name: exact(value) for name, value in points.items()}
        faults = self._missing_or_unknown(account, given)
        for each in self.criteria:
            if each.name in given and not 0 <= given[each.name] <= exact(each.weight):
                told = f"{float(given[each.name]):g} points, from 0 to {each.weight} are possible"
                faults.append(Fault(self._place(account, each.name), told))
        if faults:
            raise ProblemError(faults)
        ordered = tuple((each.name, given[each.name]) for each in self.criteria)
        return Score(account, ordered, self.band_of(sum(given.values(), Fraction(0))))

    def weighted(self, account: str, ratings: Mapping[str, Exact], *, best: Exact = 10) -> Score:
        """The account's score from ratings from 0 to `best`: the average by weight, of 100."""
        faults = [
            Fault(self._place(account, name), f"rated {rating}, from 0 to {best} are possible")
            for name, rating in ratings.items()
            if not 0 <= exact(rating) <= exact(best)
        ]
        if faults:
            raise ProblemError(faults)
        weights = {each.name: exact(each.weight) for each in self.criteria}
        return self.score(
            account,
            {
                name: weights.get(name, Fraction(0)) * exact(rating) / exact(best)
                for name, rating in ratings.items()
            },
        )

    def band_of(self, total: Exact) -> str:
        """The highest band that this total reaches; empty where it reaches none."""
        reached = [band for band in self.bands if exact(band.least) <= exact(total)]
        return max(reached, key=lambda band: exact(band.least)).name if reached else ""

    def _missing_or_unknown(self, account: str, given: Mapping[str, Fraction]) -> list[Fault]:
        names = [each.name for each in self.criteria]
        missing = [
            Fault(self._place(account, name), "no points; give some")
            for name in names
            if name not in given
        ]
        unknown = [
            Fault(self._place(account, name), "is not on the card; drop it")
            for name in given
            if name not in names
        ]
        return missing + unknown

    def _place(self, account: str, criterion: str) -> str:
        return f"account {account!r}, {criterion!r}"
