"""Colours and signs of the mirror, as they stand in a file of its own."""

from __future__ import annotations

from counterpart.customers.models import Attitude

FONT = "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Liberation Sans, Arial, sans-serif"
INK, MUTED, LINE, PAPER = "#151a23", "#566074", "#dfe4ec", "#ffffff"
GOOD, WARN, BAD, BAD_SOFT = "#13703f", "#a05f00", "#c2342b", "#fdf1f0"
WARN_LINE, QUIET = "#d98d0f", "#667085"
BANDS = (
    "#f2f4fe",
    "#edf8f6",
    "#fdf6ea",
    "#fdf1f4",
    "#edf6fc",
    "#f6f1fc",
    "#f0f8ed",
    "#f3f5f7",
)
CHIPS = (
    "#e3e8fc",
    "#d7efeb",
    "#f9e9cc",
    "#f9dfe6",
    "#d8ebf8",
    "#eae0f8",
    "#dff0d8",
    "#e6eaf0",
)
INKS = (
    "#4a5fc4",
    "#1a7468",
    "#8a5a0c",
    "#a83c5b",
    "#21689a",
    "#6d4cab",
    "#3c7429",
    "#505c70",
)
THREADS = (
    "#6579d6",
    "#2b9a8b",
    "#cc9130",
    "#cb627f",
    "#3d8fc2",
    "#8d6dc7",
    "#5c9c48",
    "#6d7b90",
)
STAR = "M0-4.2 1.3-1.4 4.2-1.2 1.9.8 2.7 3.8 0 2.1-2.7 3.8-1.9.8-4.2-1.2-1.3-1.4Z"
PLUS = "M-3.2-.8H-.8V-3.2H.8V-.8H3.2V.8H.8V3.2H-.8V.8H-3.2Z"
DOT = "M-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0Z"
MINUS = "M-3.2-.8H3.2V.8H-3.2Z"
CROSS = "M-3-1.9-1.9-3 0-1.1 1.9-3 3-1.9 1.1 0 3 1.9 1.9 3 0 1.1-1.9 3-3 1.9-1.1 0Z"
ATTITUDES = {
    Attitude.CHAMPION: (GOOD, "good", STAR),
    Attitude.SUPPORTER: (GOOD, "good", PLUS),
    Attitude.NEUTRAL: (QUIET, "quiet", DOT),
    Attitude.CRITIC: (WARN, "warn", MINUS),
    Attitude.BLOCKER: (BAD, "bad", CROSS),
}
ACCENT = "#2b50c8"
TRACK, PILL = "#e9edf3", "#f1f3f7"
