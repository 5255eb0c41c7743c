"""The problem file, format `counterpart-staffing-problem/1`: JSON to problem and back."""

from __future__ import annotations

from typing import Any

import numpy as np

from .columns import (
    NO_LIMIT,
    NOBODY,
    Accounts,
    BoolArray,
    Candidates,
    Contacts,
    MemberTerms,
    People,
    positions,
    whole_numbers,
)
from .faults import Fault, ProblemError
from .problem import StaffingProblem
from .reading import Reader

PROBLEM_FORMAT = "counterpart-staffing-problem/1"

_ACCOUNT_KEYS = ("name", "coordination_cost", "setup_hours", "team_size", "lead", "members")
_CONTACT_KEYS = ("name", "function", "unmet_penalty", "candidates")
_PERSON_KEYS = ("name", "function", "region", "most_teams", "most_led")
_TOP_KEYS = ("name", "units", "today", "locked", "forbidden", "budget", "most_changes", "note")


def problem_from_json(data: Any) -> StaffingProblem:
    """Build the problem a parsed file describes; a `ProblemError` lists all that is wrong."""
    return _ProblemFile(data).problem()


class _ProblemFile:
    """One pass over the parsed file."""

    def __init__(self, data: Any) -> None:
        self.read = Reader()
        needs = ("format", "accounts", "people", "contacts")
        self.top = self.read.record(data, "", needs=needs, may=_TOP_KEYS)
        self.read.stop_if_faulty()
        if self.top["format"] != PROBLEM_FORMAT:
            self.read.fault("format", f"{PROBLEM_FORMAT!r} is needed here")
            self.read.stop_if_faulty()
        self.accounts = self._records("accounts", ("id",), _ACCOUNT_KEYS)
        self.people = self._records("people", ("id", "hours"), _PERSON_KEYS)
        self.contacts = self._records("contacts", ("id", "account"), _CONTACT_KEYS)
        self.read.stop_if_faulty()
        self.account_number = self._numbers(self.accounts)
        self.person_number = self._numbers(self.people)
        self.contact_number = self._numbers(self.contacts)
        self.read.stop_if_faulty()

    def _records(
        self, key: str, needs: tuple[str, ...], may: tuple[str, ...]
    ) -> list[tuple[str, dict[str, Any]]]:
        found = []
        for place, value in self.read.entries(self.top[key], key):
            record = self.read.record(value, place, needs=needs, may=may)
            if isinstance(record.get("id"), str):
                place = f"{place} ({record['id']!r})"
            found.append((place, record))
        return found

    def _numbers(self, records: list[tuple[str, dict[str, Any]]]) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for at, (place, record) in enumerate(records):
            name = self.read.text(record, "id", place)
            if not name:
                self.read.fault(place, "the id is empty")
            elif name in numbers:
                self.read.fault(place, "the id is used before; ids are unique")
            numbers.setdefault(name, at)
        return numbers

    def problem(self) -> StaffingProblem:
        """The problem, once everything has been looked at."""
        units = self.read.record(self.top.get("units", {}), "units", may=("money", "hours"))
        account_table, contact_table, people = self._accounts(), self._contacts(), self._people()
        candidates = self._candidates()
        terms = self._member_terms()
        today, locked = self._posts("today"), self._posts("locked")
        budget = self.read.whole(self.top, "budget", "limits", -1)
        changes = self.read.whole(self.top, "most_changes", "limits", -1)
        self.read.stop_if_faulty()
        forbidden = self._forbidden(candidates)
        self.read.stop_if_faulty()
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
            money_unit=self.read.text(units, "money", "units", "EUR"),
            hours_unit=self.read.text(units, "hours", "units", "hours per month"),
            name=self.read.text(self.top, "name", ""),
        )

    def _whole(
        self, records: list[tuple[str, dict[str, Any]]], key: str, default: int = 0
    ) -> list[int]:
        return [self.read.whole(record, key, place, default) for place, record in records]

    def _text(self, records: list[tuple[str, dict[str, Any]]], key: str) -> list[str]:
        return [self.read.text(record, key, place) for place, record in records]

    def _accounts(self) -> Accounts:
        penalties = []
        for place, record in self.accounts:
            keys = ("unled_penalty", "candidates")
            lead = self.read.record(record.get("lead", {}), f"{place}.lead", may=keys)
            penalties.append(self.read.whole(lead, "unled_penalty", f"{place}.lead"))
        return Accounts(
            ids=list(self.account_number),
            unled_penalty=whole_numbers(penalties),
            coordination_cost=whole_numbers(self._whole(self.accounts, "coordination_cost")),
            setup_hours=whole_numbers(self._whole(self.accounts, "setup_hours")),
            team_size=whole_numbers(self._whole(self.accounts, "team_size", NO_LIMIT)),
            names=self._text(self.accounts, "name"),
        )

    def _contacts(self) -> Contacts:
        account = [
            self.read.one_of(
                record.get("account"), self.account_number, f"{place}.account", "an account"
            )
            for place, record in self.contacts
        ]
        return Contacts(
            ids=list(self.contact_number),
            account=whole_numbers(account),
            unmet_penalty=whole_numbers(self._whole(self.contacts, "unmet_penalty")),
            names=self._text(self.contacts, "name"),
            functions=self._text(self.contacts, "function"),
        )

    def _people(self) -> People:
        return People(
            ids=list(self.person_number),
            hours=whole_numbers(self._whole(self.people, "hours")),
            most_teams=whole_numbers(self._whole(self.people, "most_teams", NO_LIMIT)),
            most_led=whole_numbers(self._whole(self.people, "most_led", NO_LIMIT)),
            names=self._text(self.people, "name"),
            functions=self._text(self.people, "function"),
            regions=self._text(self.people, "region"),
        )

    def _candidates(self) -> Candidates:
        posts = [(f"{place}.candidates", r.get("candidates", [])) for place, r in self.contacts]
        for place, record in self.accounts:
            lead = record.get("lead", {})
            found = lead.get("candidates", []) if isinstance(lead, dict) else []
            posts.append((f"{place}.lead.candidates", found))
        columns: list[tuple[int, int, int, int, int]] = []
        reasons: list[Any] = []
        for post, (place, listed) in enumerate(posts):
            seen: set[int] = set()
            for where, value in self.read.entries(listed, place):
                columns.append(self._candidate(post, where, value, seen))
                reasons.append(self._reasons(where, value))
        post_, person, value_, cost, hours = (
            (list(c) for c in zip(*columns, strict=True)) if (columns) else ([], [], [], [], [])
        )
        return Candidates.of_rows(
            posts=len(posts),
            post=post_,
            person=person,
            value=value_,
            cost=cost,
            hours=hours,
            reasons=reasons if any(each is not None for each in reasons) else (),
        )

    def _candidate(
        self, post: int, place: str, value: Any, seen: set[int]
    ) -> tuple[int, int, int, int, int]:
        needs, may = ("person", "value", "hours"), ("cost", "reasons")
        record = self.read.record(value, place, needs=needs, may=may)
        where = f"{place}.person"
        person = self.read.one_of(record.get("person"), self.person_number, where, "a person")
        if person >= 0 and person in seen:
            self.read.fault(place, f"{record['person']!r} stands twice among these candidates")
        seen.add(person)
        return (
            post,
            person,
            self.read.whole(record, "value", place, least=-(10**15)),
            self.read.whole(record, "cost", place),
            self.read.whole(record, "hours", place),
        )

    def _reasons(self, place: str, value: Any) -> dict[str, Any] | None:
        reasons = value.get("reasons") if isinstance(value, dict) else None
        if reasons is not None and not isinstance(reasons, dict):
            self.read.fault(f"{place}.reasons", "an object is needed here")
            return None
        return reasons

    def _member_terms(self) -> MemberTerms:
        rows: list[tuple[int, int, int, int]] = []
        for account, (place, record) in enumerate(self.accounts):
            for where, value in self.read.entries(record.get("members", []), f"{place}.members"):
                may = ("coordination_cost", "setup_hours")
                member = self.read.record(value, where, needs=("person",), may=may)
                person = self.read.one_of(
                    member.get("person"), self.person_number, f"{where}.person", "a person"
                )
                usual = [self.read.whole(record, key, place) for key in may]
                terms = [
                    self.read.whole(member, key, where, default)
                    for key, default in zip(may, usual, strict=True)
                ]
                rows.append((account, person, terms[0], terms[1]))
        if not rows:
            return MemberTerms.none()
        return MemberTerms(*(whole_numbers(column) for column in zip(*rows, strict=True)))

    def _posts(self, key: str) -> list[int]:
        given = self.read.record(self.top.get(key, {}), key, may=("leads", "counterparts"))
        filled = [NOBODY] * (len(self.contacts) + len(self.accounts))
        kinds = (
            ("counterparts", self.contact_number, 0, "a contact"),
            ("leads", self.account_number, len(self.contacts), "an account"),
        )
        for kind, numbers, offset, what in kinds:
            place = f"{key}.{kind}"
            pairs = given.get(kind, {})
            if not isinstance(pairs, dict):
                self.read.fault(place, "an object of ids is needed here")
                continue
            for name, person in pairs.items():
                post = self.read.one_of(name, numbers, place, what)
                who = self.read.one_of(person, self.person_number, f"{place}[{name!r}]", "a person")
                if post >= 0:
                    filled[offset + post] = who
        return filled

    def _forbidden(self, candidates: Candidates) -> BoolArray:
        """Mark the rows that a forbidden pair names; naming no candidate is harmless."""
        posts = np.repeat(np.arange(len(candidates.first) - 1), np.diff(candidates.first))
        leads = np.arange(len(self.accounts))
        account = np.array([self.account_number[r["account"]] for _, r in self.contacts], dtype=int)
        at_account = np.concatenate([account, leads])[posts]
        flags = np.zeros(len(candidates), dtype=np.bool_)
        for place, value in self.read.entries(self.top.get("forbidden", []), "forbidden"):
            kinds = ("contact", "lead_of", "account")
            record = self.read.record(value, place, needs=("person",), may=kinds)
            named = [kind for kind in kinds if kind in record]
            if len(named) != 1:
                self.read.fault(place, "name exactly one of contact, lead_of, account")
                continue
            kind, where = named[0], f"{place}.{named[0]}"
            numbers = self.contact_number if kind == "contact" else self.account_number
            who = self.read.one_of(
                record.get("person"), self.person_number, f"{place}.person", "a person"
            )
            number = self.read.one_of(record[kind], numbers, where, f"a {kind}")
            wanted = number + (len(self.contacts) if kind == "lead_of" else 0)
            flags |= (candidates.person == who) & (
                (at_account if kind == "account" else posts) == wanted
            )
        return flags


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
    for key in ("budget", "most_changes"):
        if getattr(problem, key) is not None:
            data[key] = getattr(problem, key)
    return data


