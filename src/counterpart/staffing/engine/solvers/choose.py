"""Picks the solver: exact for the smallest problems, price-guided for all others."""

from __future__ import annotations

import math
from typing import Literal

from ..plan import StaffingPlan
from ..problem import StaffingProblem
from ..stop import Cancelled, OnProgress, Result, Stop

Method = Literal["auto", "greedy", "exact", "price-guided"]

TINY_ROWS = 400
"""Up to so many candidate rows the exact model is solved straight away."""


def solve(
    problem: StaffingProblem,
    *,
    stop: Stop,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    start: StaffingPlan | None = None,
    method: Method = "auto",
) -> Result:
    """Staff the accounts: the best plan found before `stop`, with a proven bound.

    Never worse than greedy, `start` or today's plan, as far as these keep the limits. A run
    stopped by steps alone gives the same plan on every machine; only runs measured in seconds
    hand part of their time to HiGHS.
    """
    from . import exact, greedy

    given = {
        "stop": stop,
        "seed": seed,
        "on_progress": on_progress,
        "cancelled": cancelled,
        "start": start,
    }
    if method == "greedy":
        return greedy.solve(problem, **given)  # type: ignore[arg-type]
    tiny = len(problem.candidates) <= TINY_ROWS and not math.isfinite(stop.steps)
    if method == "exact" or (method == "auto" and tiny):
        return exact.solve(problem, **given)  # type: ignore[arg-type]
    from . import price_guided

    return price_guided.solve(problem, **given)  # type: ignore[arg-type]
