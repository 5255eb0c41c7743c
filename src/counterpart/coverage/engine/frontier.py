"""The efficient frontier: the best contribution for every amount of one resource."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from counterpart.kernel.stopping import Cancelled, MaxSeconds, Stop, gap_between

from .portfolio import PortfolioProblem
from .portfolio_result import FloatArray, NoPlanFits
from .portfolio_value import PortfolioPlan
from .solvers.choose import solve


@dataclass(frozen=True)
class FrontierPoint:
    """The best plan found with so much of the resource, and what no plan exceeds."""

    capacity: int
    value: int
    bound: int
    price: float
    """What one more of the resource is worth here, at the margin."""
    plan: PortfolioPlan

    @property
    def gap(self) -> float:
        """(bound - value) / bound, 0 when proven optimal."""
        return gap_between(self.value, self.bound)


def frontier(
    problem: PortfolioProblem,
    resource: str,
    capacities: Sequence[int],
    *,
    seconds_each: float = 1.0,
    gap: float = 1e-6,
    seed: int = 0,
    cancelled: Cancelled | None = None,
) -> list[FrontierPoint]:
    """A point for each capacity of the resource, the others as they are, by rising capacity.

    Each point begins with the plan and the prices of the one before it. Neither value nor bound
    falls: what fits a small capacity fits a larger one. Capacities that nothing fits are left out.
    """
    at = list(problem.resources).index(resource)
    points: list[FrontierPoint] = []
    prices: FloatArray | None = None
    for capacity in sorted(set(capacities)):
        if cancelled is not None and cancelled():
            break
        if capacity < least_use(problem, at):
            continue
        start = points[-1].plan if points else None
        stop = MaxSeconds(seconds_each) | Stop(gap=gap)
        try:
            result = solve(
                with_capacity(problem, at, capacity),
                stop=stop,
                seed=seed,
                cancelled=cancelled,
                start=start,
                prices=prices,
            )
        except NoPlanFits:
            continue
        prices = result.prices
        price = float(prices[at])
        points.append(FrontierPoint(capacity, result.value, result.bound, price, result.plan))
    return _bounds_that_never_fall_back(points)


def least_use(problem: PortfolioProblem, resource: int) -> int:
    """What not even the least demanding options of all accounts leave."""
    column = problem.uses[:, resource]
    return int(np.minimum.reduceat(column, problem.first[:-1]).sum(dtype=np.int64))


def most_use(problem: PortfolioProblem, resource: int) -> int:
    """What all accounts use with the options that use most."""
    column = problem.uses[:, resource]
    return int(np.maximum.reduceat(column, problem.first[:-1]).sum(dtype=np.int64))


def with_capacity(problem: PortfolioProblem, resource: int, capacity: int) -> PortfolioProblem:
    """The same problem with another amount of one resource."""
    there = problem.capacity.copy()
    there[resource] = capacity
    return replace(problem, capacity=there)


def _bounds_that_never_fall_back(points: list[FrontierPoint]) -> list[FrontierPoint]:
    """What no plan exceeds with more of the resource, none exceeds with less."""
    lowest, found = 2**62, list[FrontierPoint]()
    for point in reversed(points):
        lowest = min(lowest, point.bound)
        found.append(replace(point, bound=lowest))
    return found[::-1]
