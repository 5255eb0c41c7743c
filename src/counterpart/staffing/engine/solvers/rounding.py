"""A plan from prices: the rows that people took most often while prices were sought."""

from __future__ import annotations

import numpy as np

from ..columns import IntArray
from .filling import Room
from .instance import MUST, POST, FloatArray, Instance

SELDOM = 0.05
"""Rows taken less often than this are not looked at."""


def rounded(at: Instance, often: FloatArray, kept: IntArray) -> IntArray:
    """The row of each post, -1 where no row taken often fits any more; locked posts as `kept`.

    `often` says for each row how often it was taken, from 0 to 1.
    """
    rows = np.where(at.place[:, MUST] > 0, kept, -1)
    room = Room(at, rows)
    likely = np.flatnonzero(often > SELDOM)
    backup = at.is_backup[at.row[likely, POST]]
    for row in likely[np.lexsort((-often[likely], backup))].tolist():
        post = at.row[row, POST]
        if rows[post] < 0 and room.fits(row):
            room.use(row)
            rows[post] = row
    return rows