def pairs_json(problem: StaffingProblem, person_of_post: Any) -> dict[str, dict[str, str]]:
    """Filled posts by id, split into leads and counterparts."""
    found: dict[str, dict[str, str]] = {"leads": {}, "counterparts": {}}
    for post in positions(np.asarray(person_of_post) != NOBODY):
        kind = "leads" if problem.is_lead(post) else "counterparts"
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
    record["coordination_cost"] = int(accounts.coordination_cost[at])
    record["setup_hours"] = int(accounts.setup_hours[at])
    if accounts.team_size[at] < NO_LIMIT:
        record["team_size"] = int(accounts.team_size[at])
    record["lead"] = {
        "unled_penalty": int(accounts.unled_penalty[at]),
        "candidates": _candidates_json(problem, len(problem.contacts) + at),
    }
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
    return record


def _contact_json(problem: StaffingProblem, at: int) -> dict[str, Any]:
    contacts = problem.contacts
    record = _named(contacts, at)
    record["account"] = problem.accounts.ids[contacts.account[at]]
    if len(contacts.functions) and contacts.functions[at]:
        record["function"] = contacts.functions[at]
    record["unmet_penalty"] = int(contacts.unmet_penalty[at])
    record["candidates"] = _candidates_json(problem, at)
    return record


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
    kind = "lead_of" if problem.is_lead(post) else "contact"
    who = problem.people.ids[problem.candidates.person[row]]
    return {"person": who, kind: problem.post_id(post)}


__all__ = ["PROBLEM_FORMAT", "Fault", "ProblemError", "problem_from_json", "problem_to_json"]
