"""The lines of the mirror's picture, from their cards to ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from counterpart.teams.mirror import Mirror
from counterpart.teams.mirror_shapes import (
    BACKUP_PORT,
    CARD_WIDTH,
    LEFT,
    RIGHT,
    Box,
    GapCard,
    OurCard,
    TheirCard,
    Thread,
)


def threads_of(
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
