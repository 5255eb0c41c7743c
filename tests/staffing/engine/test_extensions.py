"""Backups, needs, conflicts, budgets of regions and absence, on small problems made by chance.

1. The exact model finds what brute force finds, and every bound is at least that.
   `COUNTERPART_MANY=2000 pytest tests/staffing/engine/test_extensions.py -k brute_force` tries so
   many problems.
2. Every plan keeps every named limit, and its claimed value is what `value_of` says.
3. Renewal keeps every limit and never loses; what it calls the best is the best.
4. What people take at given prices never holds a contact and its backup at once, and is the best
   of all sets that do not.
5. A problem reads back as it was written, and satisfies the schema.
6. What `what_if` finds is what recomputing finds; every gap has a reason that says why.
7. Stand-ins for somebody who leaves are the best there are, all else unchanged.
8. Whoever backs a contact up is in conflict with nobody who works for the account.
"""

from __future__ import annotations

import json
import os
from random import Random

import jsonschema
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.staffing.engine import (
    NOBODY,
    StaffingPlan,
    check,
    choose_backups,
    drill,
    explain,
    plan_with_stand_ins,
    problem_from_json,
    problem_to_json,
    schema,
    value_of,
    what_if,
)
from counterpart.staffing.engine.solvers import brute_force, exact, greedy, price_guided
from counterpart.staffing.engine.solvers.instance import instance_of
from counterpart.staffing.engine.solvers.knapsack import best_load
from counterpart.staffing.engine.solvers.near_loads import loads_of_people
from counterpart.staffing.engine.solvers.packed import packed_of

from .extended import extended_file
from .problems import examples, extended_problems, sensible
from .test_drill import best_by_trying
from .test_loads import MOST, margins, possible_loads
from .test_solvers import LONG, SHORT, best, see_renewal_keep_limits_and_lose_nothing

MANY = int(os.environ.get("COUNTERPART_MANY", "300"))
"""How many problems are compared with brute force."""

PARTS = 5

few = examples(80)


@pytest.mark.parametrize("part", range(PARTS))
def test_1_small_cases_equal_brute_force(part):
    for number in range(part, MANY, PARTS):
        problem = sensible(extended_file(Random(f"small {number}")))
        optimum = brute_force.solve(problem, stop=LONG).value

        assert (number, best(problem)) == (number, optimum)
        for solver in (greedy, price_guided):
            result = solver.solve(problem, stop=SHORT, seed=1)
            assert result.value <= optimum <= result.bound, number
            assert check(problem, result.plan) == [], number
            assert result.value == value_of(problem, result.plan), number


@few
@given(extended_problems(most_contacts=5), st.integers(0, 5))
def test_2_every_plan_keeps_every_limit_and_its_word(problem, seed):
    optimum = best(problem)
    for solver in (greedy, exact, price_guided):
        result = solver.solve(problem, stop=LONG if solver is exact else SHORT, seed=seed)

        assert check(problem, result.plan) == []
        assert result.value == value_of(problem, result.plan)
        assert result.value <= optimum <= result.bound


@few
@given(extended_problems(most_contacts=6))
def test_3_renewal_keeps_the_limits_and_never_loses(problem):
    see_renewal_keep_limits_and_lose_nothing(problem)


def without_own_backups(problem, packed, loads):
    """Those of the loads that hold no contact together with its backup."""
    twin = problem.twin_of_post
    return {
        load: worth
        for load, worth in loads.items()
        if not any(twin[packed.post[row]] in packed.post[list(load)] for row in load)
    }


@few
@given(extended_problems(most_contacts=3), st.integers(0, 12), st.data())
def test_4_nobody_backs_up_themselves(problem, slack, data):
    packed = packed_of(instance_of(problem))
    margin, joining = margins(packed, data)
    taken = np.zeros(len(packed.post), dtype=np.bool_)
    reach, nothing = np.full(packed.people, 100.0), taken.copy()
    whose, begins, rows, complete = loads_of_people(
        packed, margin, joining, float(slack), reach, MOST, nothing
    )
    listed = [tuple(sorted(rows[begins[at] : begins[at + 1]].tolist())) for at in range(len(whose))]

    assert complete
    for person in range(packed.people):
        worth = best_load(packed, person, packed.capacity[person], margin, joining, taken)
        every = possible_loads(packed, person, margin, joining)
        every = without_own_backups(problem, packed, every)
        begin, end = packed.first_row[packed.first_group[person : person + 2]]
        load = tuple((begin + np.flatnonzero(taken[begin:end])).tolist())
        assert worth == max(every.values()) == every[load]
        near = {load for load, earned in every.items() if earned >= worth - slack}
        mine = [load for load, who in zip(listed, whose, strict=True) if who == person]
        assert sorted(mine) == sorted(near - {()})


@few
@given(extended_problems())
def test_5_a_problem_reads_back_as_it_was_written(problem):
    written = problem_to_json(problem)

    assert problem_to_json(problem_from_json(json.loads(json.dumps(written)))) == written
    jsonschema.validate(written, schema("staffing-problem"))


@few
@given(extended_problems(), st.data())
def test_6_questions_about_a_plan_are_answered(problem, data):
    plan = exact.solve(problem, stop=LONG).plan
    post = data.draw(st.sampled_from(range(problem.posts)))
    person = data.draw(st.sampled_from([None, *problem.people.ids]))
    kind = {"lead": "account"}.get(problem.post_kind(post), problem.post_kind(post))

    answer = what_if(problem, plan, person=person, **{kind: problem.post_id(post)})

    who = NOBODY if person is None else problem.person_number[person]
    assert answer.plan == plan.with_person(post, who)
    assert answer.breaches == check(problem, answer.plan)
    backups = choose_backups(problem, plan)
    for backup in range(problem.first_backup, problem.posts):
        assert backups[problem.contact_of_post(backup)] == plan.person_of_post[backup]
    gaps = explain(problem, plan).gaps
    assert [gap.post for gap in gaps] == np.flatnonzero(plan.person_of_post == NOBODY).tolist()
    assert all(gap.reason != "could_be_filled" for gap in gaps)
    bare = StaffingPlan(problem.lock_of_post)
    for gap in explain(problem, bare).gaps:
        for blocker in gap.blockers:
            filled = bare.with_person(gap.post, problem.person_number[blocker.person])
            helps = value_of(problem, filled) > value_of(problem, bare)
            keeps = check(problem, filled) == []
            assert (blocker.why == "could_be_filled") == (keeps and helps)


@few
@given(extended_problems(most_contacts=5), st.data())
def test_7_stand_ins_are_the_best_there_are(problem, data):
    plan = exact.solve(problem, stop=LONG).plan
    person = data.draw(st.sampled_from(problem.people.ids))

    drilled = drill(problem, plan, person)

    after = plan_with_stand_ins(problem, plan, drilled)
    worth = best_by_trying(problem, plan, person)
    assert value_of(problem, plan) - drilled.lost == value_of(problem, after) == worth
    assert drilled.proven


@few
@given(extended_problems(most_contacts=5))
def test_8_backups_named_afterwards_meet_no_foe(problem):
    plan = exact.solve(problem, stop=LONG).plan
    backups = choose_backups(problem, plan)

    theirs = [set() for _ in problem.accounts.ids]
    for post, who in enumerate(plan.person_of_post.tolist()):
        theirs[problem.account_of_post[post]].add(who)
    for contact, who in enumerate(backups.tolist()):
        theirs[problem.contacts.account[contact]].add(who)
    for one, two in problem.conflict_pairs.tolist():
        assert not any({one, two} <= people for people in theirs)
