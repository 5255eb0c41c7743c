"""What a staffing solver hands back, and a run that closes with it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from counterpart.kernel import stopping
from counterpart.kernel.stopping import (
    Cancelled,
    Gap,
    MaxSeconds,
    MaxSteps,
    OnProgress,
    Status,
    Stop,
    gap_between,
)

from .plan import StaffingPlan

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Prices:
    """What scarce things are worth at the margin, in money, from the proven bound."""

    hour_of_person: FloatArray
    """One more hour of each person."""
    post: FloatArray
    """What filling the post is worth over leaving it to the others."""
    team_place: FloatArray
    """One more place in each account's team."""
    budget: float
    """One more unit of budget."""
    change: float
    """One more change allowed."""
    region_budget: FloatArray = field(default_factory=lambda: np.zeros(0))
    """One more unit of the budget of each region that has one, in alphabetical order."""

    @property
    def column(self) -> FloatArray:
        """All that posts and limits have a price for, in the order in which prices are sought."""
        whole = [self.budget, self.change]
        return np.concatenate([self.post, self.team_place, self.region_budget, whole])


@dataclass(frozen=True)
class Result:
    """A plan with its certificate. Plain data; `bound` is proven: no plan is worth more."""

    plan: StaffingPlan
    value: int
    bound: int
    status: Status
    """"optimal": value equals bound. "gap": the gap asked for is reached. Else "stopped"."""
    seconds: float
    steps: int
    prices: Prices | None = field(default=None, compare=False)
    method: str = ""

    @property
    def gap(self) -> float:
        """(bound - value) / bound, 0 when proven optimal."""
        return gap_between(self.value, self.bound)


class Run(stopping.Run):
    """One run of a staffing solver."""

    def result(self, plan: StaffingPlan, prices: Prices | None, method: str) -> Result:
        """Close the run."""
        self.report(at_once=True)
        return Result(
            plan, self.value, self.bound, self.status, self.seconds, self.steps, prices, method
        )


__all__ = [
    "Cancelled",
    "Gap",
    "MaxSeconds",
    "MaxSteps",
    "OnProgress",
    "Prices",
    "Result",
    "Run",
    "Status",
    "Stop",
    "gap_between",
]
