"""Prices, search and renewal together: one run of the price-guided solver.

1. Prices prove a bound, and show which few rows matter (`prices`).
2. The rows taken most often make a plan (`rounding`), annealing mends it: hot over the few rows
   that were taken often, then coolly over all that lose little at the prices, walks
   going on from the best mix of their ends (`search`, `mixing`).
3. Where who leads what costs much of the gap, all leads are chosen at once (`leading`).
4. Neighbourhoods of people are staffed anew by the best choice among all their near loads
   (`renewal`), on two threads, until the run is over; only runs measured in seconds do this and 3.

Where nothing but hours limits who fills what, and most people could fill most posts, walks over
full assignments (`assigning`) take the place of 2 and most of the time.

Counted in steps, a run takes no clock into account and repeats exactly.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import chain, repeat

import numpy as np

from ..columns import BoolArray, IntArray
from ..limits import check
from ..plan import StaffingPlan
from ..problem import StaffingProblem
from ..stop import Prices, Result, Run
from ..value import value_of
from .annealing import LIKELY, Annealing
from .assigning import Assigning
from .assignment import is_dense_assignment
from .filling import filled
from .instance import GAIN, PRICE, FloatArray, Instance, plan_of_rows, rows_of_plan
from .leading import Leading
from .mixing import mixed
from .packed import packed_of
from .prices import PriceSearch
from .renewal import Renewal
from .rounding import rounded
from .worth import losses_of_rows, worth_of_hours

FIRST_SWEEPS = 60
"""Sweeps of the bound before a plan is first read off the prices."""

SWEEPS = 200
"""Sweeps after that, and between two searches of a run counted in steps."""

SHARE_OF_FIRST_WALK, SHARE_OF_DENSE_PRICES, SHARE_OF_WALKS = 0.1, 0.2, 0.85
"""When first walk, prices and all walks of a dense assignment end."""

SHARE_OF_PRICES, SHARE_OF_SEARCH, SHARE_OF_WIDE = 0.4, 0.6, 0.65
"""When first prices, first search and wide search end at the latest, as shares of the run."""

ROWS_AT_ONCE = 200_000
"""Rows priced between two looks at the clock, about."""

MOVES_PER_POST = 300
WIDE_MOVES_PER_POST = 20
NEAR = 0.05
"""A wide search looks at rows that lose less than this share of the mean gain of a row."""

COOL = (0.02, 0.015, 0.01)
"""Where the rounds of a wide search begin, the last also all later ones."""

LITTLE = 0.01
"""A round of a wide search that closes less than this share of the gap is the last."""

MIXING = 0.1
"""Mixing plans takes no more than this share of what is left of the run."""

LENGTHEN = 3
"""Each search of a run counted in steps is so many times longer than the one before."""

FRESH_REACH = 2e-4
"""How far below the bound prices aim when they are sought once more."""


def search(
    problem: StaffingProblem, run: Run, seed: int, at: Instance, plan: StaffingPlan
) -> Result:
    """The whole run of this solver from its first plan on, kernels compiled."""
    guided = PriceGuided(problem, run, seed, at, plan)
    guided.work()
    return run.result(guided.plan, guided.prices(), "price-guided")


class PriceGuided:
    """One run: the best plan, the best prices, and what both are sought with."""

    def __init__(
        self, problem: StaffingProblem, run: Run, seed: int, at: Instance, plan: StaffingPlan
    ) -> None:
        self.problem, self.run, self.seed, self.at = problem, run, seed, at
        self.best_row = rows_of_plan(problem, plan)
        self.pricing = PriceSearch.of(self.at)
        self.annealing = Annealing(self.at, run, seed)
        self.grain = grain_of(self.at)
        self.rounds = 0

    @property
    def plan(self) -> StaffingPlan:
        """The best plan found."""
        return plan_of_rows(self.problem, self.at, self.best_row)

    @property
    def timed(self) -> bool:
        """Whether only the clock ends this run."""
        return math.isfinite(self.run.stop.seconds) and not math.isfinite(self.run.stop.steps)

    def prices(self) -> Prices:
        """The prices of the best bound, with what an hour of each person is worth."""
        packed = packed_of(self.at)
        worth = worth_of_hours(packed, self.pricing.best_prices)
        return replace(self.pricing.best(), hour_of_person=worth)

    def work(self) -> None:
        """Bound and plan in turns until the run is over."""
        dense = is_dense_assignment(self.at)
        if dense:
            self.assign()
        else:
            self.staff()
        moves = MOVES_PER_POST * self.problem.posts
        while not self.run.over():
            if self.timed:
                self.lead()
                self.renewal().work()
                if self.run.over():
                    break
            else:
                moves *= LENGTHEN
            self.pricing.refresh(FRESH_REACH)
            self.bound(SWEEPS)
            if self.timed and not dense:
                self.search_wide()
            else:
                self.search(moves)

    def assign(self) -> None:
        """First bound and plan of a dense assignment, from prices of hours and walks."""
        assigning = Assigning(self.at, self.run, self.seed)
        assigning.offer(self.best_row)
        self.note_bound(assigning.bound)
        self.pricing.begin(assigning.prices_of_all())
        assigning.walk(SHARE_OF_FIRST_WALK)
        self.bound(SWEEPS, SHARE_OF_DENSE_PRICES)
        assigning.walk(SHARE_OF_WALKS if self.timed else 1.0)
        self.offer(assigning.rows)

    def staff(self) -> None:
        """First bound and plan of any other problem."""
        self.bound(FIRST_SWEEPS, SHARE_OF_PRICES)
        self.read_off_prices()
        self.bound(SWEEPS, SHARE_OF_PRICES)
        self.read_off_prices()
        moves = MOVES_PER_POST * self.problem.posts
        self.search(moves, SHARE_OF_SEARCH)
        if self.timed:
            self.search_wide(SHARE_OF_WIDE)

    def bound(self, sweeps: int, share: float = 1.0) -> None:
        """Improve prices and bound by so many sweeps. A step is one person priced."""
        people = max(1, len(self.at.human))
        at_once = max(1, min(2_000 // people, ROWS_AT_ONCE // max(1, len(self.at.row))))
        while sweeps > 0 and not self.run.over_share(share):
            some = min(sweeps, at_once)
            self.pricing.improve(some, self.run.value)
            sweeps -= some
            self.run.steps += some * people
            self.note_bound(self.pricing.bound)

    def note_bound(self, bound: float) -> None:
        """Take a proven bound, down to the next value a plan could have."""
        whole = math.floor(bound / self.grain) * self.grain
        self.run.bound = max(self.run.value, min(self.run.bound, whole))

    def read_off_prices(self) -> None:
        """Take the plan that the prices suggest, filled up, if it is better."""
        if self.run.over():
            return
        plan = plan_of_rows(self.problem, self.at, rounded(self.at, self.often(), self.best_row))
        self.offer(rows_of_plan(self.problem, filled(self.problem, self.at, plan)))

    def lead(self) -> None:
        """Choose all leads at once where who leads what costs much of the gap."""
        leading = Leading(self.at, self.run, self.pricing, self.often(), self.best_row, self.seed)
        rows = leading.rows_led_better()
        self.note_bound(leading.bound)
        self.offer(rows)

    def renewal(self) -> Renewal:
        """What makes the best plan better, neighbourhood by neighbourhood."""
        return Renewal(self.at, self.run, self.pricing, self.often(), self.best_row, self.seed)

    def often(self) -> FloatArray:
        """How often each row was taken lately, by the instance's rows."""
        often = np.zeros(len(self.at.row))
        often[self.pricing.packed.row] = self.pricing.often
        return often

    def offer(self, rows: IntArray) -> None:
        """Take a plan found elsewhere, if it keeps the limits and is better."""
        plan = plan_of_rows(self.problem, self.at, rows)
        value = value_of(self.problem, plan)
        if value > value_of(self.problem, self.plan) and not check(self.problem, plan):
            self.best_row[:] = rows
            self.run.value = value
            self.run.bound = max(self.run.bound, value)

    def search(self, moves: int, share: float = 1.0) -> None:
        """Anneal over the rows that matter."""
        if not self.run.over_share(share):
            guide = self.pricing.guide()
            likely = self.often() > LIKELY
            rows = self.annealing.search(self.best_row, likely, guide, moves, share)
            self.offer(rows)

    def search_wide(self, share: float = 1.0) -> None:
        """Anneal coolly from the best plan over all rows that lose little at the prices, and mix
        the plans where it began and ended; again, as long as it helps."""
        losses = losses_of_rows(self.pricing.packed, self.pricing.best_prices)
        likely = losses < NEAR * self.annealing.scale
        for begins in chain(COOL, repeat(COOL[-1])):
            if self.run.over_share(share):
                return
            before, gap = self.run.value, max(1, self.run.bound - self.run.value)
            self.mix(likely, begins, share)
            if self.run.value - before < LITTLE * gap:
                return

    def mix(self, likely: BoolArray, begins: float, share: float) -> None:
        """One round of a wide search: so warm at first."""
        self.rounds += 1
        seed = self.seed + 1_000 * self.rounds
        annealing = Annealing(self.at, self.run, seed, begins)
        moves = WIDE_MOVES_PER_POST * self.problem.posts
        ends = annealing.ends(self.best_row, likely, self.pricing.guide(), moves, share)
        self.offer(
            mixed(
                self.at,
                self.pricing.packed,
                [self.best_row, *ends],
                seconds=max(0.05, MIXING * self.run.seconds_left),
                seed=seed,
                is_over=self.run.over,
            )
        )


def grain_of(at: Instance) -> int:
    """What every plan's value is a multiple of."""
    amounts = np.concatenate([at.row[:, GAIN], at.membership[:, PRICE]])
    return max(1, int(np.gcd.reduce(amounts))) if len(amounts) else 1
