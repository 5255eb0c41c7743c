"""Which whole loads go together: a backup needs a counterpart, people in conflict keep apart.

That nobody backs up themselves holds within every load already.
"""

from __future__ import annotations

import numpy as np

from counterpart.kernel.highs import Model

from ..columns import IntArray
from .instance import IS_BACKUP, MEMBER, POST, TWIN, Instance
from .packed import ranges


def keep_company(
    model: Model, at: Instance, place: IntArray, load: IntArray, row: IntArray
) -> None:
    """Add what must hold among loads, given as pairs of a load's number and a row it holds."""
    post = at.row[row, POST]
    paired = np.flatnonzero(place[post, TWIN] >= 0)
    backup = place[post[paired], IS_BACKUP] > 0
    contact = np.where(backup, place[post[paired], TWIN], post[paired])
    contacts, number = np.unique(contact, return_inverse=True)
    sign = np.where(backup, 1.0, -1.0)
    model.require(number, load[paired], sign, most=np.zeros(len(contacts)))
    _keep_apart(model, at, load, at.row[row, MEMBER])


def _keep_apart(model: Model, at: Instance, load: IntArray, member: IntArray) -> None:
    """Of two memberships that exclude each other, one load at most holds one."""
    joins = np.unique(np.stack([member, load]), axis=1)
    whose = np.repeat(np.arange(len(at.membership)), np.diff(at.first_apart))
    both = np.isin(whose, joins[0]) & np.isin(at.apart, joins[0]) & (whose < at.apart)
    pairs = int(both.sum())
    columns, number = [], []
    for members in (whose[both], at.apart[both]):
        begins = np.searchsorted(joins[0], members)
        ends = np.searchsorted(joins[0], members, side="right")
        places, pair = ranges(begins, ends)
        columns.append(joins[1][places])
        number.append(pair)
    model.require(np.concatenate(number), np.concatenate(columns), 1, most=np.ones(pairs))
