"""Dense generalised assignment: prices of hours, and two walks from the plan they suggest."""

from __future__ import annotations

import numpy as np

from ..columns import IntArray
from ..stop import Run
from .assignment import assignment_of, people_of_rows, rows_of_people
from .hour_prices import hour_prices
from .instance import FloatArray, Instance
from .prices import SAFETY
from .pricing import threads
from .walking import Walker

SEEDS = 2
AT_ONCE = 2_000
"""Tries of each seed between two looks at the clock."""


class Assigning:
    """What the walks of one run share."""

    def __init__(self, at: Instance, run: Run, seed: int) -> None:
        self.at, self.run = at, run
        self.this = assignment_of(at)
        cost, use, capacity = self.this.cost, self.this.use, self.this.capacity
        self.least, self.prices = hour_prices(cost, use, capacity)
        """A proven least cost, and the prices of hours that prove it."""
        self.hours_worth = float((self.prices[:-1] * capacity[:-1]).sum())
        self.walkers = [Walker(self.this, self.prices, 2 * seed + n) for n in range(SEEDS)]
        self.offered: tuple[int, IntArray] | None = None

    @property
    def bound(self) -> float:
        """What no plan is worth more than; doubles are off by far less than what is added."""
        return self.this.best - self.least + SAFETY * (self.this.best + self.hours_worth)

    def prices_of_all(self) -> FloatArray:
        """The prices of posts that the prices of hours make, none of all else that has one."""
        this, at = self.this, self.at
        prices = np.zeros(at.posts + len(at.team_size) + 2)
        paid = (this.cost + self.prices * this.use).min(axis=1)
        prices[this.post] = this.best_of_post - paid
        return prices

    def walk(self, share: float = 1.0) -> None:
        """Walk on until this share of the run; better plans raise the run's value."""
        while not self.run.over_share(share):
            pace = sum(each.pace for each in self.walkers)
            some = int(min(AT_ONCE, max(1, self.run.steps_left / pace)))
            for going in [threads().submit(each.go, some) for each in self.walkers]:
                going.result()
            self.run.steps += pace * some
            self._note_value()

    def offer(self, rows: IntArray) -> None:
        """Take a plan found elsewhere, as the best until a walk finds a better one."""
        people = people_of_rows(self.at, self.this, rows)
        posts = np.arange(len(people))
        self.offered = int(self.this.cost[posts, people].sum()), people

    @property
    def rows(self) -> IntArray:
        """The instance rows of the best plan."""
        best = min((each.best for each in self.walkers), key=lambda plan: plan[0])
        if self.offered and self.offered[0] <= best[0]:
            best = self.offered
        return rows_of_people(self.at, self.this, best[1])

    def _note_value(self) -> None:
        cost = min(walker.best[0] for walker in self.walkers)
        self.run.value = max(self.run.value, self.this.best - cost)
