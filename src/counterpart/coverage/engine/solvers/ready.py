"""Compiles the kernels before a run's time begins to count. Later runs load what was compiled."""

from __future__ import annotations

from functools import cache

import numpy as np

from counterpart.kernel.stopping import Stop

from ..portfolio import PortfolioProblem


@cache
def ready_for_one() -> None:
    """Use every kernel of one capacity once."""
    from . import one_capacity

    one_capacity.solve(example(1), stop=NEVER)


@cache
def ready_for_several() -> None:
    """Use every kernel of several capacities once."""
    from . import mending, several

    problem = example(2)
    several.solve(problem, stop=NEVER)
    most, every = problem.first[1:] - 1, np.arange(problem.options)
    loss = np.zeros(problem.options, dtype=np.int64)
    mending.mended(problem, most, every, loss)
    mending.improved(problem, most, every, loss)


NEVER = Stop(gap=-1.0)
"""No gap is ever below -1, so a quick proof does not end the run early."""


def example(resources: int) -> PortfolioProblem:
    """Three accounts whose most valuable options do not fit, with a step that is no corner."""
    accounts, use = 3, np.array([0, 1, 4, 9])
    return PortfolioProblem(
        accounts=[f"account {n}" for n in range(accounts)],
        first=np.arange(accounts + 1) * len(use),
        value=np.concatenate([np.array([0, 1, 30, 50]) * (7 + n) for n in range(accounts)]),
        uses=np.tile(use[:, None], (accounts, resources)),
        capacity=np.full(resources, 14),
        resources=[f"resource {n}" for n in range(resources)],
        models=["model"],
        model=np.zeros(accounts * len(use), dtype=np.int64),
        option_names=[f"level {n}" for n in use],
        option_name=np.tile(np.arange(len(use)), accounts),
    )
