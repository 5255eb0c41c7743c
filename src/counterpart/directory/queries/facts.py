"""Everything the directory knows of one person, for the card on their page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from counterpart.access.actions import Action
from counterpart.access.relations import may
from counterpart.access.viewer import Viewer
from counterpart.directory.calendars import ONE_DAY, calendar_days
from counterpart.directory.models import Absence, Deputy, Person, SecondaryFunction
from counterpart.directory.queries.people import cost_of, costs_seen, visible_keys
from counterpart.directory.queries.standing_in import seen_stand_ins
from counterpart.kernel.money import Money


@dataclass(frozen=True)
class PersonFacts:
    """The facts card. `manager` and `cost` are nothing where the viewer may not see them."""

    person: Person
    secondary: list[SecondaryFunction]
    manager: Person | None
    reports: int
    deputies: list[Deputy]
    absences: list[Absence]
    away_now: Absence | None
    stand_in: Person | None
    local_time: datetime
    is_at_work: bool
    hours_per_month: Decimal
    cost: Money | None
    may_change: bool
    may_change_absences: bool


def person_facts(person: Person, viewer: Viewer, *, now: datetime | None = None) -> PersonFacts:
    """What the viewer may know of the person; a fixed number of queries."""
    deputies = list(person.deputies.select_related("deputy"))
    absences = list(person.absences.filter(until__gt=viewer.today))
    known = visible_keys(
        {row.deputy_id for row in deputies} | ({person.manager_id} if person.manager_id else set()),
        viewer,
    )
    local = (now or timezone.now()).astimezone(ZoneInfo(person.office.time_zone))
    away = next((row for row in absences if row.since <= local.date()), None)
    today = calendar_days(person.office.calendar, local.date(), local.date() + ONE_DAY)[0]
    in_hours = any(since <= local.time() < until for since, until in today.intervals)
    return PersonFacts(
        person=person,
        secondary=list(person.secondary_functions.select_related("function")),
        manager=person.manager if person.manager_id in known else None,
        reports=person.reports.filter(employed_until=None).count(),
        deputies=[row for row in deputies if row.deputy_id in known],
        absences=absences,
        away_now=away,
        stand_in=seen_stand_ins([person], local.date(), viewer).get(person.pk) if away else None,
        local_time=local,
        is_at_work=in_hours and away is None and person.is_employed(local.date()),
        hours_per_month=person.hours_per_month,
        cost=cost_of(person) if costs_seen([person], viewer) else None,
        may_change=may(viewer, Action.CHANGE_PERSON, person),
        may_change_absences=may(viewer, Action.CHANGE_ABSENCE, person),
    )
