"""What the drill promises.

1. The stand-ins are the best there are, all else unchanged: they equal trying every choice.
2. A plan with stand-ins breaks no limit that the plan before kept, and is worth what is told.
3. The report on everybody equals the drills of each, and begins with whom the plan misses most.
4. The model settles what the search gives up, and both agree.
5. Every post that stays open has a reason; nobody who is named as another could not stand in.
6. Loads told are the loads of the plan with stand-ins.
"""

from __future__ import annotations

import csv
import json
import random
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.staffing.engine import (
    NOBODY,
    Around,
    Drill,
    MaxSeconds,
    ProblemError,
    StaffingPlan,
    StaffingProblem,
    StandInLoad,
    check,
    drill,
    drill_everyone,
    load_of,
    load_of_those_who_remain,
    other_stand_ins,
    plan_with_stand_ins,
    problem_from_json,
    solve,
    today_plan,
    value_of,
    write_drill,
)
from counterpart.staffing.engine.drill import _Told
from counterpart.staffing.engine.solvers import greedy, stand_ins
from counterpart.staffing.engine.solvers.stand_ins_model import settle

from .problems import PROBLEM_FORMAT, examples, extended_problems, fjord, middling_problem, problems

few = examples(80)


def without_locks(problem: StaffingProblem, person: str) -> StaffingProblem:
    """The problem when the person is gone: what was locked to them is free.

    So is the backup behind them, whose lock alone would break a limit.
    """
    locks = problem.lock_of_post.copy()
    theirs = np.flatnonzero(locks == problem.person_number[person])
    twins = problem.twin_of_post[theirs]
    locks[theirs] = locks[twins[twins >= 0]] = NOBODY
    return replace(problem, locked=locks)


def newly_broken(problem: StaffingProblem, before: StaffingPlan, after: StaffingPlan) -> list[str]:
    """Limits that `after` breaks and `before` does not, or breaks by more."""
    known = {(b.limit, b.kind, b.about): b.used for b in check(problem, before)}
    return [
        breach.message
        for breach in check(problem, after)
        if breach.used > known.get((breach.limit, breach.kind, breach.about), -1)
    ]


def best_by_trying(problem: StaffingProblem, plan: StaffingPlan, person: str) -> int:
    """The most a plan is worth in which others fill this person's posts, all else unchanged."""
    gone = problem.person_number[person]
    mine = np.flatnonzero(plan.person_of_post == gone)
    emptied = plan.person_of_post.copy()
    emptied[mine] = NOBODY
    freed, empty = without_locks(problem, person), StaffingPlan(emptied)
    rows = problem.candidates
    choices = [
        [NOBODY, *(p for p in rows.person[rows.first[m] : rows.first[m + 1]] if p != gone)]
        for m in mine
    ]
    best = value_of(problem, empty)
    for chosen in product(*choices):
        people = emptied.copy()
        people[mine] = chosen
        tried = StaffingPlan(people)
        value = value_of(problem, tried)
        if value > best and not newly_broken(freed, empty, tried):
            best = value
    return best


@st.composite
def drills(draw: st.DrawFn) -> tuple[StaffingProblem, StaffingPlan, str]:
    """A problem, a good plan, today's or a thoughtless one for it, and somebody who leaves."""
    problem = draw(problems(most_contacts=5))
    kind = draw(st.sampled_from(["best", "today", "greedy", "any"]))
    if kind == "best":
        plan = solve(problem, stop=MaxSeconds(20)).plan
    elif kind == "today":
        plan = today_plan(problem)
    elif kind == "greedy":
        plan = greedy.solve(problem, stop=MaxSeconds(20)).plan
    else:
        everybody = st.integers(-1, len(problem.people) - 1)
        size = {"min_size": problem.posts, "max_size": problem.posts}
        plan = StaffingPlan(np.array(draw(st.lists(everybody, **size)), dtype=np.int64))
    return problem, plan, draw(st.sampled_from(problem.people.ids))


