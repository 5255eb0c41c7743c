"""Annealing from a plan over the rows that prices make likely, by two seeds on two threads."""

from __future__ import annotations

import math

import numpy as np

from ..columns import BoolArray, IntArray
from ..stop import Run
from .instance import GAIN, FloatArray, Instance
from .pricing import threads
from .search import anneal, luck_table
from .state import ROW, VALUE, new_state
from .thinned import thinned

LIKELY = 0.1
"""Rows taken more often than this while prices were sought are likely."""

HOT, COLD = 0.1, 0.005
"""Where a search starts and ends, as shares of the mean gain of a row."""

MIX = np.array([980, 990, 995, 1000])
"""Of 1000 moves: 980 shifts, 10 of whole teams, 5 accounts and 5 pairs of people ruined."""

MOVES_AT_ONCE = 20_000
"""Moves of each seed between two looks at the clock."""

SEEDS = 2
LUCK = luck_table()
FIRST_PACE = 150_000.0
"""Moves a second, before it is known."""


class Annealing:
    """What the searches of one run share."""

    def __init__(self, at: Instance, run: Run, seed: int, hot: float = HOT) -> None:
        self.at, self.run, self.seed, self.hot = at, run, seed, hot
        self.scale = float(np.abs(at.row[:, GAIN]).mean()) if len(at.row) else 1.0
        self.pace = FIRST_PACE
        self.searches = 0

    def search(
        self, rows: IntArray, likely: BoolArray, guide: FloatArray, moves: int, share: float
    ) -> IntArray:
        """The best rows that any seed found in so many moves, or until a share of the run.

        Only likely rows and those at hand are looked at. `guide` holds the prices of budget,
        changes and the budgets of regions.
        """
        walkers, kept = self._walked(rows, likely, guide, moves, share)
        return _of_instance(max(walkers, key=lambda walker: walker.value).best, kept)

    def ends(
        self, rows: IntArray, likely: BoolArray, guide: FloatArray, moves: int, share: float
    ) -> list[IntArray]:
        """Where each seed's walk ended: better here and worse there than where it began."""
        walkers, kept = self._walked(rows, likely, guide, moves, share)
        return [_of_instance(walker.state.at_post[:, ROW], kept) for walker in walkers]

    def _walked(
        self, rows: IntArray, likely: BoolArray, guide: FloatArray, moves: int, share: float
    ) -> tuple[list[Walker], IntArray]:
        """Walkers at their end, and the instance's row of each of theirs."""
        likely = likely.copy()
        likely[rows[rows >= 0]] = True
        kept = np.flatnonzero(likely)
        number = np.full(len(self.at.row) + 1, -1)
        number[kept] = np.arange(len(kept))
        small = thinned(self.at, kept)
        walkers = [Walker(small, number[rows], guide, self._next_seed()) for _ in range(SEEDS)]
        self._walk(walkers, moves, share)
        return walkers, kept

    def _walk(self, walkers: list[Walker], moves: int, share: float) -> None:
        """Cool down over so many moves of each walker."""
        done, cooled, began = 0, 0.0, self.run.seconds
        while done < moves and not self.run.over_share(share):
            some = int(min(MOVES_AT_ONCE, moves - done, max(1, self.run.steps_left / SEEDS)))
            # A machine that turns out slower cools faster, so as not to be cut off while hot.
            left = max(some, min(moves - done, self._moves_left(share)))
            before, cooled = cooled, cooled + (1 - cooled) * some / left
            ratio, start = COLD / self.hot, self.hot * self.scale
            hot, cold = (start * ratio**each for each in (before, cooled))
            for walk in [threads().submit(each.go, some, hot, cold) for each in walkers]:
                walk.result()
            done += some
            self.run.steps += SEEDS * some
            self.pace = done / max(1e-6, self.run.seconds - began)

    def _next_seed(self) -> int:
        self.searches += 1
        return self.seed * 1_000 + self.searches

    def _moves_left(self, share: float) -> float:
        """Moves of each walker until the end; in seconds, by the pace so far."""
        seconds = share * self.run.stop.seconds - self.run.seconds
        by_time = seconds * self.pace if math.isfinite(seconds) else math.inf
        steps = (share * self.run.stop.steps - self.run.steps) / SEEDS
        return max(1.0, min(by_time, steps))


def _of_instance(rows: IntArray, kept: IntArray) -> IntArray:
    return np.where(rows >= 0, np.append(kept, -1)[rows], -1)


class Walker:
    """One seed's walk from plan to plan."""

    def __init__(self, at: Instance, rows: IntArray, guide: FloatArray, seed: int) -> None:
        self.at, self.guide = at, guide
        self.state = new_state(at, rows, seed)
        self.best = rows.copy()
        self.value = int(self.state.totals[VALUE])

    def go(self, moves: int, hot: float, cold: float) -> None:
        """So many moves while the temperature falls from hot to cold."""
        self.value = int(
            anneal(
                self.at,
                self.state,
                LUCK,
                self.best,
                self.value,
                moves,
                hot,
                cold,
                MIX,
                self.guide,
            )
        )
