"""The referee: tries every plan. Only for problems of a few accounts."""

from __future__ import annotations

from itertools import pairwise, product
from math import prod

import numpy as np

from ..portfolio import PortfolioProblem
from ..portfolio_value import PortfolioPlan, check, value_of

MOST_PLANS = 500_000


def best_plan(problem: PortfolioProblem) -> PortfolioPlan | None:
    """The best of all plans that break nothing; None when there is none."""
    first = problem.first.tolist()
    choices = [range(start, end) for start, end in pairwise(first)]
    if prod(map(len, choices)) > MOST_PLANS:
        raise ValueError(f"brute force is for at most {MOST_PLANS} plans")
    best, most = None, -(2**62)
    for chosen in product(*choices):
        plan = PortfolioPlan(np.array(chosen, dtype=np.int64))
        value = value_of(problem, plan)
        if value > most and not check(problem, plan):
            best, most = plan, value
    return best
