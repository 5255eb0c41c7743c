"""Where everything on the mirror lies: pure geometry, the same for the same mirror.

Their cards stand on the left in their rows; each of ours stands once on the right, in the row
where they carry the most influence, as near as possible to the middle of those they face, so that
lines run level and cross little. Whoever leads stands above all rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from counterpart.teams.mirror import Mirror, Ours, Theirs

WIDTH = 1200.0
CARD_WIDTH = 412.0
LEFT, RIGHT = 28.0, WIDTH - 28.0 - CARD_WIDTH
ROW_TITLE, ROW_FOOT, ROW_GAP = 34.0, 14.0, 12.0
HEAD_TOP, LEAD_HEIGHT = 44.0, 72.0
HUES = 8
BACKUP_PORT = 9.0


@dataclass(frozen=True, slots=True)
class Density:
    """How tall cards are: the more contacts, the denser, so that the picture stays a picture."""

    card: float
    gap: float

    @property
    def is_roomy(self) -> bool:
        """Whether a card has a third line."""
        return self.card >= 64


ROOMY, SNUG, DENSE = Density(70, 10), Density(52, 8), Density(42, 6)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Band:
    """The ground of one function's row."""

    box: Box
    name: str
    hue: int


@dataclass(frozen=True, slots=True)
class TheirCard:
    box: Box
    who: Theirs
    hue: int


@dataclass(frozen=True, slots=True)
class OurCard:
    box: Box
    who: Ours
    hue: int


@dataclass(frozen=True, slots=True)
class GapCard:
    """Where a counterpart is missing."""

    box: Box
    contact: Theirs


@dataclass(frozen=True, slots=True)
class Thread:
    """A line from one of theirs to one of ours, or to a gap (`person_id` None)."""

    x1: float
    y1: float
    x2: float
    y2: float
    hue: int
    influence: int
    contact_id: int
    person_id: int | None
    is_backup: bool = False
    is_standing_in: bool = False  # the backup of somebody who is away
    is_resting: bool = False  # the primary who is away


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything placed."""

    height: float
    density: Density
    bands: tuple[Band, ...]
    theirs: tuple[TheirCard, ...]
    ours: tuple[OurCard, ...]
    gaps: tuple[GapCard, ...]
    threads: tuple[Thread, ...]
    lead: OurCard | None
    head_height: float


def layout_of(mirror: Mirror) -> Layout:
    """Place the whole mirror."""
    density = _density(len(mirror.contacts))
    head_height = HEAD_TOP + LEAD_HEIGHT + 40
    home = _home_rows(mirror)
    bands: list[Band] = []
    theirs: list[TheirCard] = []
    ours: list[OurCard] = []
    gaps: list[GapCard] = []
    top = head_height
    places = _contact_places(mirror, density, home, head_height)
    for number, row in enumerate(mirror.rows):
        people = [mirror.people[pk] for pk, where in home.items() if where == number]
        missing = [contact for contact in row.contacts if contact.is_gap]
        inner = _inner_height(density, len(row.contacts), len(people) + len(missing))
        hue = number % HUES
        box = Box(0, top, WIDTH, ROW_TITLE + inner + ROW_FOOT)
        bands.append(Band(box, row.name, hue))
        for contact in row.contacts:
            card = Box(LEFT, places[contact.contact_id], CARD_WIDTH, density.card)
            theirs.append(TheirCard(card, contact, hue))
        wishes: list[tuple[float, Ours | Theirs]] = [
            *((_pull(person, mirror, places), person) for person in people),
            *((places[contact.contact_id], contact) for contact in missing),
        ]
        inside = (top + ROW_TITLE, top + ROW_TITLE + inner)
        for y, who in _stacked(wishes, inside, density):
            card = Box(RIGHT, y, CARD_WIDTH, density.card)
            if isinstance(who, Ours):
                ours.append(OurCard(card, who, hue))
            else:
                gaps.append(GapCard(card, who))
        top = box.bottom + ROW_GAP
    top = _place_others(mirror, density, top, bands, ours)
    lead = None
    if mirror.lead is not None:
        lead = OurCard(Box(RIGHT, HEAD_TOP, CARD_WIDTH, LEAD_HEIGHT), mirror.lead, HUES - 1)
    everybody = [*ours, *([lead] if lead else [])]
    threads = _threads(mirror, theirs, everybody, gaps)
    return Layout(
        height=top - ROW_GAP + 1,
        density=density,
        bands=tuple(bands),
        theirs=tuple(theirs),
        ours=tuple(ours),
        gaps=tuple(gaps),
        threads=tuple(threads),
        lead=lead,
        head_height=head_height,
    )


def _density(contacts: int) -> Density:
    return ROOMY if contacts <= 16 else SNUG if contacts <= 32 else DENSE


def _inner_height(density: Density, left: int, right: int) -> float:
    number = max(left, right, 1)
    return number * density.card + (number - 1) * density.gap


def _home_rows(mirror: Mirror) -> dict[int, int]:
    """The row in which each of ours stands: where they carry the most influence."""
    weights: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for number, row in enumerate(mirror.rows):
        for contact in row.contacts:
            if contact.primary is not None:
                weights[contact.primary][number] += 1000 + contact.influence
            if contact.backup is not None:
                weights[contact.backup][number] += 1 + contact.influence / 1000
    lead_id = mirror.lead.person_id if mirror.lead else None
    return {
        person_id: max(sorted(rows), key=rows.__getitem__)
        for person_id, rows in weights.items()
        if person_id != lead_id
    }


def _contact_places(
    mirror: Mirror, density: Density, home: dict[int, int], top: float
) -> dict[int, float]:
    """The upper edge of every contact's card; a row with more of ours centres its contacts."""
    places: dict[int, float] = {}
    for number, row in enumerate(mirror.rows):
        right = sum(where == number for where in home.values())
        right += sum(contact.is_gap for contact in row.contacts)
        inner = _inner_height(density, len(row.contacts), right)
        own = _inner_height(density, len(row.contacts), 0)
        y = top + ROW_TITLE + (inner - own) / 2
        for contact in row.contacts:
            places[contact.contact_id] = y
            y += density.card + density.gap
        top += ROW_TITLE + inner + ROW_FOOT + ROW_GAP
    return places


