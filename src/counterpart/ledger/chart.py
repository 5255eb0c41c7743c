"""A small bar chart of quarters: sales up, returns down, in SVG units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterpart.ledger.queries.orders import Quarter

BAR, STEP, PLOT_HEIGHT, BOTTOM = 26, 44, 120.0, 34.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A quarter with the heights of its two bars and where they begin."""

    quarter: Quarter
    x: int
    sales_y: float
    sales_height: float
    returns_height: float
    starts_year: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars and the line of nothing between sales and returns."""

    bars: tuple[Bar, ...]
    width: int
    height: float
    zero_y: float


def chart_of(quarters: Sequence[Quarter]) -> Chart:
    """Sales and returns to one scale, so that heights may be compared."""
    up = max((quarter.sales_minor for quarter in quarters), default=0)
    down = max((-quarter.returns_minor for quarter in quarters), default=0)
    scale = PLOT_HEIGHT / (up + down) if up + down else 0.0
    zero = 8 + up * scale
    bars = []
    for place, quarter in enumerate(quarters):
        height = quarter.sales_minor * scale
        bars.append(
            Bar(
                quarter=quarter,
                x=8 + place * STEP,
                sales_y=round(zero - height, 1),
                sales_height=round(height, 1),
                returns_height=round(-quarter.returns_minor * scale, 1),
                starts_year=place == 0 or quarter.number == 1,
            )
        )
    width = 8 + len(quarters) * STEP
    return Chart(tuple(bars), width, round(PLOT_HEIGHT + BOTTOM + 8, 1), round(zero, 1))
