"""Prices of posts, team places, budgets and changes, and the upper bound they prove.

Lagrangian relaxation: "one person per post", team size, budgets and changes are priced; then
every person is a knapsack of their own. Conflicts between people, and that a backup needs a
counterpart, are left out: the bound holds without them. For any prices that are not negative,

    sum of the knapsacks + sum of price x amount allowed

is at least the value of the best plan. A subgradient with momentum looks for the prices that
make it small: each step is so long that it would reach a level a little below the best bound if
the bound fell as steeply as it seems to (Polyak's step), and the level comes nearer as the bound
stops falling (Brännlund 1993; Frangioni, Gendron and Gorgone 2017 compare such rules).

Sums are plain loops over doubles in a fixed order, so the prices are the same everywhere; the
bound is rounded up by far more than those sums can be off.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..columns import BoolArray, IntArray
from ..stop import Prices
from .first_prices import first_prices
from .instance import COST, UNLIMITED, FloatArray, Instance
from .kernel import kernel
from .packed import Packed, packed_of
from .pricing import Pricer

SAFETY = 1e-10
"""Share of all terms by which a bound is rounded up; double sums are good to about 1e-12."""

MOMENTUM = 0.94
REACH = 0.01
"""How far below the best bound the first steps aim, as a share."""

NEAR_REACH = 1e-5
"""The same where prices to begin with are nearly good."""

LEAST_REACH = 1e-7
WINDOW, NEARER = 10, 0.8
"""After so many sweeps in which the bound fell by less than the reach, it is cut by so much."""

NOT_NEGATIVE, EITHER, NOTHING = range(3)

FADING = 0.98
"""How much of `often` is left after a sweep."""


class PriceSearch:
    """Looks for good prices, a few sweeps at a time; keeps the best bound found."""

    def __init__(
        self,
        packed: Packed,
        priced: Priced,
        prices: FloatArray,
        *,
        reach: float = REACH,
        parted: bool = False,
    ) -> None:
        self.packed, self.priced = packed, priced
        self.prices, self.best_prices = prices.copy(), prices.copy()
        self.bound = math.inf
        self.often = np.zeros(len(packed.post))
        """How often each row was taken in the last fifty sweeps or so, from 0 to 1."""
        self._pricer = Pricer(packed, len(prices), parted=parted)
        self._direction = np.zeros_like(self.prices)
        self._reach = reach
        self._before, self._waited = math.inf, 0

    @classmethod
    def of(cls, at: Instance) -> PriceSearch:
        """A search from first prices over everybody, on two threads."""
        return cls(packed_of(at), priced_in(at), first_prices(at), parted=True)

    @property
    def taken(self) -> BoolArray:
        """Rows that people took at the prices offered last."""
        return self._pricer.taken

    def improve(self, sweeps: int, floor: float = 0.0) -> None:
        """Take so many sweeps towards lower bounds, none of them aiming below `floor`."""
        for _ in range(sweeps):
            bound = self.offer(self.prices)
            self._come_nearer()
            fade(self.often, self.taken, FADING)
            aim = max(self.bound * (1 - self._reach), floor)
            ahead = max(bound - aim, LEAST_REACH * abs(bound))
            move(self.prices, self._direction, self._pricer.asked, self.priced, ahead)

    def offer(self, prices: FloatArray) -> float:
        """Price everybody at these prices; keep them if they prove a better bound."""
        total, terms = self._pricer.price(prices)
        more, size = worth_of_all(prices, self.priced.allowed)
        bound: float = total + more + SAFETY * (terms + size)
        if bound < self.bound:
            self.bound = bound
            self.best_prices = prices.copy()
        return bound

    def begin(self, prices: FloatArray, reach: float = NEAR_REACH) -> None:
        """Begin from prices that are nearly good already."""
        self.prices[:] = prices
        self._reach = reach

    def refresh(self, reach: float) -> None:
        """Go on from the best prices with longer steps."""
        self.prices[:] = self.best_prices
        self._direction[:] = 0.0
        self._reach = max(self._reach, reach)
        self._before, self._waited = math.inf, 0

    def refresh_aim(self, reach: float) -> None:
        """Aim so far below the best bound from now on, as a share of it."""
        self._reach = reach
        self._before, self._waited = math.inf, 0

    def guide(self) -> FloatArray:
        """The best prices of budget, changes and the budgets of regions, in this order."""
        places = len(self.best_prices) - 2 - self.packed.regions
        return np.concatenate([self.best_prices[-2:], self.best_prices[places:-2]])

    def best(self) -> Prices:
        """The best prices by what they are of, hours of people left to the caller."""
        places = len(self.best_prices) - 2 - self.packed.regions
        posts = places - self.packed.accounts
        return Prices(
            hour_of_person=np.zeros(self.packed.people),
            post=self.best_prices[:posts],
            team_place=self.best_prices[posts:places],
            region_budget=self.best_prices[places:-2],
            budget=float(self.best_prices[-2]),
            change=float(self.best_prices[-1]),
        )

    def _come_nearer(self) -> None:
        self._waited += 1
        if self._waited >= WINDOW:
            if self._before - self.bound < self._reach * abs(self.bound):
                self._reach = max(LEAST_REACH, self._reach * NEARER)
            self._before, self._waited = self.bound, 0


class Priced(NamedTuple):
    """What has a price: every post, every account's team places, budgets of regions and of all,
    changes."""

    allowed: FloatArray
    """How much there is; 0 of what is not limited."""
    kind: IntArray
    """Prices at least 0, of either sign (locked posts are filled), or always 0."""
    scale: FloatArray
    """What one unit of each subgradient counts, so that steps suit all kinds."""


def priced_in(at: Instance) -> Priced:
    """What is priced in an instance."""
    whole = np.array([at.budget, at.most_changes])
    allowed = np.concatenate(
        [np.ones(at.posts), at.team_size, at.region_budget, np.where(whole < UNLIMITED, whole, 0)]
    )
    kind = np.full(len(allowed), NOT_NEGATIVE)
    kind[: at.posts][at.must] = EITHER
    kind[-2:][whole >= UNLIMITED] = NOTHING
    scale = np.ones(len(allowed))
    if len(at.row):
        a_cost = 1.0 / max(1.0, float(at.row[:, COST].mean()))
        scale[at.posts + len(at.team_size) : -2] = a_cost
        if at.budget < UNLIMITED:
            scale[-2] = a_cost
    return Priced(allowed.astype(np.float64), kind, scale)


@kernel
def worth_of_all(prices: FloatArray, allowed: FloatArray) -> tuple[float, float]:
    """What all that is allowed is worth at these prices, and the size of the terms."""
    total, size = 0.0, 0.0
    for i in range(len(prices)):
        total += prices[i] * allowed[i]
        size += abs(prices[i]) * allowed[i]
    return total, size


@kernel
def fade(often: FloatArray, taken: BoolArray, fading: float) -> None:
    """Let what was taken long ago count less, and what is taken now count."""
    for row in range(len(often)):
        often[row] *= fading
        if taken[row]:
            often[row] += 1.0 - fading


@kernel
def move(
    prices: FloatArray,
    direction: FloatArray,
    asked: FloatArray,
    priced: Priced,
    ahead: float,
) -> None:
    """One step along what was asked for beyond what is allowed, and along the steps before."""
    kind = priced.kind
    size = 0.0
    for i in range(len(prices)):
        if kind[i] == NOTHING:
            continue
        over = (asked[i] - priced.allowed[i]) * priced.scale[i]
        at_zero = prices[i] <= 0 and kind[i] == NOT_NEGATIVE
        if at_zero and over < 0:
            over = 0.0
        direction[i] = over + MOMENTUM * direction[i]
        if at_zero and direction[i] < 0:
            direction[i] = 0.0
        size += direction[i] * direction[i]
    if size <= 0:
        return
    for i in range(len(prices)):
        prices[i] += ahead / size * direction[i] * priced.scale[i]
        if prices[i] < 0 and kind[i] == NOT_NEGATIVE:
            prices[i] = 0.0