def _pull(person: Ours, mirror: Mirror, places: dict[int, float]) -> float:
    """The mean height of those whom the person faces, the influential ones pulling harder."""
    faced = [c for c in mirror.contacts if c.primary == person.person_id]
    faced = faced or [c for c in mirror.contacts if c.backup == person.person_id]
    weight = sum(contact.influence + 1 for contact in faced)
    pull = sum(places[contact.contact_id] * (contact.influence + 1) for contact in faced)
    return pull / weight


def _stacked(
    wishes: Sequence[tuple[float, Ours | Theirs]], inside: tuple[float, float], density: Density
) -> list[tuple[float, Ours | Theirs]]:
    """As near to the wished heights as can be without overlap: least squares, by pooling."""
    order = sorted(wishes, key=lambda wish: (wish[0], isinstance(wish[1], Ours), wish[1].name))
    step = density.card + density.gap
    pools: list[tuple[float, int]] = []  # mean of (wish - rank x step), and how many
    for rank, (wish, _) in enumerate(order):
        pools.append((wish - rank * step, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, first), (other, second) = pools[-2:]
            mean = (one * first + other * second) / (first + second)
            pools[-2:] = [(mean, first + second)]
    low, high = inside[0], inside[1] - density.card - (len(order) - 1) * step
    starts = [min(max(mean, low), high) for mean, number in pools for _ in range(number)]
    return [
        (start + rank * step, who)
        for rank, (start, (_, who)) in enumerate(zip(starts, order, strict=True))
    ]


def _place_others(
    mirror: Mirror, density: Density, top: float, bands: list[Band], ours: list[OurCard]
) -> float:
    """Those on the team who face nobody stand below the rows."""
    others = mirror.without_contact
    if not others:
        return top
    inner = _inner_height(density, len(others), 0)
    box = Box(0, top, WIDTH, ROW_TITLE + inner + ROW_FOOT)
    bands.append(Band(box, "", HUES - 1))
    for number, person in enumerate(others):
        y = top + ROW_TITLE + number * (density.card + density.gap)
        ours.append(OurCard(Box(RIGHT, y, CARD_WIDTH, density.card), person, HUES - 1))
    return box.bottom + ROW_GAP


def _threads(
    mirror: Mirror,
    theirs: Sequence[TheirCard],
    ours: Sequence[OurCard],
    gaps: Sequence[GapCard],
) -> list[Thread]:
    """Lines spread over the edge of each card in the order of their other ends."""
    boxes = {card.who.person_id: card.box for card in ours}
    ends: dict[int, list[tuple[float, int, bool]]] = defaultdict(list)
    for card in theirs:
        for person_id, is_backup in ((card.who.primary, False), (card.who.backup, True)):
            if person_id is not None:
                ends[person_id].append((card.box.middle, card.who.contact_id, is_backup))
    ports = {
        (person_id, contact_id, is_backup): y
        for person_id, arriving in ends.items()
        for y, (_, contact_id, is_backup) in zip(
            _ports(boxes[person_id], len(arriving)), sorted(arriving), strict=True
        )
    }
    threads: list[Thread] = []
    for card in theirs:
        who, right = card.who, LEFT + CARD_WIDTH
        away = mirror.is_away(who.primary)
        for person_id, is_backup in ((who.backup, True), (who.primary, False)):
            if person_id is None:
                continue
            shift = BACKUP_PORT if is_backup else 0.0
            threads.append(
                Thread(
                    x1=right,
                    y1=card.box.middle + shift,
                    x2=RIGHT,
                    y2=ports[person_id, who.contact_id, is_backup],
                    hue=card.hue,
                    influence=who.influence,
                    contact_id=who.contact_id,
                    person_id=person_id,
                    is_backup=is_backup,
                    is_standing_in=is_backup and away,
                    is_resting=not is_backup and away,
                )
            )
    left_middle = {card.who.contact_id: card.box.middle for card in theirs}
    for gap in gaps:
        y1 = left_middle[gap.contact.contact_id]
        contact = gap.contact
        threads.append(
            Thread(
                LEFT + CARD_WIDTH,
                y1,
                RIGHT,
                gap.box.middle,
                0,
                contact.influence,
                contact.contact_id,
                None,
            )
        )
    return threads


def _ports(box: Box, number: int) -> list[float]:
    """Where lines arrive at a card: around its middle, never nearer than its corners allow."""
    step = min(11.0, (box.height - 22) / max(number - 1, 1))
    return [box.middle + (rank - (number - 1) / 2) * step for rank in range(number)]
