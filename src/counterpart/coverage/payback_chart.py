"""A team's ledger as a picture: what it has earned so far, with its range, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counterpart.coverage.queries.payback import TeamLedger

WIDTH, HEIGHT = 900, 300
LEFT, RIGHT, TOP, BOTTOM = 104, 24, 16, 44
MOST_TICKS = 8


@dataclass(frozen=True)
class PaybackChart:
    """The picture in a box of `WIDTH` by `HEIGHT`; places are texts, the same in any language."""

    line: str
    band: str
    dots: list[tuple[str, str]]
    levels: list[tuple[str, int]]
    """Height and money of each level line."""
    zero_y: str
    ticks: list[tuple[str, date]]
    paid: tuple[str, str] | None
    """Where it has paid for itself."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - BOTTOM


def payback_chart(team: TeamLedger) -> PaybackChart:
    """From nothing before the first month to the latest."""
    rows = team.rows
    low = min(0, *(row.least for row in rows))
    high = max(low + 1, 0, *(row.most for row in rows))

    def x(place: int) -> str:
        return f"{LEFT + (WIDTH - LEFT - RIGHT) * place / len(rows):.1f}"

    def y(value: int) -> str:
        return f"{TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low):.1f}"

    zero = y(0)
    places = list(enumerate(rows, start=1))
    upper = [f"{x(at)},{y(row.most)}" for at, row in places]
    lower = [f"{x(at)},{y(row.least)}" for at, row in reversed(places)]
    dots = [(x(at), y(row.cumulative)) for at, row in places]
    step = -(-len(rows) // MOST_TICKS)
    months = [row.month.first_day for row in rows]
    paid = months.index(team.paid_from) if team.paid_from else None
    return PaybackChart(
        line=" ".join([f"{x(0)},{zero}", *(f"{across},{down}" for across, down in dots)]),
        band=" ".join([f"{x(0)},{zero}", *upper, *lower]),
        dots=dots,
        levels=[(y(level), level) for level in dict.fromkeys((high, low)) if level],
        zero_y=zero,
        ticks=[(x(at), row.month.first_day) for at, row in places[::step]],
        paid=None if paid is None else dots[paid],
    )
