"""What a person's page shows: where they sell, whom they face, how full their months are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.directory.calendars import CalendarDate, calendar_days
from counterpart.directory.models import Absence, Person
from counterpart.teams.load import load_by_account, percent_of
from counterpart.teams.models import HandOver, Member, Pairing
from counterpart.teams.queries.hand_overs import HandOverLine, hand_over_lines

WEEKS = 6


@dataclass(frozen=True, slots=True)
class PersonsAccount:
    """One account where the person stands, with whom they face there."""

    account: Account
    roles: tuple[str, ...]
    pairings: tuple[Pairing, ...]  # with the contact
    hours: Decimal


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day of the calendar strip."""

    on: date
    kind: str  # working, off, holiday, absent, gone
    note: str
    hours: float
    is_today: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: Person
    accounts: tuple[PersonsAccount, ...]
    hidden_hours: Decimal  # at accounts that the viewer may not see
    hours: Decimal
    load: int | None
    weeks: tuple[tuple[StripDay, ...], ...]
    to_give: tuple[HandOverLine, ...]
    to_take: tuple[HandOverLine, ...]

    @property
    def is_overloaded(self) -> bool:
        """Whether they give more hours than they have."""
        return self.hours > self.person.hours_per_month

    @property
    def contacts(self) -> int:
        """How many they face as the primary counterpart."""
        return sum(
            pairing.rank == Pairing.Rank.PRIMARY
            for entry in self.accounts
            for pairing in entry.pairings
        )


def person_page(person: Person, viewer: Viewer) -> PersonPage:
    """The page as of the viewer's today; accounts that they may not see are only hours."""
    today = viewer.today
    members = Member.objects.on(today).filter(person=person).visible_to(viewer)
    roles: dict[int, list[str]] = defaultdict(list)
    accounts: dict[int, Account] = {}
    for member in members.select_related("team__account"):
        accounts[member.team.account_id] = member.team.account
        roles[member.team.account_id].append(str(member.get_role_display()))
    faced: dict[int, list[Pairing]] = defaultdict(list)
    pairings = Pairing.objects.on(today).filter(person=person).visible_to(viewer)
    for pairing in pairings.select_related("contact__function", "account").order_by(
        "-rank", "-contact__influence_percent", "pk"
    ):
        accounts[pairing.account_id] = pairing.account
        faced[pairing.account_id].append(pairing)
    hours = load_by_account([person.pk], today=today)
    total = sum(hours.values(), Decimal(0))
    shown = tuple(
        PersonsAccount(
            account,
            tuple(dict.fromkeys(roles[pk])),
            tuple(faced[pk]),
            hours.get((person.pk, pk), Decimal(0)),
        )
        for pk, account in sorted(accounts.items(), key=lambda item: (item[1].name, item[0]))
    )
    open_ones = HandOver.objects.filter(done_on=None).visible_to(viewer)
    theirs = open_ones.filter(Q(giver=person) | Q(taker=person))
    hand_overs = hand_over_lines(
        theirs.select_related("account", "contact", "giver", "taker"), viewer
    )
    return PersonPage(
        person=person,
        accounts=shown,
        hidden_hours=total - sum((entry.hours for entry in shown), Decimal(0)),
        hours=total,
        load=percent_of(total, person.hours_per_month),
        weeks=_weeks(person, today),
        to_give=tuple(line for line in hand_overs if line.row.giver_id == person.pk),
        to_take=tuple(line for line in hand_overs if line.row.taker_id == person.pk),
    )


def _weeks(person: Person, today: date) -> tuple[tuple[StripDay, ...], ...]:
    """Six weeks from this Monday on, with holidays, absences and the end of employment."""
    monday = today - timedelta(days=today.weekday())
    until = monday + timedelta(weeks=WEEKS)
    days = calendar_days(person.office.calendar, monday, until)
    away = list(person.absences.filter(since__lt=until, until__gt=monday))
    strip = [_strip_day(person, day, away, today) for day in days]
    return tuple(tuple(strip[start : start + 7]) for start in range(0, len(strip), 7))


def _strip_day(person: Person, day: CalendarDate, away: Sequence[Absence], today: date) -> StripDay:
    absence = next((row for row in away if row.since <= day.on < row.until), None)
    if not person.is_employed(day.on):
        return StripDay(day.on, "gone", "", 0, day.on == today)
    if absence is not None and day.intervals:
        return StripDay(day.on, "absent", str(absence.get_kind_display()), 0, day.on == today)
    if day.intervals:
        note = day.note if day.is_special else ""
        return StripDay(day.on, "working", note, day.hours, day.on == today)
    if day.is_special:
        note = day.note or str(day.kind.label)
        return StripDay(day.on, "holiday", note, 0, day.on == today)
    return StripDay(day.on, "off", "", 0, day.on == today)
