"""The problem file written: from a problem to JSON that reads back as the same problem."""

from __future__ import annotations

from typing import Any

import numpy as np

from .columns import NO_LIMIT, NOBODY, Accounts, Contacts, People, positions
from .problem import StaffingProblem
from .problem_records import PROBLEM_FORMAT

_PLURALS = {"lead": "leads", "contact": "counterparts", "backup": "backups"}


def problem_to_json(problem: StaffingProblem) -> dict[str, Any]:
    """The file's content for a problem; reading it back gives the same problem."""
    data: dict[str, Any] = {"format": PROBLEM_FORMAT}
    if problem.name:
        data["name"] = problem.name
    data["units"] = {"money": problem.money_unit, "hours": problem.hours_unit}
    data["accounts"] = [_account_json(problem, at) for at in range(len(problem.accounts))]
    data["people"] = [_person_json(problem, at) for at in range(len(problem.people))]
    data["contacts"] = [_contact_json(problem, at) for at in range(len(problem.contacts))]
    for key, column in (("today", problem.today_of_post), ("locked", problem.lock_of_post)):
        if (column != NOBODY).any():
            data[key] = pairs_json(problem, column)
    if problem.forbidden_row.any():
        data["forbidden"] = [
            _forbidden_json(problem, row) for row in positions(problem.forbidden_row)
        ]
    if len(problem.conflict_pairs):
        ids = problem.people.ids
        data["conflicts"] = [[ids[a], ids[b]] for a, b in problem.conflict_pairs.tolist()]
    if problem.region_budgets:
        data["region_budgets"] = {name: int(n) for name, n in problem.region_budgets.items()}
    for key in ("budget", "most_changes"):
        if getattr(problem, key) is not None:
            data[key] = getattr(problem, key)
    return data


def pairs_json(problem: StaffingProblem, person_of_post: Any) -> dict[str, dict[str, str]]:
    """Filled posts by id, split into leads, counterparts and, where there are any, backups."""
    found: dict[str, dict[str, str]] = {"leads": {}, "counterparts": {}}
    if len(problem.backups):
        found["backups"] = {}
    for post in positions(np.asarray(person_of_post) != NOBODY):
        kind = _PLURALS[problem.post_kind(post)]
        found[kind][problem.post_id(post)] = problem.people.ids[person_of_post[post]]
    return found


def _named(table: Accounts | Contacts | People, at: int) -> dict[str, Any]:
    record: dict[str, Any] = {"id": table.ids[at]}
    if len(table.names) and table.names[at]:
        record["name"] = table.names[at]
    return record


def _account_json(problem: StaffingProblem, at: int) -> dict[str, Any]:
    accounts, terms, people = problem.accounts, problem.member_terms, problem.people
    record = _named(accounts, at)
    if len(accounts.regions) and accounts.regions[at]:
        record["region"] = accounts.regions[at]
    record["coordination_cost"] = int(accounts.coordination_cost[at])
    record["setup_hours"] = int(accounts.setup_hours[at])
    if accounts.team_size[at] < NO_LIMIT:
        record["team_size"] = int(accounts.team_size[at])
    record["lead"] = {
        "unled_penalty": int(accounts.unled_penalty[at]),
        "candidates": _candidates_json(problem, len(problem.contacts) + at),
    }
    record["lead"] |= _needs_json(problem, len(problem.contacts) + at)
    exceptions = [
        {
            "person": people.ids[terms.person[row]],
            "coordination_cost": int(terms.coordination_cost[row]),
            "setup_hours": int(terms.setup_hours[row]),
        }
        for row in positions(terms.account == at)
    ]
    if exceptions:
        record["members"] = exceptions
    return record


def _person_json(problem: StaffingProblem, at: int) -> dict[str, Any]:
    people = problem.people
    record = _named(people, at)
    for key, column in (("function", people.functions), ("region", people.regions)):
        if len(column) and column[at]:
            record[key] = column[at]
    record["hours"] = int(people.hours[at])
    for key in ("most_teams", "most_led"):
        if getattr(people, key)[at] < NO_LIMIT:
            record[key] = int(getattr(people, key)[at])
    for key, words in (("skills", people.skills), ("sites", people.sites)):
        if len(words) and words[at]:
            record[key] = sorted(words[at])
    if problem.seniority_of_person[at]:
        record["seniority"] = int(problem.seniority_of_person[at])
    if problem.present_percent[at] != 100:
        record["present_percent"] = int(problem.present_percent[at])
    return record


def _contact_json(problem: StaffingProblem, at: int) -> dict[str, Any]:
    contacts = problem.contacts
    record = _named(contacts, at)
    record["account"] = problem.accounts.ids[contacts.account[at]]
    if len(contacts.functions) and contacts.functions[at]:
        record["function"] = contacts.functions[at]
    record["unmet_penalty"] = int(contacts.unmet_penalty[at])
    record |= _needs_json(problem, at)
    record["candidates"] = _candidates_json(problem, at)
    backup = int(problem.twin_of_post[at])
    if backup >= 0:
        record["backup"] = {
            "unmet_penalty": int(problem.penalty_of_post[backup]),
            "candidates": _candidates_json(problem, backup),
        }
    return record


def _needs_json(problem: StaffingProblem, post: int) -> dict[str, Any]:
    needs = problem.needs_of_post[post]
    record: dict[str, Any] = {}
    if needs.skills:
        record["skills"] = sorted(needs.skills)
    if needs.seniority:
        record["seniority"] = int(needs.seniority)
    if needs.site:
        record["site"] = needs.site
    return {"needs": record} if record else {}


def _candidates_json(problem: StaffingProblem, post: int) -> list[dict[str, Any]]:
    rows, found = problem.candidates, []
    for row in range(rows.first[post], rows.first[post + 1]):
        record: dict[str, Any] = {"person": problem.people.ids[rows.person[row]]}
        for key in ("value", "cost", "hours"):
            record[key] = int(getattr(rows, key)[row])
        if len(rows.reasons) and rows.reasons[row] is not None:
            record["reasons"] = rows.reasons[row]
        found.append(record)
    return found


def _forbidden_json(problem: StaffingProblem, row: int) -> dict[str, str]:
    post = int(problem.post_of_row[row])
    kind = {"lead": "lead_of", "contact": "contact", "backup": "backup_of"}[problem.post_kind(post)]
    who = problem.people.ids[problem.candidates.person[row]]
    return {"person": who, kind: problem.post_id(post)}
