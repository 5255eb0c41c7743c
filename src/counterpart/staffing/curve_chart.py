"""Value against changes as its sheet shows it: rows of a table, and a picture of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterpart.staffing.models import ChangeCurve, StaffingPlan

WIDTH, HEIGHT = 900, 280
LEFT, RIGHT, TOP, BOTTOM = 104, 24, 14, 34
LINES = 4


@dataclass(frozen=True)
class Row:
    """One point: the best plan with at most so many changes."""

    most_changes: int | None
    changes: int
    value: int
    bound: int
    gap_percent: float
    gain: int
    """Over the point with the fewest changes."""
    each: int | None
    """What each further change brings over the point before."""
    x: str
    y: str
    bound_y: str

    @property
    def code(self) -> str:
        """The changes allowed as a form sends them; empty for no limit."""
        return "" if self.most_changes is None else str(self.most_changes)


@dataclass(frozen=True)
class CurveChart:
    """The sheet: rows, and the picture in a box of `WIDTH` by `HEIGHT`."""

    rows: list[Row]
    value_points: str
    bound_points: str
    lines: list[tuple[str, int]]
    """Height and value of each level line."""
    seconds: float
    drawn_at: datetime
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - BOTTOM


def curve_of(plan: StaffingPlan) -> CurveChart | None:
    """The proposal's curve, if it was drawn."""
    kept = ChangeCurve.objects.filter(plan=plan).defer("plans").first()
    if kept is None or not kept.points:
        return None
    points = _worth_showing(kept.points)
    low = min(point["value"] for point in points)
    high = max(max(point["bound"] for point in points), low + 1)

    def height(amount: int) -> str:
        share = (amount - low) / (high - low)
        return f"{HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP):.1f}"

    step = (WIDTH - LEFT - RIGHT) / max(1, len(points) - 1)
    rows: list[Row] = []
    for at, point in enumerate(points):
        before = points[at - 1] if at else None
        more = point["changes"] - before["changes"] if before else 0
        rows.append(
            Row(
                most_changes=point["most_changes"],
                changes=point["changes"],
                value=point["value"],
                bound=point["bound"],
                gap_percent=100 * point["gap"],
                gain=point["value"] - points[0]["value"],
                each=round((point["value"] - before["value"]) / more) if before and more else None,
                x=f"{LEFT + at * step:.1f}",
                y=height(point["value"]),
                bound_y=height(point["bound"]),
            )
        )
    levels = [low + (high - low) * at // (LINES - 1) for at in range(LINES)]
    return CurveChart(
        rows=rows,
        value_points=" ".join(f"{row.x},{row.y}" for row in rows),
        bound_points=" ".join(f"{row.x},{row.bound_y}" for row in rows),
        lines=[(height(level), level) for level in levels],
        seconds=kept.seconds,
        drawn_at=kept.drawn_at,
    )


def _worth_showing(points: list[dict[str, int]]) -> list[dict[str, int]]:
    """Without numbers of changes that the plan without a limit does not even use."""
    last = points[-1]
    if last["most_changes"] is not None:
        return points
    return [each for each in points[:-1] if each["most_changes"] < last["changes"]] + [last]
