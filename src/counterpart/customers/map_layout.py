"""Where everybody stands on the map of a buying center: seniority down, functions across.

Pure geometry: seats and lines in, rectangles and paths out, in SVG units. The same seats give
the same map. Cards never overlap, and the more influence, the wider the card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from counterpart.customers.map_lines import Box, arrow_head, curve_between, elbow_between

GUTTER_LEFT, GUTTER_TOP = 120.0, 44.0
CARD_HEIGHT, CARD_NARROWEST, CARD_WIDEST = 94.0, 148.0, 184.0
GAP_ACROSS, GAP_DOWN, PADDING = 16.0, 22.0, 10.0
NAME_CHARACTER, SMALL_CHARACTER = 7.7, 6.3
STACKED_AT_MOST = 3


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
    """A function's column or a level's row: where it begins, how far it reaches, what it is."""

    key: object
    start: float
    length: float
    label: str
    full_label: str

    @property
    def middle(self) -> float:
        return self.start + self.length / 2


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


def lay_out(
    seats: Sequence[Seat],
    ties: Sequence[tuple[int, int, int]],
    *,
    row_labels: Mapping[int, str],
) -> MapLayout:
    """Put every seat on the map; `ties` are (listener, speaker, strength) among the seats."""
    cells: dict[tuple[int, tuple[int, str]], list[Seat]] = {}
    for seat in sorted(seats, key=lambda s: (-s.influence_percent, s.name, s.key)):
        cells.setdefault((seat.row, seat.column), []).append(seat)
    columns = _columns(cells)
    rows = _rows(cells, row_labels)
    cards = [
        card for cell, sitting in cells.items() for card in _cards(cell, sitting, columns, rows)
    ]
    boxes = {card.key: card.box for card in cards}
    right = max((band.start + band.length for band in columns.values()), default=GUTTER_LEFT)
    bottom = max((band.start + band.length for band in rows.values()), default=GUTTER_TOP)
    return MapLayout(
        width=right,
        height=bottom,
        columns=tuple(columns.values()),
        rows=tuple(rows.values()),
        cards=tuple(sorted(cards, key=lambda card: (card.box.y, card.box.x))),
        reports=tuple(_reports(seats, boxes)),
        arrows=tuple(_arrows(ties, boxes)),
    )


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


def _across(sitting: int) -> int:
    """How many cards of one cell stand beside each other."""
    return 1 if sitting <= STACKED_AT_MOST else ceil(sqrt(sitting / 1.5))


def _columns(
    cells: Mapping[tuple[int, tuple[int, str]], list[Seat]],
) -> dict[tuple[int, str], Band]:
    bands: dict[tuple[int, str], Band] = {}
    start = GUTTER_LEFT
    for key in sorted({column for _row, column in cells}):
        mine = [sitting for (_row, column), sitting in cells.items() if column == key]
        slot = max(card_width(seat.influence_percent) for sitting in mine for seat in sitting)
        across = max(_across(len(sitting)) for sitting in mine)
        length = across * (slot + GAP_ACROSS) - GAP_ACROSS + 2 * PADDING
        label = cut(key[1], length - PADDING, SMALL_CHARACTER + 0.6)
        bands[key] = Band(key, round(start, 1), round(length, 1), label, key[1])
        start += length
    return bands


def _rows(
    cells: Mapping[tuple[int, tuple[int, str]], list[Seat]], labels: Mapping[int, str]
) -> dict[int, Band]:
    bands: dict[int, Band] = {}
    start = GUTTER_TOP
    for key in sorted({row for row, _column in cells}, reverse=True):
        counts = [len(sitting) for (row, _column), sitting in cells.items() if row == key]
        down = max(ceil(count / _across(count)) for count in counts)
        length = down * (CARD_HEIGHT + GAP_DOWN) - GAP_DOWN + 2 * PADDING
        label = cut(labels[key], GUTTER_LEFT - PADDING, SMALL_CHARACTER)
        bands[key] = Band(key, round(start, 1), round(length, 1), label, labels[key])
        start += length
    return bands


def _cards(
    cell: tuple[int, tuple[int, str]],
    sitting: Sequence[Seat],
    columns: Mapping[tuple[int, str], Band],
    rows: Mapping[int, Band],
) -> list[Card]:
    row, column = rows[cell[0]], columns[cell[1]]
    across = _across(len(sitting))
    inner = column.length - 2 * PADDING + GAP_ACROSS
    slot = inner / across
    cards = []
    for place, seat in enumerate(sitting):
        width = card_width(seat.influence_percent)
        left = column.start + PADDING + (place % across) * slot + (slot - GAP_ACROSS - width) / 2
        top = row.start + PADDING + (place // across) * (CARD_HEIGHT + GAP_DOWN)
        cards.append(
            Card(
                key=seat.key,
                box=Box(round(left, 1), round(top, 1), width, CARD_HEIGHT),
                name=cut(seat.name, width - 24, NAME_CHARACTER),
                title=cut(seat.title, width - 24, SMALL_CHARACTER),
                influence_width=round((width - 24) * min(seat.influence_percent, 100) / 100, 1),
            )
        )
    return cards


def _reports(seats: Sequence[Seat], boxes: Mapping[int, Box]) -> list[Report]:
    return [
        Report(seat.reports_to, seat.key, elbow_between(boxes[seat.reports_to], boxes[seat.key]))
        for seat in sorted(seats, key=lambda s: s.key)
        if seat.reports_to is not None and seat.reports_to in boxes
    ]


def _arrows(ties: Sequence[tuple[int, int, int]], boxes: Mapping[int, Box]) -> list[Arrow]:
    arrows = []
    for listener, speaker, strength in sorted(ties):
        if listener in boxes and speaker in boxes and listener != speaker:
            curve = curve_between(boxes[listener], boxes[speaker])
            arrows.append(
                Arrow(
                    listener, speaker, strength, curve.path, arrow_head(curve, 5 + 1.5 * strength)
                )
            )
    return arrows
