"""From a problem file: who may fill each post, who fills it, who must and who may not."""

from __future__ import annotations

from typing import Any

import numpy as np

from .columns import NOBODY, BoolArray, Candidates
from .problem_records import ProblemRecords
from .quick_candidates import quick_candidates


def candidates_of(file: ProblemRecords) -> Candidates:
    """Who may fill each post: contacts in their order, the leads, then the backups."""
    posts = [(f"{place}.candidates", r.get("candidates", [])) for place, r in file.contacts]
    for place, record in file.accounts:
        lead = record.get("lead", {})
        found = lead.get("candidates", []) if isinstance(lead, dict) else []
        posts.append((f"{place}.lead.candidates", found))
    posts += [(f"{place}.candidates", r.get("candidates", [])) for _, place, r in file.backups]
    quick = quick_candidates([listed for _, listed in posts], file.person_number)
    return _one_by_one(file, posts) if quick is None else quick


def _one_by_one(file: ProblemRecords, posts: list[tuple[str, Any]]) -> Candidates:
    """The candidates with a fault for everything that is wrong with them."""
    columns: list[tuple[int, int, int, int, int]] = []
    reasons: list[Any] = []
    for post, (place, listed) in enumerate(posts):
        seen: set[int] = set()
        for where, value in file.read.entries(listed, place):
            columns.append(_candidate(file, post, where, value, seen))
            reasons.append(_reasons(file, where, value))
    post_, person, value_, cost, hours = (
        (list(c) for c in zip(*columns, strict=True)) if columns else ([], [], [], [], [])
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
    file: ProblemRecords, post: int, place: str, value: Any, seen: set[int]
) -> tuple[int, int, int, int, int]:
    needs, may = ("person", "value", "hours"), ("cost", "reasons")
    record = file.read.record(value, place, needs=needs, may=may)
    where = f"{place}.person"
    person = file.read.one_of(record.get("person"), file.person_number, where, "a person")
    if person >= 0 and person in seen:
        file.read.fault(place, f"{record['person']!r} stands twice among these candidates")
    seen.add(person)
    return (
        post,
        person,
        file.read.whole(record, "value", place, least=-(10**15)),
        file.read.whole(record, "cost", place),
        file.read.whole(record, "hours", place),
    )


def _reasons(file: ProblemRecords, place: str, value: Any) -> dict[str, Any] | None:
    reasons = value.get("reasons") if isinstance(value, dict) else None
    if reasons is not None and not isinstance(reasons, dict):
        file.read.fault(f"{place}.reasons", "an object is needed here")
        return None
    return reasons


def people_of_posts(file: ProblemRecords, key: str) -> list[int]:
    """Who stands at each post under `key` ("today" or "locked"); `NOBODY` where none is named."""
    given = file.read.record(file.top.get(key, {}), key, may=("leads", "counterparts", "backups"))
    first_backup = len(file.contacts) + len(file.accounts)
    filled = [NOBODY] * (first_backup + len(file.backups))
    kinds = (
        ("counterparts", file.contact_number, 0, "a contact"),
        ("leads", file.account_number, len(file.contacts), "an account"),
        ("backups", file.backup_number, first_backup, "a contact with a backup"),
    )
    for kind, numbers, offset, what in kinds:
        place = f"{key}.{kind}"
        pairs = given.get(kind, {})
        if not isinstance(pairs, dict):
            file.read.fault(place, "an object of ids is needed here")
            continue
        for name, person in pairs.items():
            post = file.read.one_of(name, numbers, place, what)
            who = file.read.one_of(person, file.person_number, f"{place}[{name!r}]", "a person")
            if post >= 0:
                filled[offset + post] = who
    return filled


def forbidden_rows(file: ProblemRecords, candidates: Candidates) -> BoolArray:
    """Mark the rows that a forbidden pair names; naming no candidate is harmless."""
    posts = np.repeat(np.arange(len(candidates.first) - 1), np.diff(candidates.first))
    leads = np.arange(len(file.accounts))
    account = np.array(
        [file.account_number[r["account"]] for _, r in file.contacts], dtype=np.int64
    )
    backed = [file.contact_number[name] for name, _, _ in file.backups]
    at_account = np.concatenate([account, leads, account[backed]])[posts]
    first_post = {"contact": 0, "lead_of": len(file.contacts), "account": 0}
    first_post["backup_of"] = len(file.contacts) + len(file.accounts)
    flags = np.zeros(len(candidates), dtype=np.bool_)
    for place, value in file.read.entries(file.top.get("forbidden", []), "forbidden"):
        kinds = ("contact", "lead_of", "backup_of", "account")
        record = file.read.record(value, place, needs=("person",), may=kinds)
        named = [kind for kind in kinds if kind in record]
        if len(named) != 1:
            file.read.fault(place, f"name exactly one of {', '.join(kinds)}")
            continue
        kind, where = named[0], f"{place}.{named[0]}"
        numbers = {"contact": file.contact_number, "backup_of": file.backup_number}.get(
            kind, file.account_number
        )
        who = file.read.one_of(
            record.get("person"), file.person_number, f"{place}.person", "a person"
        )
        number = file.read.one_of(record[kind], numbers, where, f"a {kind}")
        wanted = number + first_post[kind]
        flags |= (candidates.person == who) & (
            (at_account if kind == "account" else posts) == wanted
        )
    return flags
