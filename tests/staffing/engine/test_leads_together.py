"""All leads chosen at once, at prices of everything else.

1. The bound is never below the best plan, whatever the prices, and never above that of the prices.
2. Where nothing but leads matters, the bound is the best plan.
3. What was chosen becomes a plan that keeps every limit; where nothing but leads matters, the best.
4. A run in seconds takes better leads than single moves find.
"""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.staffing.engine import (
    MaxSeconds,
    StaffingProblem,
    check,
    problem_from_json,
    value_of,
)
from counterpart.staffing.engine.solvers import brute_force, exact
from counterpart.staffing.engine.solvers.guided import PriceGuided
from counterpart.staffing.engine.solvers.instance import instance_of, plan_of_rows, rows_of_plan
from counterpart.staffing.engine.solvers.leads_first import with_leads
from counterpart.staffing.engine.solvers.leads_together import LeadsTogether, Led
from counterpart.staffing.engine.solvers.packed import packed_of
from counterpart.staffing.engine.solvers.prices import NOT_NEGATIVE, NOTHING, PriceSearch
from counterpart.staffing.engine.solvers.starting import begin, locks_only
from counterpart.staffing.engine.stop import Run

from .problems import PROBLEM_FORMAT, examples, extended_problems, problems

few = examples(60)
SEEDS = range(8)


def contested(seed: int, *, accounts: int = 6, contacts: int = 0, **more: Any) -> StaffingProblem:
    """More accounts than few people have hours to lead; most of the worth is in leading."""
    chance = random.Random(seed)

    def candidates(people: int, worth: int, hours: tuple[int, int]) -> list[dict[str, Any]]:
        return [
            {
                "person": f"p{n}",
                "value": chance.randint(worth // 2, worth),
                "cost": chance.randint(0, 5),
                "hours": chance.randint(*hours),
            }
            for n in range(people)
        ]

    return problem_from_json(
        {
            "format": PROBLEM_FORMAT,
            "people": [
                {"id": f"p{n}", "hours": chance.randint(12, 20), "most_led": 3, "most_teams": 4}
                for n in range(4)
            ],
            "accounts": [
                {
                    "id": f"a{n}",
                    "coordination_cost": chance.randint(0, 9),
                    "setup_hours": 1,
                    "team_size": 3,
                    "lead": {"unled_penalty": 10, "candidates": candidates(3, 100, (6, 11))},
                }
                for n in range(accounts)
            ],
            "contacts": [
                {"id": f"c{n}", "account": f"a{n}", "candidates": candidates(4, 30, (2, 6))}
                for n in range(contacts)
            ],
        }
        | more
    )


def strange_prices(pricing: PriceSearch, chance: np.random.Generator) -> np.ndarray:
    """Prices that nobody has settled, some of them 0."""
    prices, kind = chance.uniform(-20, 40, len(pricing.prices)), pricing.priced.kind
    prices = np.where(kind == NOT_NEGATIVE, np.maximum(0, prices), prices)
    return np.where(kind == NOTHING, 0.0, prices)


def chosen(problem: StaffingProblem, prices: np.ndarray | None = None) -> tuple[float, Led]:
    """The bound of the prices, and what is chosen from the locks alone."""
    at = instance_of(problem)
    pricing = PriceSearch.of(at)
    prices = pricing.prices if prices is None else prices
    bound = pricing.offer(prices)
    together = LeadsTogether(at, packed_of(at), prices, bound)
    if not together.is_small:
        return bound, Led(bound, np.zeros(0, dtype=np.int64))
    rows = rows_of_plan(problem, locks_only(problem))
    return bound, together.solve(rows, seconds=20, stop_now=lambda _: False)


def best(problem: StaffingProblem) -> int:
    result = exact.solve(problem, stop=MaxSeconds(60))
    assert result.status == "optimal"
    return result.value


@few
@given(problems(most_contacts=3), st.integers(0, 99))
def test_1_no_plan_is_worth_more_than_the_bound(problem, seed):
    see_that_no_plan_is_worth_more(problem, seed)


@few
@given(extended_problems(), st.integers(0, 99))
def test_1_with_backups_conflicts_locks_and_budgets_neither(problem, seed):
    see_that_no_plan_is_worth_more(problem, seed)


def see_that_no_plan_is_worth_more(problem: StaffingProblem, seed: int) -> None:
    optimum = brute_force.solve(problem, stop=MaxSeconds(20)).value
    pricing = PriceSearch.of(instance_of(problem))
    settled = pricing.prices
    for prices in (settled, strange_prices(pricing, np.random.default_rng(seed))):
        bound, led = chosen(problem, prices)

        assert optimum <= led.bound + 1e-6
        assert led.bound <= bound


def test_1_where_leads_are_contested_the_bound_can_be_lower_than_that_of_the_prices():
    lower = 0
    for seed in SEEDS:
        problem = contested(seed, contacts=4)
        pricing = PriceSearch.of(instance_of(problem))
        pricing.improve(300)

        bound, led = chosen(problem, pricing.best_prices)

        assert best(problem) <= led.bound + 1e-6
        lower += led.bound < bound - 1.0

    assert lower


@pytest.mark.parametrize("locked", [{}, {"leads": {"a0": "p1"}}])
def test_2_where_nothing_but_leads_matters_the_bound_is_the_best_plan(locked):
    for seed in SEEDS:
        problem = contested(seed, locked=locked)
        pricing = PriceSearch.of(instance_of(problem))
        prices = strange_prices(pricing, np.random.default_rng(seed))
        prices[problem.posts :] = 0.0

        _, led = chosen(problem, prices)

        assert math.isclose(led.bound, best(problem), abs_tol=0.1), seed


def test_3_what_was_chosen_is_the_best_plan_where_nothing_but_leads_matters():
    for seed in SEEDS:
        problem = contested(seed)
        at = instance_of(problem)
        _, led = chosen(problem)

        rows = with_leads(at, led.rows, rows_of_plan(problem, locks_only(problem)))

        assert value_of(problem, plan_of_rows(problem, at, rows)) == best(problem), seed


@few
@given(extended_problems())
def test_3_what_was_chosen_becomes_a_plan_that_keeps_every_limit(problem):
    at, plan = begin(problem, Run(MaxSeconds(20)))
    _, led = chosen(problem)

    rows = with_leads(at, led.rows, rows_of_plan(problem, plan))

    assert check(problem, plan_of_rows(problem, at, rows)) == []


def test_4_a_run_takes_better_leads_and_stays_within_its_bound():
    better = 0
    for seed in SEEDS:
        problem = contested(seed, contacts=4)
        run = Run(MaxSeconds(60))
        guided = PriceGuided(problem, run, 1, *begin(problem, run))
        guided.bound(100)
        before = run.value

        guided.lead()

        better += run.value > before
        assert check(problem, guided.plan) == []
        assert value_of(problem, guided.plan) == run.value <= best(problem) <= run.bound

    assert better


def test_where_nobody_leads_there_is_nothing_to_choose():
    problem = contested(1, accounts=2, contacts=2)
    nobody = replace(problem.people, most_led=np.zeros(len(problem.people), dtype=np.int64))
    at = instance_of(replace(problem, people=nobody))
    pricing = PriceSearch.of(at)

    together = LeadsTogether(at, pricing.packed, pricing.prices, pricing.offer(pricing.prices))

    assert not together.is_small
    assert together.lost(np.zeros(0, dtype=np.int64)) >= 0
