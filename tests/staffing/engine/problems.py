"""Small problems for tests: hypothesis strategies and a fixed cast."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from counterpart.staffing.engine import ProblemError, StaffingProblem, problem_from_json
from counterpart.staffing.engine.example import example_json

from .extended import extended_file


def examples(count: int) -> settings:
    """So many examples, the same each time, however long they take."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


PROBLEM_FORMAT = "counterpart-staffing-problem/1"


@st.composite
def problem_files(
    draw: st.DrawFn, *, most_contacts: int = 4, limits: bool = True
) -> dict[str, Any]:
    """The content of a small problem file; locks may contradict limits."""
    accounts = [f"a{n}" for n in range(draw(st.integers(1, 2)))]
    people = [f"p{n}" for n in range(draw(st.integers(1, 3)))]
    contacts = [f"c{n}" for n in range(draw(st.integers(0, most_contacts)))]
    few = st.integers(0, 3)

    def candidates() -> list[dict[str, Any]]:
        chosen = draw(st.lists(st.sampled_from(people), unique=True))
        return [
            {
                "person": person,
                "value": draw(st.integers(-5, 30)),
                "cost": draw(st.integers(0, 8)),
                "hours": draw(st.integers(0, 6)),
            }
            for person in chosen
        ]

    file: dict[str, Any] = {
        "format": PROBLEM_FORMAT,
        "accounts": [
            {
                "id": name,
                "coordination_cost": draw(st.integers(0, 9)),
                "setup_hours": draw(few),
                "team_size": draw(few),
                "lead": {"unled_penalty": draw(st.integers(0, 9)), "candidates": candidates()},
                "members": [{"person": people[0], "coordination_cost": draw(few)}]
                if draw(st.booleans())
                else [],
            }
            for name in accounts
        ],
        "people": [
            {
                "id": name,
                "hours": draw(st.integers(0, 14)),
                "most_teams": draw(few),
                "most_led": draw(st.integers(0, 2)),
                "function": draw(st.sampled_from("fg")),
            }
            for name in people
        ],
        "contacts": [
            {
                "id": name,
                "account": draw(st.sampled_from(accounts)),
                "unmet_penalty": draw(st.integers(0, 9)),
                "candidates": candidates(),
            }
            for name in contacts
        ],
    }
    someone = st.sampled_from(people)
    if contacts:
        file["today"] = {
            "counterparts": draw(st.dictionaries(st.sampled_from(contacts), someone)),
            "leads": draw(st.dictionaries(st.sampled_from(accounts), someone)),
        }
    if limits:
        if draw(st.booleans()):
            file["budget"] = draw(st.integers(0, 40))
        if draw(st.booleans()):
            file["most_changes"] = draw(st.integers(0, 3))
        if draw(st.booleans()) and contacts:
            pair = {"person": draw(someone), "contact": draw(st.sampled_from(contacts))}
            file["forbidden"] = [pair]
        locked = [c for c in file["contacts"] if c["candidates"]]
        if draw(st.booleans()) and locked:
            one = draw(st.sampled_from(locked))
            file["locked"] = {"counterparts": {one["id"]: one["candidates"][0]["person"]}}
    return file


@st.composite
def extended_problems(draw: st.DrawFn, *, most_contacts: int = 3) -> StaffingProblem:
    """A small problem that makes sense, with every extension of the model."""
    number = draw(st.integers(0, 10**9))
    return sensible(extended_file(random.Random(number), most_contacts=most_contacts))


@st.composite
def problems(draw: st.DrawFn, *, most_contacts: int = 4, limits: bool = True) -> StaffingProblem:
    """A small problem that makes sense."""
    return sensible(draw(problem_files(most_contacts=most_contacts, limits=limits)))


def sensible(file: dict[str, Any]) -> StaffingProblem:
    """The problem of the file, without its locks where they contradict each other."""
    try:
        return problem_from_json(file)
    except ProblemError:
        file.pop("locked", None)
        return problem_from_json(file)


def middling_problem(*, minutes: int = 1) -> StaffingProblem:
    """Twelve accounts, sixty contacts, thirty people; hours in so many parts of an hour."""
    chance = random.Random(5)
    people = [
        {
            "id": f"p{n}",
            "hours": chance.randint(60, 140) * minutes,
            "most_teams": 5,
            "most_led": 2 if n < 10 else 0,
        }
        for n in range(30)
    ]

    def candidates(among: range, hours: int, worth: int) -> list[dict[str, Any]]:
        return [
            {
                "person": f"p{n}",
                "value": int(worth * chance.uniform(0.3, 1)),
                "cost": 20 * hours,
                "hours": max(1, int(hours * chance.uniform(0.8, 1.3))) * minutes,
            }
            for n in sorted(chance.sample(among, 8))
        ]

    return problem_from_json(
        {
            "format": PROBLEM_FORMAT,
            "people": people,
            "accounts": [
                {
                    "id": f"a{n}",
                    "coordination_cost": 300,
                    "setup_hours": 4 * minutes,
                    "team_size": 5,
                    "lead": {
                        "unled_penalty": 4_000,
                        "candidates": candidates(range(10), 40, 20_000),
                    },
                }
                for n in range(12)
            ],
            "contacts": [
                {
                    "id": f"c{n}",
                    "account": f"a{n % 12}",
                    "unmet_penalty": 1_000,
                    "candidates": candidates(range(30), chance.randint(15, 60), 9_000),
                }
                for n in range(60)
            ],
        }
    )


def fjord(**changed: Any) -> StaffingProblem:
    """Nadia leads Fjord Foods, Ravi is the logistics counterpart; top keys may be replaced."""
    return problem_from_json(example_json() | changed)
