"""What every staffing solver must hold, on small problems made by chance.

1. Small cases equal brute force (exact), and every bound is at least brute force's optimum.
2. Every plan keeps every named limit, and its claimed value is what `value_of` says.
3. Price-guided is never worse than greedy, today's plan or the start.
4. More hours never lower the best value.
5. Renaming or reordering people changes nothing in the best value.
6. Same seed and steps, same plan.
7. Locked posts stay as locked, forbidden pairs stay apart.
8. No more changes than allowed.
9. Stopped early, a run still hands back a plan that keeps every limit.
10. A lower budget never raises the best value, and is kept.
11. Renewal keeps every limit and never loses; what it calls the best is the best.
12. A run in seconds comes close to its bound; hours told in finer units change nothing.
13. A plan is worth at least the part of today that keeps the limits, which keeps them all.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.staffing.engine import (
    NOBODY,
    Gap,
    MaxSeconds,
    MaxSteps,
    StaffingPlan,
    StaffingProblem,
    check,
    load_of,
    problem_from_json,
    solve,
    today_plan,
    value_of,
    within_limits,
)
from counterpart.staffing.engine.solvers import brute_force, exact, greedy, price_guided
from counterpart.staffing.engine.solvers.guided import PriceGuided
from counterpart.staffing.engine.solvers.renewal import EXTENTS
from counterpart.staffing.engine.solvers.starting import begin
from counterpart.staffing.engine.stop import Run

from .problems import examples, fjord, middling_problem, problem_files, problems

few = examples(40)
SHORT = MaxSteps(1_500)
LONG = MaxSeconds(20)


def best(problem: StaffingProblem) -> int:
    result = exact.solve(problem, stop=LONG)
    assert result.status == "optimal"
    return result.value


@few
@given(problems(most_contacts=3))
def test_1_small_cases_equal_brute_force(problem):
    optimum = brute_force.solve(problem, stop=LONG).value

    assert best(problem) == optimum
    for solver in (greedy, price_guided):
        result = solver.solve(problem, stop=SHORT, seed=1)
        assert result.value <= optimum <= result.bound


@few
@given(problems(), st.integers(0, 5))
def test_2_every_plan_keeps_every_limit_and_its_word(problem, seed):
    for solver in (greedy, exact, price_guided):
        result = solver.solve(problem, stop=SHORT if solver is price_guided else LONG, seed=seed)

        assert check(problem, result.plan) == []
        assert result.value == value_of(problem, result.plan)
        assert result.value <= result.bound


@few
@given(problems(), st.data())
def test_3_price_guided_is_never_worse_than_where_it_starts(problem, data):
    start = StaffingPlan(
        [
            data.draw(st.sampled_from([NOBODY, *range(len(problem.people))]))
            for _ in range(problem.posts)
        ]
    )
    result = price_guided.solve(problem, stop=SHORT, seed=1, start=start)

    assert result.value >= greedy.solve(problem, stop=LONG).value
    for plan in (start, today_plan(problem)):
        if not check(problem, plan):
            assert result.value >= value_of(problem, plan)


@few
@given(problem_files(limits=False), st.integers(1, 5))
def test_4_more_hours_never_lower_the_best_value(file, more):
    before = best(problem_from_json(file))
    for person in file["people"]:
        person["hours"] += more

    assert best(problem_from_json(file)) >= before


@few
@given(problem_files(limits=False), st.randoms(use_true_random=False))
def test_5_renaming_and_reordering_people_changes_nothing(file, chance):
    before = best(problem_from_json(file))
    chance.shuffle(file["people"])
    names = {person["id"]: f"someone {n}" for n, person in enumerate(file["people"])}

    assert best(problem_from_json(_renamed(file, names))) == before


@few
@given(problems(), st.integers(0, 99))
def test_6_same_seed_and_steps_same_plan(problem, seed):
    first, second = (price_guided.solve(problem, stop=MaxSteps(3_000), seed=seed) for _ in range(2))

    assert first.plan == second.plan
    assert (first.value, first.bound, first.steps) == (second.value, second.bound, second.steps)


@few
@given(problems())
def test_7_locks_hold_and_forbidden_pairs_stay_apart(problem):
    for solver in (greedy, exact, price_guided):
        plan = solver.solve(problem, stop=SHORT if solver is price_guided else LONG, seed=1).plan
        locked = problem.lock_of_post != NOBODY
        assert np.array_equal(plan.person_of_post[locked], problem.lock_of_post[locked])
        rows = problem.rows_of(plan.person_of_post)
        assert not problem.forbidden_row[rows[rows >= 0]].any()


@few
@given(problem_files(limits=False), st.integers(0, 2))
def test_8_no_more_changes_than_allowed(file, most):
    problem = problem_from_json(file | {"most_changes": most})

    for solver in (greedy, exact, price_guided):
        plan = solver.solve(problem, stop=SHORT if solver is price_guided else LONG, seed=1).plan
        assert load_of(problem, plan).changes <= most


@few
@given(problems(), st.integers(1, 400))
def test_9_stopped_early_the_plan_is_still_feasible(problem, steps):
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > steps % 7

    for stop in (MaxSteps(steps), MaxSeconds(1e-6), Gap(0.5) | MaxSteps(steps)):
        result = solve(problem, stop=stop, seed=1, cancelled=cancelled, method="price-guided")
        assert check(problem, result.plan) == []
        assert result.value == value_of(problem, result.plan) <= result.bound


@few
@given(problem_files(limits=False), st.integers(0, 30))
def test_10_a_lower_budget_never_raises_the_best_value(file, budget):
    free = best(problem_from_json(file))
    problem = problem_from_json(file | {"budget": budget})
    result = price_guided.solve(problem, stop=SHORT, seed=1)

    assert result.value <= best(problem) <= free
    assert load_of(problem, result.plan).cost <= budget
    assert result.bound >= best(problem)


class Tireless(Run):
    """A run that goes on after the proof, so that every part of the solver is seen at work."""

    def proven(self) -> bool:
        return False


def see_renewal_keep_limits_and_lose_nothing(problem):
    run = Tireless(LONG)
    guided = PriceGuided(problem, run, 1, *begin(problem, run))
    guided.bound(10)
    before = run.value

    guided.renewal().round(EXTENTS[0])

    assert check(problem, guided.plan) == []
    assert run.value == value_of(problem, guided.plan)
    assert before <= run.value <= best(problem) <= run.bound


@few
@given(problems(most_contacts=6))
def test_11_renewal_keeps_the_limits_and_never_loses(problem):
    see_renewal_keep_limits_and_lose_nothing(problem)


@few
@given(problems(most_contacts=6))
def test_11_a_wide_search_keeps_the_limits_and_never_loses(problem):
    run = Tireless(LONG)
    guided = PriceGuided(problem, run, 1, *begin(problem, run))
    guided.bound(10)
    before = run.value

    guided.search_wide()

    assert check(problem, guided.plan) == []
    assert run.value == value_of(problem, guided.plan)
    assert before <= run.value <= best(problem) <= run.bound


def test_11_a_wide_search_also_looks_at_rows_that_nobody_took():
    problem, run = middling_problem(minutes=60), Tireless(LONG)
    guided = PriceGuided(problem, run, 1, *begin(problem, run))
    guided.bound(40)
    guided.pricing.often[:] = 0.0
    before = run.value

    guided.search(1_000)
    assert run.value == before  # it has nothing but the plan's own rows to look at

    guided.search_wide()
    assert run.value > before


@pytest.mark.parametrize("minutes", [1, 60])
def test_12_a_run_in_seconds_comes_close_to_its_bound(minutes):
    problem = middling_problem(minutes=minutes)

    result = solve(problem, stop=MaxSeconds(10) | Gap(0.01), seed=1, method="price-guided")

    assert check(problem, result.plan) == []
    assert result.value == value_of(problem, result.plan)
    assert result.gap <= 0.01


def test_12_finer_hours_leave_the_bound_proven():
    bounds = []
    for minutes in (1, 60, 1_009):
        problem, run = middling_problem(minutes=minutes), Tireless(LONG)
        guided = PriceGuided(problem, run, 1, *begin(problem, run))
        guided.bound(40)
        bounds.append(guided.run.bound)

    assert len(set(bounds)) == 1


@few
@given(problems(), st.data())
def test_13_a_plan_is_worth_at_least_what_of_today_keeps_the_limits(problem, data):
    people = st.integers(NOBODY, len(problem.people) - 1)
    posts = data.draw(st.lists(people, min_size=problem.posts, max_size=problem.posts))
    problem = replace(problem, today=np.array(posts, dtype=np.int64), most_changes=None)

    kept = within_limits(problem, today_plan(problem))

    assert check(problem, kept) == []
    for solver in (greedy, price_guided):
        assert solver.solve(problem, stop=SHORT, seed=1).value >= value_of(problem, kept)


def test_progress_is_told_and_ends_at_the_result():
    told = []

    result = solve(
        fjord(),
        stop=MaxSteps(20_000),
        seed=1,
        method="price-guided",
        on_progress=lambda *each: told.append(each),
    )

    assert told[-1][:2] == (result.value, result.bound)
    assert all(value <= bound for value, bound, _ in told)


def test_the_example_is_solved_to_the_proven_best():
    result = solve(fjord(), stop=MaxSeconds(20), seed=1)

    assert result.status == "optimal"
    assert result.value == brute_force.solve(fjord(), stop=LONG).value


def test_stop_rules_join_to_whichever_comes_first():
    rule = MaxSeconds(30) | MaxSteps(7) | Gap(0.01) | MaxSeconds(2)

    assert (rule.seconds, rule.steps, rule.gap) == (2, 7, 0.01)


def _renamed(value, names):
    if isinstance(value, dict):
        return {key: _renamed(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value
