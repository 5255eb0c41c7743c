"""The reporting line around one person: those above, and the tree below."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from counterpart.access.viewer import Viewer
from counterpart.directory.models import Person
from counterpart.directory.queries.people import ORDER, below, not_gone

MOST_SHOWN = 120


@dataclass(frozen=True)
class LinePlace:
    """One person in the tree: how deep, and how many people are below them in all."""

    person: Person
    depth: int
    people_below: int


@dataclass(frozen=True)
class ReportingLine:
    """Those above from the top, the person, and those below, each after their manager.

    Where too many are below, only those who report directly are in `below`.
    """

    above: list[Person]
    place: LinePlace
    below: list[LinePlace]
    is_shortened: bool


def reporting_line(person: Person, viewer: Viewer) -> ReportingLine:
    """The line around the person, as far as the viewer may see it; four queries."""
    chain = [int(pk) for pk in person.line_path.split("/") if pk][:-1]
    visible = Person.objects.visible_to(viewer)
    by_key = visible.select_related("function").in_bulk(chain)
    rows = below(person, visible).filter(not_gone(viewer.today))
    paths = list(rows.order_by().values_list("line_path", flat=True))
    shortened = len(paths) > MOST_SHOWN
    people_below = (
        _people_below_reports(paths, person.line_path) if shortened else _people_below(paths)
    )
    shown = rows.filter(manager=person) if shortened else rows
    return ReportingLine(
        above=[by_key[pk] for pk in chain if pk in by_key],
        place=LinePlace(person, 0, len(paths)),
        below=_as_tree(
            person,
            list(shown.select_related("function").order_by(*ORDER)[:MOST_SHOWN]),
            people_below,
        ),
        is_shortened=shortened,
    )


def _people_below(paths: list[str]) -> Counter[int]:
    """How many of the paths run through each person."""
    through: Counter[int] = Counter()
    for path in paths:
        through.update(int(pk) for pk in path.split("/")[:-2] if pk)
    return through


def _people_below_reports(paths: list[str], top: str) -> Counter[int]:
    """The same, only for those who report directly to the person with the path `top`."""
    reports = Counter(int(path[len(top) :].split("/", 1)[0]) for path in paths)
    return Counter({pk: count - 1 for pk, count in reports.items()})


def _as_tree(top: Person, people: list[Person], people_below: Counter[int]) -> list[LinePlace]:
    reports: dict[int, list[Person]] = {}
    known = {person.pk for person in people}
    for person in people:
        above = next(
            (
                int(pk)
                for pk in reversed(person.line_path.split("/")[:-2])
                if pk and int(pk) in known
            ),
            top.pk,
        )
        reports.setdefault(above, []).append(person)
    tree: list[LinePlace] = []

    def grow(manager: int, depth: int) -> None:
        for person in reports.get(manager, []):
            tree.append(LinePlace(person, depth, people_below[person.pk]))
            grow(person.pk, depth + 1)

    grow(top.pk, 1)
    return tree
