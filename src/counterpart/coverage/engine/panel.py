"""Several people's judgements of one account side by side, their spread kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import mean, median
from typing import Literal

from counterpart.kernel.faults import Fault, ProblemError

from .judging import CLOSED_FORM, EFFORTS, Judgement, Method, judged_curve
from .response import Adbudg

Middle = Literal["median", "mean"]


@dataclass(frozen=True)
class Spread:
    """The lowest, the middle and the highest of what several people said."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Panel:
    """What several people judged about one account.

    The middle curve is made of the middle judgements, not the middle of the curves, so that it is
    one of Little's curves too. Asking again after all have seen the spread is the Delphi method.
    Source: Lodish, Curtis, Ness and Simpson (1988), Interfaces 18(1).
    """

    judgements: tuple[Judgement, ...]
    method: Method = CLOSED_FORM
    middle: Middle = "median"

    def __post_init__(self) -> None:
        accounts = sorted({judgement.account for judgement in self.judgements})
        if len(accounts) != 1:
            names = ", ".join(map(repr, accounts)) or "none"
            message = f"a panel judges one account; these judge {names}"
            raise ProblemError([Fault("judgements", message)])
        judges = [judgement.judge for judgement in self.judgements]
        for judge in sorted(set(judges)):
            if judges.count(judge) > 1:
                message = f"{judge!r} judged {judges.count(judge)} times; keep the latest"
                raise ProblemError([Fault(f"account {accounts[0]!r}", message)])

    @property
    def account(self) -> str:
        """The account that all of them judge."""
        return self.judgements[0].account

    @property
    def said(self) -> tuple[Spread, ...]:
        """The spread of the judgements at each of the five efforts."""
        columns = zip(*(judgement.sales for judgement in self.judgements), strict=True)
        return tuple(self._spread(column) for column in columns)

    @cached_property
    def curve(self) -> Adbudg:
        """The curve of the middle judgements."""
        middles = {effort: at.middle for effort, at in zip(EFFORTS, self.said, strict=True)}
        return judged_curve(Judgement.of(self.account, middles), self.method)

    @cached_property
    def curves(self) -> tuple[Adbudg, ...]:
        """Everybody's own curve, in the order of the judgements."""
        return tuple(judged_curve(judgement, self.method) for judgement in self.judgements)

    def range_at(self, effort: float) -> tuple[float, float]:
        """The lowest and the highest sales that anybody's own curve expects at this effort."""
        expected = [curve.value(effort) for curve in self.curves]
        return min(expected), max(expected)

    def _spread(self, column: Sequence[float]) -> Spread:
        middle = median(column) if self.middle == "median" else mean(column)
        return Spread(min(column), middle, max(column))
