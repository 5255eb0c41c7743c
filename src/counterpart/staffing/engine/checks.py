"""What a staffing problem must satisfy before any solver sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from counterpart.kernel.faults import Fault

from .columns import NOBODY, BoolArray, IntArray, positions
from .limits import check
from .plan import StaffingPlan
from .tables import ProblemTables

MOST_MONEY = 10**15
"""All money of a problem, added up, stays below this so that sums are exact everywhere."""

MOST_HOURS = 10**9
MOST_FAULTS = 200

_ACCOUNT_COLUMNS = ("unled_penalty", "coordination_cost", "setup_hours", "team_size")
_OPTIONAL_COLUMNS = ("names", "functions", "regions", "reasons", "needs", "skills", "sites")
_KINDS = {
    "contact": "contact",
    "lead": "the lead of account",
    "backup": "the backup of contact",
}
_TERMS_COLUMNS = ("person", "coordination_cost", "setup_hours")


def faults_of(problem: ProblemTables) -> list[Fault]:
    """Everything wrong with the problem's tables, at most `MOST_FAULTS`, in reading order."""
    found: list[Fault] = []
    for look in (_ids, _shapes, _references, _amounts, _rows, _totals):
        for fault in look(problem):
            found.append(fault)
            if len(found) >= MOST_FAULTS:
                return found
        if found and look in (_shapes, _references):
            return found
    return found


def lock_faults(problem: ProblemTables) -> list[Fault]:
    """Locks that contradict the candidates, the forbidden pairs or, together, a limit."""
    rows = problem.rows_of(problem.lock_of_post)
    found = []
    for post in positions(problem.lock_of_post != NOBODY):
        place = f"lock of {_post(problem, post)}"
        who = problem.people.ids[problem.lock_of_post[post]]
        if rows[post] < 0:
            found.append(Fault(place, f"{who!r} is not among the candidates; add the pair"))
        elif problem.forbidden_row[rows[post]]:
            found.append(Fault(place, f"{who!r} is both locked and forbidden; drop one of them"))
        elif problem.barred_row[rows[post]]:
            lacks = "lacks what is needed there; drop the lock or the need"
            found.append(Fault(place, f"{who!r} {lacks}"))
    if found:
        return found
    breaches = check(problem, StaffingPlan(problem.lock_of_post))
    return [Fault("locks", f"together they break a limit: {each.message}") for each in breaches]


def _post(problem: ProblemTables, post: int) -> str:
    return f"{_KINDS[problem.post_kind(post)]} {problem.post_id(post)!r}"


def _ids(problem: ProblemTables) -> Iterator[Fault]:
    tables = {
        "account": problem.accounts.ids,
        "contact": problem.contacts.ids,
        "person": problem.people.ids,
    }
    for kind, ids in tables.items():
        for name, times in Counter(ids).items():
            if times > 1:
                yield Fault(f"{kind} {name!r}", f"the id is used {times} times; ids are unique")
            if not name:
                yield Fault(kind, "an id is empty")


def _shapes(problem: ProblemTables) -> Iterator[Fault]:
    accounts, contacts, people = problem.accounts, problem.contacts, problem.people
    rows, terms = problem.candidates, problem.member_terms
    expected: list[tuple[str, int, int]] = [
        ("candidates.first", len(rows.first), problem.posts + 1),
        ("today", len(problem.today_of_post), problem.posts),
        ("locked", len(problem.lock_of_post), problem.posts),
        ("forbidden", len(problem.forbidden_row), len(rows)),
        ("backups.penalty", len(problem.backups.penalty), len(problem.backups)),
        ("people.seniority", len(problem.seniority_of_person), len(people)),
        ("people.present_percent", len(problem.present_percent), len(people)),
    ]
    tables: list[tuple[str, object, int, tuple[str, ...]]] = [
        ("accounts", accounts, len(accounts), _ACCOUNT_COLUMNS),
        ("contacts", contacts, len(contacts), ("account", "unmet_penalty")),
        ("people", people, len(people), ("hours", "most_teams", "most_led")),
        ("candidates", rows, len(rows), ("value", "cost", "hours")),
        ("member_terms", terms, len(terms.account), _TERMS_COLUMNS),
    ]
    for table, columns, length, names in tables:
        expected += [(f"{table}.{name}", len(getattr(columns, name)), length) for name in names]
        for name in _OPTIONAL_COLUMNS:
            given = len(getattr(columns, name, ()))
            if given:
                expected.append((f"{table}.{name}", given, length))
    for where, given, needed in expected:
        if given != needed:
            yield Fault(where, f"has {given} entries where {needed} are needed")


