"""A full assignment at once, without anything compiled: where waiting costs most is served first.

Of all posts the next is the one whose best person is furthest ahead of the second best, among
those who still have the hours. Several ways to tell who is best are tried, the least hours among
them, which nearly always leaves nobody out. Source: Martello and Toth, *Knapsack Problems* (1990),
section 7.4.
"""

from __future__ import annotations

import numpy as np

from ..columns import IntArray
from .assignment import NEVER, Assignment, assignment_of, rows_of_people
from .instance import FloatArray, Instance

ONLY = 1e15
"""How far somebody is ahead who is the only one left."""


def rows_by_regret(at: Instance) -> IntArray:
    """The rows of the full assignment that costs least, by the instance's posts."""
    this = assignment_of(at)
    people = min((_assigned(this, *way) for way in _ways(this)), key=lambda who: _cost(this, who))
    return rows_of_people(at, this, people)


def _ways(this: Assignment) -> list[tuple[FloatArray, IntArray]]:
    """How much each person is wished away from each post, and the hours to go by."""
    cost, use = this.cost[:, :-1].astype(float), this.use[:, :-1]
    share = use / np.maximum(this.capacity[:-1], 1)
    mean = max(float(cost[cost < NEVER].mean()), 1.0) / max(float(share.mean()), 1e-12)
    wishes = (cost, share, cost + mean * share, cost + 3 * mean * share)
    return [(np.where(cost >= NEVER, np.inf, wish), use) for wish in wishes]


def _assigned(this: Assignment, wish: FloatArray, use: IntArray) -> IntArray:
    """Who fills each post; "nobody" where nobody had the hours left."""
    posts, people = wish.shape
    wish, left = wish.copy(), this.capacity[:-1].copy()
    wish[use > left] = np.inf
    chosen, waiting = np.full(posts, people), np.ones(posts, dtype=np.bool_)
    best = np.sort(wish, axis=1)[:, :2] if people > 1 else np.column_stack([wish, wish + np.inf])
    while waiting.any():
        ahead = np.where(waiting & np.isfinite(best[:, 0]), ONLY, -1.0)
        others = waiting & np.isfinite(best[:, 1])
        ahead[others] = best[others, 1] - best[others, 0]
        post = int(np.argmax(ahead))
        if ahead[post] < 0:
            break
        who = int(np.argmin(wish[post]))
        chosen[post], waiting[post] = who, False
        left[who] -= use[post, who]
        shut = waiting & (use[:, who] > left[who]) & np.isfinite(wish[:, who])
        wish[shut, who] = np.inf
        if people > 1:
            best[shut] = np.partition(wish[shut], 1, axis=1)[:, :2]
        else:
            best[shut, 0] = np.inf
    return chosen


def _cost(this: Assignment, people: IntArray) -> int:
    return int(this.cost[np.arange(len(people)), people].sum())