def crowded(seed: int) -> tuple[StaffingProblem, StaffingPlan, str]:
    """Two accounts, six contacts, five people with few hours left; p0 stands at several posts."""
    chance = random.Random(seed)
    few_or_none = chance.choice([0, 2, 6])

    def candidates() -> list[dict[str, Any]]:
        among = [f"p{n}" for n in range(5) if n == 0 or chance.random() < 0.8]
        return [
            {
                "person": name,
                "value": chance.randint(0, 30),
                "cost": chance.randint(0, 5),
                "hours": chance.randint(0, 5),
            }
            for name in among
        ]

    file: dict[str, Any] = {
        "format": PROBLEM_FORMAT,
        "accounts": [
            {
                "id": name,
                "coordination_cost": chance.randint(0, 12),
                "setup_hours": chance.randint(0, few_or_none // 2),
                "team_size": chance.randint(1, 4),
                "lead": {"unled_penalty": 4, "candidates": candidates()},
            }
            for name in ("a0", "a1")
        ],
        "people": [
            {
                "id": f"p{n}",
                "hours": 99 if n == 0 else chance.randint(3, 12),
                "most_teams": chance.randint(1, 3),
                "most_led": chance.randint(0, 2),
            }
            for n in range(5)
        ],
        "contacts": [
            {
                "id": f"c{n}",
                "account": f"a{n % 2}",
                "unmet_penalty": chance.randint(0, 6),
                "candidates": candidates(),
            }
            for n in range(6)
        ],
    }
    if chance.random() < 0.3:
        file["budget"] = chance.randint(10, 60)
    if chance.random() < 0.3:
        file["most_changes"] = chance.randint(0, 9)
    problem = problem_from_json(file)
    standing = [chance.choice([NOBODY, 1, 2, 3, 4]) for _ in range(problem.posts)]
    for post in chance.sample(range(problem.posts), 4):
        standing[post] = 0
    return problem, StaffingPlan(np.array(standing)), "p0"


def test_1_stand_ins_are_chosen_together():
    joint = 0
    for seed in range(40):
        problem, plan, person = crowded(seed)

        found = drill(problem, plan, person)

        assert found.proven
        after = plan_with_stand_ins(problem, plan, found)
        assert value_of(problem, after) == best_by_trying(problem, plan, person)
        assert check_of_drill(problem, plan, found) == []
        joint += any(each.posts > 1 for each in found.loads)
    assert joint > 10


def check_of_drill(problem: StaffingProblem, plan: StaffingPlan, found: Drill) -> list[str]:
    """What the stand-ins break that the plan without the person does not."""
    gone = problem.person_number[found.person]
    empty = StaffingPlan(np.where(plan.person_of_post == gone, NOBODY, plan.person_of_post))
    freed = without_locks(problem, found.person)
    return newly_broken(freed, empty, plan_with_stand_ins(problem, plan, found))


@few
@given(drills())
def test_1_stand_ins_equal_trying_every_choice(case):
    problem, plan, person = case

    found = drill(problem, plan, person)

    assert found.proven
    after = plan_with_stand_ins(problem, plan, found)
    assert value_of(problem, after) == best_by_trying(problem, plan, person)


@few
@given(drills())
def test_2_limits_hold_and_the_value_is_what_is_told(case):
    problem, plan, person = case

    found = drill(problem, plan, person)

    gone = problem.person_number[person]
    emptied = np.where(plan.person_of_post == gone, NOBODY, plan.person_of_post)
    empty, after = StaffingPlan(emptied), plan_with_stand_ins(problem, plan, found)
    assert check_of_drill(problem, plan, found) == []
    assert gone not in after.person_of_post
    assert value_of(problem, plan) - value_of(problem, empty) == found.lost_at_once
    assert value_of(problem, plan) - value_of(problem, after) == found.lost
    left = after.person_of_post[[each.post for each in found.posts]] == NOBODY
    earned = [each.earned for each in found.posts]
    assert found.at_risk == int(np.array(earned, dtype=int)[left].sum())
    assert found.contacts_open + found.led_open == int(left.sum())


@few
@given(drills())
def test_3_the_report_on_everybody_equals_the_single_drills(case):
    problem, plan, _ = case

    everyone = drill_everyone(problem, plan)

    assert everyone == [drill(problem, plan, each.person) for each in everyone]
    filled = {problem.people.ids[who] for who in plan.person_of_post if who != NOBODY}
    assert {each.person for each in everyone} == filled
    losses = [each.lost for each in everyone]
    assert losses == sorted(losses, reverse=True)


@few
@given(drills())
def test_4_the_model_agrees_with_the_search(case):
    problem, plan, person = case
    load = load_of(problem, plan)
    room = stand_ins.room_of(problem, plan, load)
    as_it_was = [column.copy() for column in room]
    posts, first = stand_ins.posts_by_person(room)
    number = problem.person_number[person]
    mine = posts[first[number] : first[number + 1]]
    stand_in = np.full(problem.posts, -1)

    assert settle(room, number, mine, stand_in)

    people = problem.candidates.person
    chosen = np.where(plan.person_of_post == number, NOBODY, plan.person_of_post)
    for post in mine[stand_in[mine] >= 0]:
        chosen[post] = people[stand_in[post]]
    by_search = plan_with_stand_ins(problem, plan, drill(problem, plan, person))
    assert value_of(problem, StaffingPlan(chosen)) == value_of(problem, by_search)
    assert all((a == b).all() for a, b in zip(as_it_was, room, strict=True))


@pytest.mark.parametrize("trials", [0, 1, 7])
def test_4_a_search_cut_short_is_finished_by_the_model(monkeypatch, trials):
    problem = middling_problem()
    plan = greedy.solve(problem, stop=MaxSeconds(20)).plan
    expected = [(each.person, each.lost) for each in drill_everyone(problem, plan)]

    monkeypatch.setattr(stand_ins, "MOST_TRIALS", trials)
    found = drill_everyone(problem, plan)

    assert all(each.proven for each in found)
    assert [(each.person, each.lost) for each in found] == expected


@few
@given(drills())
def test_5_open_posts_have_reasons_and_others_could_stand_in(case):
    problem, plan, person = case
    found = drill(problem, plan, person)
    freed, after = without_locks(problem, person), plan_with_stand_ins(problem, plan, found)

    for each in found.posts:
        assert (each.why is None) == (each.stand_in is not None)
        if each.why is not None:
            assert each.why.reason != "could_be_filled"
            assert person not in [blocker.person for blocker in each.why.blockers]
    for post, others in other_stand_ins(problem, plan, found).items():
        emptied = after.with_person(post, NOBODY)
        for other in others:
            tried = after.with_person(post, problem.person_number[other.person])
            assert other.person != person
            assert value_of(problem, tried) - value_of(problem, emptied) == other.earns
            assert newly_broken(freed, emptied, tried) == []


def see_the_same_around(problem, plan):
    around = Around(problem, plan)
    for found in drill_everyone(problem, plan):
        assert around.other_stand_ins(found) == other_stand_ins(problem, plan, found)
        remain = load_of_those_who_remain(problem, plan, found)
        assert around.load_of_those_who_remain(found) == remain


@few
@given(drills())
def test_5_around_all_drills_of_a_plan_the_same_is_found(case):
    see_the_same_around(*case[:2])


@few
@given(extended_problems(most_contacts=5), st.sampled_from(["best", "today"]))
def test_5_so_it_is_with_backups_conflicts_and_regions(problem, kind):
    plan = today_plan(problem) if kind == "today" else solve(problem, stop=MaxSeconds(20)).plan
    see_the_same_around(problem, plan)


@few
@given(drills())
def test_6_loads_are_those_of_the_plan_with_stand_ins(case):
    problem, plan, person = case
    found = drill(problem, plan, person)

    before = load_of(problem, plan)
    after = load_of(problem, plan_with_stand_ins(problem, plan, found))
    for each in found.loads:
        who = problem.person_number[each.person]
        assert (each.hours_before, each.hours_after) == (before.hours[who], after.hours[who])
    used = sum(each.hours_after for each in load_of_those_who_remain(problem, plan, found))
    assert used == int(after.hours.sum())
    assert _load_told(problem, plan, found) == _columns(after)


def _load_told(problem: StaffingProblem, plan: StaffingPlan, found: Drill) -> list[object]:
    load = load_of(problem, plan)
    joined = stand_ins.room_of(problem, plan, load).joined
    after = plan_with_stand_ins(problem, plan, found)
    posts = np.array([each.post for each in found.posts], dtype=np.int64)
    rows = problem.rows_of(after.person_of_post)[posts]
    number = problem.person_number[found.person]
    return _columns(_Told(problem, load, joined, number, posts, rows)._load())


def _columns(load: object) -> list[object]:
    return [np.asarray(column).tolist() for column in vars(load).values()]


def test_if_nadia_left_today_omar_would_lead_fjord():
    problem = fjord()

    found = drill(problem, today_plan(problem), "nadia")

    told = [(each.kind, each.id, each.earned, each.stand_in, each.earns) for each in found.posts]
    assert told == [("lead", "fjord", 85_200, "omar", 73_800)]
    assert (found.lost_at_once, found.lost, found.at_risk) == (84_300, 11_400, 0)
    assert found.loads == [StandInLoad("omar", 0, 47, 50, 1)]


def test_if_nadia_left_the_best_plan_nobody_would_have_the_hours():
    problem = fjord()

    found = drill(problem, solve(problem, stop=MaxSeconds(20)).plan, "nadia")

    assert [each.why.message for each in found.posts if each.why] == [
        "lead of Fjord Foods: every candidate lacks the hours (Omar Haddad by 31 hours per month)"
    ]
    assert (found.lost, found.at_risk, found.led_open) == (84_300, 85_200, 1)


def test_somebody_unknown_is_named():
    problem = fjord()

    with pytest.raises(ProblemError, match="person 'nobody': is not among the people"):
        drill(problem, today_plan(problem), "nobody")


def test_files_of_one_person_and_of_everybody(tmp_path):
    problem = fjord()
    plan = solve(problem, stop=MaxSeconds(20)).plan
    one, everyone = drill(problem, plan, "ravi"), drill_everyone(problem, plan)

    for name, told in (("one", one), ("all", everyone)):
        for suffix in ("json", "csv"):
            write_drill(problem, plan, told, tmp_path / f"{name}.{suffix}")

    report = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert [each["lost"] for each in report["people"]] == [each.lost for each in everyone]
    with (tmp_path / "all.csv").open(encoding="utf-8") as file:
        assert [line["person"] for line in csv.DictReader(file)] == [e.person for e in everyone]
    with (tmp_path / "one.csv").open(encoding="utf-8") as file:
        assert [line["id"] for line in csv.DictReader(file)] == [e.id for e in one.posts]
    single = json.loads((tmp_path / "one.json").read_text("utf-8"))["people"][0]
    remain = {each["function"] for each in single["load_of_those_who_remain"]}
    others = zip(problem.people.ids, problem.people.functions, strict=True)
    assert remain == {function for name, function in others if name != "ravi"}
