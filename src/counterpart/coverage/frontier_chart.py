"""The efficient frontier as a picture: contribution against what there is of one resource."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from counterpart.coverage.models import CoveragePlan
from counterpart.coverage.translate.portfolio import BUDGET
from counterpart.coverage.translate.resources import amount_of, labels
from counterpart.web.templatetags.counterpart import short_money

WIDTH, HEIGHT = 900, 300
LEFT, RIGHT, TOP, BOTTOM = 104, 24, 16, 44
LINES = 4
MOST_TICKS = 6


@dataclass(frozen=True)
class FrontierRow:
    """The best contribution with so much of the resource."""

    there: str
    value: int
    bound: int
    is_proven: bool
    gain: int
    """Over the point before."""
    is_own: bool
    """Whether the plan itself uses so much."""
    x: str
    y: str


@dataclass(frozen=True)
class FrontierChart:
    """The picture in a box of `WIDTH` by `HEIGHT`, and the rows of its table."""

    name: str
    label: str | Promise
    rows: list[FrontierRow]
    line: str
    levels: list[tuple[str, int]]
    """Height and contribution of each level line."""
    ticks: list[tuple[str, str]]
    own: FrontierRow | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - BOTTOM


def frontier_charts(plan: CoveragePlan) -> list[FrontierChart]:
    """A chart for each resource that was asked about and leaves a choice."""
    asked = plan.findings.get("frontiers", {})
    used = {row["name"]: row["used"] for row in plan.findings.get("resources", [])}
    return [
        chart_of(name, points, used.get(name), plan.currency)
        for name, points in asked.items()
        if len(points) > 1
    ]


def chart_of(
    name: str, points: Sequence[dict[str, Any]], used: int | None, currency: str
) -> FrontierChart:
    """From the least that anything fits into to where more brings nothing."""
    low, high = points[0]["there"], points[-1]["there"]
    least = min(point["value"] for point in points)
    most = max(max(point["value"] for point in points), least + 1)

    # Texts, since a template would write numbers as the reader's language does.
    def x(there: int) -> str:
        return f"{LEFT + (WIDTH - LEFT - RIGHT) * (there - low) / max(1, high - low):.1f}"

    def y(value: int) -> str:
        return f"{TOP + (HEIGHT - TOP - BOTTOM) * (most - value) / (most - least):.1f}"

    rows = [
        FrontierRow(
            there=amount_of(name, point["there"], currency),
            value=point["value"],
            bound=point["bound"],
            is_proven=point["bound"] <= point["value"],
            gain=point["value"] - points[at - 1]["value"] if at else 0,
            is_own=point["there"] == used,
            x=x(point["there"]),
            y=y(point["value"]),
        )
        for at, point in enumerate(points)
    ]
    levels = [least + (most - least) * at // (LINES - 1) for at in range(LINES)]
    steps = [low + (high - low) * at // (MOST_TICKS - 1) for at in range(MOST_TICKS)]
    return FrontierChart(
        name=name,
        label=labels()(name),
        rows=rows,
        line=" ".join(f"{row.x},{row.y}" for row in rows),
        levels=[(y(level), level) for level in levels],
        ticks=[(x(step), _short(name, step, currency)) for step in dict.fromkeys(steps)],
        own=next((row for row in rows if row.is_own), None),
    )


def _short(name: str, amount: int, currency: str) -> str:
    """An amount as it stands below the axis."""
    return short_money(amount, currency) if name == BUDGET else amount_of(name, amount, currency)
