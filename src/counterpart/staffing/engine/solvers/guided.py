"""Prices and search together: one run of the price-guided solver.

The Lagrangian of `prices` proves a bound and says which rows matter; annealing over those rows
(`search`) finds the plan, and the better plan in turn steers the prices. One thread, no clock
but the stop rule: counted in steps, a run repeats exactly.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ..columns import IntArray
from ..limits import check
from ..plan import StaffingPlan
from ..problem import StaffingProblem
from ..stop import Prices, Result, Run
from ..value import value_of
from .filling import simple_bound
from .instance import GAIN, POST, PRICE, Instance, instance_of, plan_of_rows, rows_of_plan
from .losses import losses_of_rows, rough_losses, worth_of_hours
from .moves import load_rows, new_state
from .prices import PriceSearch
from .search import anneal, luck_table
from .starting import first_plan

MASTER_ROWS = 60_000
"""Up to so many candidate rows a run measured in seconds ends with the master model."""

MOVES_AT_ONCE = 4096
"""Moves between two looks at the clock."""

FIRST_MOVES_PER_POST = 60
SWEEPS = 120
"""Sweeps of the bound between two searches."""

LENGTHEN = 4
"""Each search is so many times longer than the one before."""

HOT, WARM, COLD = 0.3, 0.02, 0.003
"""Temperatures as shares of the mean gain of a row: where a search starts that may forget the
plan it starts from, where one starts that should only mend it, and where both end."""

MIX = np.array([700, 800, 900, 1000])
"""Of 1000 moves: 700 shifts, 100 of whole teams, 100 accounts and 100 pairs of people ruined."""

ROUGH_ROWS = 150_000
"""Beyond so many candidate rows what a row loses is estimated, and the lists are longer."""

ROUGH_ROWS_PER_POST = 12
ROWS_PER_POST = 5
"""Length of the lists the search looks at, on average: the rows that lose least."""


def search(problem: StaffingProblem, run: Run, seed: int, start: StaffingPlan | None) -> Result:
    """The whole run of this solver, kernels compiled."""
    guided = PriceGuided(problem, run, seed, start)
    rows, timed = len(guided.at.row), math.isfinite(run.stop.seconds)
    if timed and rows <= MASTER_ROWS and not math.isfinite(run.stop.steps):
        from .master import Master

        Master(guided).work()
    guided.work()
    return run.result(guided.plan, guided.prices(), "price-guided")


class PriceGuided:
    """One run: the best plan, the best prices, and the state of the search."""

    def __init__(
        self, problem: StaffingProblem, run: Run, seed: int, start: StaffingPlan | None
    ) -> None:
        self.problem, self.run, self.seed = problem, run, seed
        self.at = instance_of(problem)
        run.bound = simple_bound(self.at)
        plan = first_plan(problem, self.at, start)
        run.value = value_of(problem, plan)
        self.best_row = rows_of_plan(problem, plan)
        self.state = new_state(self.at, self.best_row, seed)
        self.pricing = PriceSearch(self.at)
        self.luck = luck_table()
        self.grain = _grain(self.at)
        self.moves_per_second = 40_000.0
        self.moves = 0

    @property
    def plan(self) -> StaffingPlan:
        """The best plan found."""
        return plan_of_rows(self.problem, self.at, self.best_row)

    def prices(self) -> Prices:
        """The prices of the best bound, with what an hour of each person is worth."""
        worth = worth_of_hours(self.pricing.at, self.pricing.best_prices) / self.pricing.grain
        return replace(self.pricing.best(), hour_of_person=worth)

    def work(self, *, share: float = 1.0) -> None:
        """Bound and search in turns, each search longer, until the run or its share is over."""
        if self.moves == 0:
            self.begin()
        while not self.over(share):
            left = self.moves_left(share)
            # The last search takes all that is left, so that it is not cut off while hot.
            now = int(left) if left < (1 + LENGTHEN / 2) * self.moves else self.moves
            self.search(now, share)
            self.moves *= LENGTHEN
            self.pricing.refresh()
            self.bound(SWEEPS, share)

    def begin(self) -> None:
        """First prices, a first short search, and better prices by what it found."""
        self.moves = FIRST_MOVES_PER_POST * self.problem.posts
        self.bound(SWEEPS // 2, 0.25)
        self.search(self.moves, 0.5)
        self.moves *= LENGTHEN
        self.bound(SWEEPS, 0.6)

    def over(self, share: float) -> bool:
        """Whether to stop, or whether this share of the run is used up."""
        return (
            self.run.over()
            or self.run.seconds >= share * self.run.stop.seconds
            or self.run.steps >= share * self.run.stop.steps
        )

    def moves_left(self, share: float) -> float:
        """Moves until the end; in seconds, by the pace so far."""
        seconds = share * self.run.stop.seconds - self.run.seconds
        by_time = seconds * self.moves_per_second if math.isfinite(seconds) else math.inf
        return max(1.0, min(by_time, share * self.run.stop.steps - self.run.steps))

    def bound(self, sweeps: int, share: float = 1.0) -> None:
        """Improve prices and bound by so many sweeps. A step is one person priced."""
        people = max(1, len(self.at.human))
        at_once = max(1, 2_000 // people)
        while sweeps > 0 and not self.over(share):
            some = min(sweeps, at_once)
            self.pricing.improve(some, self.run.value)
            sweeps -= some
            self.run.steps += some * people
            self.note_bound(self.pricing.bound)

    def note_bound(self, bound: float) -> None:
        """Take a proven bound, down to the next value a plan could have."""
        whole = math.floor(bound / self.grain) * self.grain
        self.run.bound = max(self.run.value, min(self.run.bound, whole))

    def offer(self, rows: IntArray) -> None:
        """Take a plan found elsewhere, if it keeps the limits and is better."""
        plan = plan_of_rows(self.problem, self.at, rows)
        value = value_of(self.problem, plan)
        if value > self.run.value and not check(self.problem, plan):
            self.best_row[:] = rows
            self.run.value = value
            self.run.bound = max(self.run.bound, value)

    def search(self, moves: int, share: float = 1.0, *, start: float = HOT) -> None:
        """Anneal over the rows that matter, from hot to cold over so many moves."""
        first, rows = self.short_lists()
        scale = float(np.abs(self.at.row[:, GAIN]).mean()) if len(self.at.row) else 1.0
        hot, cooling = start * scale, COLD / start
        guide = self.pricing.best_prices[-2:].copy()
        load_rows(self.at, self.state, self.best_row)
        done, cooled, began = 0, 0.0, self.run.seconds
        while done < moves and not self.over(share):
            some = int(min(MOVES_AT_ONCE, moves - done, self.run.steps_left))
            # A machine that turns out slower cools faster, so as not to be cut off while hot.
            left = max(some, min(moves - done, self.moves_left(share)))
            before, cooled = cooled, cooled + (1 - cooled) * some / left
            now, then = hot * cooling**before, hot * cooling**cooled
            self.run.value = int(
                anneal(
                    self.at,
                    self.state,
                    first,
                    rows,
                    self.luck,
                    self.best_row,
                    self.run.value,
                    some,
                    now,
                    then,
                    MIX,
                    guide,
                )
            )
            done += some
            self.run.steps += some
            self.moves_per_second = done / max(1e-6, self.run.seconds - began)
        self.run.bound = max(self.run.bound, self.run.value)

    def short_lists(self) -> tuple[IntArray, IntArray]:
        """Rows the search looks at, by post: those that lose least, and the best plan's."""
        at, prices = self.pricing.at, self.pricing.best_prices
        rough = len(at.row) > ROUGH_ROWS
        losses = rough_losses(at, prices) if rough else losses_of_rows(at, prices, self.run)
        length = ROUGH_ROWS_PER_POST if rough else ROWS_PER_POST
        wanted = min(len(losses), length * self.problem.posts)
        order = np.lexsort((np.arange(len(losses)), losses))
        kept = np.zeros(len(losses), dtype=np.bool_)
        kept[order[:wanted]] = True
        kept[self.best_row[self.best_row >= 0]] = True
        rows = np.flatnonzero(kept)
        first = np.searchsorted(self.at.row[rows, POST], np.arange(self.problem.posts + 1))
        return first, rows


def _grain(at: Instance) -> int:
    """What every plan's value is a multiple of."""
    amounts = np.concatenate([at.row[:, GAIN], at.membership[:, PRICE]])
    return max(1, int(np.gcd.reduce(amounts))) if len(amounts) else 1
