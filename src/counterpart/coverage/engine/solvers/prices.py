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

from ..portfolio import PortfolioProblem
from ..portfolio_result import FloatArray, Run
from ..portfolio_tables import IntArray
from .pricing import Priced, Pricing
from .windows import BoolArray, model_of, window_of

SMALL = 400
"""Up to so many accounts prices are sought from nothing."""
SAMPLE = 8
FACTORS = (0.0, 0.1, 0.2, 0.4, 0.7, 1.0, 1.5, 2.5, 5.0)
AROUND = 6
CORRECTIONS = 2
ROUNDS = 40
CLOSE = 1e-7
"""The share of the bound at which relaxation and bound count as met."""
NEAR_FOR_EACH = 4
"""Options in question for every account on average, when prices are known nearly."""
MOST_NEAR = 4_000
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
        start = _from_a_sample(run, pricing)
    search = _begun(pricing, start)
    for _ in range(ROUNDS):
        if run.over() or _round(run, search):
            break
    return search


def _from_a_sample(run: Run, pricing: Pricing) -> FloatArray:
    """Prices of a sample, its capacities then put right by what the choices of all really use."""
    problem, part = pricing.problem, Pricing(sample_of(pricing.problem))
    prices = seek(run, part).best.prices
    for _ in range(CORRECTIONS):
        ours, theirs = pricing.at(prices).uses, part.at(prices).uses
        share = np.where(ours > 0, theirs / np.maximum(ours, 1), 0.0)
        asked = np.rint(problem.capacity * share).astype(np.int64)
        least = np.minimum.reduceat(part.problem.uses, part.problem.first[:-1])
        asked = np.maximum(least.sum(axis=0, dtype=np.int64), asked)
        capacity = np.where((prices > 0) & (ours > 0), asked, part.problem.capacity)
        part = Pricing(replace(part.problem, capacity=capacity))
        prices = seek(run, part, prices).best.prices
    return prices


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
    if start is None:
        prices = [_first_guess(problem) * factor for factor in FACTORS]
    else:
        prices = [start, *_around(start, len(problem.accounts))]
    marked = np.zeros(problem.options, dtype=np.bool_)
    tried = [pricing.at(each) for each in prices]
    for priced in tried:
        marked[priced.best] = True
    best = min(tried, key=_height)
    search = Search(pricing, best, marked, DEAR * np.maximum(prices[0], _first_guess(problem)))
    if start is not None:
        mark_near(search)
    return search


def _around(prices: FloatArray, accounts: int) -> list[FloatArray]:
    """Prices a little above and below by chance, as far as those of a sample may be wrong."""
    chance = np.random.default_rng(accounts)
    signs = chance.choice([-1.0, 1.0], (AROUND, len(prices)))
    return list(prices * (1.0 + signs / np.sqrt(accounts)))


def _height(priced: Priced) -> float:
    return priced.scaled_bound / 2.0**priced.shift


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


def _round(run: Run, search: Search) -> bool:
    """One relaxation and its prices; True when nothing is left to find."""
    pricing = search.pricing
    window = window_of(pricing.problem, search.best, search.marked)
    answer = run_highs(model_of(window, search.shortage), whole=False)
    if not len(answer.columns):
        return True
    rows = len(window.open_accounts)
    # Where the window is too narrow for the capacities its prices are those of buying: too high.
    highest = 2.0 * search.best.prices + 0.1 * _first_guess(pricing.problem)
    found = pricing.at(np.clip(answer.duals[rows:], 0.0, highest))
    half = pricing.at((found.prices + search.best.prices) / 2)
    for priced in (found, half):
        search.marked[priced.best] = True
        search.best = min(search.best, priced, key=_height)
    search.bought = bool((answer.columns[len(window.option) :] > 1e-9).any())
    if search.bought:
        search.shortage *= 4
    search.plan = window.plan(answer.columns)
    earned = window.worth + answer.bound
    return search.best.bound - earned <= CLOSE * max(1.0, abs(earned))
