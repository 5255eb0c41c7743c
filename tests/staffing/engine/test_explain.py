"""Questions people ask about a plan.

1. `what_if` says what recomputing the plan says, and names what newly breaks.
2. `changes` of a plan against itself is empty, and against another names each difference.
3. A backup is another candidate of a covered contact, never a forbidden one, always the same.
4. Every empty post has a reason; "could be filled" means just that.
"""

from __future__ import annotations

from time import perf_counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from counterpart.staffing.engine import (
    NOBODY,
    MaxSeconds,
    StaffingPlan,
    changes,
    check,
    choose_backups,
    compare,
    explain,
    load_of,
    problem_from_json,
    solve,
    today_plan,
    value_of,
    what_if,
)
from counterpart.staffing.engine.example import example_json

from .problems import examples, fjord, problems

few = examples(60)


def best(problem):
    return solve(problem, stop=MaxSeconds(20), seed=1)


@few
@given(problems(), st.data())
def test_1_what_if_equals_recomputing(problem, data):
    plan = best(problem).plan
    post = data.draw(st.sampled_from(range(problem.posts)))
    person = data.draw(st.sampled_from([None, *problem.people.ids]))
    kind = "account" if problem.is_lead(post) else "contact"

    answer = what_if(problem, plan, person=person, **{kind: problem.post_id(post)})

    who = NOBODY if person is None else problem.person_number[person]
    assert answer.plan == plan.with_person(post, who)
    assert answer.value == value_of(problem, answer.plan)
    assert answer.value_change == answer.value - value_of(problem, plan)
    assert answer.breaches == check(problem, answer.plan)


@few
@given(problems(), problems())
def test_2_changes_name_every_difference(problem, other):
    plan, today = best(problem).plan, today_plan(problem)

    assert changes(problem, plan, plan) == []
    found = changes(problem, today, plan)
    assert len(found) == int((today.person_of_post != plan.person_of_post).sum())
    assert compare(problem, today, plan).value_difference == (
        value_of(problem, plan) - value_of(problem, today)
    )


@few
@given(problems())
def test_3_a_backup_is_another_candidate_of_a_covered_contact(problem):
    plan = best(problem).plan
    backups = choose_backups(problem, plan)

    assert backups.tolist() == choose_backups(problem, plan).tolist()
    for contact in np.flatnonzero(backups != NOBODY):
        assert backups[contact] != plan.person_of_post[contact] != NOBODY
        people = plan.person_of_post.copy()
        people[contact] = backups[contact]
        row = problem.rows_of(people)[contact]
        assert row >= 0
        assert not problem.forbidden_row[row]


@few
@given(problems())
def test_4_every_empty_post_has_a_reason(problem):
    plan = best(problem).plan
    gaps = explain(problem, plan).gaps

    assert [gap.post for gap in gaps] == np.flatnonzero(plan.person_of_post == NOBODY).tolist()
    for gap in gaps:
        assert gap.reason != "could_be_filled"
    empty = StaffingPlan.empty(problem.posts)
    if check(problem, empty):
        return
    for gap in explain(problem, empty).gaps:
        for blocker in gap.blockers:
            if blocker.why == "could_be_filled":
                post, who = gap.post, problem.person_number[blocker.person]
                filled = empty.with_person(post, who)
                assert check(problem, filled) == []
                assert value_of(problem, filled) > 0


def test_the_open_contact_of_the_example_names_who_lacks_how_many_hours():
    result = best(fjord())
    told = explain(fjord(), result.plan, result.prices)

    assert [(gap.id, gap.reason) for gap in told.gaps] == [("ola", "everyone_full")]
    assert told.gaps[0].message == (
        "Ola Lind: every candidate lacks the hours (Lena Ott by 1 hours per month)"
    )


def test_one_more_hour_of_the_scarce_function_is_worth_something():
    result = best(fjord())
    told = explain(fjord(), result.plan, result.prices)

    worth = {(each.function, each.region): each.worth for each in told.worth_of_one_more_hour}
    assert worth["finance", None] > 0
    assert all(amount >= 0 for amount in worth.values())


def test_loads_add_up_to_the_plan():
    result = best(fjord())
    load = load_of(fjord(), result.plan)
    told = explain(fjord(), result.plan)

    assert [each.hours for each in told.loads] == load.hours.tolist()
    ravi = next(each for each in told.loads if each.person == "ravi")
    assert (ravi.hours, ravi.capacity, ravi.teams, ravi.most_teams) == (42, 45, 2, 3)


def test_moving_ines_to_tomas_by_hand_shows_the_price_and_the_overload():
    problem = fjord()
    plan = best(problem).plan

    answer = what_if(problem, plan, contact="ines", person="tomas")

    assert answer.value_change == -18_900
    assert [each.message for each in answer.breaches] == [
        "Tomas Vik would need 58 hours per month and has 40"
    ]


def test_a_contact_without_candidates_says_so():
    contacts = example_json()["contacts"]
    contacts[0]["candidates"] = []
    problem = problem_from_json(example_json() | {"contacts": contacts, "locked": {}})

    gaps = {gap.id: gap.reason for gap in explain(problem, best(problem).plan).gaps}
    assert gaps["ines"] == "no_candidate"


def test_a_full_team_says_so():
    accounts = example_json()["accounts"]
    accounts[0]["team_size"] = 1
    problem = problem_from_json(example_json() | {"accounts": accounts})

    gaps = {gap.id: gap.reason for gap in explain(problem, best(problem).plan).gaps}
    assert gaps["ines"] == gaps["kari"] == "team_full"


def test_what_if_is_quick():
    problem = fjord()
    plan = best(problem).plan
    what_if(problem, plan, contact="ines", person="tomas")
    began = perf_counter()

    what_if(problem, plan, contact="ines", person="tomas")

    assert perf_counter() - began < 0.05
