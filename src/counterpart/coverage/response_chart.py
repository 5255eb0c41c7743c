"""An account's response as a picture: sales against effort, with everybody's curves behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterpart.coverage.reckoning.judgement import LittleCurve

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 16, 40
MOST_EFFORT = 3.0
POINTS = 60
EFFORTS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True)
class ResponseRow:
    """Sales to expect at an effort, in per cent of today's."""

    effort: int
    sales: float
    low: float
    high: float


@dataclass(frozen=True)
class ResponseChart:
    """The picture in a box of `WIDTH` by `HEIGHT`, and the rows of its table."""

    line: str
    others: list[str]
    today_x: str
    today_y: str
    levels: list[tuple[str, int]]
    ticks: list[tuple[str, int]]
    rows: list[ResponseRow]
    saturation_percent: float
    elasticity: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - BOTTOM


def response_chart(curve: LittleCurve, others: Sequence[LittleCurve]) -> ResponseChart:
    """From no effort to three times today's."""
    most = max(each.sales(MOST_EFFORT) for each in (curve, *others)) * 1.05

    # Texts, since a template would write numbers as the reader's language does.
    def x(effort: float) -> str:
        return f"{LEFT + (WIDTH - LEFT - RIGHT) * effort / MOST_EFFORT:.1f}"

    def y(sales: float) -> str:
        return f"{TOP + (HEIGHT - TOP - BOTTOM) * (1 - sales / most):.1f}"

    def line(each: LittleCurve) -> str:
        efforts = [MOST_EFFORT * at / POINTS for at in range(POINTS + 1)]
        return " ".join(f"{x(effort)},{y(each.sales(effort))}" for effort in efforts)

    step = 50 if most > 1.2 else 25
    levels = range(0, int(most * 100) + 1, step)
    rows = []
    for effort in EFFORTS:
        expected = [100 * each.sales(effort) for each in (curve, *others)]
        rows.append(ResponseRow(round(100 * effort), expected[0], min(expected), max(expected)))
    return ResponseChart(
        line=line(curve),
        others=[line(each) for each in others],
        today_x=x(1.0),
        today_y=y(1.0),
        levels=[(y(level / 100), level) for level in levels],
        ticks=[(x(effort), round(100 * effort)) for effort in EFFORTS],
        rows=rows,
        saturation_percent=100 * curve.ceiling,
        elasticity=curve.elasticity,
    )
