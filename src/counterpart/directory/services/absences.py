"""Who is away, and who stands in for whom."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max

from counterpart.access.viewer import Viewer
from counterpart.directory.models import Absence, Deputy, Person
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.web.templatetags.counterpart import day


class AbsenceOverlaps(Refusal):
    """The person is already away on some of these days."""

    message = _(
        "%(person)s is already away from %(since)s, back on %(until)s. "
        "Choose other days, or remove that absence first."
    )


class BackBeforeAway(Refusal):
    """The first day back is not after the first day away."""

    message = _("The first day back comes after the first day away.")


class OwnDeputy(Refusal):
    """Nobody stands in for themselves."""

    message = _("%(person)s cannot be their own deputy; choose somebody else.")


class AlreadyDeputy(Refusal):
    """The same two people are joined already."""

    message = _("%(deputy)s is a deputy of %(person)s already. Remove that entry to change it.")


class DeputyEndsBeforeItBegins(Refusal):
    """The days of a deputy run backwards."""

    message = _("The first day a deputy no longer stands in comes after the first day they do.")


@transaction.atomic
def add_absence(
    person: Person,
    *,
    since: date,
    until: date,
    by: Viewer,
    kind: str = Absence.Kind.HOLIDAY,
    note: str = "",
    why: str = "",
    batch: str = "",
) -> Absence:
    """The person is away from `since`; `until` is the first day back."""
    if until <= since:
        raise BackBeforeAway
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    clash = person.absences.filter(since__lt=until, until__gt=since).first()
    if clash is not None:
        raise AbsenceOverlaps(person=person, since=day(clash.since), until=day(clash.until))
    absence = Absence(person=person, since=since, until=until, kind=kind, note=note)
    return history.create(absence, by=by, why=why, batch=batch)


def remove_absence(absence: Absence, *, by: Viewer, why: str = "", batch: str = "") -> None:
    """The person is there after all."""
    history.remove(absence, by=by, why=why, batch=batch)


@transaction.atomic
def add_deputy(
    person: Person,
    *,
    deputy: Person,
    by: Viewer,
    since: date | None = None,
    until: date | None = None,
    position: int | None = None,
    why: str = "",
    batch: str = "",
) -> Deputy:
    """Let `deputy` stand in for the person, after those they have already or at `position`.

    Two people may stand in for each other: chains are followed with care, see `stand_in_for`.
    """
    if deputy.pk == person.pk:
        raise OwnDeputy(person=person)
    if since is not None and until is not None and until <= since:
        raise DeputyEndsBeforeItBegins
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.deputies.filter(deputy=deputy).exists():
        raise AlreadyDeputy(deputy=deputy, person=person)
    if position is None:
        position = (person.deputies.aggregate(last=Max("position"))["last"] or 0) + 1
    row = Deputy(person=person, deputy=deputy, position=position, since=since, until=until)
    return history.create(row, by=by, why=why, batch=batch)


def remove_deputy(deputy: Deputy, *, by: Viewer, why: str = "", batch: str = "") -> None:
    """The deputy no longer stands in for the person."""
    history.remove(deputy, by=by, why=why, batch=batch)
