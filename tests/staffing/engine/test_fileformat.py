"""Problem and plan files.

1. A problem file reads back as it was written.
2. A file changed at any one place either still makes sense or is refused with a `ProblemError`
   that names a place; nothing else is ever raised.
3. What the reader writes satisfies the published JSON Schema.
"""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.staffing.engine import (
    MaxSteps,
    ProblemError,
    choose_backups,
    plan_from_json,
    plan_to_json,
    problem_from_json,
    problem_to_json,
    read_plan,
    read_problem,
    schema,
    solve,
    write_plan,
    write_problem,
)
from counterpart.staffing.engine.example import example_json

from .problems import examples, fjord, problems

many = examples(150)

STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.just(10**18),
    st.just(1.5),
    st.just("x"),
    st.just([]),
    st.just({}),
    st.just([{}]),
    st.just({"person": 3}),
)


@many
@given(problems())
def test_1_a_problem_reads_back_as_it_was_written(problem):
    written = problem_to_json(problem)

    assert problem_to_json(problem_from_json(json.loads(json.dumps(written)))) == written
    jsonschema.validate(written, schema("staffing-problem"))


@many
@given(st.data(), STRANGE)
def test_2_a_changed_file_is_refused_at_a_named_place(data, strange):
    file = json.loads(json.dumps(example_json()))
    place = file
    while True:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(list(keys)))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    if data.draw(st.booleans()):
        place[key] = strange
    else:
        del place[key]

    try:
        problem_from_json(file)
    except ProblemError as error:
        assert error.faults
        assert all(fault.place and fault.message for fault in error.faults)


def test_3_files_on_disk_hold_problem_plan_and_backups(tmp_path):
    problem = fjord()
    result = solve(problem, stop=MaxSteps(5_000), seed=1)
    backups = choose_backups(problem, result.plan)
    write_problem(problem, tmp_path / "problem.json")
    write_plan(problem, result, tmp_path / "plan.json", backups=backups)

    again = read_problem(tmp_path / "problem.json")
    plan = read_plan(again, tmp_path / "plan.json")

    assert problem_to_json(again) == problem_to_json(problem)
    assert plan.plan == result.plan
    assert (plan.claimed_value, plan.claimed_bound) == (result.value, result.bound)
    assert plan.backups is not None
    assert plan.backups.tolist() == backups.tolist()
    jsonschema.validate(json.loads((tmp_path / "plan.json").read_text()), schema("staffing-plan"))


def faults(**changed) -> list[str]:
    with pytest.raises(ProblemError) as caught:
        fjord(**changed)
    return [str(fault) for fault in caught.value.faults]


def test_everything_wrong_is_listed_at_once():
    people = example_json()["people"]
    people[0]["hours"] = "many"
    people[1]["most_led"] = -1

    assert faults(people=people, colour="red") == [
        "the file: 'colour' is not a known key; known are accounts, budget, conflicts, contacts, "
        "forbidden, format, locked, most_changes, name, note, people, region_budgets, today, units"
    ]
    assert faults(people=people) == [
        "people[0] ('nadia').hours: a whole number is needed here, not the text 'many'",
        "people[1] ('omar').most_led: -1 lies outside 0 to 10^15",
    ]


def test_a_lock_on_a_stranger_is_refused():
    assert faults(locked={"counterparts": {"ola": "ravi"}}) == [
        "lock of contact 'ola': 'ravi' is not among the candidates; add the pair"
    ]


def test_locks_that_need_too_many_hours_together_are_refused():
    locked = {"leads": {"fjord": "nadia", "baltic": "nadia"}}

    assert faults(locked=locked) == [
        "locks: together they break a limit: Nadia Berg would need 75 hours per month and has 60"
    ]


def test_a_pair_both_locked_and_forbidden_is_refused():
    forbidden = [{"person": "nadia", "account": "fjord"}]

    assert faults(forbidden=forbidden) == [
        "lock of the lead of account 'fjord': "
        "'nadia' is both locked and forbidden; drop one of them"
    ]


def test_an_id_used_twice_is_refused():
    people = example_json()["people"]
    people.append(people[0])

    assert faults(people=people) == ["people[5] ('nadia'): the id is used before; ids are unique"]


def test_text_that_is_not_json_names_the_line(tmp_path):
    (tmp_path / "broken.json").write_text('{"format":\n oops}')

    with pytest.raises(ProblemError, match="line 2, column 2: is not JSON"):
        read_problem(tmp_path / "broken.json")


def test_a_plan_naming_an_unknown_person_is_refused():
    problem = fjord()
    plan = plan_to_json(problem, solve(problem, stop=MaxSteps(100), seed=1))
    plan["counterparts"]["jon"] = "nobody"

    with pytest.raises(ProblemError) as caught:
        plan_from_json(problem, plan)

    assert (
        str(caught.value) == "counterparts['jon']: 'nobody' is not the id of a person in this file"
    )
