"""Five judgements of an account's sales, and Little's curve through them in closed form.

Somebody who knows the account says what it would buy in a year with no effort, half of today's,
today's, half as much again, and all effort imaginable.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from counterpart.kernel.faults import Fault, ProblemError

EFFORTS = (0.0, 0.5, 1.0, 1.5, math.inf)
"""The efforts that are asked about, in multiples of today's."""
WEIGHT_OF_HALF = 1 / 3
"""What the judgement at half effort counts for the shape; the rest is the one at 150 %."""

MOST_EXPONENT = 700.0
_ASKED = ("no effort", "half the effort", "today's effort", "one and a half", "saturation")


class LittleCurve(NamedTuple):
    """bottom + (ceiling - bottom) x^shape / (half + x^shape), effort and sales in multiples of
    today's.

    Source: Little (1970), Management Science 16(8).
    """

    bottom: float
    ceiling: float
    shape: float
    half: float

    def sales(self, effort: float) -> float:
        """Sales at this effort."""
        if effort <= 0:
            return self.bottom
        # Half times effort to the power -shape; as a power it would overflow near no effort.
        exponent = min(math.log(self.half) - self.shape * math.log(effort), MOST_EXPONENT)
        return self.bottom + (self.ceiling - self.bottom) / (1 + math.exp(exponent))

    @property
    def elasticity(self) -> float:
        """By how many per cent sales rise with one per cent more than today's effort."""
        rise = (self.ceiling - self.bottom) * self.half * self.shape
        return rise / (1 + self.half) ** 2 / self.sales(1.0)


@dataclass(frozen=True)
class Judgement:
    """What one person thinks an account buys at five efforts, in multiples of today's sales."""

    account: str
    none: float
    half: float
    today: float
    more: float
    saturation: float
    judge: str = ""

    def __post_init__(self) -> None:
        faults = [Fault(self.place, message) for message in _wrong(self)]
        if faults:
            raise ProblemError(faults)

    @property
    def place(self) -> str:
        """The account, and who judged it, as errors name them."""
        by = f", judged by {self.judge!r}" if self.judge else ""
        return f"account {self.account!r}{by}"

    @property
    def sales(self) -> tuple[float, ...]:
        """The five judgements in the order of `EFFORTS`."""
        return (self.none, self.half, self.today, self.more, self.saturation)

    @classmethod
    def of(cls, account: str, sales: Mapping[float, float], judge: str = "") -> Judgement:
        """A judgement from sales by effort; refuses too few efforts, naming those missing."""
        missing = [
            word for effort, word in zip(EFFORTS, _ASKED, strict=True) if effort not in sales
        ]
        if missing:
            message = f"five judgements are needed; also give sales at {', '.join(missing)}"
            raise ProblemError([Fault(f"account {account!r}", message)])
        none, half, today, more, saturation = (sales[effort] for effort in EFFORTS)
        return cls(account, none, half, today, more, saturation, judge)


def _wrong(judgement: Judgement) -> list[str]:
    sales = judgement.sales
    found = [
        f"{word} is judged at {value:g}; sales are numbers and not negative"
        for word, value in zip(_ASKED, sales, strict=True)
        if not (math.isfinite(value) and value >= 0)
    ]
    if found:
        return found
    for n in range(len(sales) - 1):
        if sales[n + 1] < sales[n]:
            found.append(
                f"sales fall from {sales[n]:g} at {_ASKED[n]} to {sales[n + 1]:g} at "
                f"{_ASKED[n + 1]}; more effort never sells less, so raise the second or "
                "lower the first"
            )
    if judgement.saturation <= judgement.today:
        found.append(
            f"saturation, {judgement.saturation:g}, is not above today's {judgement.today:g}; "
            "say what all effort imaginable would sell"
        )
    if judgement.none >= judgement.today:
        found.append(
            f"no effort sells as much as today's, {judgement.today:g}; if effort moves nothing "
            "here, the account needs no curve"
        )
    return found


def middle_of(judgements: Sequence[Judgement]) -> Judgement:
    """The median at each effort of what several people say of one account."""
    first = judgements[0]
    columns = zip(*(each.sales for each in judgements), strict=True)
    none, half, today, more, saturation = (median(column) for column in columns)
    return Judgement(first.account, none, half, today, more, saturation)


def closed_form(judgement: Judgement, weight: float = WEIGHT_OF_HALF) -> LittleCurve:
    """Exact at no effort, today's and saturation; a weighted compromise at 50 % and 150 %.

    Source: Lilien and Rangaswamy, "Marketing Engineering", as in the package of that name.
    """
    low, high = judgement.none, judgement.saturation
    if not (low < judgement.half and judgement.more < high):
        message = (
            "half the effort sells no more than none, or one and a half as much as saturation; "
            "move them apart, or fit the curve by least squares"
        )
        raise ProblemError([Fault(judgement.place, message)])
    half = (high - judgement.today) / (judgement.today - low)
    from_half = _shape(half, low, judgement.half, high, effort=0.5)
    from_more = _shape(half, low, judgement.more, high, effort=1.5)
    shape = weight * from_half + (1 - weight) * from_more
    if shape <= 0:
        message = "half and one and a half the effort both sell what today's does; move one of them"
        raise ProblemError([Fault(judgement.place, message)])
    return LittleCurve(low, high, shape, half)


def _shape(half: float, low: float, sales: float, high: float, *, effort: float) -> float:
    """The shape that puts the curve through these sales at this effort."""
    return math.log(half * (sales - low) / (high - sales)) / math.log(effort)
