"""What the lines mean."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from counterpart.teams.mirror_shapes import LEFT, Thread
from counterpart.teams.mirror_svg.colours import BAD, THREADS, WARN_LINE
from counterpart.teams.mirror_svg.pen import SMALL, Pen
from counterpart.teams.svg import text_width


def legend(pen: Pen, threads: Sequence[Thread], y: float) -> str:
    """The kinds of lines that are in this picture."""
    entries = [
        (
            _("Primary; the wider, the more influence"),
            any(t.person_id and not t.is_backup for t in threads),
            {"stroke": THREADS[0], "stroke_width": 5, "class_": "m-thread h0"},
        ),
        (
            _("Backup"),
            any(t.is_backup and not t.is_standing_in for t in threads),
            {
                "stroke": THREADS[0],
                "stroke_width": 1.4,
                "stroke_dasharray": "5 5",
                "class_": "m-thread h0",
            },
        ),
        (
            _("Backup standing in"),
            any(t.is_standing_in for t in threads),
            {"stroke": WARN_LINE, "stroke_width": 4, "class_": "m-standin"},
        ),
        (
            pgettext("a counterpart is missing", "Gap"),
            any(t.person_id is None for t in threads),
            {
                "stroke": BAD,
                "stroke_width": 1.6,
                "stroke_dasharray": "2 5",
                "stroke_linecap": "round",
                "class_": "m-missing",
            },
        ),
    ]
    x, drawn = LEFT, []
    for text, is_there, look in entries:
        if not is_there:
            continue
        drawn.append(pen.tag("path", d=f"M{x:.0f} {y - 4:.0f}h30", fill="none", **look))
        drawn.append(pen.muted(text, x + 38, y, font_size=SMALL))
        x += 38 + text_width(text, SMALL) + 26
    return "".join(drawn)
