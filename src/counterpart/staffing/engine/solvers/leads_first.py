"""A plan that begins with leads chosen together and keeps what it can of the plan at hand."""

from __future__ import annotations

import numpy as np

from ..columns import IntArray
from .filling import Room, filled_rows
from .instance import GAIN, HOURS, POST, Instance


def with_leads(at: Instance, led: IntArray, rows: IntArray) -> IntArray:
    """The rows of a plan in which people do what was chosen for them, as far as it fits.

    `led` are the rows chosen, `rows` those of the plan at hand by post. Locked posts stay; leads
    come before contacts and these before backups, what was chosen before what was at hand, and
    what gains most for an hour before the rest. Then empty posts are filled.
    """
    found = np.where(at.must, rows, -1)
    room = Room(at, found)
    both = np.concatenate([led, rows[(rows >= 0) & ~at.is_lead]])
    post = at.row[both, POST]
    per_hour = at.row[both, GAIN] / np.maximum(at.row[both, HOURS], 1)
    at_hand = np.arange(len(both)) >= len(led)
    order = np.lexsort((-per_hour, at_hand, at.is_backup[post], ~at.is_lead[post]))
    for row in both[order].tolist():
        if found[at.row[row, POST]] < 0 and room.fits(row):
            room.use(row)
            found[at.row[row, POST]] = row
    return filled_rows(at, found)
