"""Diving: from parts of loads to whole ones, a few at a time, pricing again after each step."""

from __future__ import annotations

import numpy as np

from ..columns import IntArray
from .instance import POST, FloatArray
from .loads import prices_of_duals
from .pool import Pool

TAKEN = 1e13
"""Price of a post that is filled for good."""

FEW = 100
"""Where nothing is taken nearly whole, one load in so many people is fixed."""

TREMBLE = 0.05
"""How far chance shifts the order of loads, so that no two dives are the same."""


class Dive:
    """One dive through a relaxed master, whose loads it fixes and does not free again."""

    def __init__(self, pool: Pool, whole: float) -> None:
        self.pool, self.at, self.relaxed = pool, pool.at, pool.relaxed
        self.whole = whole
        """Loads taken to this share are fixed, or else the few taken most."""
        self.busy = np.zeros(len(self.at.human), dtype=np.bool_)
        self.filled = np.full(self.at.posts, -1)

    def rows(self) -> IntArray:
        """The row of every post once no load is left to fix, or the run is over."""
        before = self.filled.copy()
        while not self.pool.run.over():
            parts = self.parts()
            if parts is None:
                # What was fixed last does not go together, or time is up.
                return before
            chosen = self.most_whole(parts)
            if not chosen:
                break
            before = self.filled.copy()
            for column in chosen:
                self.fix(column)
        return self.filled

    def parts(self) -> FloatArray | None:
        """How much of each load is taken, after pricing once more what is still free."""
        answer = self.relaxed.solve()
        if answer is None:
            return None
        prices = prices_of_duals(self.at, answer[2])
        prices[: self.at.posts][self.filled >= 0] = TAKEN
        found = self.pool.priced(prices)
        fresh = [load for load in found if not self.busy[self.pool.person_of(load)]]
        if self.relaxed.add(fresh):
            answer = self.relaxed.solve() or answer
        shift = 1 + TREMBLE * self.pool.chance.random(len(self.relaxed.loads))
        parts = np.zeros(len(self.relaxed.loads))
        parts[: len(answer[1])] = answer[1]
        return np.minimum(parts, 1.0) * shift

    def fix(self, column: int) -> None:
        """Take a load whole from now on."""
        self.relaxed.fix(column)
        load = np.array(self.relaxed.loads[column])
        self.filled[self.at.row[load, POST]] = load
        self.busy[self.pool.person_of(self.relaxed.loads[column])] = True

    def most_whole(self, parts: FloatArray) -> list[int]:
        """The loads of free people taken nearly whole; else those taken most, a few at once."""
        order = np.argsort(-parts, kind="stable")[: 2 * len(self.at.human)].tolist()
        free = [
            column
            for column in order
            if parts[column] > 1e-6
            and not self.busy[self.pool.person_of(self.relaxed.loads[column])]
        ]
        whole = [column for column in free if parts[column] >= self.whole]
        return self.compatible(whole or free[: max(1, len(self.at.human) // FEW)])

    def compatible(self, columns: list[int]) -> list[int]:
        """Of these loads, in order, those that share no post and no person."""
        posts: set[int] = set()
        people: set[int] = set()
        kept = []
        for column in columns:
            load = self.relaxed.loads[column]
            own = {int(self.at.row[row, POST]) for row in load}
            if not own & posts and self.pool.person_of(load) not in people:
                posts |= own
                people.add(self.pool.person_of(load))
                kept.append(column)
        return kept
