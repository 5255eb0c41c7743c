"""For every account the runner-up: the best option of another coverage model, and by how much.

At the prices of scarce resources an option is worth its value less what it uses. The runner-up is
the option of another model that is worth most so, all other accounts free to use what it leaves.
For the closest calls the problem is solved again without the model chosen, which proves the cost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from counterpart.kernel.stopping import Cancelled, MaxSeconds

from .portfolio import PortfolioProblem
from .portfolio_result import FloatArray, NoPlanFits, PortfolioResult
from .portfolio_tables import IntArray
from .solvers.choose import solve

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class CloseCall:
    """One account's choice beside its runner-up. Money in the problem's unit."""

    account: int
    chosen: int
    runner_up: int
    """The option of another model that is worth most at the prices."""
    behind: float
    """How much less the runner-up is worth at the prices; below 0 where only what fits decided."""
    at_least: int | None = None
    """Another model for the account costs the whole portfolio at least so much: proven."""
    at_most: int | None = None
    """And at most so much: a plan with another model is known that loses no more."""


def closest_calls(
    problem: PortfolioProblem,
    result: PortfolioResult,
    *,
    exactly: int = 10,
    seconds_each: float = 1.0,
    cancelled: Cancelled | None = None,
) -> list[CloseCall]:
    """Every account that has options of several models, the closest call first.

    The first `exactly` are solved again. Accounts of one model only, or whose other models never
    fit, have no runner-up.
    """
    calls = calls_at_prices(problem, result.plan.option_of_account, result.prices)
    found = []
    for place, call in enumerate(calls):
        is_wanted = place < exactly and not (cancelled is not None and cancelled())
        found.append(_exact(problem, result, call, seconds_each) if is_wanted else call)
    return found


def calls_at_prices(
    problem: PortfolioProblem, chosen: IntArray, prices: FloatArray
) -> list[CloseCall]:
    """The runner-up of every account at these prices, the closest first."""
    worth = worth_at(problem, prices)
    account = np.repeat(np.arange(len(problem.accounts)), np.diff(problem.first))
    is_other = (problem.model != problem.model[chosen][account]) & may_fit(problem, account)
    other = np.where(is_other, worth, -np.inf)
    best = np.maximum.reduceat(other, problem.first[:-1])
    behind = worth[chosen] - best
    order = np.argsort(behind, kind="stable")
    found = []
    for at in order[np.isfinite(behind[order])].tolist():
        start, end = problem.first[at], problem.first[at + 1]
        runner_up = int(start + np.argmax(other[start:end]))
        found.append(CloseCall(at, int(chosen[at]), runner_up, float(behind[at])))
    return found


def may_fit(problem: PortfolioProblem, account: IntArray) -> BoolArray:
    """Which options fit where all other accounts take the least they can of everything."""
    least = np.minimum.reduceat(problem.uses, problem.first[:-1]).astype(np.int64)
    slack = problem.capacity - least.sum(axis=0)
    fits: BoolArray = (problem.uses - least[account] <= slack).all(axis=1)
    return fits


def worth_at(problem: PortfolioProblem, prices: FloatArray) -> FloatArray:
    """What each option is worth when what it uses is paid for."""
    worth = problem.value.astype(np.float64)
    for resource in np.flatnonzero(prices).tolist():
        worth -= problem.uses[:, resource] * prices[resource]
    return worth


def _exact(
    problem: PortfolioProblem, result: PortfolioResult, call: CloseCall, seconds: float
) -> CloseCall:
    """The call with what another model really costs the portfolio."""
    without = without_model(problem, call.account, int(problem.model[call.chosen]))
    try:
        best = solve(without, stop=MaxSeconds(seconds), prices=result.prices)
    except NoPlanFits:
        return call
    at_least = max(0, result.value - best.bound)
    return replace(call, at_least=at_least, at_most=max(at_least, result.bound - best.value))


def without_model(problem: PortfolioProblem, account: int, model: int) -> PortfolioProblem:
    """The same problem in which one account has no option of a model."""
    keep = np.ones(problem.options, dtype=np.bool_)
    own = slice(int(problem.first[account]), int(problem.first[account + 1]))
    keep[own] = problem.model[own] != model
    first = problem.first.copy()
    first[account + 1 :] -= int((~keep).sum())
    return replace(
        problem,
        first=first,
        value=problem.value[keep],
        uses=problem.uses[keep],
        model=problem.model[keep],
        option_name=problem.option_name[keep],
    )
