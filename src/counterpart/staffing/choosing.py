"""Whom and what a proposal is drawn up for: what filters choose, and who is named on top of it.

Accounts and people are named one by one out of any number: they are found by a part of their
name, and only those that were named travel with the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.customers.queries.accounts import accounts_named
from counterpart.directory.models import Person
from counterpart.directory.queries.people import ORDER, named, not_gone

MOST_FOUND = 50
MOST_NAMED = 200
MOST_DIGITS = 18  # what a key of a table holds
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Named:
    """Keys of rows that are taken on top of what the filters choose, and of those left out."""

    added: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()

    def with_added(self, key: int) -> Named:
        """Take this one; it is not left out any more."""
        return Named(self.added | {key}, self.left_out - {key})

    def with_left_out(self, key: int) -> Named:
        """Leave this one out; it is not taken any more."""
        return Named(self.added - {key}, self.left_out | {key})

    def without(self, key: int) -> Named:
        """Leave this one to the filters again."""
        return Named(self.added - {key}, self.left_out - {key})

    @property
    def keys(self) -> frozenset[int]:
        """All that are named."""
        return self.added | self.left_out

    def chosen(self, offered: QuerySet[Row], filters: Q) -> QuerySet[Row]:
        """Those of the rows that the filters choose, and the added, without the left out."""
        rows = offered.filter(filters | Q(pk__in=self.added))
        return rows.exclude(pk__in=self.left_out)


@dataclass(frozen=True, slots=True)
class Choice:
    """The accounts and the people of a proposal; no countries are all of them."""

    tiers: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    functions: tuple[int, ...] = ()
    offices: tuple[int, ...] = ()
    takes_everybody: bool = False  # whatever their function and office
    accounts: Named = field(default_factory=Named)
    people: Named = field(default_factory=Named)

    def chosen_accounts(self, viewer: Viewer) -> QuerySet[Account]:
        """The accounts that would be staffed."""
        filters = Q(tier__in=self.tiers)
        if self.countries:
            filters &= Q(country__in=self.countries)
        return self.accounts.chosen(offered_accounts(viewer), filters)

    def chosen_people(self, viewer: Viewer) -> QuerySet[Person]:
        """The people whose hours would be planned."""
        filters = Q(function__in=self.functions, office__in=self.offices)
        if self.takes_everybody:
            filters = ~Q(pk__in=[])
        return self.people.chosen(offered_people(viewer), filters)

    @property
    def is_everybody(self) -> bool:
        """Whether it is everybody with hours, also those who come later."""
        return self.takes_everybody and not self.people.left_out


def offered_accounts(viewer: Viewer) -> QuerySet[Account]:
    """Accounts that can be staffed, of any tier."""
    return Account.objects.visible_to(viewer).filter(lost_on=None)


def offered_people(viewer: Viewer) -> QuerySet[Person]:
    """People who have hours for key accounts and have not left."""
    rows = Person.objects.visible_to(viewer).filter(not_gone(viewer.today))
    return rows.filter(hours_per_month__gt=0)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is to staff, and how many to staff it with."""

    accounts: int
    contacts: int
    people: int


def counts_of(choice: Choice, viewer: Viewer) -> Counts:
    """Three queries, whatever the size."""
    accounts = choice.chosen_accounts(viewer)
    present = Contact.objects.filter(Q(left_on=None) | Q(left_on__gt=viewer.today))
    return Counts(
        accounts=accounts.count(),
        contacts=present.filter(account__in=accounts.order_by().values("pk")).count(),
        people=choice.chosen_people(viewer).count(),
    )


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """What a text finds to be named, each with whether it is chosen as things stand."""

    text: str = ""
    rows: tuple[tuple[Row, bool], ...] = ()
    has_more: bool = False


def found_accounts(text: str, choice: Choice, viewer: Viewer) -> Found[Account]:
    """Accounts called so that are not named yet; two queries."""
    called = accounts_named(text, viewer=viewer).filter(lost_on=None)
    rows = called.exclude(pk__in=choice.accounts.keys).order_by("name", "pk")
    return _found(text, rows, choice.chosen_accounts(viewer))


def found_people(text: str, choice: Choice, viewer: Viewer) -> Found[Person]:
    """People called so that are not named yet; two queries."""
    rows = offered_people(viewer).filter(named(text)).exclude(pk__in=choice.people.keys)
    rows = rows.select_related("function", "office").order_by(*ORDER)
    return _found(text, rows, choice.chosen_people(viewer))


def _found(text: str, rows: QuerySet[Any], chosen: QuerySet[Any]) -> Found[Any]:
    if not text:
        return Found()
    shown = list(rows[: MOST_FOUND + 1])
    inside = set(
        chosen.filter(pk__in=[row.pk for row in shown]).order_by().values_list("pk", flat=True)
    )
    listed = tuple((row, row.pk in inside) for row in shown[:MOST_FOUND])
    return Found(text, listed, has_more=len(shown) > MOST_FOUND)


@dataclass(frozen=True, slots=True)
class Chips(Generic[Row]):
    """Those who are named, by name; `are_gone` when some cannot be chosen any more."""

    added: tuple[Row, ...]
    left_out: tuple[Row, ...]
    are_gone: bool

    @property
    def named(self) -> Named:
        """Their keys."""
        return Named(
            frozenset(row.pk for row in self.added), frozenset(row.pk for row in self.left_out)
        )


def chips_of(wanted: Named, offered: QuerySet[Row]) -> Chips[Row]:
    """The rows behind the keys, of those that are offered; one query, or none."""
    rows: Mapping[int, Row] = {}
    if wanted.keys:
        rows = {row.pk: row for row in offered.filter(pk__in=wanted.keys)}
    ordered = sorted(rows.values(), key=str)
    return Chips(
        added=tuple(row for row in ordered if row.pk in wanted.added),
        left_out=tuple(row for row in ordered if row.pk in wanted.left_out),
        are_gone=len(rows) < len(wanted.keys),
    )


def named_in(data: QueryDict, kind: str) -> Named:
    """Who is named in what was sent, with the button that was pressed; nonsense is nobody."""
    wanted = Named(
        frozenset(_keys(data.getlist(f"{kind}_added"))),
        frozenset(_keys(data.getlist(f"{kind}_left_out"))),
    )
    for key in _keys(data.getlist(f"{kind}_drop")):
        wanted = wanted.without(key)
    for key in _keys(data.getlist(f"{kind}_add")):
        wanted = wanted.with_added(key)
    for key in _keys(data.getlist(f"{kind}_leave_out")):
        wanted = wanted.with_left_out(key)
    return wanted


def _keys(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) <= MOST_DIGITS]
