"""What a change by hand comes to, and whom it gives more hours than they have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpart.access.viewer import Viewer
from counterpart.directory.models import Person
from counterpart.teams.load import load_of
from counterpart.teams.services.laying import Laid, Wanted, lay_wanted, new_batch
from counterpart.teams.services.standing import Standing


@dataclass(frozen=True)
class Overload:
    """Somebody who now gives more hours a month than they have. A warning, not a refusal."""

    person: Person
    hours: Decimal
    limit: Decimal


@dataclass(frozen=True)
class Changed:
    """What a change by hand came to, and the batch under which it can be taken back."""

    batch: str
    laid: Laid
    overloads: tuple[Overload, ...] = ()


def lay(
    standing: Standing,
    wanted: Wanted,
    *,
    by: Viewer,
    why: str,
    batch: str,
    watch: Iterable[Person] = (),
) -> Changed:
    """Lay what is wanted, and say who of those watched has too much now."""
    batch = batch or new_batch()
    laid = lay_wanted(standing, wanted, by=by, why=why, batch=batch)
    return Changed(batch, laid, overloads_of(watch, standing.since))


def overloads_of(people: Iterable[Person], on: date) -> tuple[Overload, ...]:
    """Those of the people who give more hours a month than they have on the day."""
    people = list(people)
    loads = load_of([person.pk for person in people], today=on)
    return tuple(
        Overload(person, loads[person.pk], person.hours_per_month)
        for person in people
        if loads.get(person.pk, Decimal(0)) > person.hours_per_month
    )
