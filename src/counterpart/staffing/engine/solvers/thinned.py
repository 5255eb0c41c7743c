"""A small instance out of a large one: the rows worth searching, side by side in memory."""

from __future__ import annotations

import numpy as np

from ..apart import apart_members
from ..columns import IntArray
from .instance import (
    ACCOUNT,
    MEMBER,
    OF_ACCOUNT,
    PERSON,
    POST,
    TWIN,
    WHO,
    Instance,
    order_by_person,
)


def thinned(at: Instance, rows: IntArray) -> Instance:
    """The instance with these rows alone, given in ascending order and numbered anew."""
    row = at.row[rows]
    members, row[:, MEMBER] = np.unique(row[:, MEMBER], return_inverse=True)
    membership = np.ascontiguousarray(at.membership[members])
    by_person = order_by_person(
        row[:, POST], row[:, PERSON], at.place[:, OF_ACCOUNT], at.place[:, TWIN]
    )
    apart = apart_members(membership[:, ACCOUNT], membership[:, WHO], at.conflicts)
    return at._replace(
        row=np.ascontiguousarray(row),
        first=np.searchsorted(row[:, POST], np.arange(at.posts + 1)),
        membership=membership,
        first_of_person=np.searchsorted(row[by_person, PERSON], np.arange(len(at.human) + 1)),
        rows_of_person=by_person,
        first_apart=apart.first,
        apart=apart.other,
    )
