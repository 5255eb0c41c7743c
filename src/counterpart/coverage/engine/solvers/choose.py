"""Picks the solver by the number of resources."""

from __future__ import annotations

from typing import Literal

from counterpart.kernel.stopping import Cancelled, OnProgress, Stop

from ..portfolio import PortfolioProblem
from ..portfolio_result import FloatArray, PortfolioResult
from ..portfolio_value import PortfolioPlan

Method = Literal["auto", "one-capacity", "several-capacities"]


def solve(
    problem: PortfolioProblem,
    *,
    stop: Stop,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    start: PortfolioPlan | None = None,
    prices: FloatArray | None = None,
    method: Method = "auto",
) -> PortfolioResult:
    """The best portfolio found before `stop`, with a proven bound. Never worse than `start`;
    `prices` of a problem much like it save time.

    Raises `NoPlanFits` when no plan keeps all capacities together, or none was found. A machine's
    first run compiles for some seconds before its time begins to count and it can be stopped.
    """
    from . import one_capacity, several
    from .ready import ready_for_one, ready_for_several

    alone = len(problem.resources) == 1 if method == "auto" else method == "one-capacity"
    (ready_for_one if alone else ready_for_several)()
    solver = one_capacity.solve if alone else several.solve
    return solver(
        problem,
        stop=stop,
        seed=seed,
        on_progress=on_progress,
        cancelled=cancelled,
        start=start,
        prices=prices,
    )