def _references(problem: ProblemTables) -> Iterator[Fault]:
    people, rows = len(problem.people), problem.candidates
    for contact in positions(_outside(problem.contacts.account, len(problem.accounts))):
        yield Fault(f"contact {problem.contacts.ids[contact]!r}", "its account is not in the file")
    backed = problem.backups.contact
    if bool(_outside(backed, len(problem.contacts)).any()):
        yield Fault("backups", "a contact is not in the file")
        return
    if len(np.unique(backed)) < len(backed):
        yield Fault("backups", "a contact has two backup posts; one is the most")
    first = rows.first
    if first[0] != 0 or first[-1] != len(rows) or bool((np.diff(first) < 0).any()):
        yield Fault("candidates.first", "does not divide the rows among the posts")
        return
    for row in positions(_outside(rows.person, people)):
        yield Fault(_row(problem, row), "the person is not among the people")
    for at in positions(_outside(problem.conflict_pairs, people).any(axis=1)):
        yield Fault(f"conflict {at + 1}", "one of the two is not among the people")
    for name, column in (("today", problem.today_of_post), ("locked", problem.lock_of_post)):
        for post in positions((column < NOBODY) | (column >= people)):
            yield Fault(f"{name}, {_post(problem, post)}", "the person is not known")
    terms = problem.member_terms
    strange = _outside(terms.account, len(problem.accounts)) | _outside(terms.person, people)
    for at in positions(strange):
        yield Fault(f"member terms, entry {at + 1}", "the account or the person is not known")


def _outside(column: IntArray, length: int) -> BoolArray:
    return np.asarray((column < 0) | (column >= length))


def _row(problem: ProblemTables, row: int) -> str:
    post = int(np.searchsorted(problem.candidates.first, row, side="right")) - 1
    person = int(problem.candidates.person[row])
    known = 0 <= person < len(problem.people)
    who = problem.people.ids[person] if known else f"number {person}"
    return f"{_post(problem, post)}, candidate {who!r}"


def _amounts(problem: ProblemTables) -> Iterator[Fault]:
    accounts, contacts, people = problem.accounts, problem.contacts, problem.people
    columns = [
        ("account", accounts.ids, accounts, "unled_penalty", MOST_MONEY),
        ("account", accounts.ids, accounts, "coordination_cost", MOST_MONEY),
        ("account", accounts.ids, accounts, "setup_hours", MOST_HOURS),
        ("account", accounts.ids, accounts, "team_size", 2**31),
        ("contact", contacts.ids, contacts, "unmet_penalty", MOST_MONEY),
        ("person", people.ids, people, "hours", MOST_HOURS),
        ("person", people.ids, people, "most_teams", 2**31),
        ("person", people.ids, people, "most_led", 2**31),
    ]
    if people.present_percent is not None:
        columns.append(("person", people.ids, people, "present_percent", 100))
    backed = [problem.contacts.ids[at] for at in problem.backups.contact]
    columns.append(("backup of contact", backed, problem.backups, "penalty", MOST_MONEY))
    for kind, ids, table, column, most in columns:
        amounts = getattr(table, column)
        what = column.replace("_", " ")
        for at in positions((amounts < 0) | (amounts > most)):
            yield Fault(f"{kind} {ids[at]!r}", f"{what} is {amounts[at]}; it lies in 0 to {most}")
    for limit in ("budget", "most_changes"):
        amount = getattr(problem, limit)
        if amount is not None and not 0 <= amount <= MOST_MONEY:
            yield Fault("limits", f"{limit.replace('_', ' ')} is {amount}; it cannot be negative")
    for region, amount in problem.region_budgets.items():
        if not 0 <= amount <= MOST_MONEY:
            yield Fault(f"budget of {region!r}", f"is {amount}; it lies in 0 to {MOST_MONEY}")
    for at in positions(problem.conflict_pairs[:, 0] == problem.conflict_pairs[:, 1]):
        who = people.ids[problem.conflict_pairs[at, 0]]
        yield Fault(f"conflict {at + 1}", f"{who!r} stands there twice; two people are needed")


def _rows(problem: ProblemTables) -> Iterator[Fault]:
    rows = problem.candidates
    for column, least, most in (
        ("cost", 0, MOST_MONEY),
        ("hours", 0, MOST_HOURS),
        ("value", -MOST_MONEY, MOST_MONEY),
    ):
        amounts = getattr(rows, column)
        for row in positions((amounts < least) | (amounts > most)):
            yield Fault(_row(problem, row), f"{column} is {amounts[row]}, outside sense")
    same_post = problem.post_of_row[1:] == problem.post_of_row[:-1]
    for row in positions(same_post & (rows.person[1:] <= rows.person[:-1])):
        yield Fault(_row(problem, row + 1), "stands twice or out of order; one row a person")
    terms = problem.member_terms
    for column in ("coordination_cost", "setup_hours"):
        for at in positions(getattr(terms, column) < 0):
            who = problem.people.ids[terms.person[at]]
            where = f"account {problem.accounts.ids[terms.account[at]]!r}, member {who!r}"
            yield Fault(where, f"{column.replace('_', ' ')} cannot be negative")
    pairs = Counter(zip(terms.account.tolist(), terms.person.tolist(), strict=True))
    for (account, person), times in pairs.items():
        if times > 1:
            where = f"account {problem.accounts.ids[account]!r}"
            yield Fault(where, f"member {problem.people.ids[person]!r} stands there {times} times")


def _totals(problem: ProblemTables) -> Iterator[Fault]:
    rows = problem.candidates
    total = sum(
        float(np.abs(column.astype(np.float64)).sum())
        for column in (
            rows.value,
            rows.cost,
            problem.penalty_of_post[problem.post_of_row],
            problem.members.coordination_cost,
        )
    )
    if total > MOST_MONEY:
        yield Fault("money", "the amounts add up to more than 10^15; use a larger money unit")
