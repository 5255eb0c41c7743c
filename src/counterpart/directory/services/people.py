"""People come, change, get another manager, and leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.directory import line
from counterpart.directory.models import Function, Person, SecondaryFunction
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.web.templatetags.counterpart import day

PeopleLeave = Callable[[Sequence[Person], Viewer], None]
_when_people_leave: list[PeopleLeave] = []


class LeavesBeforeComing(Refusal):
    """The last day of somebody's employment lies before its first."""

    message = _(
        "%(person)s works here from %(since)s; the day they are gone must be later than that."
    )


class OwnSuccessor(Refusal):
    """Whoever leaves cannot take over their own people."""

    message = _("%(person)s leaves; choose somebody else to take over their people.")


def on_people_leave(callback: PeopleLeave) -> None:
    """Call this, inside the transaction, when the end of somebody's employment is entered."""
    if callback not in _when_people_leave:
        _when_people_leave.append(callback)


@transaction.atomic
def create_person(
    person: Person,
    *,
    by: Viewer,
    secondary: Mapping[Function, int] | None = None,
    why: str = "",
    batch: str = "",
) -> Person:
    """Add one of ours, with the functions they can stand in for and how well (percent)."""
    refuse_backward_employment(person)
    line.lock_the_line()
    history.create(person, by=by, why=why, batch=batch)
    person.line_path = line.path_below(person.manager, person)
    history.update_many([person], by=by, why=why, batch=batch)
    set_secondary_functions({person: secondary or {}}, by=by, why=why, batch=batch)
    _tell_who_leaves([person] if person.employed_until else [], by)
    return person


@transaction.atomic
def change_person(
    person: Person,
    *,
    by: Viewer,
    secondary: Mapping[Function, int] | None = None,
    why: str = "",
    batch: str = "",
) -> Person:
    """Keep what was changed on a person; without `secondary` those functions stay as they are."""
    refuse_backward_employment(person)
    line.lock_the_line()
    before = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    person.line_path = before.line_path
    moved = person.manager_id != before.manager_id
    if moved:
        line.refuse_circle(person, person.manager)
    history.save(person, by=by, why=why, batch=batch)
    if moved:
        _move_with_all_below(person, by)
    if secondary is not None:
        set_secondary_functions({person: secondary}, by=by, why=why, batch=batch)
    leaves = person.employed_until and person.employed_until != before.employed_until
    _tell_who_leaves([person] if leaves else [], by)
    return person


def set_manager(
    person: Person, *, manager: Person | None, by: Viewer, why: str = "", batch: str = ""
) -> Person:
    """Let the person, with everybody below them, report to the manager or to nobody."""
    person.manager = manager
    return change_person(person, by=by, why=why, batch=batch)


@transaction.atomic
def set_managers(
    managers: Mapping[Person, Person | None], *, by: Viewer, why: str = "", batch: str = ""
) -> int:
    """Give many people their managers at once; counts those whose manager is another now."""
    for person, manager in managers.items():
        person.manager = manager
    return change_people(list(managers), by=by, why=why, batch=batch)


@transaction.atomic
def end_employment(
    person: Person,
    *,
    until: date,
    by: Viewer,
    successor: Person | None = None,
    why: str = "",
    batch: str = "",
) -> Person:
    """The person leaves; `until` is the first day they are gone.

    Those who report to them directly report to the successor from now on, or stay as they are
    when none is named. The person and their past stay in the directory.
    """
    if successor is not None and successor.pk == person.pk:
        raise OwnSuccessor(person=person)
    person.employed_until = until
    change_person(person, by=by, why=why, batch=batch)
    if successor is not None:
        reports = [one for one in person.reports.select_for_update() if one.pk != successor.pk]
        set_managers(dict.fromkeys(reports, successor), by=by, why=why, batch=batch)
    return person


@transaction.atomic
def create_people(
    people: Sequence[Person], *, by: Viewer, why: str = "", batch: str = ""
) -> list[Person]:
    """Add many people, checked before (see `people_problems`).

    The manager of each may be in the directory already or be another of the new people.
    """
    line.lock_the_line()
    for level in line.in_levels(people):
        for person in level:
            person.manager = person.manager  # takes the key of a manager of the level above
        history.create_many(level, by=by, why=why, batch=batch)
    history.update_many(line.people_whose_path_changed(), by=by, why=why, batch=batch)
    _tell_who_leaves([one for one in people if one.employed_until], by)
    return list(people)


