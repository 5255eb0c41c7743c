"""What planning with few changes must hold, on small problems made by chance.

1. At every number of changes the curve equals brute force, and never falls.
2. No plan makes more changes than asked for, and each keeps every limit and its word.
3. Runs in steps do the same for problems that are searched, below a bound that holds.
4. Every line that prices on changes prove lies above brute force at every number of changes.
5. Who leaves has nothing to do any more, and nobody is planned at a lost account.
6. A plan that stands is read as far as its posts and people are still there.
7. Prices kept in a plan file come back, and claim nothing.
"""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.staffing.engine import (
    NOBODY,
    MaxSeconds,
    MaxSteps,
    ProblemError,
    StaffingPlan,
    StaffingProblem,
    after,
    check,
    curve_to_json,
    load_of,
    plan_from_json,
    plan_to_json,
    read_standing_plan,
    replan,
    solve,
    today_plan,
    value_by_changes,
    value_of,
)
from counterpart.staffing.engine.solvers import brute_force
from counterpart.staffing.engine.solvers.change_prices import ChangePrices
from counterpart.staffing.engine.solvers.instance import instance_of
from counterpart.staffing.engine.solvers.locks import changes_of_locks

from .problems import examples, fjord, middling_problem, problems

few = examples(40)
LONG = MaxSeconds(60)
COUNTS = (*range(8), None)


def least_changes(problem: StaffingProblem) -> int:
    return changes_of_locks(instance_of(replace(problem, most_changes=None)))


def best(problem: StaffingProblem, most: int | None) -> int:
    return brute_force.solve(replace(problem, most_changes=most), stop=LONG).value


@few
@given(problems(most_contacts=3))
def test_1_the_curve_equals_brute_force_at_every_number_of_changes(problem):
    curve = value_by_changes(problem, COUNTS, stop=LONG, seed=1)

    wanted = [most for most in COUNTS if most is None or most >= least_changes(problem)]
    assert [point.most_changes for point in curve.points] == wanted
    assert [point.value for point in curve.points] == [best(problem, most) for most in wanted]
    assert [point.bound for point in curve.points] == [point.value for point in curve.points]


@few
@given(problems(), st.integers(0, 5))
def test_2_no_plan_makes_more_changes_than_asked_for(problem, most):
    limited = replace(problem, most_changes=max(most, least_changes(problem)))
    for stop in (LONG, MaxSteps(2_000)):
        result = replan(limited, stop=stop, seed=1)

        assert check(limited, result.plan) == []
        assert value_of(limited, result.plan) == result.value <= result.bound


@few
@given(problems(most_contacts=3), st.integers(0, 9))
def test_3_a_searched_curve_keeps_its_word_below_a_bound_that_holds(problem, seed):
    curve = value_by_changes(problem, COUNTS, stop=MaxSteps(20_000), seed=seed)

    values, bounds = zip(*((point.value, point.bound) for point in curve.points), strict=True)
    assert list(values) == sorted(values)
    assert list(bounds) == sorted(bounds)
    for point in curve.points:
        limited = replace(problem, most_changes=point.most_changes)
        assert check(limited, point.plan) == []
        assert point.changes == load_of(problem, point.plan).changes
        assert value_of(problem, point.plan) == point.value
        assert point.value <= best(problem, point.most_changes) <= point.bound


@few
@given(problems(most_contacts=3), st.lists(st.floats(0.0, 40.0), min_size=1, max_size=3))
def test_4_prices_on_changes_bound_every_number_of_changes(problem, prices):
    free = replace(problem, most_changes=None)
    found = ChangePrices(instance_of(free))
    for price in prices:
        found.settle(price, 7, 0.0)

    for most in range(least_changes(problem), 6):
        assert found.bound(most) >= best(problem, most)


@few
@given(problems(), st.data())
def test_5_who_leaves_has_nothing_to_do_any_more(problem, data):
    standing = solve(problem, stop=LONG, seed=1).plan
    gone = data.draw(st.sampled_from(range(len(problem.people))))
    lost = data.draw(st.sampled_from(range(len(problem.accounts))))
    changed = after(
        problem,
        standing,
        without=[problem.people.ids[gone]],
        lost=[problem.accounts.ids[lost]],
    )
    plan = replan(changed, stop=LONG, seed=1).plan

    assert gone not in plan.person_of_post
    assert (plan.person_of_post[problem.account_of_post == lost] == NOBODY).all()
    assert check(replace(problem, locked=None, most_changes=None), plan) == []


def test_5_an_unknown_person_or_account_is_named():
    with pytest.raises(ProblemError) as raised:
        after(fjord(), today_plan(fjord()), without=["nadja"], lost=["fjor"])
    assert "'nadja'" in str(raised.value)

    with pytest.raises(ProblemError) as raised:
        after(fjord(), today_plan(fjord()), lost=["fjor"])
    assert "'fjor'" in str(raised.value)


def test_6_a_standing_plan_is_read_as_far_as_it_still_holds(tmp_path):
    problem = fjord()
    written = plan_to_json(problem, solve(problem, stop=LONG, seed=1))
    contact, person = next(iter(written["counterparts"].items()))
    written["counterparts"] |= {"nobody we know": person, contact: "who left"}
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(written))

    standing, gone = read_standing_plan(problem, path)

    assert gone == [f"contact {contact}: who left", f"contact nobody we know: {person}"]
    assert standing.plan.person_of_post[problem.post_number["contact", contact]] == NOBODY


def test_7_prices_come_back_and_claim_nothing():
    problem = middling_problem()
    result = solve(problem, stop=MaxSteps(30_000), seed=1)
    kept = plan_from_json(problem, plan_to_json(problem, result)).prices

    assert kept is not None
    assert np.allclose(kept.post, result.prices.post, atol=0.01)
    standing = after(problem, result.plan, without=["p3"], most_changes=6)
    absurd = replace(kept, post=1e6 - kept.post)
    for prices in (kept, absurd):
        again = replan(standing, stop=MaxSteps(40_000), seed=1, kept=prices)
        assert check(standing, again.plan) == []
        assert again.value <= again.bound
    assert replan(standing, stop=MaxSteps(40_000), seed=1, kept=kept).bound >= again.value


def test_3_seconds_find_the_best_of_a_middling_problem():
    problem = middling_problem()
    standing = StaffingPlan(solve(problem, stop=MaxSteps(3_000), seed=1).plan.person_of_post)
    changed = after(problem, standing, without=["p3", "p12"])
    curve = value_by_changes(changed, (0, 3, 6, 12, None), stop=MaxSeconds(10), seed=1)

    for point in curve.points:
        limited = replace(changed, most_changes=point.most_changes)
        exact = solve(limited, stop=MaxSeconds(20), method="exact", start=point.plan)
        assert check(limited, point.plan) == []
        assert exact.value <= point.bound
        assert point.value >= 0.995 * exact.value


def test_same_seed_and_steps_same_curve():
    problem = after(middling_problem(), today_plan(middling_problem()))
    first, second = (value_by_changes(problem, stop=MaxSteps(60_000), seed=4) for _ in range(2))

    assert curve_to_json(problem, first)["points"] == curve_to_json(problem, second)["points"]
    assert [point.plan for point in first.points] == [point.plan for point in second.points]
