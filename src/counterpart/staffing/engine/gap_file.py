"""The usual file format of generalised assignment instances, to our problem and back.

A file holds whole numbers: how many agents and jobs, then for each agent the cost of each job, for
each agent what each job uses, and each agent's capacity. Every job goes to one agent; the total
cost is to be least. Numbers may be spread over lines freely. A file of several instances begins
with how many there are; one of them is read at a time. Source of the format: Beasley's OR-Library,
whose files gap1 to gap12 state profits to be most instead and are not meant here.

Agents become people, jobs contacts of one account without a lead. Our value is what the jobs done
would have cost undone, less their cost; undone, each costs `UNDONE` times the highest cost, so
that a plan of more value first does more jobs and then does them for less.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from counterpart.kernel.faults import Fault, ProblemError

from .columns import Accounts, Candidates, Contacts, IntArray, People
from .plan import StaffingPlan
from .problem import StaffingProblem

UNDONE = 10


def read_gap(path: Path | str, number: int | None = None) -> StaffingProblem:
    """The problem in a file of this format; a `ProblemError` says what is wrong with it.

    `number`, from 1, says which one where the file holds several.
    """
    path = Path(path)
    try:
        return problem_from_gap(path.read_text("utf-8"), name=path.stem, number=number)
    except UnicodeDecodeError as error:
        raise ProblemError([Fault(str(path), "is not text")]) from error


def problem_from_gap(text: str, *, name: str = "", number: int | None = None) -> StaffingProblem:
    """The problem that the numbers of a file state."""
    numbers = _chosen(_numbers(text), number)
    agents, jobs = (int(number) for number in numbers[:2])
    table = agents * jobs
    cost = numbers[2 : 2 + table].reshape(agents, jobs)
    use = numbers[2 + table : 2 + 2 * table].reshape(agents, jobs)
    nothing = np.zeros(1, dtype=np.int64)
    undone = UNDONE * max(1, int(np.abs(cost).max()))
    return StaffingProblem(
        accounts=Accounts(
            ids=["jobs"],
            unled_penalty=nothing,
            coordination_cost=nothing,
            setup_hours=nothing,
            team_size=np.array([agents]),
        ),
        contacts=Contacts(
            ids=[f"job {job + 1}" for job in range(jobs)],
            account=np.zeros(jobs, dtype=np.int64),
            unmet_penalty=np.full(jobs, undone),
        ),
        people=People(
            ids=[f"agent {agent + 1}" for agent in range(agents)],
            hours=numbers[2 + 2 * table :],
            most_teams=np.ones(agents, dtype=np.int64),
            most_led=np.zeros(agents, dtype=np.int64),
        ),
        candidates=Candidates.of_rows(
            posts=jobs + 1,
            post=np.tile(np.arange(jobs), agents),
            person=np.repeat(np.arange(agents), jobs),
            value=-cost.ravel(),  # a value, since costs of ours are not negative
            cost=np.zeros(table, dtype=np.int64),
            hours=use.ravel(),
        ),
        money_unit="cost",
        hours_unit="use",
        name=name,
    )


def gap_answer(problem: StaffingProblem, plan: StaffingPlan) -> str:
    """The plan in the usual form: the total cost, then each job's agent, 0 for a job left out."""
    agents = plan.person_of_post[: len(problem.contacts)] + 1
    return f"{cost_of(problem, plan)}\n{' '.join(map(str, agents.tolist()))}\n"


def cost_of(problem: StaffingProblem, plan: StaffingPlan) -> int:
    """What the jobs that are done cost together."""
    rows = problem.rows_of(plan.person_of_post)
    return -int(problem.candidates.value[rows[rows >= 0]].sum())


def left_out(problem: StaffingProblem, plan: StaffingPlan) -> int:
    """How many jobs nobody does."""
    return int((plan.person_of_post[: len(problem.contacts)] < 0).sum())


def least_cost(problem: StaffingProblem, bound: int) -> int:
    """The proven least cost of doing every job, from a proven bound of the value."""
    return int(problem.contacts.unmet_penalty.sum()) - bound


def _chosen(numbers: IntArray, number: int | None) -> IntArray:
    """The numbers of the instance asked for, or of the only one."""
    wanted = _length(numbers)
    instances = [numbers] if wanted == len(numbers) else _several(numbers)
    if not instances:
        agents, jobs = numbers[:2]
        told = f"{agents} agents and {jobs} jobs need {wanted} numbers, not {len(numbers)}"
        if agents < 1 or jobs < 1:
            told = f"{agents} agents and {jobs} jobs are no instance; at least one each is needed"
        raise ProblemError([Fault("the file", told)])
    if number is None and len(instances) > 1:
        told = f"holds {len(instances)} instances; say which with --number, counted from 1"
        raise ProblemError([Fault("the file", told)])
    if not 1 <= (number or 1) <= len(instances):
        told = f"holds {len(instances)} instances; there is no number {number}"
        raise ProblemError([Fault("the file", told)])
    return instances[(number or 1) - 1]


def _several(numbers: IntArray) -> list[IntArray]:
    """The instances of a file that begins with how many there are; none if it is no such file."""
    found, rest = [], numbers[1:]
    while len(rest) >= 2 and 0 < _length(rest) <= len(rest):
        found.append(rest[: _length(rest)])
        rest = rest[_length(rest) :]
    return found if not len(rest) and len(found) == numbers[0] else []


def _length(numbers: IntArray) -> int:
    """How many numbers an instance has that begins so; 0 where nothing can begin so."""
    agents, jobs = int(numbers[0]), int(numbers[1])
    return 2 + 2 * agents * jobs + agents if agents > 0 and jobs > 0 else 0


def _numbers(text: str) -> IntArray:
    words = text.split()
    for place, word in enumerate(words):
        if not word.lstrip("-").isdecimal():
            raise ProblemError([Fault(f"number {place + 1}", f"“{word}” is no whole number")])
    if len(words) < 2:
        raise ProblemError([Fault("the file", "begins with the numbers of agents and of jobs")])
    return np.array(words, dtype=np.int64)
