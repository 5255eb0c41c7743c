"""Rows to what the desk's engine knows: working hours, events, who is there for a contact."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count

from counterpart.customers.models import Account, Contact
from counterpart.desk import engine
from counterpart.desk.models import Question, Step
from counterpart.directory.calendars import calendar_days
from counterpart.directory.models import Absence, FunctionMatch, Person
from counterpart.directory.queries.people import not_gone
from counterpart.directory.queries.standing_in import stand_ins_for
from counterpart.directory.working_week import intervals_of
from counterpart.kernel.days import Days
from counterpart.teams.models import Member, Pairing

BEFORE, AHEAD = timedelta(days=2), timedelta(days=45)
"""Days around events whose holidays are read; beyond, the plain week counts."""
MOST_OUTSIDE = 5
"""So many of a function outside the team are asked at most."""
EVENTS = {kind.value for kind in engine.Kind}


def hours_of(
    people: Collection[Person], since: datetime, until: datetime
) -> dict[str, engine.WorkingHours]:
    """When each of these people works, by key; read with their offices and calendars."""
    first, last = (since - BEFORE).date(), (until + AHEAD).date()
    away: dict[int, list[Days]] = {}
    absences = Absence.objects.filter(person__in=[each.pk for each in people], until__gt=first)
    for person, begins, back in absences.order_by().values_list("person", "since", "until"):
        away.setdefault(person, []).append(Days(begins, back))
    calendars = {each.office.calendar_id: each.office.calendar for each in people}
    special = {
        pk: {
            day.on: day.intervals for day in calendar_days(calendar, first, last) if day.is_special
        }
        for pk, calendar in calendars.items()
    }
    return {
        str(each.pk): engine.WorkingHours(
            each.office.time_zone,
            tuple(intervals_of(day) for day in each.office.calendar.week),
            special[each.office.calendar_id],
            (*away.get(each.pk, ()), *_not_employed(each)),
        )
        for each in people
    }


def _not_employed(person: Person) -> Iterable[Days]:
    if person.employed_since:
        yield Days(date.min, person.employed_since)
    if person.employed_until:
        yield Days(person.employed_until, None)


def events_of(steps: Iterable[Step]) -> list[engine.Event]:
    """The steps that the clock hears."""
    return [
        engine.Event(
            engine.Kind(step.kind), step.at, str(step.person_id) if step.person_id else "", step.due
        )
        for step in steps
        if step.kind in EVENTS
    ]


PEOPLE = ("function", "office__calendar")


def route_facts(contact: Contact, function: str, at: datetime) -> engine.RouteFacts:
    """Who is there for the contact who asks, about the work of this function of ours."""
    places = _places(contact, function, at)
    people = {person.pk: person for _place, person in places}
    hours = hours_of(list(people.values()), at, at)
    busy = dict(
        Question.objects.filter(person__in=people, state=Question.State.OPEN)
        .order_by()
        .values_list("person")
        .annotate(n=Count("pk"))
    )
    known = {
        pk: engine.Person(str(pk), each.function.code, hours[str(pk)], busy.get(pk, 0))
        for pk, each in people.items()
    }
    matches = FunctionMatch.objects.values_list("ours__code", "theirs__code", "fit_percent")
    fits = {(ours, about): percent / 100 for ours, about, percent in matches}
    return engine.RouteFacts([(place, known[each.pk]) for place, each in places], fits)


def backups_of(contact: Contact, today: date) -> list[Person]:
    """The contact's backup counterpart."""
    rows = Pairing.objects.on(today).filter(contact=contact, rank=Pairing.Rank.BACKUP)
    return [row.person for row in rows.select_related("person")]


def leads_of(account: Account, today: date) -> list[Person]:
    """Who leads the account."""
    rows = Member.objects.on(today).filter(team__account=account, role=Member.Role.LEAD)
    return [row.person for row in rows.select_related("person")]


def _places(contact: Contact, function: str, at: datetime) -> list[tuple[engine.Place, Person]]:
    place, today = engine.Place, at.date()
    found: list[tuple[engine.Place, Person]] = []
    facing = Pairing.objects.on(today).filter(account=contact.account_id)
    rows = list(facing.select_related(*(f"person__{path}" for path in PEOPLE)).order_by("pk"))
    own = {row.rank: row.person for row in rows if row.contact_id == contact.pk}
    primary, backup = own.get(Pairing.Rank.PRIMARY), own.get(Pairing.Rank.BACKUP)
    if primary:
        found.append((place.PRIMARY, primary))
        stand_in = stand_ins_for([primary], _day_of(primary, at))[primary.pk]
        if stand_in and stand_in != primary:
            deputies = Person.objects.select_related(*PEOPLE)
            found.append((place.DEPUTY, deputies.get(pk=stand_in.pk)))
    if backup:
        found.append((place.BACKUP, backup))
    members = Member.objects.on(today).filter(team__account=contact.account_id)
    team = list(members.select_related(*(f"person__{path}" for path in PEOPLE)).order_by("pk"))
    found += [(place.TEAM, each) for each in (*(r.person for r in rows), *(m.person for m in team))]
    if function:
        others = Person.objects.filter(
            not_gone(today), function__code=function, hours_per_month__gt=0
        ).select_related(*PEOPLE)
        found += [(place.FUNCTION, each) for each in others.order_by("pk")[:MOST_OUTSIDE]]
    found += [(place.LEAD, row.person) for row in team if row.role == Member.Role.LEAD]
    return found


def _day_of(person: Person, at: datetime) -> date:
    """The day that it is at the person's office."""
    return at.astimezone(ZoneInfo(person.office.time_zone)).date()
