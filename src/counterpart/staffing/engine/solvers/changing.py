"""The best plans with few changes, each from one with fewer.

The plan that stands is the start. Prices at a suitable price of changes (`change_prices`) say who
could gain by a change; then, for one number of changes after the other:

1. empty posts are filled where that adds most,
2. everybody's loads near the best at those prices are listed and HiGHS chooses among them: where
   changes are few they are dear, so few loads are near and the choice is nearly exact,
3. a short annealing, and neighbourhoods staffed anew while there is time, mend what is left.

Nothing is ever lost: a plan for fewer changes may be used for more.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ..columns import IntArray
from ..limits import check
from ..plan import StaffingPlan
from ..problem import StaffingProblem
from ..stop import Prices, Run, Stop
from ..today import today_plan
from .annealing import LIKELY, Annealing
from .change_prices import ChangePrice, ChangePrices
from .filling import filled_rows, within_limits
from .instance import (
    CHANGE,
    POST,
    UNLIMITED,
    Instance,
    instance_of,
    plan_of_rows,
    rows_of_plan,
)
from .neighbourhood import Neighbourhood, value_of_rows
from .prices import priced_in
from .renewal import Renewal
from .renewing import Renewing

MOVES_PER_POST = 30
WARM = 0.02
"""Where annealing starts, as a share of the mean gain of a row: the plan at hand is good."""

FEW_CHANGES = 400
"""So long as people ask for no more changes, near loads of everybody are few enough to list."""

NEAR = 15
"""Near loads of one person at most, about, when everybody's are listed."""

NEAR_SHARE = 0.6
"""The choice among everybody's loads takes no more than this share of the time for a plan."""


class Changing:
    """What the plans for all numbers of changes share."""

    def __init__(
        self, problem: StaffingProblem, run: Run, seed: int, kept: Prices | None = None
    ) -> None:
        self.problem = unlimited(problem)
        self.run, self.seed = run, seed
        self.at = instance_of(self.problem)
        self.prices = ChangePrices(
            self.at, None if kept is None else replace(kept, change=0.0).column
        )
        self.known_bound = math.inf
        """A bound for all numbers of changes that was proven elsewhere."""
        self.standing = rows_of_plan(self.problem, kept_today(self.problem))
        """The rows of today's plan that keep the limits."""

    def value(self, rows: IntArray) -> int:
        """What a plan is worth."""
        return value_of_rows(self.at, rows[rows >= 0])

    def changes(self, rows: IntArray) -> int:
        """How many changes a plan makes."""
        return int(self.at.row[rows[rows >= 0], CHANGE].sum())

    def plan(self, rows: IntArray) -> StaffingPlan:
        """The plan that uses these rows."""
        return plan_of_rows(self.problem, self.at, rows)

    def settle(self, change: float, sweeps: int, known: list[IntArray]) -> ChangePrice:
        """Prices at this price of changes; `known` are plans, so that the aim is not too low."""
        floor = max(self.value(rows) - change * self.changes(rows) for rows in known)
        self.run.steps += sweeps * max(1, len(self.at.human))
        return self.prices.settle(change, sweeps, floor)

    def improved(self, most_changes: int, rows: IntArray, until: float) -> IntArray:
        """A plan with at most so many changes, no worse than `rows`; until a share of the run."""
        at = self.at._replace(most_changes=most_changes)
        rows = filled_rows(at, rows)
        if self.run.over_share(until):
            return rows
        price = self.prices.nearest(or_infinity(most_changes))
        timed = not math.isfinite(self.run.stop.steps)
        if timed and price.asked <= FEW_CHANGES:
            rows = self._near(at, rows, price, until)
        rows = max(rows, self._annealed(at, rows, price, until), key=self.value)
        return self._renewed(at, rows, price, until) if timed else rows

    def _left(self, until: float) -> float:
        return max(0.01, until * self.run.stop.seconds - self.run.seconds)

    def _near(self, at: Instance, rows: IntArray, price: ChangePrice, until: float) -> IntArray:
        """The best choice among the loads of everybody that are near at these prices."""
        packed, seconds = self.prices.packed, NEAR_SHARE * self._left(until)
        bound = price.bound(or_infinity(at.most_changes))
        renewing = Renewing(at, packed, priced_in(at), price.prices, self.run.over)
        here = Neighbourhood(
            people=np.arange(len(at.human)),
            rows=rows[rows >= 0],
            free=np.ones(at.posts, dtype=np.bool_),
            places=at.team_size,
            regions=at.region_budget,
            must=at.must,
            shut=np.zeros(len(at.row), dtype=np.bool_),
            budget=at.budget,
            changes=at.most_changes,
        )
        found = renewing.chosen(
            here, packed, price.prices, bound, most=NEAR, seconds=seconds, seed=self.seed
        )
        return rows if found.rows is None else by_post(at, found.rows)

    def _annealed(self, at: Instance, rows: IntArray, price: ChangePrice, until: float) -> IntArray:
        annealing = Annealing(at, self.run, self.seed, WARM)
        guide = price.guide(len(at.region_budget))
        moves = MOVES_PER_POST * at.posts
        return annealing.search(rows, price.often > LIKELY, guide, moves, until)

    def _renewed(self, at: Instance, rows: IntArray, price: ChangePrice, until: float) -> IntArray:
        """Neighbourhoods staffed anew until the time is up or nothing gains any more."""
        part = Run(Stop(seconds=self._left(until)), cancelled=self.run.over)
        part.value, rows = self.value(rows), rows.copy()
        part.bound = max(part.value, math.floor(price.bound(or_infinity(at.most_changes))))
        pricing = self.prices.search_at(price, at.most_changes)
        Renewal(at, part, pricing, price.often, rows, self.seed).work()
        return rows


def unlimited(problem: StaffingProblem) -> StaffingProblem:
    """The problem without its limit on changes."""
    return problem if problem.most_changes is None else replace(problem, most_changes=None)


def kept_today(problem: StaffingProblem) -> StaffingPlan:
    """Today's people where they may stay; of a today beyond limits, the part within them."""
    today = today_plan(problem)
    return within_limits(problem, today) if check(problem, today) else today


def by_post(at: Instance, used: IntArray) -> IntArray:
    """The row of each post, -1 where empty, from the rows used."""
    rows = np.full(at.posts, -1)
    rows[at.row[used, POST]] = used
    return rows


def or_infinity(most_changes: int) -> float:
    """A number of changes, infinite where there is no limit."""
    return math.inf if most_changes >= UNLIMITED else float(most_changes)
