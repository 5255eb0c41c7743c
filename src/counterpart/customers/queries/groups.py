"""The group that an account belongs to, as far as the viewer may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account

MOST_SHOWN = 200
MOST_LEVELS = 10  # a stop for the climb; the use-cases allow fewer


@dataclass(frozen=True, slots=True)
class GroupRow:
    """An account in the tree: how deep it stands, and what it and all below it are worth."""

    account: Account
    depth: int
    value_below: tuple[tuple[str, int], ...]
    is_this: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A tree of accounts, top first; `total` is the yearly value by currency."""

    rows: tuple[GroupRow, ...]
    total: tuple[tuple[str, int], ...]
    is_cut: bool

    @property
    def is_alone(self) -> bool:
        return len(self.rows) < 2


def group_of(account: Account, *, viewer: Viewer) -> Group:
    """The account's group from the highest account that the viewer may see.

    One query for each level: those above the account, then those below the top.
    """
    seen = Account.objects.visible_to(viewer)
    top = account
    for _level in range(MOST_LEVELS):
        upper = seen.filter(pk=top.parent_id).first() if top.parent_id else None
        if upper is None:
            break
        top = upper
    children: dict[int, list[Account]] = defaultdict(list)
    level, count = [top], 1
    while level and count <= MOST_SHOWN:
        found = seen.filter(parent__in=[row.pk for row in level], lost_on__isnull=True)
        level = list(found.order_by("name", "pk")[: MOST_SHOWN + 1 - count])
        count += len(level)
        for row in level:
            children[row.parent_id or 0].append(row)
    rows = tuple(_walk(top, children, this=account.pk))
    return Group(rows=rows, total=rows[0].value_below, is_cut=count > MOST_SHOWN)


def _walk(
    account: Account, children: Mapping[int, list[Account]], *, this: int, depth: int = 0
) -> Iterator[GroupRow]:
    below = [
        row
        for child in children.get(account.pk, [])
        for row in _walk(child, children, this=this, depth=depth + 1)
    ]
    value = {account.currency: account.annual_value_minor}
    for row in below:
        own = row.account
        value[own.currency] = value.get(own.currency, 0) + own.annual_value_minor
    yield GroupRow(account, depth, tuple(sorted(value.items())), account.pk == this)
    yield from below
