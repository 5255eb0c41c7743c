"""How well accounts are covered: the figures a portfolio of any size sorts and filters by.

Written by sets: a handful of statements for any number of accounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.teams.load import load_of, overloaded
from counterpart.teams.models import AccountCover, Member, Pairing

IDS_AT_ONCE = 10_000
FIGURES = [
    "as_of",
    "lead",
    "contacts",
    "covered",
    "gaps",
    "cover_percent",
    "team_size",
    "is_single_threaded",
    "overloaded",
]


def cover_percent(covered_influence: int, influence: int, covered: int, contacts: int) -> int:
    """Part of the buying center's influence that has a primary counterpart.

    Where nobody has any influence, heads count. Rounded down: 100 is everybody, never almost.
    """
    if influence:
        return covered_influence * 100 // influence
    return covered * 100 // contacts if contacts else 0


def refresh_cover(account_ids: Collection[int] | None, *, today: date) -> None:
    """Work out the cover of these accounts as of the day; `None` is all accounts.

    Key accounts that are not lost have a row; others have none.
    """
    with transaction.atomic():
        if account_ids is None:
            _refresh(Account.objects.all(), today)
            return
        for ids in _chunks(account_ids):
            _refresh(Account.objects.filter(pk__in=ids), today)


def _refresh(accounts: QuerySet[Account], today: date) -> None:
    """The figures of one set of accounts, from five readings."""
    everybody = accounts.order_by().values("pk")
    keys = accounts.exclude(tier=Account.Tier.STANDARD)
    ids = set(keys.filter(Q(lost_on=None) | Q(lost_on__gt=today)).values_list("pk", flat=True))
    contacts = _contacts_of(everybody, today)
    facing = dict(
        _primaries(today)
        .filter(account__in=everybody, contact__in=_present(today).values("pk"))
        .order_by()
        .values_list("account")
        .annotate(Count("person", distinct=True))
    )
    team, leads = _teams_of(everybody, today)
    full = _overloaded(set().union(*team.values()), today)
    rows = []
    for pk in sorted(ids):
        number, covered, influence, covered_influence = contacts.get(pk, (0, 0, 0, 0))
        rows.append(
            AccountCover(
                account_id=pk,
                as_of=today,
                lead_id=leads.get(pk),
                contacts=number,
                covered=covered,
                gaps=number - covered,
                cover_percent=cover_percent(covered_influence, influence, covered, number),
                team_size=len(team.get(pk, ())),
                is_single_threaded=covered <= 1 or facing.get(pk, 0) <= 1,
                overloaded=len(team.get(pk, set()) & full),
            )
        )
    stale = AccountCover.objects.filter(account__in=everybody).exclude(
        account__in=keys.filter(Q(lost_on=None) | Q(lost_on__gt=today)).order_by().values("pk")
    )
    stale.delete()
    AccountCover.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=FIGURES,
    )


def accounts_of(people: Collection[int], *, today: date) -> set[int]:
    """Accounts where any of them is on the team or faces somebody on the day."""
    ids: set[int] = set()
    for chunk in _chunks(people):
        teams = Member.objects.on(today).filter(person__in=chunk)
        ids |= set(teams.order_by().values_list("team__account", flat=True))
        faced = Pairing.objects.on(today).filter(person__in=chunk)
        ids |= set(faced.order_by().values_list("account", flat=True))
    return ids


def _present(today: date) -> QuerySet[Contact]:
    return Contact.objects.filter(Q(left_on=None) | Q(left_on__gt=today)).order_by()


def _primaries(today: date) -> QuerySet[Pairing]:
    return Pairing.objects.on(today).filter(rank=Pairing.Rank.PRIMARY)


def _contacts_of(accounts: Any, today: date) -> dict[int, tuple[int, int, int, int]]:
    """Contacts, those covered, all influence and the covered influence, by account."""
    is_covered = Exists(_primaries(today).filter(contact=OuterRef("pk")))
    rows = (
        _present(today)
        .filter(account__in=accounts)
        .annotate(is_covered=is_covered)
        .values_list("account", "is_covered")
        .annotate(number=Count("pk"), influence=Sum("influence_percent"))
    )
    found: dict[int, tuple[int, int, int, int]] = {}
    for account_id, covered, number, influence in rows:
        old = found.get(account_id, (0, 0, 0, 0))
        share = (number, influence) if covered else (0, 0)
        found[account_id] = (
            old[0] + number,
            old[1] + share[0],
            old[2] + influence,
            old[3] + share[1],
        )
    return found


def _teams_of(accounts: Any, today: date) -> tuple[dict[int, set[int]], dict[int, int]]:
    """Who is on the team of each account, and who leads it."""
    team: dict[int, set[int]] = defaultdict(set)
    leads: dict[int, int] = {}
    rows = Member.objects.on(today).filter(team__account__in=accounts).order_by()
    for account_id, person_id, role in rows.values_list("team__account", "person", "role"):
        team[account_id].add(person_id)
        if role == Member.Role.LEAD:
            leads[account_id] = person_id
    return team, leads


def _overloaded(people: set[int], today: date) -> set[int]:
    full: set[int] = set()
    for ids in _chunks(people):
        loads = load_of(ids, today=today)
        full |= overloaded(Person.objects.filter(pk__in=ids).only("hours_per_month"), loads)
    return full


def _chunks(ids: Collection[int]) -> Iterator[list[int]]:
    following = iter(sorted(ids))
    while chunk := list(islice(following, IDS_AT_ONCE)):
        yield chunk
