"""Dense generalised assignment: nothing but hours limits who fills what.

1. What is such a problem is told by its terms alone.
2. The bound holds and plans keep the limits; with enough steps small ones equal brute force.
3. Same seed and steps, same plan, however often one looks.
4. A tight instance made by the published recipe is solved to the optimum that HiGHS proves.
5. Nobody waits for a plan that leaves no job out, not even while the kernels are compiled.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.staffing.engine import Gap, MaxSeconds, MaxSteps, check, solve, value_of
from counterpart.staffing.engine.columns import NOBODY
from counterpart.staffing.engine.gap_file import left_out, problem_from_gap, read_gap
from counterpart.staffing.engine.solvers import brute_force, exact, price_guided
from counterpart.staffing.engine.solvers.assignment import assignment_of, is_dense_assignment
from counterpart.staffing.engine.solvers.hour_prices import hour_prices
from counterpart.staffing.engine.solvers.instance import instance_of
from counterpart.staffing.engine.solvers.walking import Walker

from .problems import fjord, middling_problem
from .test_gap_file import SMALL, instances, text_of
from .test_solvers import few

TIGHT = Path(__file__).parent / "d_4_20_1.txt"
"""`benchmarks/staffing/gap.py D 4 20 1`."""


def is_dense(problem):
    return is_dense_assignment(instance_of(problem))


def test_1_hours_alone_limit_a_dense_assignment():
    problem = problem_from_gap(SMALL)
    accounts = problem.accounts

    assert is_dense(problem)
    for other in (
        replace(problem, budget=100),
        replace(problem, most_changes=1),
        replace(problem, accounts=replace(accounts, coordination_cost=np.array([1]))),
        replace(problem, accounts=replace(accounts, setup_hours=np.array([1]))),
        replace(problem, accounts=replace(accounts, team_size=np.array([1]))),
        fjord(),
        middling_problem(),
    ):
        assert not is_dense(other)


@few
@given(instances(), st.integers(0, 9))
def test_2_small_instances_equal_brute_force(instance, seed):
    problem = problem_from_gap(text_of(*instance))
    optimum = brute_force.solve(problem, stop=MaxSeconds(20)).value

    result = price_guided.solve(problem, stop=MaxSteps(20_000), seed=seed)

    assert check(problem, result.plan) == []
    assert result.value == value_of(problem, result.plan) == optimum <= result.bound


@pytest.mark.parametrize("steps", [1_000, 30_000])
def test_3_same_seed_and_steps_same_plan(steps):
    first, second = (
        price_guided.solve(read_gap(TIGHT), stop=MaxSteps(steps), seed=4) for _ in range(2)
    )

    assert first.plan == second.plan
    assert (first.value, first.bound, first.steps) == (second.value, second.bound, second.steps)


def test_3_a_walk_goes_the_same_way_however_often_one_looks():
    this = assignment_of(instance_of(read_gap(TIGHT)))
    _, prices = hour_prices(this.cost, this.use, this.capacity)
    once, often = (Walker(this, prices, 1) for _ in range(2))

    once.go(5_000)
    for _ in range(50):
        often.go(100)

    assert once.state.tick.tolist() == often.state.tick.tolist()
    assert once.plans.tolist() == often.plans.tolist()


def test_4_a_tight_instance_is_solved_to_the_proven_optimum():
    problem = read_gap(TIGHT)
    proven = exact.solve(problem, stop=MaxSeconds(60))
    assert proven.status == "optimal"

    result = solve(problem, stop=MaxSteps(400_000) | Gap(0.0), seed=1)

    assert check(problem, result.plan) == []
    assert result.value == proven.value <= result.bound


@pytest.mark.parametrize("seed", range(5))
def test_5_a_tight_instance_is_full_at_once(seed, monkeypatch):
    monkeypatch.setattr(price_guided, "kernels_are_ready", lambda *_, **__: False)
    use = np.random.default_rng(seed).integers(1, 101, (8, 96))
    cost, capacity = 111 - use, (0.8 * use.sum(axis=1) / 8).astype(int)
    problem = problem_from_gap(text_of(cost.tolist(), use.tolist(), capacity.tolist()))

    result = price_guided.solve(problem, stop=MaxSeconds(60))

    assert left_out(problem, result.plan) == 0
    assert check(problem, result.plan) == []


@few
@given(instances())
def test_5_a_locked_job_keeps_its_agent(instance):
    problem = problem_from_gap(text_of(*instance))
    some = brute_force.solve(problem, stop=MaxSeconds(20)).plan.person_of_post
    locked = replace(problem, locked=np.where(np.arange(len(some)) == 0, some, NOBODY))

    assert check(locked, price_guided.solve(locked, stop=MaxSteps(1)).plan) == []
