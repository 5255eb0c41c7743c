"""Several resources: prices at which the proven bound is as low as it can be.

The lowest bound is that of the linear relaxation, whose prices HiGHS finds over the few options
that any price near makes best: a round marks those that are best at the prices found and half way
to them from the best prices so far, and ends when the relaxation over the marked options earns
what the bound over all options says. Prices of a sample of the accounts, with its part of the
capacities, are nearly those of all, so a large problem begins with those of an eighth of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from counterpart.kernel.highs import run_highs

from ..portfolio import IntArray, PortfolioProblem
from ..portfolio_result import FloatArray, Run
from .pricing import ALONE, Priced, Pricing
from .windows import BoolArray, model_of, window_of

SMALL = 400
"""Up to so many accounts prices are sought from nothing."""
SAMPLE = 8
FACTORS = (0.0, 0.1, 0.2, 0.4, 0.7, 1.0, 1.5, 2.5, 5.0)
AROUND: tuple[float, ...] = (0.97, 1.0, 1.03)
ROUNDS = 40
CLOSE = 1e-7
"""The share of the bound at which relaxation and bound count as met."""
NEAR_FOR_EACH = 4
"""Options in question for every account on average, when prices are known nearly."""
MOST_NEAR = 20_000
DEAR = 30.0


@dataclass
class Search:
    """Where the search for prices of a problem stands."""

    pricing: Pricing
    best: Priced
    marked: BoolArray
    shortage: FloatArray
    bought: bool = True
    """Whether the last relaxation needed more than the capacities."""
    plan: IntArray | None = None
    """What the last relaxation comes nearest to, in whole options."""


def seek(run: Run, pricing: Pricing, start: FloatArray | None = None) -> Search:
    """Prices with a bound as low as the relaxation's, or as low as time allows."""
    problem = pricing.problem
    if start is None and len(problem.accounts) > SMALL:
        start = seek(run, Pricing(sample_of(problem))).best.prices
    search = _begun(pricing, start)
    for _ in range(ROUNDS):
        if _round(run, search) or (run.plan is not None and run.over()):
            break
    return search


def sample_of(problem: PortfolioProblem) -> PortfolioProblem:
    """Every eighth account, with the part of each capacity that such accounts ask for."""
    kept = np.arange(0, len(problem.accounts), SAMPLE)
    sizes = np.diff(problem.first)[kept]
    first = np.concatenate([[0], np.cumsum(sizes)])
    options = np.arange(first[-1]) + np.repeat(problem.first[kept] - first[:-1], sizes)
    uses = problem.uses[options]
    most_of_all = np.maximum.reduceat(problem.uses, problem.first[:-1]).sum(
        axis=0, dtype=np.float64
    )
    most = np.maximum.reduceat(uses, first[:-1]).sum(axis=0, dtype=np.float64)
    least = np.minimum.reduceat(uses, first[:-1]).sum(axis=0, dtype=np.int64)
    share = most / np.maximum(most_of_all, 1.0)
    return replace(
        problem,
        accounts=[problem.accounts[account] for account in kept.tolist()],
        first=first,
        value=problem.value[options],
        uses=uses,
        capacity=np.maximum(least, np.rint(problem.capacity * share).astype(np.int64)),
        model=problem.model[options],
        option_name=problem.option_name[options],
    )


def _begun(pricing: Pricing, start: FloatArray | None) -> Search:
    problem = pricing.problem
    marked, factors = np.zeros(problem.options, dtype=np.bool_), AROUND
    is_known = start is not None
    if start is None:
        start, factors = _first_guess(problem), FACTORS
    tried = [pricing.at(start * factor) for factor in factors]
    if problem.options <= ALONE * 5:
        for priced in tried:
            marked[priced.best] = True
    best = min(tried, key=lambda priced: priced.scaled_bound / 2.0**priced.shift)
    shortage = DEAR * np.maximum(start, _first_guess(problem))
    search = Search(pricing, best, marked, shortage)
    if is_known:
        mark_near(search)
    return search


def _first_guess(problem: PortfolioProblem) -> FloatArray:
    """What each resource would be worth if all that may be gained were for it alone, shared."""
    most = np.maximum.reduceat(problem.value, problem.first[:-1]).astype(np.float64).sum()
    least = np.minimum.reduceat(problem.value, problem.first[:-1]).astype(np.float64).sum()
    return np.asarray(
        (most - least + 1.0) / np.maximum(problem.capacity, 1) / len(problem.capacity)
    )


def mark_near(search: Search) -> None:
    """Mark the options that lose least at the best prices."""
    loss = search.pricing.losses(search.best)
    accounts = len(search.best.best)
    count = min(NEAR_FOR_EACH * accounts, accounts + MOST_NEAR, len(loss) - 1)
    search.marked |= loss <= np.partition(loss, count)[count]


def _least_losing(search: Search) -> BoolArray:
    """The marked options, or those of them that lose least if they are too many."""
    most = NEAR_FOR_EACH * SAMPLE * SMALL + MOST_NEAR + len(search.best.best)
    if int(search.marked.sum()) <= most:
        return search.marked
    loss = search.pricing.losses(search.best)
    return np.asarray(search.marked & (loss <= np.partition(loss[search.marked], most)[most]))


def _round(run: Run, search: Search) -> bool:
    """One relaxation and its prices; True when nothing is left to find."""
    pricing = search.pricing
    window = window_of(pricing.problem, search.best, _least_losing(search))
    answer = run_highs(model_of(window, search.shortage), whole=False)
    if not len(answer.columns):
        return True
    rows = len(window.open_accounts)
    found = pricing.at(np.maximum(answer.duals[rows:], 0.0))
    half = pricing.at((found.prices + search.best.prices) / 2)
    for priced in (found, half):
        search.marked[priced.best] = True
        if (
            priced.scaled_bound / 2.0**priced.shift
            < search.best.scaled_bound / 2.0**search.best.shift
        ):
            search.best = priced
    search.bought = bool((answer.columns[len(window.option) :] > 1e-9).any())
    if search.bought:
        search.shortage *= 4
    search.plan = window.plan(answer.columns)
    earned = window.worth + answer.bound
    return search.best.bound - earned <= CLOSE * max(1.0, abs(earned))
