"""A small instance out of a large one: the rows worth searching, side by side in memory."""

from __future__ import annotations

import numpy as np

from ..columns import IntArray
from .instance import MEMBER, OF_ACCOUNT, PERSON, POST, Instance


def thinned(at: Instance, rows: IntArray) -> Instance:
    """The instance with these rows alone, given in ascending order and numbered anew."""
    row = at.row[rows]
    members, row[:, MEMBER] = np.unique(row[:, MEMBER], return_inverse=True)
    account = at.place[row[:, POST], OF_ACCOUNT]
    by_person = np.lexsort((row[:, POST], account, row[:, PERSON]))
    return at._replace(
        row=np.ascontiguousarray(row),
        first=np.searchsorted(row[:, POST], np.arange(at.posts + 1)),
        membership=np.ascontiguousarray(at.membership[members]),
        first_of_person=np.searchsorted(row[by_person, PERSON], np.arange(len(at.human) + 1)),
        rows_of_person=by_person,
    )
