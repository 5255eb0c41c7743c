"""How the key accounts are covered before anybody plans: the sellers, and some experts.

Every key account is led by the seller who owns the store in AdventureWorks. Owners and purchasers
talk to that seller. Of the other contacts about six in ten face somebody of a matching function,
chosen by a seeded draw among those who still have hours; the rest are gaps.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from counterpart.customers.models import Contact
from counterpart.demo import company
from counterpart.directory.models import Person
from counterpart.teams.services import WantedCounterpart

CHANCE_OF_PRIMARY = 0.62
CHANCE_OF_BACKUP = 0.5


@dataclass
class Facing:
    """Who faces a contact today."""

    contact: Contact
    primary: Person
    backup: Person | None


def facing_today(
    contacts: Iterable[Contact],
    lead_of: dict[int, Person],
    people: list[Person],
    seed: int,
    lead_hours: Decimal,
) -> list[Facing]:
    """Primary and backup counterparts of the key accounts' contacts."""
    draw = random.Random(f"coverage {seed}")  # noqa: S311 - demonstration data, not a secret
    free: dict[int, Decimal] = {person.pk: person.hours_per_month for person in people}
    for lead in lead_of.values():
        free[lead.pk] -= lead_hours
    by_function: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        if person.hours_per_month:
            by_function[person.function.code].append(person)
    found = []
    for contact in contacts:
        lead = lead_of[contact.account_id]
        if contact.function.code in {"purchasing", "management"}:
            free[lead.pk] -= contact.hours_per_month
            found.append(Facing(contact, lead, None))
            continue
        ranked = _suitable(contact, by_function, free, draw)
        if ranked and draw.random() < CHANCE_OF_PRIMARY:
            free[ranked[0].pk] -= contact.hours_per_month
            backup = ranked[1] if len(ranked) > 1 and draw.random() < CHANCE_OF_BACKUP else None
            found.append(Facing(contact, ranked[0], backup))
    return found


def wanted(faced: Iterable[Facing]) -> list[WantedCounterpart]:
    """The same as the teams' use-case takes it."""
    rows = []
    for row in faced:
        contact = row.contact
        rows.append(
            WantedCounterpart(contact.pk, row.primary.pk, "primary", contact.hours_per_month)
        )
        if row.backup is not None:
            rows.append(WantedCounterpart(contact.pk, row.backup.pk, "backup"))
    return rows


def _suitable(
    contact: Contact,
    by_function: dict[str, list[Person]],
    free: dict[int, Decimal],
    draw: random.Random,
) -> list[Person]:
    """Up to two people with hours left, mostly of the same function, as companies do it."""
    faces = company.MATCHES[contact.function.code]
    for function in sorted(faces, key=lambda code: -faces[code]):
        able = [p for p in by_function[function] if free[p.pk] >= contact.hours_per_month]
        if able and function != "sales":
            return draw.sample(able, min(2, len(able)))
    return []
