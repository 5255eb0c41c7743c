"""What a portfolio solver hands back, and a run that closes with it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from counterpart.kernel import stopping
from counterpart.kernel.stopping import Cancelled, OnProgress, Status, Stop, gap_between

from .portfolio import PortfolioProblem
from .portfolio_tables import IntArray
from .portfolio_value import PortfolioPlan, uses_of, value_of

FloatArray = npt.NDArray[np.float64]

NO_VALUE = -(2**62)
"""Below what any plan is worth: there is none yet."""


class NoPlanFits(ValueError):
    """The capacities are too small together, although each alone would do, or no plan was found.

    The message says which; `proven` is True where no plan exists.
    """

    def __init__(self, message: str, *, proven: bool) -> None:
        self.proven = proven
        super().__init__(message)


@dataclass(frozen=True)
class PortfolioResult:
    """A plan with its certificate. Plain data; `bound` is proven: no plan is worth more."""

    plan: PortfolioPlan
    value: int
    bound: int
    status: Status
    """"optimal": value equals bound. "gap": the gap asked for is reached. Else "stopped"."""
    seconds: float
    prices: FloatArray = field(compare=False)
    """What one more of each resource is worth at the margin, in the problem's money unit."""
    method: str = ""

    @property
    def gap(self) -> float:
        """(bound - value) / bound, 0 when proven optimal."""
        return gap_between(self.value, self.bound)


class Run(stopping.Run):
    """One run of a portfolio solver: the best plan so far and the lowest proven bound."""

    def __init__(
        self,
        problem: PortfolioProblem,
        stop: Stop,
        on_progress: OnProgress | None = None,
        cancelled: Cancelled | None = None,
    ) -> None:
        super().__init__(stop, on_progress, cancelled)
        self.problem = problem
        self.plan: PortfolioPlan | None = None
        self.value = NO_VALUE
        self.bound = int(np.maximum.reduceat(problem.value, problem.first[:-1]).sum())

    def offer(self, chosen: IntArray) -> bool:
        """Keep a plan if it is within the capacities and the best so far; says whether it was."""
        plan = PortfolioPlan(chosen)
        value = value_of(self.problem, plan)
        if value <= self.value or (uses_of(self.problem, plan) > self.problem.capacity).any():
            return False
        self.plan, self.value = plan, value
        return True

    def prove(self, bound: int) -> None:
        """Note that no plan is worth more."""
        self.bound = max(self.value, min(self.bound, bound))

    def report(self, *, at_once: bool = False) -> None:
        """Tell the caller how far the run is, once there is a plan."""
        if self.plan is not None:
            super().report(at_once=at_once)

    def result(self, prices: FloatArray, method: str) -> PortfolioResult:
        """Close the run."""
        if self.plan is None:
            raise NoPlanFits(f"no plan was found in {self.seconds:.0f} seconds", proven=False)
        self.report(at_once=True)
        return PortfolioResult(
            self.plan, self.value, self.bound, self.status, self.seconds, prices, method
        )
