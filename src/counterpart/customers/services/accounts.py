"""Use-cases of accounts: create, change, lose and win back, put into a group."""

from __future__ import annotations

from datetime import date
from typing import Unpack

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.customers.services.cycles import cycle_through
from counterpart.customers.services.facts import AccountFacts, put
from counterpart.customers.services.hooks import tell_contacts_changed
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _

MOST_LEVELS = 6


class AccountGroupCycle(Refusal):
    """An account would belong, through others, to itself."""

    message = _(
        "%(account)s cannot belong to %(parent)s, because that already belongs to it: %(chain)s. "
        "Choose a group outside this chain."
    )


class AccountGroupTooDeep(Refusal):
    """A group would have more levels than the pages can show."""

    message = _(
        "With %(account)s under %(parent)s the group would have %(levels)s levels; "
        "%(most)s are possible. Choose a group higher up."
    )


class TierChangeNeedsReason(Refusal):
    """The tier of an account was changed without saying why."""

    message = _("Say why %(account)s changes from %(old)s to %(new)s: the reason is recorded.")


@transaction.atomic
def create_account(
    *, by: Viewer, why: str = "", batch: str = "", **facts: Unpack[AccountFacts]
) -> Account:
    """Add a customer."""
    account = Account()
    put(account, facts)
    if account.parent is not None:
        _check_group(account, account.parent)
    history.create(account, by=by, why=why, batch=batch)
    tell_contacts_changed([account.pk], by=by)
    return account


@transaction.atomic
def change_account(
    account: Account, *, by: Viewer, why: str = "", batch: str = "", **facts: Unpack[AccountFacts]
) -> Account:
    """Change some facts of a customer; another tier asks for a reason."""
    changed = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    old = (changed.tier, changed.lost_on)
    parent_before = changed.parent_id
    put(changed, facts)
    if changed.tier != old[0]:
        check_tier_reason(changed, old[0], why)
    if changed.parent is not None and changed.parent_id != parent_before:
        _check_group(changed, changed.parent)
    history.save(changed, by=by, why=why, batch=batch)
    if (changed.tier, changed.lost_on) != old:
        tell_contacts_changed([changed.pk], by=by)
    return changed


def lose_account(account: Account, *, on: date, by: Viewer, why: str = "") -> Account:
    """Record that the customer no longer buys from us from that day."""
    return change_account(account, lost_on=on, by=by, why=why)


def reopen_account(account: Account, *, by: Viewer, why: str = "") -> Account:
    """Record that a lost customer is ours again."""
    return change_account(account, lost_on=None, by=by, why=why)


def check_tier_reason(account: Account, old_tier: str, why: str) -> None:
    """Refuse a new tier without a reason."""
    if not why.strip():
        raise TierChangeNeedsReason(
            account=account.name,
            old=Account.Tier(old_tier).label,
            new=Account.Tier(account.tier).label,
        )


def _check_group(account: Account, parent: Account) -> None:
    """Refuse a parent below the account, or one so low that the group becomes too deep."""
    line = _locked_line(account, parent)
    names = {row.pk: row.name for row in line} | {account.pk: account.name}
    above = {row.pk: row.parent_id for row in line if row.parent_id}
    cycle = cycle_through(account.pk, {**above, account.pk: parent.pk}) if account.pk else []
    if cycle:
        chain = " → ".join(names[pk] for pk in cycle)
        raise AccountGroupCycle(account=account.name, parent=parent.name, chain=chain)
    levels = len(line) + _levels_from(account)
    if levels > MOST_LEVELS:
        raise AccountGroupTooDeep(
            account=account.name, parent=parent.name, levels=levels, most=MOST_LEVELS
        )


def _locked_line(account: Account, parent: Account) -> list[Account]:
    """The parent and all above it, locked until the end of the transaction.

    Locked in the order of keys, and read again until nothing new turns up, so that two people
    who regroup at the same moment cannot close a circle between them.
    """
    locked: set[int] = set()
    while True:
        line = _line_from(parent.pk)
        wanted = {row.pk for row in line} | ({account.pk} if account.pk else set())
        if wanted <= locked:
            return line
        locked |= wanted
        rows = Account.objects.select_for_update().filter(pk__in=locked).order_by("pk")
        list(rows.values_list("pk"))


def _line_from(pk: int) -> list[Account]:
    line: list[Account] = []
    following: int | None = pk
    while following is not None and following not in {row.pk for row in line}:
        line.append(Account.objects.only("pk", "name", "parent_id").get(pk=following))
        following = line[-1].parent_id
    return line


def _levels_from(account: Account) -> int:
    """How many levels the account's own subtree has, itself included."""
    levels, below = 1, [account.pk] if account.pk else []
    while below and levels <= MOST_LEVELS:
        below = list(Account.objects.filter(parent_id__in=below).values_list("pk", flat=True))
        levels += bool(below)
    return levels
