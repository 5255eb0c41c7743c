"""The referee for one resource: the best value of every capacity, one account after the other.

Exact for any curves, and slow: accounts x options x capacity. Source: the recursion of the
multiple-choice knapsack, as in Zoltners and Sinha (1980), Management Science 26(3).
"""

from __future__ import annotations

import numpy as np

from ..portfolio import PortfolioProblem
from ..portfolio_tables import IntArray

NEVER = -(2**62)


def best_values(problem: PortfolioProblem) -> IntArray:
    """The value of the best plan for every capacity from 0 to the problem's; `NEVER` if none."""
    capacity = int(problem.capacity[0])
    best = np.zeros(capacity + 1, dtype=np.int64)
    for start, end in zip(problem.first[:-1], problem.first[1:], strict=True):
        after = np.full(capacity + 1, NEVER)
        for option in range(int(start), int(end)):
            use, value = int(problem.uses[option, 0]), int(problem.value[option])
            if use <= capacity:
                before = best[: capacity + 1 - use]
                with_it = np.where(before == NEVER, NEVER, before + value)
                after[use:] = np.maximum(after[use:], with_it)
        best = after
    return np.maximum.accumulate(best)
