"""The best mix of several plans: everybody takes the load that they have in one of them.

Loads of one plan never collide; of two plans, only loads of the one with those of the other do.
So the best mix of two is an independent set of most weight in a bipartite graph, which HiGHS finds
almost as soon as its relaxation; with more plans, or limits besides hours, it seldom takes longer.
Source: Aggarwal, Orlin and Tai (1997), "Optimized crossover for the independent set problem",
Operations Research 45(2), 226-234.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..columns import IntArray
from .instance import PERSON, POST, Instance
from .load_choice import Loads, best_loads
from .neighbourhood import neighbourhood_of, value_of_rows
from .packed import Packed, some_of

SIGNS = 2**62
"""Rows get random numbers below this; loads with the same sum are the same load."""


def mixed(
    at: Instance,
    packed: Packed,
    plans: Sequence[IntArray],
    *,
    seconds: float,
    seed: int,
    is_over: Callable[[], bool],
) -> IntArray:
    """The best mix of plans given by the row of each post; the best of them if none is better."""
    plans = sorted(plans, key=lambda rows: value_of_rows(at, rows[rows >= 0]), reverse=True)
    best, number = plans[0], np.random.default_rng(1).integers(SIGNS, size=len(at.row))
    signs = np.stack([_signs(at, rows, number) for rows in plans])
    people = np.flatnonzero((signs != signs[0]).any(axis=0))
    if not len(people):
        return best
    here = neighbourhood_of(at, best, people, spare=True)
    some = some_of(packed, people, here.free, here.shut)
    loads = _loads(at, some.row, people, plans, signs)
    answer = best_loads(at, here, some, loads, seconds=seconds, seed=seed, is_over=is_over)
    if answer is None or value_of_rows(at, answer.rows) <= value_of_rows(at, here.rows):
        return best
    found = best.copy()
    found[at.row[here.rows, POST]] = -1
    found[at.row[answer.rows, POST]] = answer.rows
    return found


def _signs(at: Instance, rows: IntArray, number: IntArray) -> IntArray:
    """A number for each person's load, from one for each row: the same for the same rows."""
    held = rows[rows >= 0]
    signs = np.zeros(len(at.human), dtype=np.int64)
    np.add.at(signs, at.row[held, PERSON], number[held])  # sums wrap around, as they may
    return signs


def _loads(
    at: Instance, some_row: IntArray, people: IntArray, plans: Sequence[IntArray], signs: IntArray
) -> Loads:
    """Of these people, each load once; those of the first plan are theirs now."""
    place = np.full(len(at.row), -1)
    place[some_row] = np.arange(len(some_row))
    position = np.full(len(at.human), -1)
    position[people] = np.arange(len(people))
    whose, counts, rows, mine = [], [], [], []
    for number, plan in enumerate(plans):
        fresh = (signs[:number] != signs[number]).all(axis=0)
        held = plan[plan >= 0]
        held = held[fresh[at.row[held, PERSON]] & (position[at.row[held, PERSON]] >= 0)]
        order = np.lexsort((place[held], position[at.row[held, PERSON]]))
        held = held[order]
        persons, count = np.unique(position[at.row[held, PERSON]], return_counts=True)
        whose.append(persons)
        counts.append(count)
        rows.append(place[held])
        mine.append(np.full(len(persons), number == 0))
    return Loads(
        whose=np.concatenate(whose),
        begins=np.append(0, np.cumsum(np.concatenate(counts))),
        rows=np.concatenate(rows),
        mine=np.concatenate(mine),
    )
