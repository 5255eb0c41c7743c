"""Dense generalised assignment: walks by two seeds, and what the best of them have in common.

Each walk of some length begins between two of the best plans found so far: posts that both give to
the same person stay, of the others each goes one way or the other. Source of this idea: Yagiura,
Ibaraki and Glover, "A path relinking approach with ejection chains for the generalized assignment
problem", European Journal of Operational Research 169(2), 2006.
"""

from __future__ import annotations

import numpy as np

from ..columns import IntArray
from ..stop import Run
from .assignment import assignment_of, people_of_rows, rows_of_people
from .hour_prices import hour_prices
from .instance import FloatArray, Instance
from .prices import SAFETY
from .pricing import threads
from .walking import NONE_YET, Walker

SEEDS = 2
AT_ONCE = 2_000
"""Tries of each seed between two looks at the clock."""

TRIES_PER_POST, MOST = 5_000, 2_000_000
"""How long a walk is: so many tries for each post, and altogether no more than these."""

KEPT = 8
"""So many of the best plans are kept to begin between."""


class Assigning:
    """What the walks of one run share."""

    def __init__(self, at: Instance, run: Run, seed: int) -> None:
        self.at, self.run = at, run
        self.this = assignment_of(at)
        cost, use, capacity = self.this.cost, self.this.use, self.this.capacity
        self.least, self.prices = hour_prices(cost, use, capacity)
        """A proven least cost, and the prices of hours that prove it."""
        self.hours_worth = float((self.prices[:-1] * capacity[:-1]).sum())
        self.chance = np.random.default_rng(seed)
        self.walkers = [Walker(self.this, self.prices, 2 * seed + n) for n in range(SEEDS)]
        self.found: list[tuple[int, IntArray]] = []
        """Cost of the best plans and who fills what, the best first."""
        self.length = min(MOST, TRIES_PER_POST * len(self.this.post))

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
            done = 0
            while done < self.length and not self.run.over_share(share):
                some = int(min(AT_ONCE, max(1, self.run.steps_left / SEEDS)))
                for going in [threads().submit(each.go, some) for each in self.walkers]:
                    going.result()
                done += some
                self.run.steps += SEEDS * some
                self._note_value()
            self._begin_again()

    def offer(self, rows: IntArray) -> None:
        """Take a plan found elsewhere among those to begin between."""
        people = people_of_rows(self.at, self.this, rows)
        posts = np.arange(len(people))
        self._keep(int(self.this.cost[posts, people].sum()), people)

    @property
    def rows(self) -> IntArray:
        """The instance rows of the best plan."""
        for walker in self.walkers:
            self._keep(*walker.best)
        return rows_of_people(self.at, self.this, self.found[0][1])

    def _note_value(self) -> None:
        cost = min(walker.best[0] for walker in self.walkers)
        self.run.value = max(self.run.value, self.this.best - cost)

    def _keep(self, cost: int, people: IntArray) -> None:
        if cost == NONE_YET or any(np.array_equal(people, other) for _, other in self.found):
            return
        self.found.append((cost, people.copy()))
        self.found.sort(key=lambda each: each[0])
        del self.found[KEPT:]

    def _begin_again(self) -> None:
        """Take up what the walks found, and begin the next between two of the best."""
        for walker in self.walkers:
            self._keep(*walker.best)
        for walker in self.walkers:
            if len(self.found) > 1:
                one, other = self.chance.choice(len(self.found), 2, replace=False)
                mixed = self.chance.random(len(self.this.post)) < 0.5
                walker.begin(np.where(mixed, self.found[one][1], self.found[other][1]))
