"""Writing timelines: from what stands and what is wanted to the fewest edits, recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar
from uuid import uuid4

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Contact
from counterpart.directory.models import Person
from counterpart.history import services as history
from counterpart.kernel.ticking import Tick, part, silent
from counterpart.teams.cover import accounts_of, refresh_cover
from counterpart.teams.models import Member, Pairing, SellingTeam
from counterpart.teams.services.hand_overs import HandOvers
from counterpart.teams.services.standing import (
    ContactRank,
    Standing,
    hold,
    lead_span,
    pairing_span,
    place_span,
)
from counterpart.teams.timeline import Facing, Place, Span, lay, places_on_team

What = TypeVar("What", bound=Hashable)
Row = TypeVar("Row", Pairing, Member)
Timeline = list[Span[Facing]]
PLANNED, WRITTEN, HANDED_OVER = 0.25, 0.8, 0.9  # parts of the whole time
ROWS_A_TICK = 4000


@dataclass(frozen=True)
class Laid:
    """What a change came to, in rows."""

    begun: int = 0
    ended: int = 0
    hand_overs: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything was written at all."""
        return bool(self.begun or self.ended or self.hand_overs)


@dataclass(frozen=True)
class Wanted:
    """How timelines shall look from the day on; those not named here stay as they stand.

    `people` limits whose places on the teams follow from it; `None` is everybody's. `contacts`
    and `persons` are those who do not stand anywhere yet.
    """

    facing: Mapping[ContactRank, Timeline] = field(default_factory=dict)
    leading: Mapping[int, Timeline] = field(default_factory=dict)
    contacts: Mapping[int, Contact] = field(default_factory=dict)
    persons: Mapping[int, Person] = field(default_factory=dict)
    people: frozenset[int] | None = None
    with_hand_overs: bool = True


def new_batch() -> str:
    """A name for one change, under which it can be taken back."""
    return uuid4().hex


def lay_wanted(
    standing: Standing,
    wanted: Wanted,
    *,
    by: Viewer,
    why: str,
    batch: str,
    tick: Tick = silent,
) -> Laid:
    """Write what is wanted, let the teams follow, note what is to be handed over."""
    layer = _Layer(standing, wanted)
    layer.lay_pairings()
    layer.lay_leads()
    layer.lay_places()
    tick(PLANNED)
    layer.write(by=by, why=why, batch=batch, tick=part(tick, PLANNED, WRITTEN))
    handed = 0
    if wanted.with_hand_overs:
        handed = _note_hand_overs(layer, batch).write(by=by, why=why)
    tick(HANDED_OVER)
    laid = Laid(len(layer.new), len(layer.shorter) + len(layer.longer), handed)
    if laid.changed:
        people = {row.person_id for row in (*layer.shorter, *layer.longer, *layer.new)}
        touched = accounts_of(people, today=by.today) | standing.accounts.keys()
        refresh_cover(touched, today=by.today)
    tick(1)
    return laid


