"""Where everybody stands on the map of a buying center: seniority down, functions across.

Where there are more functions than fit beside each other, the map is turned: a row for each
function, as on the mirror, and seniority from left to right.

Pure geometry: seats and lines in, rectangles and paths out, in SVG units. The same seats give
the same map. Cards never overlap, and the more influence, the wider the card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt
from typing import Any

from counterpart.customers.map_lines import (
    Box,
    arrow_head,
    curve_between,
    elbow_between,
    sideways_elbow_between,
)
from counterpart.customers.map_shapes import (
    CARD_HEIGHT,
    FUNCTIONS_ACROSS,
    GAP_ACROSS,
    GAP_DOWN,
    GUTTER_LEFT,
    GUTTER_TOP,
    LABEL_CHARACTER,
    NAME_CHARACTER,
    PADDING,
    SMALL_CHARACTER,
    STACKED_AT_MOST,
    Arrow,
    Band,
    Card,
    MapLayout,
    Report,
    Seat,
    card_width,
    cut,
    lines_of,
)


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """A function or a level as a column or a row: what it is sorted by, its key and its name."""

    rank: tuple[int, str]
    key: Any = field(compare=False)
    name: str = field(compare=False)


_Cells = Mapping[tuple[_Place, _Place], list[Seat]]  # (down, across) and who sits there


def lay_out(
    seats: Sequence[Seat],
    ties: Sequence[tuple[int, int, int]],
    *,
    row_labels: Mapping[int, str],
) -> MapLayout:
    """Put every seat on the map; `ties` are (listener, speaker, strength) among the seats."""
    functions, levels = {seat.column for seat in seats}, {seat.row for seat in seats}
    is_turned = len(functions) > max(FUNCTIONS_ACROSS, len(levels))
    cells: dict[tuple[_Place, _Place], list[Seat]] = {}
    for seat in sorted(seats, key=lambda s: (-s.influence_percent, s.name, s.key)):
        level = _Place((-seat.row, ""), seat.row, row_labels[seat.row])
        function = _Place(seat.column, seat.column, seat.column[1])
        cell = (function, level) if is_turned else (level, function)
        cells.setdefault(cell, []).append(seat)
    columns = _columns(cells)
    rows = _rows(cells)
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
        reports=tuple(_reports(seats, boxes, sideways=is_turned)),
        arrows=tuple(_arrows(ties, boxes)),
        is_turned=is_turned,
    )


def _across(sitting: int) -> int:
    """How many cards of one cell stand beside each other."""
    return 1 if sitting <= STACKED_AT_MOST else ceil(sqrt(sitting / 1.5))


def _columns(cells: _Cells) -> dict[_Place, Band]:
    bands: dict[_Place, Band] = {}
    start = GUTTER_LEFT
    for place in sorted({across for _down, across in cells}):
        mine = [sitting for (_down, across), sitting in cells.items() if across == place]
        slot = max(card_width(seat.influence_percent) for sitting in mine for seat in sitting)
        across = max(_across(len(sitting)) for sitting in mine)
        length = across * (slot + GAP_ACROSS) - GAP_ACROSS + 2 * PADDING
        lines = lines_of(place.name, length - PADDING, LABEL_CHARACTER)
        bands[place] = Band(place.key, round(start, 1), round(length, 1), lines, place.name)
        start += length
    return bands


def _rows(cells: _Cells) -> dict[_Place, Band]:
    bands: dict[_Place, Band] = {}
    start = GUTTER_TOP
    for place in sorted({down for down, _across_it in cells}):
        counts = [len(sitting) for (down, _across_it), sitting in cells.items() if down == place]
        down = max(ceil(count / _across(count)) for count in counts)
        length = down * (CARD_HEIGHT + GAP_DOWN) - GAP_DOWN + 2 * PADDING
        lines = lines_of(place.name, GUTTER_LEFT - PADDING, LABEL_CHARACTER)
        bands[place] = Band(place.key, round(start, 1), round(length, 1), lines, place.name)
        start += length
    return bands


def _cards(
    cell: tuple[_Place, _Place],
    sitting: Sequence[Seat],
    columns: Mapping[_Place, Band],
    rows: Mapping[_Place, Band],
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


def _reports(seats: Sequence[Seat], boxes: Mapping[int, Box], *, sideways: bool) -> list[Report]:
    elbow = sideways_elbow_between if sideways else elbow_between
    return [
        Report(seat.reports_to, seat.key, elbow(boxes[seat.reports_to], boxes[seat.key]))
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
