"""Who could face a contact: a bounded number of our people, the best fit first, with reasons.

The same weights as the staffing engine's `FitRules`, worked out for one contact without arrays;
a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Contact
from counterpart.directory.models import FunctionMatch, Person
from counterpart.directory.working_time import overlap_hours
from counterpart.teams.load import load_of, percent_of
from counterpart.teams.models import Pairing

LOOKED_AT, SHOWN = 80, 12
BASE, SENIORITY, LANGUAGE, OVERLAP, COMPETENCE = 0.25, 0.20, 0.20, 0.15, 0.20
SECOND_FUNCTION, INCUMBENT, FULL_DAY = 0.85, 0.10, 8.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could face the contact, and what speaks for and against it."""

    person: Person
    fit_percent: int
    match_percent: int
    is_second_function: bool
    levels_apart: int  # ours less theirs
    languages: tuple[str, ...]  # in common
    overlap_hours: float
    is_incumbent: bool
    hours: Decimal | None  # given already; None when not asked for
    load_after: int | None  # per cent, with this contact

    @property
    def levels_below(self) -> int:
        """How many levels theirs stands above ours."""
        return -self.levels_apart

    @property
    def reasons(self) -> dict[str, object]:
        """The same as kept with a pairing."""
        return {
            "function_match": self.match_percent / 100,
            "through_second_function": self.is_second_function,
            "level_difference": self.levels_apart,
            "common_languages": list(self.languages),
            "overlap_hours": round(self.overlap_hours, 2),
            "competence": self.person.competence_percent / 100,
            "incumbent": self.is_incumbent,
            "fit": self.fit_percent / 100,
        }


def candidates_for(
    contact: Contact,
    *,
    since: date,
    viewer: Viewer,
    among: Collection[int] | None = None,
    home_zone: str | None = None,
) -> list[Candidate]:
    """The best dozen, or all of those given by their keys; a fixed number of queries.

    What those given do already is not asked for: their places say how they fit, no more.
    `home_zone` is where a contact without a site is taken to be; without it, everywhere.
    """
    matches = dict(
        FunctionMatch.objects.filter(theirs=contact.function_id).values_list("ours", "fit_percent")
    )
    incumbent = (
        Pairing.objects.on(since)
        .filter(contact=contact, rank=Pairing.Rank.PRIMARY)
        .values_list("person", flat=True)
        .first()
    )
    people = _people(contact, matches, since, viewer, among)
    loads = load_of([person.pk for person in people], today=since) if among is None else None
    zone = contact.site.time_zone if contact.site else home_zone
    shared = {
        office.pk: overlap_hours(office, zone) if zone else FULL_DAY
        for office in {person.office_id: person.office for person in people}.values()
    }
    found = [
        _candidate(person, contact, matches, shared[person.office_id], incumbent, loads)
        for person in people
    ]
    found.sort(key=lambda one: (-one.fit_percent, one.load_after or 0, one.person.pk))
    return found[:SHOWN] if among is None else found


def _people(
    contact: Contact,
    matches: dict[int, int],
    since: date,
    viewer: Viewer,
    among: Collection[int] | None,
) -> list[Person]:
    """Those with a function that faces the contact's, at work then, with hours to give."""
    match = FunctionMatch.objects.filter(theirs=contact.function_id, ours=OuterRef("function"))
    able = Q(function__in=matches) | Q(secondary_functions__function__in=matches)
    ids = Person.objects.filter(able).order_by().values("pk")
    rows = (
        Person.objects.visible_to(viewer)
        .filter(pk__in=ids, hours_per_month__gt=0)
        .filter(Q(employed_since=None) | Q(employed_since__lte=since))
        .filter(Q(employed_until=None) | Q(employed_until__gt=since))
        .annotate(
            match=Coalesce(
                Subquery(match.values("fit_percent")[:1]), Value(0), output_field=IntegerField()
            )
        )
    )
    rows = rows.select_related("function", "office__calendar")
    rows = rows.prefetch_related("secondary_functions")
    if among is not None:
        return list(rows.filter(pk__in=among))
    return list(rows.order_by("-match", "-competence_percent", "pk")[:LOOKED_AT])


def _candidate(
    person: Person,
    contact: Contact,
    matches: dict[int, int],
    shared: float,
    incumbent: int | None,
    loads: dict[int, Decimal] | None,
) -> Candidate:
    first = matches.get(person.function_id, 0) / 100
    others = [matches.get(row.function_id, 0) for row in person.secondary_functions.all()]
    second = SECOND_FUNCTION * max(others, default=0) / 100
    match = max(first, second)
    common = tuple(code for code in person.languages if code in contact.languages)
    apart = person.seniority - contact.level
    quality = (
        BASE
        + SENIORITY * max(0.0, 1 - 0.25 * abs(apart))
        + LANGUAGE * bool(common)
        + OVERLAP * min(shared / FULL_DAY, 1.0)
        + COMPETENCE * person.competence_percent / 100
    )
    is_incumbent = person.pk == incumbent
    hours = None if loads is None else loads.get(person.pk, Decimal(0))
    more = Decimal(0) if is_incumbent else contact.hours_per_month
    return Candidate(
        person=person,
        fit_percent=round(100 * (match * quality + INCUMBENT * is_incumbent)),
        match_percent=round(100 * match),
        is_second_function=second > first,
        levels_apart=apart,
        languages=common,
        overlap_hours=shared,
        is_incumbent=is_incumbent,
        hours=hours,
        load_after=None if hours is None else percent_of(hours + more, person.hours_per_month),
    )
