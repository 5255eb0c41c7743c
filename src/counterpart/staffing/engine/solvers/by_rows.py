"""A neighbourhood as a model of single rows, for people who fill so many posts that nearly as
good loads are beyond counting."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from counterpart.kernel.highs import run_highs

from ..columns import IntArray
from .exact import model_of
from .instance import MEMBER, PERSON, POST, FloatArray, Instance
from .neighbourhood import Neighbourhood, place_of, value_of_rows
from .thinned import thinned

MANY_POSTS = 8
"""From so many posts a person on, loads are not listed."""

ROWS_PER_POST = 5
"""How many of the likeliest rows of each post are offered, those at hand apart."""


def is_dense(here: Neighbourhood) -> bool:
    """Whether the neighbourhood's people fill too many posts for their loads to be listed."""
    return len(here.rows) > MANY_POSTS * len(here.people)


def renewed_by_rows(
    at: Instance,
    here: Neighbourhood,
    loss: FloatArray,
    *,
    seconds: float,
    seed: int,
    is_over: Callable[[], bool],
) -> IntArray | None:
    """Better rows for these people, or `None`. `loss` says what each row loses at the prices."""
    chosen = np.zeros(len(at.human), dtype=np.bool_)
    chosen[here.people] = True
    offered = chosen[at.row[:, PERSON]] & here.free[at.row[:, POST]] & ~here.shut
    theirs = np.flatnonzero(offered)
    kept = np.union1d(_likeliest(at, theirs, loss), here.rows)
    small = thinned(at, kept)._replace(
        place=place_of(at, here),
        team_size=here.places,
        region_budget=here.regions,
        budget=here.budget,
        most_changes=here.changes,
    )
    model, _ = model_of(small)
    start = np.zeros(len(small.row) + len(small.membership))
    mine = np.searchsorted(kept, here.rows)
    start[mine] = 1.0
    start[len(small.row) + small.row[mine, MEMBER]] = 1.0
    answer = run_highs(model, seconds=seconds, seed=seed, start=start, stop_now=lambda _: is_over())
    if not len(answer.columns):
        return None
    found = kept[answer.columns[: len(kept)] > 0.5]
    return found if value_of_rows(at, found) > value_of_rows(at, here.rows) else None


def _likeliest(at: Instance, rows: IntArray, loss: FloatArray) -> IntArray:
    """Of these rows the few of each post that lose least."""
    order = rows[np.lexsort((loss[rows], at.row[rows, POST]))]
    post = at.row[order, POST]
    begins = np.flatnonzero(np.diff(post, prepend=-1))
    place = np.arange(len(order)) - np.repeat(begins, np.diff(begins, append=len(order)))
    return order[place < ROWS_PER_POST]
