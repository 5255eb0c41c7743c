"""From a problem file: what posts need of people, who must keep apart, budgets of regions."""

from __future__ import annotations

from typing import Any

from .columns import IntArray, whole_numbers
from .needs import Needs
from .problem_records import ProblemRecords


def needs_of(file: ProblemRecords, record: dict[str, Any], place: str) -> Needs:
    """What a contact's or a lead's record asks of a person beyond their function."""
    where = f"{place}.needs"
    given = file.read.record(record.get("needs", {}), where, may=("skills", "seniority", "site"))
    return Needs(
        skills=frozenset(file.read.words(given, "skills", where)),
        seniority=file.read.whole(given, "seniority", where),
        site=file.read.text(given, "site", where),
    )


def conflicts_of(file: ProblemRecords) -> IntArray:
    """Pairs of people who must not share an account, one a row."""
    pairs = []
    for place, value in file.read.entries(file.top.get("conflicts", []), "conflicts"):
        if not isinstance(value, list) or len(value) != 2:
            file.read.fault(place, "a list of two people is needed here")
            continue
        pair = [file.read.one_of(name, file.person_number, place, "a person") for name in value]
        if pair[0] == pair[1] >= 0:
            file.read.fault(place, f"{value[0]!r} stands there twice; two people are needed")
        pairs.append(pair)
    return whole_numbers(pairs).reshape(-1, 2)


def region_budgets_of(file: ProblemRecords) -> dict[str, int]:
    """The most money over all costs of each region's accounts."""
    given = file.top.get("region_budgets", {})
    if not isinstance(given, dict):
        file.read.fault("region_budgets", "an object of amounts is needed here")
        return {}
    amounts = {name: file.read.whole(given, name, "region_budgets", -1) for name in given}
    known = {record.get("region") for _, record in file.accounts}
    for name in amounts:
        if name not in known:
            file.read.fault("region_budgets", f"{name!r} is the region of no account")
    return {name: amount for name, amount in amounts.items() if amount >= 0}
