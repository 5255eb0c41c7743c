"""Generalised assignment instances in the usual format.

1. The best answer does every job where that is possible, for the least cost.
2. Cost and answer say the same.
3. Every job of a tight instance is done, close to the bound.
4. A file of several instances is read one at a time; lines do not matter.
"""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.staffing.engine import MaxSeconds, ProblemError, check, solve
from counterpart.staffing.engine.gap_file import (
    cost_of,
    gap_answer,
    least_cost,
    left_out,
    problem_from_gap,
    read_gap,
)

from .test_solvers import few
from .test_staffing_files import run

LIKE_C = ((10, 50), (5, 25))
"""Costs and uses of the published type C."""

SMALL = """2 3
4 7 5
6 3 9
3 2 4
2 3 3
6 5
"""


@st.composite
def instances(draw):
    agents, jobs = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    numbers = st.lists(st.integers(1, 9), min_size=jobs, max_size=jobs)
    uses = [draw(numbers) for _ in range(agents)]
    costs = [[draw(st.integers(-9, 30)) for _ in range(jobs)] for _ in range(agents)]
    return costs, uses, draw(st.lists(st.integers(5, 20), min_size=agents, max_size=agents))


def text_of(costs, uses, capacities):
    lines = [[len(costs), len(costs[0])], *costs, *uses, capacities]
    return "\n".join(" ".join(map(str, line)) for line in lines)


def best_cost(costs, uses, capacities):
    """The least cost of all ways to do every job, `None` when there is none."""
    agents, jobs = range(len(costs)), range(len(costs[0]))
    found = []
    for chosen in product(agents, repeat=len(jobs)):
        used = [sum(uses[a][job] for job in jobs if chosen[job] == a) for a in agents]
        if all(amount <= most for amount, most in zip(used, capacities, strict=True)):
            found.append(sum(costs[chosen[job]][job] for job in jobs))
    return min(found, default=None)


@few
@given(instances())
def test_1_the_best_answer_does_every_job_for_the_least_cost(instance):
    problem = problem_from_gap(text_of(*instance))

    result = solve(problem, stop=MaxSeconds(20), seed=1)

    assert check(problem, result.plan) == []
    least = best_cost(*instance)
    if least is not None:
        assert left_out(problem, result.plan) == 0
        assert cost_of(problem, result.plan) == least == least_cost(problem, result.bound)


def test_2_the_answer_names_each_jobs_agent():
    problem = problem_from_gap(SMALL)

    result = solve(problem, stop=MaxSeconds(20), seed=1)

    assert gap_answer(problem, result.plan) == "14\n2 2 1\n"


def test_3_many_jobs_of_few_agents_are_all_done_close_to_the_bound():
    chance = random.Random(3)
    agents, jobs = range(5), range(60)
    costs, uses = ([[chance.randint(*ends) for _ in jobs] for _ in agents] for ends in LIKE_C)
    capacities = [sum(use) * 8 // (10 * len(agents)) for use in uses]
    problem = problem_from_gap(text_of(costs, uses, capacities))

    result = solve(problem, stop=MaxSeconds(6), seed=1)

    assert check(problem, result.plan) == []
    assert left_out(problem, result.plan) == 0
    assert cost_of(problem, result.plan) <= 1.01 * least_cost(problem, result.bound)


def test_4_an_instance_of_several_is_read_by_its_number():
    other = "1 1  4  2  3"
    several = f"2 {other} {' '.join(SMALL.split())}"

    second = problem_from_gap(several, number=2)

    alone = problem_from_gap(SMALL)
    assert len(second.people) == 2
    assert second.candidates.cost.tolist() == alone.candidates.cost.tolist()
    assert second.candidates.hours.tolist() == alone.candidates.hours.tolist()
    assert second.people.hours.tolist() == alone.people.hours.tolist()


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (None, "the file: holds 2 instances; say which with --number, counted from 1"),
        (3, "the file: holds 2 instances; there is no number 3"),
    ],
)
def test_4_which_of_several_must_be_said(number, told):
    with pytest.raises(ProblemError) as error:
        problem_from_gap("2  1 1 4 2 3  1 1 5 2 3", number=number)

    assert str(error.value) == told


def test_command_solves_an_instance(tmp_path, capsys):
    (tmp_path / "small.txt").write_text(SMALL)

    code = run(
        "solve", str(tmp_path / "small.txt"), "--from", "gap", "-o", str(tmp_path / "answer")
    )

    assert code == 0
    cost, agents = (tmp_path / "answer").read_text().splitlines()
    assert f"cost {cost}, proven least cost {cost}, jobs left out 0" in capsys.readouterr().out
    assert len(agents.split()) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2", "the file: begins with the numbers of agents and of jobs"),
        ("1 2 3 x", "number 4: “x” is no whole number"),
        ("0 2 3", "the file: 0 agents and 2 jobs are no instance; at least one each is needed"),
        ("1 2 3", "the file: 1 agents and 2 jobs need 7 numbers, not 3"),
    ],
)
def test_a_faulty_file_says_what_is_wrong(text, told, tmp_path):
    path = tmp_path / "instance.txt"
    path.write_text(text)

    with pytest.raises(ProblemError) as error:
        read_gap(path)

    assert str(error.value) == told
