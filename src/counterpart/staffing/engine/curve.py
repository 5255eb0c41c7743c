"""Value against changes, and its file, format `counterpart-staffing-curve/1`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .plan import StaffingPlan
from .problem import StaffingProblem
from .stop import Prices, Result, Status, gap_between

CURVE_FORMAT = "counterpart-staffing-curve/1"
CURVE_COLUMNS = ("most_changes", "changes", "value", "bound", "gap")

COUNTS = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, None)
"""Numbers of changes that a curve shows unless told otherwise; `None` is no limit."""


@dataclass(frozen=True, eq=False)
class CurvePoint:
    """The best plan found with at most so many changes."""

    most_changes: int | None
    changes: int
    """How many it makes."""
    value: int
    bound: int
    """Proven: no plan with at most so many changes is worth more."""
    plan: StaffingPlan

    def as_result(self, curve: Curve) -> Result:
        """The point as a result of its own, to be written or kept as a plan."""
        status: Status = "optimal" if self.value >= self.bound else "stopped"
        numbers = (self.value, self.bound, status, curve.seconds, curve.steps)
        return Result(self.plan, *numbers, curve.prices, "replanning")


@dataclass(frozen=True, eq=False)
class Curve:
    """Value against changes; neither value nor bound falls from point to point."""

    points: list[CurvePoint]
    seconds: float
    steps: int
    prices: Prices | None


def curve_to_json(problem: StaffingProblem, curve: Curve) -> dict[str, Any]:
    """The file's content for a curve; its plans are files of their own."""
    return {
        "format": CURVE_FORMAT,
        "problem": problem.name,
        "units": {"money": problem.money_unit},
        "seconds": round(curve.seconds, 3),
        "steps": curve.steps,
        "points": [
            {
                "most_changes": point.most_changes,
                "changes": point.changes,
                "value": point.value,
                "bound": point.bound,
                "gap": round(gap_between(point.value, point.bound), 9),
            }
            for point in curve.points
        ],
    }
