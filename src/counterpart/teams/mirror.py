"""The mirror: one account on one day, buying center facing selling center.

A frozen picture made of plain values. `mirror_reading` reads it, how it is drawn is decided by
`mirror_layout` and `mirror_svg`; the table beside it prints the same values.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpart.customers.models import Attitude
from counterpart.directory.models import Seniority
from counterpart.teams.cover import cover_percent
from counterpart.teams.load import percent_of


@dataclass(frozen=True, slots=True)
class Theirs:
    """One of theirs, and who of ours faces them."""

    contact_id: int
    name: str
    title: str
    level: int
    influence: int
    attitude: int
    roles: tuple[str, ...]
    hours: Decimal
    primary: int | None
    backup: int | None
    faced_before: str = ""  # who was the last to face them, where nobody does
    faced_until: date | None = None

    @property
    def level_name(self) -> str:
        """The level in words."""
        return str(Seniority(self.level).label)

    @property
    def attitude_name(self) -> str:
        """How they stand towards us, in words."""
        return str(Attitude(self.attitude).label)

    @property
    def is_gap(self) -> bool:
        """Whether nobody faces them."""
        return self.primary is None


@dataclass(frozen=True, slots=True)
class Ours:
    """One of ours on the account's selling team."""

    person_id: int
    name: str
    title: str
    function: str
    place: str  # the office's city
    local_time: str  # there, now; empty on any other day than today
    hours: Decimal
    limit: Decimal
    level: int
    is_lead: bool = False
    away: str = ""  # why, where they are away on the day
    away_until: date | None = None
    stand_in: str = ""  # who acts for them then
    is_seen: bool = True  # whether the viewer may see their page, load and absences

    @property
    def load(self) -> int | None:
        """Hours given to all accounts, in per cent of the hours there are."""
        return percent_of(self.hours, self.limit)

    @property
    def is_overloaded(self) -> bool:
        """Whether they give more hours than they have."""
        return self.hours > self.limit


@dataclass(frozen=True, slots=True)
class Row:
    """One function of theirs, with its contacts from the most influential down."""

    function_id: int
    name: str
    contacts: tuple[Theirs, ...]


@dataclass(frozen=True, slots=True)
class Mirror:
    """Who faces whom at the account on the day."""

    account_id: int
    account: str
    on: date
    rows: tuple[Row, ...]
    people: dict[int, Ours]
    lead: Ours | None
    hours: Decimal  # a month, of the whole team at this account
    earlier_change: date | None
    later_change: date | None

    @property
    def contacts(self) -> tuple[Theirs, ...]:
        """All contacts in the order of the picture."""
        return tuple(contact for row in self.rows for contact in row.contacts)

    @property
    def gaps(self) -> tuple[Theirs, ...]:
        """Contacts whom nobody faces."""
        return tuple(contact for contact in self.contacts if contact.is_gap)

    @property
    def cover(self) -> int:
        """Part of the buying center's influence that has a primary counterpart, in per cent."""
        covered = [contact for contact in self.contacts if not contact.is_gap]
        return cover_percent(
            sum(contact.influence for contact in covered),
            sum(contact.influence for contact in self.contacts),
            len(covered),
            len(self.contacts),
        )

    @property
    def is_single_threaded(self) -> bool:
        """Whether all hangs on one contact or on one of ours."""
        facing = [contact.primary for contact in self.contacts if contact.primary is not None]
        return len(facing) <= 1 or len(set(facing)) <= 1

    @property
    def without_contact(self) -> tuple[Ours, ...]:
        """Those on the team who face nobody and do not lead."""
        facing = {c.primary for c in self.contacts} | {c.backup for c in self.contacts}
        return tuple(p for p in self.people.values() if p.person_id not in facing and not p.is_lead)

    @property
    def senior_pair(self) -> tuple[Theirs, Ours] | None:
        """The most senior of theirs with a head or director of ours as counterpart."""
        seniors = [
            (contact, self.people[contact.primary])
            for contact in self.contacts
            if contact.primary is not None
            and contact.level >= Seniority.HEAD
            and self.people[contact.primary].level >= Seniority.HEAD
        ]
        return max(seniors, key=lambda pair: (pair[0].level, pair[0].influence), default=None)

    def is_away(self, person_id: int | None) -> bool:
        """Whether the person is away on the day."""
        return person_id is not None and bool(self.people[person_id].away)