@transaction.atomic
def change_people(people: Sequence[Person], *, by: Viewer, why: str = "", batch: str = "") -> int:
    """Keep what was changed on many people, checked before; counts those who differ."""
    line.lock_the_line()
    before = Person.objects.in_bulk([one.pk for one in people])
    changed = history.update_many(people, by=by, why=why, batch=batch)
    if any(one.manager_id != before[one.pk].manager_id for one in people):
        history.update_many(line.people_whose_path_changed(), by=by, why=why, batch=batch)
    leaving = [
        one
        for one in people
        if one.employed_until and one.employed_until != before[one.pk].employed_until
    ]
    _tell_who_leaves(leaving, by)
    return changed


class HomeFunction(Refusal):
    """What somebody's job is anyway cannot be another function of theirs."""

    message = _("%(function)s is the function %(person)s has; choose another one.")


@transaction.atomic
def set_secondary_function(
    person: Person,
    function: Function,
    *,
    competence_percent: int | None,
    by: Viewer,
    why: str = "",
    batch: str = "",
) -> None:
    """Say how well the person can stand in for the function; `None` is not at all."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    rows = SecondaryFunction.objects.filter(person=person).select_related("function")
    wanted = {row.function: row.competence_percent for row in rows}
    wanted.pop(function, None)
    if competence_percent is not None:
        if function.pk == person.function_id:
            raise HomeFunction(function=function, person=person)
        wanted[function] = competence_percent
    set_secondary_functions({person: wanted}, by=by, why=why, batch=batch)


@transaction.atomic
def set_secondary_functions(
    wanted: Mapping[Person, Mapping[Function, int]], *, by: Viewer, why: str = "", batch: str = ""
) -> int:
    """Give each person exactly these other functions, with competence in percent.

    A person's home function among them is passed over. Counts what came, changed or went.
    """
    owners = {person.pk: person for person in wanted}
    target = {
        (person.pk, function.pk): percent
        for person, functions in wanted.items()
        for function, percent in functions.items()
        if function.pk != person.function_id
    }
    rows = list(_secondary_functions_of(owners))
    there = {(row.person_id, row.function_id): row for row in rows}
    for key, row in there.items():
        row.competence_percent = target.get(key, row.competence_percent)
    gone = [row for key, row in there.items() if key not in target]
    new = [
        SecondaryFunction(
            person=owners[person_id], function_id=function_id, competence_percent=percent
        )
        for (person_id, function_id), percent in target.items()
        if (person_id, function_id) not in there
    ]
    history.remove_many(gone, by=by, why=why, batch=batch)
    changed = history.update_many(
        [row for key, row in there.items() if key in target], by=by, why=why, batch=batch
    )
    history.create_many(new, by=by, why=why, batch=batch)
    return len(gone) + changed + len(new)


def _secondary_functions_of(owners: Mapping[int, Person]) -> list[SecondaryFunction]:
    rows = SecondaryFunction.objects.select_for_update().order_by("pk")
    if len(owners) <= line.PEOPLE_A_STATEMENT:
        return list(rows.filter(person__in=owners))
    return [row for row in rows if row.person_id in owners]


def refuse_backward_employment(person: Person) -> None:
    """Refuse an end of employment that is not after its beginning."""
    since, until = person.employed_since, person.employed_until
    if since is not None and until is not None and until <= since:
        raise LeavesBeforeComing(person=person, since=day(since))


def _move_with_all_below(person: Person, by: Viewer) -> None:
    old, new = person.line_path, line.path_below(person.manager, person)
    below = list(Person.objects.filter(line_path__startswith=old).exclude(pk=person.pk))
    for one in below:
        one.line_path = new + one.line_path[len(old) :]
        if len(one.line_path) > line.LONGEST_PATH:
            raise line.LineTooLong(person=one)
    person.line_path = new
    history.update_many([person, *below], by=by)


def _tell_who_leaves(people: Sequence[Person], by: Viewer) -> None:
    for callback in _when_people_leave if people else ():
        callback(people, by)


def mend_lines(*, by: Viewer) -> int:
    """Bring every path in step with the managers, after rows were put back by an undo."""
    with transaction.atomic():
        line.lock_the_line()
        return history.update_many(line.people_whose_path_changed(), by=by)
