"""The size of a force and the sharing out of its time, decided together.

Sales of a unit (an account, a territory) are gain x time^exponent with the same exponent for all.
The best shares of time then do not depend on the size, and size follows from one power curve.
Source: Beswick (1977), "Allocating Selling Effort via Dynamic Programming", Management Science
23(7); Beswick and Cravens (1977), Journal of Marketing Research 14(2).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from counterpart.kernel.faults import Fault, ProblemError

from .response import FloatArray, is_positive

TIME_PER_PERSON = 100.0
"""Units of time one person has; a unit is a per cent of a person."""


@dataclass(frozen=True)
class Units:
    """What each unit's sales gain from time: sales = gain x time^exponent."""

    names: tuple[str, ...]
    gains: tuple[float, ...]
    exponent: float

    def __post_init__(self) -> None:
        if not 0 < self.exponent < 1:
            message = f"the exponent lies between 0 and 1, not {self.exponent:g}"
            raise ProblemError([Fault("units", message)])
        if not self.names or len(self.names) != len(self.gains):
            message = "give every unit a gain, and at least one unit"
            raise ProblemError([Fault("units", message)])
        faults = [
            Fault(f"unit {name!r}", "the gain is above 0; leave out a unit that sells nothing")
            for name, gain in zip(self.names, self.gains, strict=True)
            if not is_positive(gain)
        ]
        if faults:
            raise ProblemError(faults)

    @property
    def _weights(self) -> FloatArray:
        weights: FloatArray = np.array(self.gains) ** (1 / (1 - self.exponent))
        return weights

    @property
    def shares(self) -> tuple[float, ...]:
        """The best share of all time for each unit, whatever the size of the force."""
        weights = self._weights
        return tuple(float(each) for each in weights / weights.sum())

    def sales(self, people: float) -> float:
        """Sales with so many people whose time is shared out in the best way."""
        strength = float(self._weights.sum()) ** (1 - self.exponent)
        return float(strength * (TIME_PER_PERSON * people) ** self.exponent)

    def profit(self, people: float, *, margin_rate: float, cost_per_person: float) -> float:
        """Margin on sales less the cost of the people, in the money of the gains."""
        return margin_rate * self.sales(people) - cost_per_person * people


def best_size(
    units: Units, *, margin_rate: float, cost_per_person: float, most: int | None = None
) -> int:
    """The whole number of people with the highest profit, `most` at the most.

    Profit rises up to one size and falls beyond it, so only the sizes beside the best fraction
    of people are compared. Of two equal sizes the smaller.
    """
    if not (is_positive(margin_rate) and is_positive(cost_per_person)):
        message = "margin rate and cost of a person are above 0; fill them in"
        raise ProblemError([Fault("size", message)])
    gain = margin_rate * units.exponent * units.sales(1.0)
    below = math.floor(float((gain / cost_per_person) ** (1 / (1 - units.exponent))))

    def profit(people: int) -> float:
        return units.profit(people, margin_rate=margin_rate, cost_per_person=cost_per_person)

    size = below + 1 if profit(below + 1) > profit(below) else below
    return size if most is None else min(size, most)


@dataclass(frozen=True)
class Territory:
    """What is known of a territory before anybody has worked it."""

    workload: float
    experience: float
    """Of our company there, for instance its market share."""
    potential: float
    manager_experience: float


def expected_gains(territories: Sequence[Territory]) -> tuple[float, ...]:
    """What each territory's sales gain from time, by the published regression.

    .3258 (workload / mean)^.172 (experience / mean)^.646 potential^.694 (manager / mean)^.105.
    Time's own exponent was .217.
    Source: Beswick and Cravens (1977). One company's regression; refit it before trusting it.
    """
    columns = {
        name: np.array([getattr(each, name) for each in territories], dtype=np.float64)
        for name in ("workload", "experience", "potential", "manager_experience")
    }
    for name, column in columns.items():
        for row in np.flatnonzero(~(column > 0)):
            field = name.replace("_", " ")
            raise ProblemError([Fault(f"territory {row + 1}", f"the {field} is above 0; give it")])
    gains: FloatArray = (
        0.3258
        * _by_mean(columns["workload"]) ** 0.172
        * _by_mean(columns["experience"]) ** 0.646
        * columns["potential"] ** 0.694
        * _by_mean(columns["manager_experience"]) ** 0.105
    )
    return tuple(float(each) for each in gains)


def _by_mean(column: FloatArray) -> FloatArray:
    shares: FloatArray = column / column.mean()
    return shares