class _Layer:
    """The edits of one change, gathered timeline by timeline."""

    def __init__(self, standing: Standing, wanted: Wanted) -> None:
        self.standing, self.wanted = standing, wanted
        self.persons = standing.persons | dict(wanted.persons)
        self.contacts = standing.contacts | dict(wanted.contacts)
        self.shorter: list[Pairing | Member] = []
        self.longer: list[Pairing | Member] = []
        self.new: list[Pairing | Member] = []
        self.teams = {pk: _open_team(standing, pk) for pk in standing.accounts}

    def _lay(
        self,
        rows: Iterable[Row],
        as_span: Callable[[Row], Span[What]],
        wanted: Iterable[Span[What]],
        make: Callable[[Span[What]], Row],
    ) -> None:
        standing = [(as_span(row), row) for row in rows]
        shorter, longer, new = lay(standing, wanted, since=self.standing.since)
        for row, last in shorter:
            row.until = last
        for row, until in longer:
            row.until = until
        self.shorter += [row for row, _ in shorter]
        self.longer += [row for row, _ in longer]
        self.new += [make(span) for span in new]

    def lay_pairings(self) -> None:
        """Who faces whom."""
        for key, spans in self.wanted.facing.items():
            contact, rank = self.contacts[key[0]], key[1]

            def make(span: Span[Facing], contact: Contact = contact, rank: str = rank) -> Pairing:
                pairing = Pairing(
                    account_id=contact.account_id,
                    contact_id=contact.pk,
                    person_id=span.what.person_id,
                    rank=rank,
                    hours_per_month=span.what.hours_per_month,
                    reasons=dict(span.what.reasons),
                    since=span.since,
                    until=span.until,
                )
                hold(pairing, contact=contact, person=self.persons[span.what.person_id])
                return pairing

            self._lay(self.standing.pairings.get(key, ()), pairing_span, spans, make)

    def lay_leads(self) -> None:
        """Who leads."""
        for account_id, spans in self.wanted.leading.items():

            def make(span: Span[Facing], account_id: int = account_id) -> Member:
                person, hours = self.persons[span.what.person_id], span.what.hours_per_month
                solid = Member.Line.SOLID
                return self._member(account_id, person, Member.Role.LEAD, solid, hours, span)

            self._lay(self.standing.leads.get(account_id, ()), lead_span, spans, make)

    def lay_places(self) -> None:
        """Counterparts' places on the teams, which follow from who faces whom."""
        managers = {pk: person.manager_id for pk, person in self.persons.items()}
        for account_id, (primaries, backups) in self._faces().items():
            leads = self.wanted.leading.get(account_id)
            leads = self.standing.leading(account_id) if leads is None else leads
            since = self.standing.since
            places = places_on_team(primaries, backups, leads, managers, since=since)
            stood = self.standing.counterparts.get(account_id, {})
            for person_id in sorted(places.keys() | stood.keys()):
                if self.wanted.people is not None and person_id not in self.wanted.people:
                    continue

                def make(
                    span: Span[Place], account_id: int = account_id, person_id: int = person_id
                ) -> Member:
                    line = Member.Line.SOLID if span.what.is_solid else Member.Line.DOTTED
                    person, role = self.persons[person_id], Member.Role.COUNTERPART
                    hours = span.what.hours_per_month
                    return self._member(account_id, person, role, line, hours, span)

                spans = places.get(person_id, [])
                self._lay(stood.get(person_id, ()), place_span, spans, make)

    def _member(
        self,
        account_id: int,
        person: Person,
        role: str,
        line: str,
        hours: Decimal,
        span: Span[Facing] | Span[Place],
    ) -> Member:
        team = self.teams[account_id]
        member = Member(
            team_id=team.pk,
            person_id=person.pk,
            role=role,
            line=line,
            hours_per_month=hours,
            since=span.since,
            until=span.until,
        )
        hold(member, team=team, person=person)
        return member

    def _faces(self) -> dict[int, tuple[Timeline, Timeline]]:
        """Primaries and backups of every account, as they will be."""
        faces: dict[int, tuple[Timeline, Timeline]] = defaultdict(lambda: ([], []))
        for account_id in self.standing.accounts:
            faces[account_id] = ([], [])
        for key in self.standing.pairings.keys() | self.wanted.facing.keys():
            spans = self.wanted.facing.get(key)
            spans = self.standing.facing(key) if spans is None else spans
            is_backup = key[1] == Pairing.Rank.BACKUP
            faces[self.contacts[key[0]].account_id][is_backup].extend(spans)
        return faces

    def write(self, *, by: Viewer, why: str, batch: str, tick: Tick) -> None:
        """Ends first, then extensions, then beginnings: no two rows are open at once."""
        self._write_teams(by=by, why=why, batch=batch)
        pairings = (_of(Pairing, self.shorter), _of(Pairing, self.longer), _of(Pairing, self.new))
        members = (_of(Member, self.shorter), _of(Member, self.longer), _of(Member, self.new))
        total, done = len(self.shorter) + len(self.longer) + len(self.new), 0
        for shorter, longer, new in (pairings, members):
            for rows, write in (
                (shorter, history.update_many),
                (longer, history.update_many),
                (new, history.create_many),
            ):
                for start in range(0, len(rows), ROWS_A_TICK):
                    chunk = rows[start : start + ROWS_A_TICK]
                    write(chunk, by=by, why=why, batch=batch)
                    done += len(chunk)
                    tick(done / total)

    def _write_teams(self, *, by: Viewer, why: str, batch: str) -> None:
        """Make the teams that new members need, or let them begin earlier."""
        members = _of(Member, self.new)
        needed = {member.team.account_id: member.team for member in members}
        for team in needed.values():
            team.since = min(team.since, self.standing.since)
        saved = [team for team in needed.values() if team.pk]
        history.update_many(saved, by=by, why=why, batch=batch)
        unsaved = [team for team in needed.values() if not team.pk]
        history.create_many(unsaved, by=by, why=why, batch=batch)
        for member in members:
            member.team_id = member.team.pk  # which a new one has only now


def _note_hand_overs(layer: _Layer, batch: str) -> HandOvers:
    standing, wanted = layer.standing, layer.wanted
    notes = HandOvers(standing.accounts.keys(), standing.since, batch)
    for account_id, after in wanted.leading.items():
        notes.note(account_id, None, standing.leading(account_id), after, layer.persons)
    for key, after in wanted.facing.items():
        contact = layer.contacts[key[0]]
        if key[1] == Pairing.Rank.PRIMARY:
            before = standing.facing(key)
            notes.note(contact.account_id, contact, before, after, layer.persons)
    return notes


def _open_team(standing: Standing, account_id: int) -> SellingTeam:
    """The account's open team; one that begins on the day, not saved yet, where there is none."""
    for team in standing.teams.get(account_id, ()):
        if team.until is None:
            return team
    return SellingTeam(account=standing.accounts[account_id], since=standing.since)


def _of(model: type[Row], rows: Sequence[Pairing | Member]) -> list[Row]:
    return [row for row in rows if isinstance(row, model)]
