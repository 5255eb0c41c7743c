"""The lines between the two centers."""

from __future__ import annotations

from counterpart.teams.mirror_shapes import Layout, Thread
from counterpart.teams.mirror_svg.colours import BAD, THREADS, WARN_LINE
from counterpart.teams.mirror_svg.pen import Pen


def by_weight(layout: Layout) -> list[Thread]:
    """Backups lie under primaries, heavy lines under light ones."""
    return sorted(layout.threads, key=lambda t: (not t.is_backup, -t.influence))


def line_of(pen: Pen, thread: Thread) -> str:
    """One line; the wider, the more influence it carries."""
    bend = (thread.x2 - thread.x1) * 0.5
    path = (
        f"M{thread.x1:.0f} {thread.y1:.1f}C{thread.x1 + bend:.0f} {thread.y1:.1f} "
        f"{thread.x2 - bend:.0f} {thread.y2:.1f} {thread.x2:.0f} {thread.y2:.1f}"
    )
    width = 1.4 + 6.6 * thread.influence / 100
    if thread.person_id is None:
        return pen.tag(
            "path",
            d=path,
            stroke=BAD,
            stroke_width=1.6,
            stroke_dasharray="2 5",
            stroke_linecap="round",
            class_="m-missing",
        )
    if thread.is_standing_in:
        return pen.tag(
            "path",
            d=path,
            stroke=WARN_LINE,
            stroke_width=width,
            stroke_opacity="0.85",
            class_="m-standin",
        )
    if thread.is_backup:
        return pen.tag(
            "path",
            d=path,
            stroke=THREADS[thread.hue],
            stroke_width=1.4,
            stroke_dasharray="5 5",
            stroke_opacity="0.75",
            class_=f"m-thread h{thread.hue}",
        )
    return pen.tag(
        "path",
        d=path,
        stroke=THREADS[thread.hue],
        stroke_width=width,
        stroke_opacity="0.3" if thread.is_resting else "0.8",
        class_=f"m-thread h{thread.hue}",
    )
