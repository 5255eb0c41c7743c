"""How far the choice hangs on the judgements behind the values.

A judgement is what an account's effort gains under a model over doing the least: the value of an
option less that of the account's least demanding one. All are changed by chance and the problem is
solved again, many times. For single accounts the change is worked out at which the choice flips.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from counterpart.kernel.stopping import Cancelled, MaxSeconds, Stop

from .closest_calls import worth_at
from .portfolio import PortfolioProblem
from .portfolio_result import FloatArray, NoPlanFits, PortfolioResult
from .portfolio_tables import IntArray
from .solvers.choose import solve

FLAT = 0.01
"""A plan that keeps all but a hundredth of the gains in other worlds stands on flat ground."""


@dataclass(frozen=True, eq=False)
class Robustness:
    """What changed judgements change."""

    worlds: int
    """How many times the judgements were changed and the problem was solved."""
    flips: FloatArray
    """Of each account the share of worlds in which another model is chosen."""
    regret: FloatArray
    """Of each world what keeping the plan loses, at most, as a share of what may be gained there
    over the least demanding options."""
    overrated: FloatArray
    """Of each account the share by which the gains of its model may be overrated before its choice
    flips, at the prices; infinite where it never does."""

    @property
    def is_flat(self) -> bool:
        """Whether the plan is nearly as good as the best in worlds of other judgements, although
        other choices may be best there: then there is no need to judge more finely."""
        return bool(len(self.regret)) and float(self.regret.mean()) <= FLAT

    @property
    def sentence(self) -> str:
        """The finding in words."""
        flips, regret = float(self.flips.mean()), float(self.regret.mean())
        told = (
            f"In {self.worlds} worlds of other judgements {flips:.0%} of the accounts change their "
            f"model on average, and keeping the plan loses {regret:.1%} of what may be gained."
        )
        return (
            f"{told} The optimum is flat: many plans are nearly as good." if self.is_flat else told
        )


def robustness(
    problem: PortfolioProblem,
    result: PortfolioResult,
    *,
    worlds: int = 200,
    error: float = 0.10,
    seed: int = 0,
    seconds_each: float = 1.0,
    gap: float = 1e-4,
    cancelled: Cancelled | None = None,
) -> Robustness:
    """Change every judgement by `error` (its standard deviation), for each account and model alone.

    Each world is solved to `gap`, so a share of flips below that gap's effect is not told apart.
    """
    chance = np.random.default_rng(seed)
    chosen, own_model = result.plan.option_of_account, problem.model[result.plan.option_of_account]
    flips, regret = np.zeros(len(problem.accounts)), list[float]()
    for _ in range(worlds):
        if cancelled is not None and cancelled():
            break
        world = changed(problem, error, chance)
        stop = MaxSeconds(seconds_each) | Stop(gap=gap)
        try:
            best = solve(world, stop=stop, start=result.plan, prices=result.prices)
        except NoPlanFits:
            continue
        flips += world.model[best.plan.option_of_account] != own_model
        kept = int(world.value[chosen].sum())
        least = int(world.value[least_demanding(world)].sum())
        regret.append((best.bound - kept) / max(1, best.bound - least))
    return Robustness(
        worlds=len(regret),
        flips=flips / max(1, len(regret)),
        regret=np.array(regret),
        overrated=overrated_before_it_flips(problem, chosen, result.prices),
    )


def least_demanding(problem: PortfolioProblem) -> IntArray:
    """Of each account the option that uses least, in parts of the capacities."""
    parts = problem.uses / np.maximum(problem.capacity, 1)
    account = np.repeat(np.arange(len(problem.accounts)), np.diff(problem.first))
    order = np.lexsort((-problem.value, parts.sum(axis=1), account))
    return np.asarray(order[problem.first[:-1]])


def gains(problem: PortfolioProblem) -> IntArray:
    """What each option earns beyond its account's least demanding one."""
    least = problem.value[least_demanding(problem)]
    return np.asarray(problem.value - np.repeat(least, np.diff(problem.first)))


def changed(
    problem: PortfolioProblem, error: float, chance: np.random.Generator
) -> PortfolioProblem:
    """A world in which the gains of every account and model are larger or smaller by chance."""
    factor = 1 + error * chance.standard_normal((len(problem.accounts), len(problem.models)))
    account = np.repeat(np.arange(len(problem.accounts)), np.diff(problem.first))
    gain = gains(problem)
    value = problem.value - gain + np.rint(gain * factor[account, problem.model]).astype(np.int64)
    return replace(problem, value=value)


def overrated_before_it_flips(
    problem: PortfolioProblem, chosen: IntArray, prices: FloatArray
) -> FloatArray:
    """By which share the gains of the chosen model must shrink until another is worth as much.

    The effort may change meanwhile: the best level of the model is taken at every share. 0 where
    another model is worth as much already; infinite where even gains of nothing leave it chosen.
    """
    worth, gain = worth_at(problem, prices), gains(problem).astype(np.float64)
    account = np.repeat(np.arange(len(problem.accounts)), np.diff(problem.first))
    own = problem.model == problem.model[chosen][account]
    starts = problem.first[:-1]
    rival = np.maximum.reduceat(np.where(own, -np.inf, worth), starts)

    def stays(share: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        left = np.where(own, worth - share[account] * gain, -np.inf)
        return np.asarray(np.maximum.reduceat(left, starts) > rival)

    low, high = np.zeros(len(starts)), np.ones(len(starts))
    never = stays(high)
    for _ in range(30):
        middle = (low + high) / 2
        kept = stays(middle)
        low, high = np.where(kept, middle, low), np.where(kept, high, middle)
    return np.where(never, np.inf, low)
