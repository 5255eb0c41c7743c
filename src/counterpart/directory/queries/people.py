"""Lists of our people, and finding one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.directory.models import Function, Office, Person
from counterpart.kernel.money import Money

EVERYBODY, BELOW_ME, DIRECT_REPORTS = "", "below", "direct"
ORDER = ("last_name", "first_name", "pk")
MOST_FOUND = 12


@dataclass(frozen=True)
class PeopleFilter:
    """What the list of people is narrowed to; empty values narrow nothing."""

    text: str = ""
    function: Function | None = None
    office: Office | None = None
    line: str = EVERYBODY
    below: Person | None = None
    with_gone: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return any((self.text, self.function, self.office, self.line, self.below))


@dataclass(frozen=True)
class PersonLine:
    """One row of the list of people; `cost` is nothing where the viewer may not see it."""

    person: Person
    cost: Money | None
    is_gone: bool


def people_list(viewer: Viewer, asked: PeopleFilter) -> QuerySet[Person]:
    """The people whom the viewer may see and who fit; ordered as `ORDER`."""
    rows: QuerySet[Person] = Person.objects.visible_to(viewer)
    rows = rows.select_related("function", "office")
    if asked.text:
        rows = rows.filter(named(asked.text))
    if asked.function:
        has_it = Q(function=asked.function) | Q(secondary_functions__function=asked.function)
        rows = rows.filter(pk__in=Person.objects.filter(has_it).order_by().values("pk"))
    if asked.office:
        rows = rows.filter(office=asked.office)
    if asked.line and viewer.person is not None:
        rows = below(viewer.person, rows)
        if asked.line == DIRECT_REPORTS:
            rows = rows.filter(manager=viewer.person)
    if asked.below:
        rows = below(asked.below, rows)
    return rows if asked.with_gone else rows.filter(not_gone(viewer.today))


def person_lines(people: Sequence[Person], viewer: Viewer) -> list[PersonLine]:
    """The people of one page, with what their hours cost where the viewer may see it."""
    seen = costs_seen(people, viewer)
    return [
        PersonLine(
            person=person,
            cost=cost_of(person) if person.pk in seen else None,
            is_gone=person.employed_until is not None and person.employed_until <= viewer.today,
        )
        for person in people
    ]


def costs_seen(people: Iterable[Person], viewer: Viewer) -> set[int]:
    """Keys of those of the people whose cost the viewer may see; at most one query."""
    pks = [person.pk for person in people]
    if not pks or viewer.has_role_for(Action.SEE_COST):
        return set(pks)
    allowed = Person.objects.filter(pk__in=pks).visible_to(viewer, Action.SEE_COST)
    return set(allowed.order_by().values_list("pk", flat=True))


def cost_of(person: Person) -> Money:
    """What an hour of the person costs."""
    return Money(person.cost_per_hour_minor, person.cost_currency)


def not_gone(on: date) -> Q:
    """Those who have not left by that day; those who are still to come are among them."""
    return Q(employed_until=None) | Q(employed_until__gt=on)


def below(person: Person, rows: QuerySet[Person]) -> QuerySet[Person]:
    """Those of the rows below the person in the solid line, directly or through others."""
    return rows.filter(line_path__startswith=person.line_path).exclude(pk=person.pk)


def people_matching(
    text: str, viewer: Viewer, people: QuerySet[Any] | None = None
) -> QuerySet[Person]:
    """People whom the viewer may see and who are called so; without a text, the first by name."""
    offered: Any = people if people is not None else Person.objects.filter(not_gone(viewer.today))
    rows: QuerySet[Person] = offered.visible_to(viewer).filter(named(text))
    return rows.select_related("function", "office").order_by(*ORDER)


def named(text: str) -> Q:
    """Every word stands in the name or the job title, or begins the e-mail address.

    SQLite knows capital letters of English only, so words are tried as written and as names.
    """
    wanted = Q()
    for word in text.split():
        found = Q(email__istartswith=word)
        for spelling in {word, word.capitalize(), word.lower()}:
            for field in ("last_name", "first_name", "title"):
                found |= Q(**{f"{field}__icontains": spelling})
        wanted &= found
    return wanted


def visible_keys(pks: Collection[int], viewer: Viewer) -> set[int]:
    """Those of the keys that belong to people whom the viewer may see."""
    rows = Person.objects.filter(pk__in=pks).visible_to(viewer)
    return set(rows.order_by().values_list("pk", flat=True)) if pks else set()
