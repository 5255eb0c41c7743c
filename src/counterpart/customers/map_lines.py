"""Lines between cards: elbows for the line of command, curved arrows for who listens to whom."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return (self.x + self.width / 2, self.y + self.height / 2)

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve with one bend, from an edge of a box to an edge of another."""

    start: Point
    bend: Point
    end: Point

    @property
    def path(self) -> str:
        return f"M{_at(self.start)} Q{_at(self.bend)} {_at(self.end)}"


def elbow_between(manager: Box, report: Box) -> str:
    """From under the manager to above the report; around the side where neither is higher."""
    from_x, to_x = manager.middle[0], report.middle[0]
    if manager.bottom < report.y:
        turn = report.y - 8
        return f"M{_at((from_x, manager.bottom))} V{turn:.1f} H{to_x:.1f} V{report.y:.1f}"
    side = min(manager.x, report.x) - 8
    return (
        f"M{_at((manager.x, manager.middle[1]))} H{side:.1f} "
        f"V{report.middle[1]:.1f} H{report.x:.1f}"
    )


def sideways_elbow_between(manager: Box, report: Box) -> str:
    """From right of the manager to left of the report; around the left where neither is first."""
    (_, from_y), (_, to_y) = manager.middle, report.middle
    if manager.right < report.x:
        turn = report.x - 8
        return f"M{_at((manager.right, from_y))} H{turn:.1f} V{to_y:.1f} H{report.x:.1f}"
    side = min(manager.x, report.x) - 8
    return f"M{_at((manager.x, from_y))} H{side:.1f} V{to_y:.1f} H{report.x:.1f}"


def curve_between(listener: Box, speaker: Box) -> Curve:
    """A curve bent to the right of its way, so that two who listen to each other have two."""
    (x1, y1), (x2, y2) = listener.middle, speaker.middle
    across, down = x2 - x1, y2 - y1
    bend = ((x1 + x2) / 2 - down * 0.16, (y1 + y2) / 2 + across * 0.16)
    return Curve(edge_towards(listener, bend), bend, edge_towards(speaker, bend, margin=3))


def edge_towards(box: Box, target: Point, *, margin: float = 0) -> Point:
    """Where the way from the middle of the box to the target leaves the box."""
    (x, y), (to_x, to_y) = box.middle, target
    across, down = to_x - x, to_y - y
    reach_x = (box.width / 2 + margin) / abs(across) if across else float("inf")
    reach_y = (box.height / 2 + margin) / abs(down) if down else float("inf")
    reach = min(reach_x, reach_y, 1.0)
    return (x + across * reach, y + down * reach)


def arrow_head(curve: Curve, size: float) -> str:
    """The three corners of the head, for a polygon."""
    (from_x, from_y), (x, y) = curve.bend, curve.end
    length = hypot(x - from_x, y - from_y) or 1.0
    ux, uy = (x - from_x) / length, (y - from_y) / length
    back_x, back_y = x - ux * size, y - uy * size
    half = size * 0.5
    corners = (
        (x, y),
        (back_x - uy * half, back_y + ux * half),
        (back_x + uy * half, back_y - ux * half),
    )
    return " ".join(_at(corner) for corner in corners)


def _at(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
