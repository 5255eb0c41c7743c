"""The best mix of several plans, against every mix there is."""

from itertools import product

import numpy as np
from hypothesis import given

from counterpart.staffing.engine import MaxSteps, check, solve, value_of
from counterpart.staffing.engine.columns import IntArray
from counterpart.staffing.engine.solvers.instance import (
    PERSON,
    POST,
    Instance,
    instance_of,
    plan_of_rows,
    rows_of_plan,
)
from counterpart.staffing.engine.solvers.mixing import mixed
from counterpart.staffing.engine.solvers.packed import packed_of

from .problems import examples, middling_problem, problems

MOST_MIXES = 2_000


def plans_of(problem, at, seeds):
    """Plans of short runs, greedy among them; in the instance's rows."""
    short = [solve(problem, stop=MaxSteps(200), seed=seed).plan for seed in seeds]
    greedy = solve(problem, stop=MaxSteps(10), method="greedy").plan
    empty = np.full(at.posts, -1)
    return [rows_of_plan(problem, plan) for plan in (*short, greedy)] + (
        [] if at.must.any() else [empty]
    )


def mix(at, plans):
    return mixed(at, packed_of(at), plans, seconds=20, seed=1, is_over=lambda: False)


def every_mix(at: Instance, plans: list[IntArray]):
    """Whatever comes of giving each person the load of one of the plans, where posts agree."""
    held = [plan[plan >= 0] for plan in plans]
    loads = [
        {tuple(rows[at.row[rows, PERSON] == person].tolist()) for rows in held}
        for person in range(len(at.human))
    ]
    if np.prod([len(each) for each in loads]) > MOST_MIXES:
        return
    for chosen in product(*loads):
        rows = np.array([row for load in chosen for row in load], dtype=int)
        posts = at.row[rows, POST]
        if len(set(posts.tolist())) == len(posts):
            found = np.full(at.posts, -1)
            found[posts] = rows
            yield found


@examples(40)
@given(problems(most_contacts=6))
def test_no_mix_that_keeps_the_limits_is_better(problem):
    at = instance_of(problem)
    plans = plans_of(problem, at, (1, 2))

    found = plan_of_rows(problem, at, mix(at, plans))

    assert check(problem, found) == []
    mixes = [plan_of_rows(problem, at, rows) for rows in every_mix(at, plans)]
    allowed = [value_of(problem, plan) for plan in mixes if not check(problem, plan)]
    if allowed:
        assert value_of(problem, found) == max(allowed)


def test_plans_that_are_good_in_different_places_make_a_better_one():
    problem = middling_problem(minutes=60)
    at = instance_of(problem)
    whole = plans_of(problem, at, (1,))[0]
    early = np.append(at.row[:, PERSON] < len(at.human) // 2, False)[whole]
    plans = [np.where(early, whole, -1), np.where(early, -1, whole)]

    found = plan_of_rows(problem, at, mix(at, plans))

    assert value_of(problem, found) == value_of(problem, plan_of_rows(problem, at, whole))


def test_one_plan_alone_stays_what_it_is():
    problem = middling_problem()
    at = instance_of(problem)
    plan = plans_of(problem, at, (1,))[0]

    assert (mix(at, [plan, plan]) == plan).all()
