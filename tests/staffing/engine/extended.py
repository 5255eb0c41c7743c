"""Small problems by chance in which the extensions of the model matter.

Plain numbers of a random source, since what hypothesis draws step by step is mostly so plain that
nothing binds.
"""

from __future__ import annotations

from random import Random
from typing import Any

PROBLEM_FORMAT = "counterpart-staffing-problem/1"
SKILLS, SITES, REGIONS = "uv", "xy", "NS"


def extended_file(chance: Random, *, most_contacts: int = 3) -> dict[str, Any]:
    """The content of a problem file; locks may contradict limits."""
    people = [_person(chance, f"p{n}") for n in range(chance.randint(2, 4))]
    accounts = [_account(chance, f"a{n}", people) for n in range(chance.randint(1, 2))]
    contacts = [
        _contact(chance, f"c{n}", accounts, people) for n in range(chance.randint(1, most_contacts))
    ]
    ids = [person["id"] for person in people]
    file: dict[str, Any] = {
        "format": PROBLEM_FORMAT,
        "accounts": accounts,
        "people": people,
        "contacts": contacts,
        "conflicts": [chance.sample(ids, 2) for _ in range(chance.choice([0, 0, 1, 2]))],
        "today": {
            "leads": _some_of(chance, accounts, ids),
            "counterparts": _some_of(chance, contacts, ids),
            "backups": _some_of(chance, [c for c in contacts if "backup" in c], ids),
        },
    }
    if chance.random() < 0.4:
        region = chance.choice(accounts)["region"]
        file["region_budgets"] = {region: chance.randint(4, 30)}
    if chance.random() < 0.3:
        file["budget"] = chance.randint(5, 50)
    if chance.random() < 0.3:
        file["most_changes"] = chance.randint(0, 4)
    if chance.random() < 0.3:
        file["forbidden"] = [{"person": chance.choice(ids), "contact": contacts[0]["id"]}]
    if chance.random() < 0.3:
        file["locked"] = _locks(chance, contacts)
    return file


def _person(chance: Random, name: str) -> dict[str, Any]:
    return {
        "id": name,
        "hours": chance.randint(4, 16),
        "most_teams": chance.choice([1, 2, 2]),
        "most_led": chance.choice([0, 1, 2]),
        "skills": chance.sample(SKILLS, chance.randint(1, 2)),
        "seniority": chance.randint(1, 3),
        "sites": chance.sample(SITES, chance.randint(1, 2)),
        "present_percent": chance.choice([100, 100, 100, 75, 50]),
    }


def _account(chance: Random, name: str, people: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": name,
        "region": chance.choice(REGIONS),
        "coordination_cost": chance.randint(0, 5),
        "setup_hours": chance.choice([0, 0, 1]),
        "team_size": chance.choice([2, 3, 4]),
        "lead": {
            "unled_penalty": chance.randint(0, 9),
            "needs": _needs(chance),
            "candidates": _candidates(chance, people, worth=25, hours=5),
        },
    }


def _contact(
    chance: Random, name: str, accounts: list[dict[str, Any]], people: list[dict[str, Any]]
) -> dict[str, Any]:
    record = {
        "id": name,
        "account": chance.choice(accounts)["id"],
        "unmet_penalty": chance.randint(0, 9),
        "needs": _needs(chance),
        "candidates": _candidates(chance, people, worth=30, hours=6),
    }
    if chance.random() < 0.6:
        record["backup"] = {
            "unmet_penalty": chance.randint(0, 5),
            "candidates": _candidates(chance, people, worth=20, hours=3),
        }
    return record


def _needs(chance: Random) -> dict[str, Any]:
    needs: dict[str, Any] = {}
    if chance.random() < 0.2:
        needs["skills"] = [chance.choice(SKILLS)]
    if chance.random() < 0.2:
        needs["seniority"] = 2
    if chance.random() < 0.2:
        needs["site"] = chance.choice(SITES)
    return needs


def _candidates(
    chance: Random, people: list[dict[str, Any]], *, worth: int, hours: int
) -> list[dict[str, Any]]:
    return [
        {
            "person": person["id"],
            "value": chance.randint(-2, worth),
            "cost": chance.randint(0, 8),
            "hours": chance.randint(1, hours),
        }
        for person in people
        if chance.random() < 0.7
    ]


def _some_of(chance: Random, records: list[dict[str, Any]], ids: list[str]) -> dict[str, str]:
    return {record["id"]: chance.choice(ids) for record in records if chance.random() < 0.5}


def _locks(chance: Random, contacts: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """A contact's counterpart, and sometimes its backup."""
    one = chance.choice(contacts)
    if not one["candidates"]:
        return {}
    locks = {"counterparts": {one["id"]: one["candidates"][0]["person"]}}
    offered = one.get("backup", {}).get("candidates", [])
    if offered and chance.random() < 0.5:
        locks["backups"] = {one["id"]: offered[-1]["person"]}
    return locks
