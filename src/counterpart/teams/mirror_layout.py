"""Where everything on the mirror lies: pure geometry, the same for the same mirror.

Their cards stand on the left in their rows; each of ours stands once on the right, in the row
where they carry the most influence, as near as possible to the middle of those they face, so that
lines run level and cross little. Whoever leads stands above all rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from counterpart.teams.mirror import Mirror, Ours, Theirs
from counterpart.teams.mirror_shapes import (
    CARD_WIDTH,
    DENSE,
    HEAD_TOP,
    HUES,
    LEAD_HEIGHT,
    LEFT,
    RIGHT,
    ROOMY,
    ROW_FOOT,
    ROW_GAP,
    ROW_TITLE,
    SNUG,
    WIDTH,
    Band,
    Box,
    Density,
    GapCard,
    Layout,
    OurCard,
    TheirCard,
)
from counterpart.teams.mirror_threads import threads_of


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
    threads = threads_of(mirror, theirs, everybody, gaps)
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
