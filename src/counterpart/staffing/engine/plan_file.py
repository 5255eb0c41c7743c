"""The plan file, format `counterpart-staffing-plan/1`: JSON to plan and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from counterpart.kernel.reading import Reader

from .columns import NOBODY, IntArray, whole_numbers
from .kept_prices import prices_from, prices_json
from .plan import StaffingPlan
from .problem import StaffingProblem
from .problem_writing import pairs_json
from .stop import Prices, Result

PLAN_FORMAT = "counterpart-staffing-plan/1"


@dataclass(frozen=True, eq=False)
class PlanFile:
    """What a plan file says; the claims are checked by `counterpart staffing check`."""

    plan: StaffingPlan
    claimed_value: int | None = None
    claimed_bound: int | None = None
    backups: IntArray | None = None
    """The backup of each contact, those chosen afterwards and those with a post of their own."""
    prices: Prices | None = None
    """Where a run may start from; they claim nothing."""


def plan_to_json(
    problem: StaffingProblem, result: Result, *, backups: IntArray | None = None
) -> dict[str, Any]:
    """The file's content for a result, with its certificate."""
    data: dict[str, Any] = {
        "format": PLAN_FORMAT,
        "problem": problem.name,
        "units": {"money": problem.money_unit, "hours": problem.hours_unit},
        "value": result.value,
        "bound": result.bound,
        "status": result.status,
        "method": result.method,
        "seconds": round(result.seconds, 3),
        "steps": result.steps,
    }
    data |= pairs_json(problem, result.plan.person_of_post)
    if backups is not None:
        filled = np.full(problem.posts, NOBODY)
        filled[: len(backups)] = backups
        data["backups"] = pairs_json(problem, filled)["counterparts"] | data.get("backups", {})
    if result.prices is not None:
        data["prices"] = prices_json(problem, result.prices)
    return data


def plan_from_json(problem: StaffingProblem, data: Any) -> PlanFile:
    """Match a parsed plan file to its problem; a `ProblemError` lists all that is wrong."""
    read = Reader()
    known = (
        "problem",
        "units",
        "value",
        "bound",
        "status",
        "method",
        "seconds",
        "steps",
        "backups",
        "prices",
        "note",
    )
    top = read.record(data, "", needs=("format", "leads", "counterparts"), may=known)
    read.stop_if_faulty()
    if top["format"] != PLAN_FORMAT:
        read.fault("format", f"{PLAN_FORMAT!r} is needed here")
        read.stop_if_faulty()
    filled = np.full(problem.posts, NOBODY)
    backups = np.full(problem.posts, NOBODY)
    for key, kind, column in (
        ("leads", "lead", filled),
        ("counterparts", "contact", filled),
        ("backups", "contact", backups),
    ):
        for post, person in _pairs(read, problem, top.get(key, {}), key, kind):
            column[post] = person
    own = np.arange(problem.first_backup, problem.posts)
    filled[own] = backups[problem.backups.contact]
    value = read.whole(top, "value", "", least=-(10**15)) if "value" in top else None
    bound = read.whole(top, "bound", "", least=-(10**15)) if "bound" in top else None
    prices = prices_from(read, problem, top["prices"]) if "prices" in top else None
    read.stop_if_faulty()
    given = whole_numbers(backups[: len(problem.contacts)]) if "backups" in top else None
    return PlanFile(StaffingPlan(filled), value, bound, given, prices)


def _pairs(
    read: Reader, problem: StaffingProblem, pairs: Any, key: str, kind: str
) -> list[tuple[int, int]]:
    if not isinstance(pairs, dict):
        read.fault(key, "an object of ids is needed here")
        return []
    posts = {name: post for (at, name), post in problem.post_number.items() if at == kind}
    what = "an account" if kind == "lead" else "a contact"
    found = []
    for name, person in pairs.items():
        post = read.one_of(name, posts, key, what)
        who = read.one_of(person, problem.person_number, f"{key}[{name!r}]", "a person")
        if post >= 0 and who >= 0:
            found.append((post, who))
    return found
