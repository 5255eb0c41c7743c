"""What the map of a buying center is made of: seats in, bands, cards and lines out."""

from __future__ import annotations

from dataclasses import dataclass

from counterpart.customers.map_lines import Box

GUTTER_LEFT, GUTTER_TOP = 132.0, 44.0
CARD_HEIGHT, CARD_NARROWEST, CARD_WIDEST = 94.0, 164.0, 188.0
GAP_ACROSS, GAP_DOWN, PADDING = 16.0, 22.0, 10.0
NAME_CHARACTER, SMALL_CHARACTER, LABEL_CHARACTER = 7.7, 6.3, 7.1
STACKED_AT_MOST = 3
FUNCTIONS_ACROSS = 4


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in the buying center. `column` and `row` are ordered keys with their labels."""

    key: int
    name: str
    title: str
    column: tuple[int, str]
    row: int
    influence_percent: int
    reports_to: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A seat with its place; `name` and `title` are cut to what fits."""

    key: int
    box: Box
    name: str
    title: str
    influence_width: float


@dataclass(frozen=True, slots=True)
class Band:
    """A column or a row, of a function or a level: where it begins, how far it reaches, its name.

    `lines` is the name in at most two lines, cut to what fits.
    """

    key: object
    start: float
    length: float
    lines: tuple[str, ...]
    full_label: str

    @property
    def middle(self) -> float:
        return self.start + self.length / 2

    @property
    def is_cut(self) -> bool:
        """Whether the name stands there in part only."""
        return " ".join(self.lines) != self.full_label


@dataclass(frozen=True, slots=True)
class Report:
    """A thin line from a manager down to who reports to them."""

    manager: int
    report: int
    path: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow from who listens to whom they listen to; stronger ties are thicker."""

    listener: int
    speaker: int
    strength: int
    path: str
    head: str


@dataclass(frozen=True, slots=True)
class MapLayout:
    """The whole map, ready to be drawn."""

    width: float
    height: float
    columns: tuple[Band, ...]
    rows: tuple[Band, ...]
    cards: tuple[Card, ...]
    reports: tuple[Report, ...]
    arrows: tuple[Arrow, ...]
    is_turned: bool = False


def card_width(influence_percent: int) -> float:
    """The more influence, the wider the card."""
    part = min(max(influence_percent, 0), 100) / 100
    return round(CARD_NARROWEST + (CARD_WIDEST - CARD_NARROWEST) * part, 1)


def cut(text: str, width: float, character: float) -> str:
    """The text, or as much of it as fits with an ellipsis.

    >>> cut("Purchasing", 40, 8)
    'Purc…'
    """
    fits = max(int(width / character), 2)
    return text if len(text) <= fits else f"{text[: fits - 1].rstrip()}…"


def lines_of(text: str, width: float, character: float) -> tuple[str, ...]:
    """The text in one line or two, cut to what fits.

    >>> lines_of("Research and development", 110, 7)
    ('Research and', 'development')
    """
    if len(text) * character <= width or " " not in text:
        return (cut(text, width, character),)
    fits = max(int(width / character), 2)
    words = text.split(" ")
    first = words.pop(0)
    while words and len(first) + 1 + len(words[0]) <= fits:
        first = f"{first} {words.pop(0)}"
    rest = " ".join(words)
    return tuple(cut(line, width, character) for line in (first, rest) if line)
