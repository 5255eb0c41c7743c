"""The rows a proposal is drawn up from, read in a handful of queries whatever the size."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from counterpart.customers.models import Account, Contact, Site
from counterpart.directory.models import (
    Absence,
    FunctionMatch,
    Office,
    Person,
    SecondaryFunction,
)
from counterpart.staffing.models import Conflict, Lock, OpenedAccount
from counterpart.teams.models import Member, Pairing

LONG_ABSENCE = 28
"""Days; shorter absences are in everybody's hours a month already."""


@dataclass
class StaffingFrame:
    """Accounts, contacts and people of one proposal, with today's state and the locks."""

    today: date
    accounts: list[Account]
    contacts: list[Contact]
    people: list[Person]
    offices: dict[int, Office]
    sites: dict[int, Site]
    matches: list[tuple[int, int, int]]
    secondary: dict[int, list[tuple[int, int]]]
    leads_today: dict[int, int]
    primaries_today: dict[int, int]
    busy_hours: dict[int, Decimal] = field(default_factory=dict)
    busy_teams: Counter[int] = field(default_factory=Counter)
    busy_leads: Counter[int] = field(default_factory=Counter)
    locks: list[Lock] = field(default_factory=list)
    backups_today: dict[int, int] = field(default_factory=dict)
    conflicts: list[tuple[int, int]] = field(default_factory=list)
    long_absences: dict[int, list[tuple[date, date]]] = field(default_factory=dict)
    """Absences ahead that are long enough to be missed, by person."""
    assumed: dict[int, dict[int, float]] = field(default_factory=dict)
    """Of accounts that a coverage plan opened, hours a year by our function."""


def read_frame(choices: dict[str, Any], today: date) -> StaffingFrame:
    """All that the chosen accounts and people bring, as of the day."""
    accounts = list(Account.objects.filter(pk__in=choices["accounts"], lost_on=None).order_by("pk"))
    account_ids = [account.pk for account in accounts]
    contacts = list(
        Contact.objects.filter(account__in=account_ids)
        .filter(Q(left_on=None) | Q(left_on__gt=today))
        .order_by("account_id", "pk")
    )
    people = _people(choices.get("people"), today)
    person_ids = [person.pk for person in people]
    frame = StaffingFrame(
        today=today,
        accounts=accounts,
        contacts=contacts,
        people=people,
        offices={office.pk: office for office in Office.objects.select_related("calendar")},
        sites={site.pk: site for site in Site.objects.filter(account__in=account_ids)},
        matches=list(FunctionMatch.objects.values_list("ours", "theirs", "fit_percent")),
        secondary=_secondary(person_ids),
        leads_today=dict(
            Member.objects.on(today)
            .filter(team__account__in=account_ids, role=Member.Role.LEAD)
            .values_list("team__account", "person")
        ),
        primaries_today=dict(
            Pairing.objects.on(today)
            .filter(account__in=account_ids, rank=Pairing.Rank.PRIMARY)
            .values_list("contact", "person")
        ),
        locks=list(Lock.objects.filter(account__in=account_ids)),
        backups_today=dict(
            Pairing.objects.on(today)
            .filter(account__in=account_ids, rank=Pairing.Rank.BACKUP)
            .values_list("contact", "person")
        ),
        conflicts=list(Conflict.objects.values_list("person", "other")),
        long_absences=_long_absences(person_ids, today),
    )
    opened = OpenedAccount.of_teams().filter(account__in=account_ids)
    for account, hours in opened.values_list("account", "hours"):
        frame.assumed[account] = {int(pk): float(each) for pk, each in hours.items()}
    _add_other_work(frame, account_ids)
    return frame


def _people(chosen: list[int] | None, today: date) -> list[Person]:
    rows = Person.objects.filter(hours_per_month__gt=0).filter(
        Q(employed_until=None) | Q(employed_until__gt=today)
    )
    if chosen is not None:
        rows = rows.filter(pk__in=chosen)
    return list(rows.order_by("pk"))


def _secondary(person_ids: list[int]) -> dict[int, list[tuple[int, int]]]:
    others: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = SecondaryFunction.objects.filter(person__in=person_ids)
    for person, function, competence in rows.values_list(
        "person", "function", "competence_percent"
    ):
        others[person].append((function, competence))
    return others


def _long_absences(person_ids: list[int], today: date) -> dict[int, list[tuple[date, date]]]:
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = Absence.objects.filter(person__in=person_ids, until__gt=today)
    for person, since, until in rows.values_list("person", "since", "until"):
        if (until - since).days >= LONG_ABSENCE:
            found[person].append((since, until))
    return found


def _add_other_work(frame: StaffingFrame, account_ids: list[int]) -> None:
    """Hours and teams that people already give to accounts outside the proposal."""
    hours: dict[int, Decimal] = defaultdict(Decimal)
    teams: dict[int, set[int]] = defaultdict(set)
    elsewhere = Member.objects.on(frame.today).exclude(team__account__in=account_ids)
    rows = elsewhere.values_list("person", "team", "role", "hours_per_month")
    for person, team, role, spent in rows:
        hours[person] += spent
        teams[person].add(team)
        if role == Member.Role.LEAD:
            frame.busy_leads[person] += 1
    frame.busy_hours = dict(hours)
    frame.busy_teams = Counter({person: len(set_) for person, set_ in teams.items()})
