"""The coverage matrix: who faces which function of which customer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Function
from counterpart.teams.models import Pairing


@dataclass(frozen=True, slots=True)
class Cell:
    """One function of one customer: who of ours faces it, and what is missing."""

    contacts: int
    people: tuple[str, ...]  # names of the primary counterparts, most contacts first
    backups: int
    gaps: int

    @property
    def others(self) -> int:
        """How many more than the first."""
        return len(self.people) - 1


@dataclass(frozen=True, slots=True)
class MatrixRow:
    account: Account
    cells: tuple[Cell | None, ...]  # in the order of the functions


@dataclass(frozen=True, slots=True)
class Matrix:
    functions: tuple[Function, ...]
    rows: tuple[MatrixRow, ...]


def matrix_of(accounts: Sequence[Account], *, on: date) -> Matrix:
    """The accounts against the functions that occur in them, on the day; three queries."""
    ids = [account.pk for account in accounts]
    there = Contact.objects.filter(account__in=ids).filter(Q(left_on=None) | Q(left_on__gt=on))
    contacts = there.order_by().values_list("pk", "account_id", "function_id")
    primary: dict[int, str] = {}
    backups: set[int] = set()
    held = Pairing.objects.on(on).filter(account__in=ids).select_related("person").order_by("pk")
    for pairing in held.only("contact_id", "rank", "person__first_name", "person__last_name"):
        if pairing.rank == Pairing.Rank.PRIMARY:
            primary[pairing.contact_id] = str(pairing.person)
        else:
            backups.add(pairing.contact_id)
    sitting: dict[tuple[int, int], list[int]] = defaultdict(list)
    for contact_id, account_id, function_id in contacts:
        sitting[account_id, function_id].append(contact_id)
    used = {function_id for _, function_id in sitting}
    functions = tuple(Function.objects.filter(pk__in=used))
    return Matrix(
        functions=functions,
        rows=tuple(
            MatrixRow(
                account,
                tuple(
                    _cell(sitting.get((account.pk, function.pk), []), primary, backups)
                    for function in functions
                ),
            )
            for account in accounts
        ),
    )


def _cell(contact_ids: list[int], primary: dict[int, str], backups: set[int]) -> Cell | None:
    if not contact_ids:
        return None
    faced: dict[str, int] = defaultdict(int)
    for contact_id in contact_ids:
        if contact_id in primary:
            faced[primary[contact_id]] += 1
    return Cell(
        contacts=len(contact_ids),
        people=tuple(sorted(faced, key=lambda name: (-faced[name], name))),
        backups=sum(contact_id in backups for contact_id in contact_ids),
        gaps=sum(contact_id not in primary for contact_id in contact_ids),
    )
