"""What locks force on every plan."""

from __future__ import annotations

from .instance import CHANGE, MUST, POST, Instance


def changes_of_locks(at: Instance) -> int:
    """Changes that every plan makes, since posts are locked to others than fill them today."""
    locked = at.place[at.row[:, POST], MUST] > 0
    return int(at.row[locked, CHANGE].sum())
