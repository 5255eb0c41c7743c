"""The problem file read: from parsed JSON to a problem, or to all that is wrong with it."""

from __future__ import annotations

from typing import Any

from .columns import NO_LIMIT, Accounts, Backups, Contacts, MemberTerms, People, whole_numbers
from .needs import Needs
from .problem import StaffingProblem
from .problem_posts import candidates_of, forbidden_rows, people_of_posts
from .problem_records import ProblemRecords
from .problem_wishes import conflicts_of, needs_of, region_budgets_of


def problem_from_json(data: Any) -> StaffingProblem:
    """Build the problem a parsed file describes; a `ProblemError` lists all that is wrong."""
    file = ProblemRecords(data)
    units = file.read.record(file.top.get("units", {}), "units", may=("money", "hours"))
    account_table, contact_table, people = _accounts(file), _contacts(file), _people(file)
    candidates = candidates_of(file)
    terms = _member_terms(file)
    today, locked = people_of_posts(file, "today"), people_of_posts(file, "locked")
    budget = file.read.whole(file.top, "budget", "limits", -1)
    changes = file.read.whole(file.top, "most_changes", "limits", -1)
    backups, conflicts = _backups(file), conflicts_of(file)
    region_budgets = region_budgets_of(file)
    file.read.stop_if_faulty()
    forbidden = forbidden_rows(file, candidates)
    file.read.stop_if_faulty()
    return StaffingProblem(
        accounts=account_table,
        contacts=contact_table,
        people=people,
        candidates=candidates,
        member_terms=terms,
        today=whole_numbers(today),
        locked=whole_numbers(locked),
        forbidden=forbidden,
        budget=None if budget < 0 else budget,
        most_changes=None if changes < 0 else changes,
        backups=backups,
        conflicts=conflicts,
        region_budgets=region_budgets,
        money_unit=file.read.text(units, "money", "units", "EUR"),
        hours_unit=file.read.text(units, "hours", "units", "hours per month"),
        name=file.read.text(file.top, "name", ""),
    )


def _accounts(file: ProblemRecords) -> Accounts:
    penalties, needs = [], list[Needs]()
    for place, record in file.accounts:
        keys = ("unled_penalty", "candidates", "needs")
        lead = file.read.record(record.get("lead", {}), f"{place}.lead", may=keys)
        penalties.append(file.read.whole(lead, "unled_penalty", f"{place}.lead"))
        needs.append(needs_of(file, lead, f"{place}.lead"))
    return Accounts(
        ids=list(file.account_number),
        unled_penalty=whole_numbers(penalties),
        coordination_cost=whole_numbers(file.whole(file.accounts, "coordination_cost")),
        setup_hours=whole_numbers(file.whole(file.accounts, "setup_hours")),
        team_size=whole_numbers(file.whole(file.accounts, "team_size", NO_LIMIT)),
        names=file.texts(file.accounts, "name"),
        regions=file.texts(file.accounts, "region"),
        needs=needs,
    )


def _contacts(file: ProblemRecords) -> Contacts:
    account = [
        file.read.one_of(
            record.get("account"), file.account_number, f"{place}.account", "an account"
        )
        for place, record in file.contacts
    ]
    return Contacts(
        ids=list(file.contact_number),
        account=whole_numbers(account),
        unmet_penalty=whole_numbers(file.whole(file.contacts, "unmet_penalty")),
        names=file.texts(file.contacts, "name"),
        functions=file.texts(file.contacts, "function"),
        needs=[needs_of(file, record, place) for place, record in file.contacts],
    )


def _backups(file: ProblemRecords) -> Backups:
    penalties = [file.read.whole(record, "unmet_penalty", at) for _, at, record in file.backups]
    contacts = [file.contact_number[name] for name, _, _ in file.backups]
    return Backups(contact=whole_numbers(contacts), penalty=whole_numbers(penalties))


def _people(file: ProblemRecords) -> People:
    return People(
        ids=list(file.person_number),
        hours=whole_numbers(file.whole(file.people, "hours")),
        most_teams=whole_numbers(file.whole(file.people, "most_teams", NO_LIMIT)),
        most_led=whole_numbers(file.whole(file.people, "most_led", NO_LIMIT)),
        names=file.texts(file.people, "name"),
        functions=file.texts(file.people, "function"),
        regions=file.texts(file.people, "region"),
        skills=[frozenset(file.read.words(r, "skills", place)) for place, r in file.people],
        seniority=whole_numbers(file.whole(file.people, "seniority")),
        sites=[frozenset(file.read.words(r, "sites", place)) for place, r in file.people],
        present_percent=whole_numbers(file.whole(file.people, "present_percent", 100)),
    )


def _member_terms(file: ProblemRecords) -> MemberTerms:
    rows: list[tuple[int, int, int, int]] = []
    for account, (place, record) in enumerate(file.accounts):
        for where, value in file.read.entries(record.get("members", []), f"{place}.members"):
            may = ("coordination_cost", "setup_hours")
            member = file.read.record(value, where, needs=("person",), may=may)
            person = file.read.one_of(
                member.get("person"), file.person_number, f"{where}.person", "a person"
            )
            usual = [file.read.whole(record, key, place) for key in may]
            terms = [
                file.read.whole(member, key, where, default)
                for key, default in zip(may, usual, strict=True)
            ]
            rows.append((account, person, terms[0], terms[1]))
    if not rows:
        return MemberTerms.none()
    return MemberTerms(*(whole_numbers(column) for column in zip(*rows, strict=True)))
