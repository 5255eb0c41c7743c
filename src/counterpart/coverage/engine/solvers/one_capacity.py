"""One resource: hulls, the merge of their steps, a fill of what is left, and the exact finish."""

from __future__ import annotations

import numpy as np

from counterpart.kernel.compiled import kernel
from counterpart.kernel.stopping import Cancelled, OnProgress, Stop

from ..portfolio import PortfolioProblem
from ..portfolio_result import FloatArray, PortfolioResult, Run
from ..portfolio_tables import IntArray
from ..portfolio_value import PortfolioPlan
from .expand import expand
from .hulls import Steps, least, steps_of
from .pricing import Pricing


def solve(
    problem: PortfolioProblem,
    *,
    stop: Stop,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    start: PortfolioPlan | None = None,
    prices: FloatArray | None = None,
) -> PortfolioResult:
    """The best plan under one capacity, usually proven.

    `seed` and `prices` are not used: nothing is chance, and hulls need no prices to begin with.
    """
    run = Run(problem, stop, on_progress, cancelled)
    use = np.array(problem.uses[:, 0], dtype=np.int64)
    begin = least(problem, use)
    steps = steps_of(problem, use, begin)
    room = int(problem.capacity[0] - use[begin].sum())
    chosen, taken = merge(steps, begin, room)
    price = steps.reward(taken) if taken < len(steps.option) else 0.0
    pricing = Pricing(problem)
    priced = pricing.at(np.array([price]))
    run.prove(priced.bound)
    run.offer(fill(problem, use, chosen))
    run.offer(fill(problem, use, go_on(steps, chosen, use, room, taken)))
    if start is not None and len(start.option_of_account) == len(problem.accounts):
        run.offer(start.option_of_account)
    if not run.over():
        expand(run, pricing, priced, use)
    return run.result(priced.prices, "one-capacity")


def merge(steps: Steps, begin: IntArray, room: int) -> tuple[IntArray, int]:
    """Take steps while they fit: the plan, and the first step that does not."""
    total = np.cumsum(steps.use)
    taken = int(np.searchsorted(total, room, side="right"))
    chosen = begin.copy()
    chosen[steps.account[:taken]] = steps.option[:taken]  # of several the last one stays
    return chosen, taken


def go_on(steps: Steps, chosen: IntArray, use: IntArray, room: int, taken: int) -> IntArray:
    """Beyond the first step that does not fit, take those that do, each after the one before it."""
    found = chosen.copy()
    left = room - int(steps.use[:taken].sum())
    take_what_fits(steps.account[taken:], steps.option[taken:], steps.use[taken:], left, found)
    return found


def fill(problem: PortfolioProblem, use: IntArray, chosen: IntArray) -> IntArray:
    """Spend what is left on the best single change, again and again while one fits."""
    found = chosen.copy()
    left = int(problem.capacity[0] - use[found].sum())
    use_up(problem.first, problem.value, use, left, found)
    return found


@kernel
def take_what_fits(
    account: IntArray, option: IntArray, use: IntArray, left: int, chosen: IntArray
) -> None:
    """Take steps in their order; an account whose step does not fit is passed over from there."""
    passed = np.zeros(len(chosen), dtype=np.bool_)
    for step in range(len(account)):
        if passed[account[step]]:
            continue
        if use[step] > left:
            passed[account[step]] = True
            continue
        chosen[account[step]] = option[step]
        left -= use[step]


@kernel
def use_up(first: IntArray, value: IntArray, use: IntArray, left: int, chosen: IntArray) -> None:
    """Make the change that gains most and fits, until none is left; ten times at most."""
    for _ in range(10):
        most, best, where = 0, -1, -1
        for account in range(len(chosen)):
            has = chosen[account]
            for option in range(first[account], first[account + 1]):
                if use[option] - use[has] <= left and value[option] - value[has] > most:
                    most, best, where = value[option] - value[has], option, account
        if where < 0:
            break
        left -= use[best] - use[chosen[where]]
        chosen[where] = best
