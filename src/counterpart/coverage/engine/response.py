"""How an account's sales answer selling effort: the published curves, all with one face.

Effort is told in multiples of today's effort (1 is today, 0.5 half of it), sales in multiples of
today's sales. `SalesResponse` puts a curve beside the account's own effort and sales.

Sources: Little (1970), "Models and Managers: The Concept of a Decision Calculus", Management
Science 16(8); the other forms as listed in Lilien and Rangaswamy, "Marketing Engineering".
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from counterpart.kernel.faults import Fault, ProblemError

FloatArray = npt.NDArray[np.float64]


class Curve(ABC):
    """Sales at each effort, both in multiples of today's. Never falls with effort."""

    @property
    @abstractmethod
    def floor(self) -> float:
        """Sales with no effort at all; usually more than nothing."""

    @property
    @abstractmethod
    def saturation(self) -> float:
        """Sales that no effort exceeds; infinite where the form has no ceiling."""

    @abstractmethod
    def values(self, efforts: FloatArray) -> FloatArray:
        """Sales at each of the efforts."""

    @abstractmethod
    def slope(self, effort: float) -> float:
        """What one more unit of effort adds at this effort; infinite where the curve is upright."""

    @abstractmethod
    def _effort_for(self, sales: float) -> float:
        """The inverse, for sales strictly between floor and saturation."""

    @abstractmethod
    def scaled(self, factor: float) -> Self:
        """The same curve with all sales times a factor."""

    def value(self, effort: float) -> float:
        """Sales at one effort, which is not negative."""
        if not effort >= 0:
            raise ProblemError([Fault("effort", f"{effort:g} is negative; give 0 or more")])
        return float(self.values(np.array([effort], dtype=np.float64))[0])

    def inverse(self, sales: float) -> float:
        """The effort that brings these sales; refuses sales that no effort brings.

        Infinite for the saturation itself.
        """
        if not self.floor <= sales <= self.saturation:
            span = f"between {self.floor:g} and {self.saturation:g}"
            raise ProblemError(
                [Fault("sales", f"no effort brings {sales:g}; this curve sells {span}")]
            )
        if sales == self.floor:
            return 0.0
        return math.inf if sales == self.saturation else self._effort_for(sales)

    def elasticity(self, effort: float = 1.0) -> float:
        """By how many per cent sales rise with one per cent more effort; at today's if not said.

        Asked of an effort above 0: of nothing there is no per cent.
        """
        if not effort > 0:
            raise ProblemError([Fault("effort", "an elasticity is asked of an effort above 0")])
        return self.slope(effort) * effort / self.value(effort)


def refuse_unless(ok: bool, field: str, message: str) -> None:
    """Say which field of a curve makes no sense, unless it does."""
    if not ok:
        raise ProblemError([Fault(f"curve, {field}", message)])


def is_positive(number: float) -> bool:
    """A number above nothing and not beyond all bounds."""
    return math.isfinite(number) and number > 0


@dataclass(frozen=True)
class Adbudg(Curve):
    """floor + (ceiling - floor) x^shape / (half + x^shape): Little's curve.

    S-shaped when `shape` exceeds 1, else every further unit of effort brings less. Through today's
    sales exactly when half = (ceiling - 1) / (1 - floor).
    """

    bottom: float
    ceiling: float
    shape: float
    half: float
    """x^shape at which half of the way from floor to ceiling is made."""

    def __post_init__(self) -> None:
        refuse_unless(self.bottom >= 0, "bottom", "sales with no effort are not negative")
        rises = math.isfinite(self.ceiling) and self.ceiling > self.bottom
        refuse_unless(rises, "ceiling", "saturation lies above the sales with no effort")
        refuse_unless(is_positive(self.shape), "shape", "the shape is above 0")
        refuse_unless(is_positive(self.half), "half", "the half-way constant is above 0")

    @property
    def floor(self) -> float:
        return self.bottom

    @property
    def saturation(self) -> float:
        return self.ceiling

    def values(self, efforts: FloatArray) -> FloatArray:
        # Written so that neither no effort nor endless effort divides infinity by infinity.
        with np.errstate(divide="ignore", over="ignore"):
            shares = 1 / (1 + self.half * efforts**-self.shape)
        sales: FloatArray = self.bottom + (self.ceiling - self.bottom) * shares
        return sales

    def slope(self, effort: float) -> float:
        if effort == 0:
            rise = (self.ceiling - self.bottom) / self.half
            return math.inf if self.shape < 1 else (rise if self.shape == 1 else 0.0)
        power = effort**self.shape
        rise = (self.ceiling - self.bottom) * self.half * self.shape
        return float(rise * power / effort / (self.half + power) ** 2)

    def scaled(self, factor: float) -> Adbudg:
        return replace(self, bottom=self.bottom * factor, ceiling=self.ceiling * factor)

    def _effort_for(self, sales: float) -> float:
        share = (sales - self.bottom) / (self.ceiling - sales)
        return float((self.half * share) ** (1 / self.shape))


@dataclass(frozen=True)
class SalesResponse:
    """One account's answer to effort: a curve, today's effort and sales, and where it came from."""

    account: str
    curve: Curve
    effort: float
    """Today's, in the account's own unit: visits or hours a month, people."""
    sales: int
    """Today's, minor units a year."""
    method: str
    """How the curve was made, for instance "judged, closed form" or "prior"."""

    def __post_init__(self) -> None:
        place = f"account {self.account!r}"
        if not is_positive(self.effort):
            raise ProblemError(
                [Fault(place, "today's effort is above 0; count it, or use a prior")]
            )
        if self.sales <= 0:
            message = "today's sales are above 0, for the curve is told in multiples of them"
            raise ProblemError([Fault(place, message)])

    def sales_at(self, effort: float) -> float:
        """Yearly sales to expect at this effort, minor units, not rounded."""
        return self.sales * self.curve.value(effort / self.effort)

    def effort_for(self, sales: float) -> float:
        """The effort, in the account's own unit, that brings these yearly sales."""
        return self.effort * self.curve.inverse(sales / self.sales)
