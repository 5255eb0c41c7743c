"""The solid reporting line: who is above whom, kept as a path on every person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from counterpart.directory.models import Person
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _

LONGEST_PATH = Person._meta.get_field("line_path").max_length or 0
PEOPLE_A_STATEMENT = 1000


class ManagerIsBelow(Refusal):
    """Somebody would report, through others, to themselves."""

    message = _(
        "%(person)s cannot report to %(manager)s: the line would go round in a circle "
        "(%(chain)s). Move somebody in this chain first."
    )


class LineTooLong(Refusal):
    """There are more levels of managers than a reporting line can hold."""

    message = _(
        "The reporting line above %(person)s has too many levels. Check the managers above them."
    )


def lock_the_line() -> None:
    """Let one transaction at a time change who reports to whom.

    Two moves at once could close a circle that neither sees; the first person's row serves as
    the lock of all.
    """
    Person.objects.order_by("pk").select_for_update(no_key=True).values_list(
        "pk", flat=True
    ).first()


def refuse_circle(person: Person, manager: Person | None) -> None:
    """Refuse a manager who is the person or below them, naming the chain between the two."""
    if manager is None or person.pk is None:
        return
    if manager.pk == person.pk:
        raise ManagerIsBelow(person=person, manager=manager, chain=f"{person} → {person}")
    path = Person.objects.values_list("line_path", flat=True).get(pk=manager.pk)
    above = [int(pk) for pk in path.split("/") if pk]
    if person.pk in above:
        names = Person.objects.in_bulk(above[above.index(person.pk) :])
        chain = [str(names[pk]) for pk in above if pk in names]
        raise ManagerIsBelow(
            person=person, manager=manager, chain=" → ".join([*reversed(chain), str(manager)])
        )


def path_below(manager: Person | None, person: Person) -> str:
    """The person's path under that manager, as the manager's stands in the database."""
    above = "/"
    if manager is not None:
        above = Person.objects.values_list("line_path", flat=True).get(pk=manager.pk)
    path = f"{above}{person.pk}/"
    if len(path) > LONGEST_PATH:
        raise LineTooLong(person=person)
    return path


def people_whose_path_changed() -> list[Person]:
    """Everybody whose stored path is not what the managers say, with the right one set.

    Reads the whole line in one query and walks it in memory; refuses circles.
    """
    rows = Person.objects.values_list("pk", "manager_id", "line_path")
    manager_of = {pk: manager for pk, manager, _ in rows}
    right = paths(manager_of)
    wrong = [pk for pk, _, path in rows if path != right[pk]]
    people = _read(wrong)
    for person in people:
        person.line_path = right[person.pk]
        if len(person.line_path) > LONGEST_PATH:
            raise LineTooLong(person=person)
    return people


def paths(manager_of: Mapping[int, int | None]) -> dict[int, str]:
    """Everybody's path, from everybody's manager; refuses circles."""
    known: dict[int, str] = {}
    for start in manager_of:
        climbed: list[int] = []
        pk: int | None = start
        while pk is not None and pk not in known:
            if pk in climbed:
                _refuse_found_circle(climbed[climbed.index(pk) :])
            climbed.append(pk)
            pk = manager_of.get(pk)
        above = known[pk] if pk is not None else "/"
        for below in reversed(climbed):
            above = known[below] = f"{above}{below}/"
    return known


def _refuse_found_circle(circle: list[int]) -> None:
    names = Person.objects.in_bulk(circle)
    people = [str(names.get(pk, pk)) for pk in circle]
    raise ManagerIsBelow(
        person=people[0], manager=people[1 % len(people)], chain=" → ".join([*people, people[0]])
    )


def in_levels(people: Iterable[Person]) -> list[list[Person]]:
    """New people so that managers come in an earlier list than those who report to them.

    A manager may be saved already or be one of the new; refuses circles among the new.
    """
    left = list(people)
    new = {id(person) for person in left}
    levels: list[list[Person]] = []
    while left:
        level = [one for one in left if one.manager is None or id(one.manager) not in new]
        if not level:
            circle = _circle_among(left[0])
            raise ManagerIsBelow(
                person=circle[0],
                manager=circle[1 % len(circle)],
                chain=" → ".join(map(str, [*circle, circle[0]])),
            )
        levels.append(level)
        new -= {id(one) for one in level}
        left = [one for one in left if id(one) in new]
    return levels


def _circle_among(person: Person) -> list[Person]:
    climbed: list[Person] = []
    one: Person | None = person
    while one is not None and all(one is not other for other in climbed):
        climbed.append(one)
        one = one.manager
    return climbed[next(n for n, other in enumerate(climbed) if other is one) :]


def _read(pks: list[int]) -> list[Person]:
    people: list[Person] = []
    for start in range(0, len(pks), PEOPLE_A_STATEMENT):
        people += Person.objects.filter(pk__in=pks[start : start + PEOPLE_A_STATEMENT])
    return people
