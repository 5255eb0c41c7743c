"""The drill as a file: JSON with everything, or CSV with one line a person or one line a post.

A report on one person also says who else could stand in, and the load of those who remain.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .drill import Drill, PostLeft
from .drill_others import OtherStandIn, load_of_those_who_remain, other_stand_ins
from .plan import StaffingPlan
from .problem import StaffingProblem
from .value import value_of

DRILL_FORMAT = "counterpart-staffing-drill/1"

Others = Mapping[int, Sequence[OtherStandIn]]

PEOPLE = (
    "person",
    "name",
    "function",
    "region",
    "contacts",
    "accounts_led",
    "lost_at_once",
    "lost",
    "at_risk",
    "contacts_open",
    "accounts_unled",
    "stand_ins",
    "proven",
)
"""Columns of a report on several people."""

POSTS = (
    "post",
    "id",
    "name",
    "account",
    "earned",
    "stand_in",
    "stand_in_name",
    "earns",
    "hours",
    "stand_in_hours_after",
    "stand_in_capacity",
    "why",
    "message",
    "others",
)
"""Columns of a report on one person."""


def write_drill(
    problem: StaffingProblem,
    plan: StaffingPlan,
    drilled: Drill | Sequence[Drill],
    path: Path,
) -> None:
    """Write JSON, or CSV when the name ends so: on one person by post, on several by person."""
    if path.suffix.lower() != ".csv":
        data = drill_to_json(problem, plan, drilled)
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    elif isinstance(drilled, Drill):
        others = other_stand_ins(problem, plan, drilled)
        lines = (post_line(problem, drilled, post, others) for post in drilled.posts)
        _write_lines(path, POSTS, lines)
    else:
        _write_lines(path, PEOPLE, (person_line(problem, each) for each in drilled))


def drill_to_json(
    problem: StaffingProblem, plan: StaffingPlan, drilled: Drill | Sequence[Drill]
) -> dict[str, Any]:
    """The file's content, on one person or on several."""
    if isinstance(drilled, Drill):
        others = other_stand_ins(problem, plan, drilled)
        found = _person_json(problem, drilled, others)
        remain = load_of_those_who_remain(problem, plan, drilled)
        found["load_of_those_who_remain"] = [vars(each) for each in remain]
        people = [found]
    else:
        people = [_person_json(problem, each, {}) for each in drilled]
    return {
        "format": DRILL_FORMAT,
        "problem": problem.name,
        "units": {"money": problem.money_unit, "hours": problem.hours_unit},
        "value": value_of(problem, plan),
        "people": people,
    }


def person_line(problem: StaffingProblem, drilled: Drill) -> dict[str, Any]:
    """One person's line: how much hangs on them."""
    return {
        "person": drilled.person,
        **_who(problem, drilled.person),
        "contacts": drilled.contacts,
        "accounts_led": drilled.led,
        "lost_at_once": drilled.lost_at_once,
        "lost": drilled.lost,
        "at_risk": drilled.at_risk,
        "contacts_open": drilled.contacts_open,
        "accounts_unled": drilled.led_open,
        "stand_ins": len(drilled.loads),
        "proven": "yes" if drilled.proven else "no",
    }


def post_line(
    problem: StaffingProblem, drilled: Drill, post: PostLeft, others: Others
) -> dict[str, Any]:
    """One post's line: who takes it, or why nobody does."""
    load = next((each for each in drilled.loads if each.person == post.stand_in), None)
    return {
        "post": post.kind,
        "id": post.id,
        "name": problem.post_label(post.post),
        "account": post.account,
        "earned": post.earned,
        "stand_in": post.stand_in or "",
        "stand_in_name": _who(problem, post.stand_in)["name"] if post.stand_in else "",
        "earns": post.earns,
        "hours": post.hours,
        "stand_in_hours_after": load.hours_after if load else "",
        "stand_in_capacity": load.capacity if load else "",
        "why": post.why.reason if post.why else "",
        "message": post.why.message if post.why else "",
        "others": " ".join(each.person for each in others.get(post.post, ())),
    }


def _person_json(problem: StaffingProblem, drilled: Drill, others: Others) -> dict[str, Any]:
    line = person_line(problem, drilled) | {"proven": drilled.proven}
    line["posts"] = [_post_json(problem, post, others) for post in drilled.posts]
    line["stand_ins"] = [vars(each) for each in drilled.loads]
    return line


def _post_json(problem: StaffingProblem, post: PostLeft, others: Others) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": post.kind,
        "id": post.id,
        "account": post.account,
        "earned": post.earned,
        "stand_in": post.stand_in,
    }
    if post.stand_in is not None:
        found |= {"earns": post.earns, "hours": post.hours}
    if post.why is not None:
        found |= {"why": post.why.reason, "message": post.why.message}
    if post.post in others:
        found["others"] = [vars(each) for each in others[post.post]]
    return found


def _who(problem: StaffingProblem, person: str) -> dict[str, str]:
    at, people = problem.person_number[person], problem.people
    columns = {"name": people.names, "function": people.functions, "region": people.regions}
    return {key: column[at] if len(column) else "" for key, column in columns.items()}


def _write_lines(path: Path, columns: Sequence[str], lines: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(lines)
