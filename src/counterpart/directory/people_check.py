"""What would be wrong with many people at once, told before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import override

from counterpart.directory import line
from counterpart.directory.models import Person
from counterpart.directory.services.people import refuse_backward_employment
from counterpart.kernel.errors import Refusal, RowProblem
from counterpart.kernel.errors import mark as _
from counterpart.kernel.names import full_name

FIRST_ROW = 2  # as a spreadsheet counts, under the heading
ALREADY_HAS_ADDRESS = _("The e-mail address %(email)s belongs to %(person)s already.")


def people_problems(
    people: Sequence[Person], *, rows: Sequence[int] | None = None
) -> list[RowProblem]:
    """Everything that keeps these new or changed people from being written, row by row.

    `rows` are their numbers in the file; without, they follow the heading one by one. The
    managers of people who are only in this list are checked too; nothing is written.
    """
    numbers = rows if rows is not None else range(FIRST_ROW, FIRST_ROW + len(people))
    problems: list[RowProblem] = []
    for row, person in zip(numbers, people, strict=True):
        problems += _field_problems(row, person)
    problems += _address_problems(numbers, people)
    problems += _line_problems(numbers, people)
    return sorted(problems, key=lambda problem: problem.row)


def _field_problems(row: int, person: Person) -> Iterator[RowProblem]:
    relations = [field.name for field in Person._meta.fields if field.is_relation]
    try:
        person.clean_fields(exclude={*relations, "id", "line_path"})
    except ValidationError as wrong:
        for field, errors in wrong.error_dict.items():
            for error in errors:
                yield RowProblem(row, field, _english(error), _params(error.params))
    for field in ("function", "office"):
        if getattr(person, f"{field}_id") is None:
            yield RowProblem(row, field, _("This is needed."))
    try:
        refuse_backward_employment(person)
    except Refusal as refusal:
        yield RowProblem(row, "employed_until", refusal.message, _params(refusal.params))


def _address_problems(rows: Sequence[int], people: Sequence[Person]) -> Iterator[RowProblem]:
    being_written = {person.pk for person in people if person.pk}
    taken = {
        email: full_name(first, last)
        for pk, email, first, last in Person.objects.exclude(email="").values_list(
            "pk", "email", "first_name", "last_name"
        )
        if pk not in being_written
    }
    for row, person in zip(rows, people, strict=True):
        if person.email and person.email in taken:
            params = {"email": person.email, "person": taken[person.email]}
            yield RowProblem(row, "email", ALREADY_HAS_ADDRESS, _params(params))
        taken[person.email] = str(person)


def _line_problems(rows: Sequence[int], people: Sequence[Person]) -> Iterator[RowProblem]:
    stored = dict(Person.objects.order_by().values_list("pk", "manager_id"))
    # New people have no key yet; numbers below nought stand for them.
    key = {id(person): person.pk or -n for n, person in enumerate(people, start=1)}
    by_pk = {person.pk: person for person in people if person.pk}
    manager_of: dict[int, int | None] = dict(stored)
    for person in people:
        manager = person.manager
        if manager is not None and manager.pk in by_pk:
            manager = by_pk[manager.pk]
        above = key.get(id(manager), manager.pk) if manager is not None else None
        manager_of[key[id(person)]] = above
    for row, person in zip(rows, people, strict=True):
        circle = _circle_from(key[id(person)], manager_of)
        if circle:
            shown = {key[id(one)]: str(one) for one in people}
            names = [shown.get(pk) or str(Person.objects.get(pk=pk)) for pk in circle]
            params = {"person": names[0], "manager": names[1], "chain": " → ".join(names)}
            yield RowProblem(row, "manager", line.ManagerIsBelow.message, _params(params))


def _circle_from(start: int, manager_of: dict[int, int | None]) -> list[int]:
    """The way up from `start` when it comes back to `start`; else empty."""
    climbed = [start]
    pk = manager_of.get(start)
    while pk is not None and pk not in climbed:
        climbed.append(pk)
        pk = manager_of.get(pk)
    return [*climbed, start] if pk == start else []


def _english(error: ValidationError) -> str:
    with override("en"):
        return str(error.message)


def _params(params: object) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in dict(params or {}).items())  # type: ignore[call-overload]
