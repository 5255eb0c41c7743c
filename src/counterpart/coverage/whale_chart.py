"""The whale curve as a picture: accounts from the best to the worst, and their running total."""

from __future__ import annotations

from dataclasses import dataclass

from counterpart.coverage.reckoning.whale import WhaleCurve

WIDTH, HEIGHT = 900, 300
LEFT, RIGHT, TOP, BOTTOM = 104, 24, 16, 36
MOST_POINTS = 150
ROWS = 10
LABEL_HEIGHT = 16


@dataclass(frozen=True)
class WhaleRow:
    """What a tenth of the accounts more adds up to."""

    percent: int
    accounts: int
    running: int
    share: float | None


@dataclass(frozen=True)
class WhaleChart:
    """The picture in a box of `WIDTH` by `HEIGHT`, and the rows of its table."""

    line: str
    area: str
    zero_y: str
    peak_y: str
    total_y: str
    peak_x: str
    peak: int
    total: int
    losing: int
    """Accounts that contribute less than nothing."""
    ticks: list[tuple[str, int]]
    """Place and per cent of the accounts."""
    rows: list[WhaleRow]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - BOTTOM

    @property
    def shows_total(self) -> bool:
        """Whether the total stands far enough from the peak and from nothing to be labelled."""
        others = (float(self.peak_y), float(self.zero_y))
        return min(abs(float(self.total_y) - other) for other in others) >= LABEL_HEIGHT


def whale_chart(curve: WhaleCurve) -> WhaleChart:
    """From nothing to all accounts; of very many, every so manieth and the peak."""
    running = (0, *curve.running)
    last, top, low = len(running) - 1, max(*running, 1), min(*running, 0)
    span = (HEIGHT - TOP - BOTTOM) / (top - low)

    # Texts, since a template would write numbers as the reader's language does.
    def x(at: int) -> str:
        return f"{LEFT + (WIDTH - LEFT - RIGHT) * at / last:.1f}"

    def y(minor: int) -> str:
        return f"{TOP + (top - minor) * span:.1f}"

    step = max(1, last // MOST_POINTS)
    places = sorted({*range(0, last + 1, step), curve.profitable, last})
    line = " ".join(f"{x(at)},{y(running[at])}" for at in places)
    return WhaleChart(
        line=line,
        area=f"{x(0)},{y(0)} {line} {x(last)},{y(0)}",
        zero_y=y(0),
        peak_y=y(curve.peak),
        total_y=y(curve.total),
        peak_x=x(curve.profitable),
        peak=curve.peak,
        total=curve.total,
        losing=sum(each < 0 for each in curve.contributions),
        ticks=[(x(round(last * part / 5)), 20 * part) for part in range(6)],
        rows=[_row(curve, running, tenth) for tenth in range(1, ROWS + 1)],
    )


def _row(curve: WhaleCurve, running: tuple[int, ...], tenth: int) -> WhaleRow:
    at = round((len(running) - 1) * tenth / ROWS)
    share = 100 * running[at] / curve.total if curve.total > 0 else None
    return WhaleRow(10 * tenth, at, running[at], share)
