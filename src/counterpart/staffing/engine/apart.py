"""People who must not share an account, as pairs of memberships that exclude each other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .columns import IntArray


class Apart(NamedTuple):
    """Memberships that exclude membership m: `other[first[m] : first[m + 1]]`."""

    first: IntArray
    other: IntArray


def apart_members(account: IntArray, person: IntArray, pairs: IntArray) -> Apart:
    """Every two memberships of one account whose people are one of the pairs (rows of two)."""
    one: list[int] = []
    two: list[int] = []
    if len(pairs) and len(person):
        order = np.lexsort((account, person))
        begins = np.searchsorted(person[order], np.unique(pairs))
        ends = np.searchsorted(person[order], np.unique(pairs), side="right")
        theirs = {
            int(who): order[begin:end]
            for who, begin, end in zip(np.unique(pairs), begins, ends, strict=True)
        }
        for first, second in pairs.tolist():
            _, at_one, at_two = np.intersect1d(
                account[theirs[first]],
                account[theirs[second]],
                assume_unique=True,
                return_indices=True,
            )
            one += theirs[first][at_one].tolist() + theirs[second][at_two].tolist()
            two += theirs[second][at_two].tolist() + theirs[first][at_one].tolist()
    member, other = np.array(one, dtype=np.int64), np.array(two, dtype=np.int64)
    order = np.lexsort((other, member))
    first = np.searchsorted(member[order], np.arange(len(account) + 1))
    return Apart(first, other[order])
