"""Who acts for people who are not there on a day, by their deputies."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from counterpart.access.viewer import Viewer
from counterpart.directory.availability import unavailable_people
from counterpart.directory.models import Absence, Deputy, Person
from counterpart.directory.queries.people import visible_keys


def stand_in_for(person: Person, on: date) -> Person | None:
    """Who acts for the person that day; see `stand_ins_for`."""
    return stand_ins_for([person], on)[person.pk]


def stand_ins_for(people: Collection[Person], on: date) -> dict[int, Person | None]:
    """Who acts for each of the people that day: they themselves, when available.

    Otherwise the first available of their deputies, in order; then of those deputies'
    deputies, and so on, nobody being asked twice. `None` when nobody is there. Two queries
    for each step from deputies to theirs, however many people there are.
    """
    found: dict[int, Person | None] = {}
    circles = {person.pk: [person] for person in people}
    asked: dict[int, set[int]] = {person.pk: set() for person in people}
    while circles:
        away = unavailable_people({one.pk for circle in circles.values() for one in circle}, on)
        for key, circle in circles.items():
            asked[key].update(one.pk for one in circle)
            there = (one for one in circle if one.pk not in away and one.is_employed(on))
            found[key] = next(there, None)
        open_ = {key: circle for key, circle in circles.items() if found[key] is None}
        deputies = _deputies({one.pk for circle in open_.values() for one in circle}, on)
        following = {key: _following(circle, deputies, asked[key]) for key, circle in open_.items()}
        circles = {key: circle for key, circle in following.items() if circle}
    return found


def deputies_of(person: Person | None, on: date) -> list[Person]:
    """Who may act for the person that day, in order, whether or not they are there."""
    return _deputies({person.pk}, on).get(person.pk, []) if person else []


def _following(
    circle: Iterable[Person], deputies: dict[int, list[Person]], asked: set[int]
) -> list[Person]:
    """The deputies of all of them not asked yet, each once, the earlier person's first."""
    named = [deputy for one in circle for deputy in deputies.get(one.pk, ())]
    return list({one.pk: one for one in named if one.pk not in asked}.values())


def _deputies(keys: Collection[int], on: date) -> dict[int, list[Person]]:
    """The deputies that day of those with the keys, in order."""
    found: dict[int, list[Person]] = {}
    if keys:
        begun, open_ = Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gt=on)
        rows = Deputy.objects.filter(begun, open_, person__in=keys).select_related("deputy")
        for row in rows.order_by("position", "pk"):
            found.setdefault(row.person_id, []).append(row.deputy)
    return found


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is not there: why, until when, and who stands in as far as the viewer sees."""

    absence: Absence
    stand_in: Person | None


def away_on(people: Collection[Person], on: date, viewer: Viewer) -> dict[int, Away]:
    """Those of the people who are away that day, of whom the viewer may know it.

    Two queries while nobody is away.
    """
    seen = visible_keys({person.pk for person in people}, viewer)
    rows = Absence.objects.filter(person__in=seen, since__lte=on, until__gt=on)
    absences = {row.person_id: row for row in rows.order_by("until")}
    stand_ins = seen_stand_ins([one for one in people if one.pk in absences], on, viewer)
    return {key: Away(absence, stand_ins.get(key)) for key, absence in absences.items()}


def seen_stand_ins(people: Collection[Person], on: date, viewer: Viewer) -> dict[int, Person]:
    """Who stands in for the people, without those whom the viewer may not see."""
    found = {key: one for key, one in stand_ins_for(people, on).items() if one is not None}
    seen = visible_keys({one.pk for one in found.values()}, viewer)
    return {key: one for key, one in found.items() if one.pk in seen}
