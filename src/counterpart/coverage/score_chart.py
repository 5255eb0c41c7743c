"""The usual portfolio picture: attractiveness of accounts against our strength there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterpart.coverage.models import Scorecard, ScoreTotal

SIZE, LEFT, TOP, RIGHT, BOTTOM = 520, 44, 16, 16, 44
LEAST_RADIUS, MOST_RADIUS = 3.0, 14.0


@dataclass(frozen=True)
class Bubble:
    """An account: its place, and a size by its sales."""

    x: str
    y: str
    radius: str
    tone: str
    name: str


@dataclass(frozen=True)
class ScoreChart:
    """The picture in a square box of `SIZE`."""

    bubbles: list[Bubble]
    across_y: str
    """Where accounts begin to be attractive."""
    down_x: str
    """Where we begin to be strong."""
    ticks: list[tuple[str, str, int]]
    """Place across, place down, points."""
    size: int = SIZE
    left: int = LEFT
    top: int = TOP
    right: int = SIZE - RIGHT
    foot: int = SIZE - BOTTOM


def score_chart(card: Scorecard, totals: Sequence[ScoreTotal]) -> ScoreChart:
    """Attractiveness upwards, our strength to the right; the area of a bubble is its sales."""
    sales = [max(0, total.account.result.revenue_minor) for total in totals]
    most = max([*sales, 1])

    # Texts, since a template would write numbers as the reader's language does.
    def x(points: float) -> str:
        return f"{LEFT + (SIZE - LEFT - RIGHT) * points / 100:.1f}"

    def y(points: float) -> str:
        return f"{TOP + (SIZE - TOP - BOTTOM) * (1 - points / 100):.1f}"

    bubbles = [
        Bubble(
            x(total.strength),
            y(total.attractiveness),
            f"{max(LEAST_RADIUS, MOST_RADIUS * (minor / most) ** 0.5):.1f}",
            "bad" if total.dispute == ScoreTotal.Dispute.COSTLY
            else "warn" if total.dispute else "plain",
            total.account.name,
        )
        for total, minor in zip(totals, sales, strict=True)
    ]  # fmt: skip
    return ScoreChart(
        bubbles=bubbles,
        across_y=y(card.attractive_from),
        down_x=x(card.strong_from),
        ticks=[(x(points), y(points), points) for points in (0, 25, 50, 75, 100)],
    )
