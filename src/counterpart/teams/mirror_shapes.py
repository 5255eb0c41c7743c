"""What the mirror's picture is made of: sizes, boxes, cards and threads, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from counterpart.teams.mirror import Ours, Theirs

WIDTH = 1080.0
CARD_WIDTH = 412.0
LEFT, RIGHT = 20.0, WIDTH - 20.0 - CARD_WIDTH
ROW_TITLE, ROW_FOOT, ROW_GAP = 32.0, 12.0, 8.0
HEAD_TOP, LEAD_HEIGHT = 44.0, 76.0
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


ROOMY, SNUG, DENSE = Density(76, 10), Density(52, 8), Density(42, 6)


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
    """One of theirs in their row."""

    box: Box
    who: Theirs
    hue: int


@dataclass(frozen=True, slots=True)
class OurCard:
    """One of ours, once."""

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
