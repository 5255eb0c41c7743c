"""Many accounts at once, for imports and the demo: checked together, written in few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.customers.services.accounts import (
    MOST_LEVELS,
    AccountGroupCycle,
    AccountGroupTooDeep,
    check_tier_reason,
)
from counterpart.customers.services.cycles import cycle_through, in_waves, levels_above
from counterpart.customers.services.facts import AccountFacts, put
from counterpart.customers.services.hooks import tell_contacts_changed
from counterpart.customers.services.row_checks import (
    field_problems,
    problem_of,
    refuse_if_any,
    repeated_sources,
)
from counterpart.history import services as history
from counterpart.kernel.errors import RowProblem

# While rows are checked, new accounts are known by the negative of their place in the list.
Above = dict[int, int]


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be created. `parent_row` is the place in the list, from 0, of a new parent."""

    facts: AccountFacts
    parent_row: int | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class AccountChange:
    """Facts of an account that is there."""

    account: Account
    facts: AccountFacts
    row: int = 0


def account_problems(rows: Sequence[NewAccount | AccountChange]) -> list[RowProblem]:
    """All that is wrong with the rows; writes nothing."""
    things = [_made(item) for item in rows]
    problems = [
        problem
        for item, thing in zip(rows, things, strict=True)
        for problem in field_problems(thing, row=item.row)
    ]
    problems += repeated_sources(zip(rows, things, strict=True))
    problems += _group_problems(rows, things)
    return sorted(problems, key=lambda problem: problem.row)


@transaction.atomic
def create_accounts(
    rows: Sequence[NewAccount], *, by: Viewer, why: str = "", batch: str = ""
) -> list[Account]:
    """Add the customers, parents before children; all of them or, if a row is wrong, none."""
    refuse_if_any(account_problems(rows))
    accounts = [_made(item) for item in rows]
    above = {i: item.parent_row for i, item in enumerate(rows) if item.parent_row is not None}
    for wave in in_waves(range(len(rows)), above):
        for place in wave:
            if place in above:
                accounts[place].parent = accounts[above[place]]
        history.create_many([accounts[place] for place in wave], by=by, why=why, batch=batch)
    tell_contacts_changed((account.pk for account in accounts), by=by)
    return accounts


@transaction.atomic
def change_accounts(rows: Sequence[AccountChange], *, by: Viewer, why: str, batch: str = "") -> int:
    """Change the customers; all or none. Answers how many really differ from what was there."""
    refuse_if_any(account_problems(rows))
    wanted = {item.account.pk: item.facts for item in rows}
    locked = {}
    for pks in _slices(sorted(wanted)):
        locked.update(Account.objects.select_for_update().order_by("pk").in_bulk(pks))
    before = {pk: (account.tier, account.lost_on) for pk, account in locked.items()}
    for pk, account in locked.items():
        put(account, wanted[pk])
        if account.tier != before[pk][0]:
            check_tier_reason(account, before[pk][0], why)
    changed = history.update_many(list(locked.values()), by=by, why=why, batch=batch)
    touched = [pk for pk, row in locked.items() if (row.tier, row.lost_on) != before[pk]]
    tell_contacts_changed(touched, by=by)
    return changed


def _made(item: NewAccount | AccountChange) -> Account:
    """The account as it would be; one that is there is copied, so that checking changes nothing."""
    account = Account()
    if isinstance(item, AccountChange):
        for field in Account._meta.concrete_fields:
            setattr(account, field.attname, getattr(item.account, field.attname))
    put(account, item.facts)
    return account


def _group_problems(
    rows: Sequence[NewAccount | AccountChange], things: Sequence[Account]
) -> list[RowProblem]:
    parents: Above = {}
    keys = [thing.pk or -place for place, thing in enumerate(things, start=1)]
    moved = []
    for item, thing, key in zip(rows, things, keys, strict=True):
        new_parent = item.parent_row if isinstance(item, NewAccount) else None
        upper = keys[new_parent] if new_parent is not None else thing.parent_id
        if upper is not None:
            parents[key] = upper
            moved.append((item, thing, key))
        elif thing.pk:
            parents[key] = 0
    if not moved:
        return []
    grouped = Account.objects.filter(parent__isnull=False).values_list("pk", "parent_id")
    above = {key: upper for key, upper in {**dict(grouped), **parents}.items() if upper}
    names = _names(things, keys, above)
    problems = []
    for item, thing, key in moved:
        cycle = cycle_through(key, above)
        refusal: AccountGroupCycle | AccountGroupTooDeep | None = None
        if cycle:
            chain = " → ".join(names[step] for step in cycle)
            refusal = AccountGroupCycle(account=thing.name, parent=names[above[key]], chain=chain)
        elif not _runs_into_a_circle(key, above):
            levels = levels_above(key, above) + 1
            if levels > MOST_LEVELS:
                refusal = AccountGroupTooDeep(
                    account=thing.name, parent=names[above[key]], levels=levels, most=MOST_LEVELS
                )
        if refusal:
            problems.append(problem_of(refusal, row=item.row, column="parent"))
    return problems


def _names(things: Sequence[Account], keys: Sequence[int], above: Above) -> dict[int, str]:
    names = {key: thing.name for key, thing in zip(keys, things, strict=True)}
    lines: set[int] = set()
    for key in keys:
        step: int | None = key
        while step is not None and step not in lines:
            lines.add(step)
            step = above.get(step)
    for pks in _slices(sorted(key for key in lines if key > 0 and key not in names)):
        names.update(Account.objects.filter(pk__in=pks).values_list("pk", "name"))
    return names


def _runs_into_a_circle(key: int, above: Above) -> bool:
    seen = {key}
    while (key := above.get(key, 0)) != 0:
        if key in seen:
            return True
        seen.add(key)
    return False


def _slices(pks: list[int], size: int = 500) -> list[list[int]]:
    return [pks[start : start + size] for start in range(0, len(pks), size)]
