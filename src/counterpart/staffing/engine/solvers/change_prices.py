"""A bound for every number of changes at once: the Lagrangian with a price on each change.

At fixed prices of posts and a price `change` on every change, the bound for plans with at most k
changes is

    worth + change x k,        worth = knapsacks + prices x amounts allowed

a straight line in k, proven for every k. So a few change prices bound the whole curve of value
against changes: their lowest line at each k. The dearer changes are, the fewer people ask for,
which tells what price suits a number of changes. Good prices are found from those for cheaper
changes: what nobody fills today then loses by the difference.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..stop import Prices
from .first_prices import first_prices
from .instance import CHANGE, GAIN, MUST, POST, UNLIMITED, FloatArray, Instance
from .packed import packed_of
from .prices import FADING, LEAST_REACH, SAFETY, PriceSearch, priced_in

AIM = 0.6
"""Prices aim this share of the way from the bound to what a plan is known to reach."""

SWEEPS_AT_ONCE = 5
FIRST_CHANGE, MEAN_CHANGE = 0.02, 0.2
"""The lowest price of changes that is looked at, and the one tried first for a single number of
changes, as shares of what filling a post gains."""

DEARER = 3.0
"""From one price of changes to the next."""


@dataclass(frozen=True, eq=False)
class ChangePrice:
    """What a price on changes proves and tells."""

    change: float
    worth: float
    prices: FloatArray
    """Of all that is priced; the last is `change`."""
    often: FloatArray
    """How often each of the instance's rows was taken lately, from 0 to 1."""
    asked: float
    """How many changes people asked for, all together."""

    def guide(self, regions: int) -> FloatArray:
        """The prices of budget, changes and the budgets of so many regions, in this order."""
        return np.concatenate([self.prices[-2:], self.prices[-2 - regions : -2]])

    def bound(self, most_changes: float) -> float:
        """No plan with so many changes is worth more."""
        if math.isinf(most_changes):
            return self.worth if self.change == 0 else math.inf
        return self.worth + self.change * most_changes * (1 + SAFETY)


class ChangePrices:
    """Finds good prices at one price of changes after the other and keeps what they prove."""

    def __init__(self, at: Instance, kept: FloatArray | None = None) -> None:
        self.at = at._replace(most_changes=UNLIMITED)
        self.packed = packed_of(self.at)
        self.priced = priced_in(self.at)
        self.found: list[ChangePrice] = []
        self._first = first_prices(self.at) if kept is None else kept
        self._open = at.place[:, MUST] == 0
        self._open[at.row[at.row[:, CHANGE] == 0, POST]] = False
        mean = float(np.abs(at.row[:, GAIN]).mean()) if len(at.row) else 1.0
        self.first_change = max(0.1, FIRST_CHANGE * mean)
        self.mean_change = max(0.1, MEAN_CHANGE * mean)

    def settle(self, change: float, sweeps: int, floor: float) -> ChangePrice:
        """Look for prices at this price of changes.

        `floor` is what some plan is worth less the price of its changes: no bound lies below.
        """
        search = PriceSearch(self.packed, self.priced, self._start(change), parted=True)
        search.improve(1, floor)
        left, counted = sweeps - 1, 1
        while left > 0:
            some = min(SWEEPS_AT_ONCE, left)
            ahead = AIM * (search.bound - floor)
            search.refresh_aim(max(LEAST_REACH, ahead / max(1.0, abs(search.bound))))
            if left <= sweeps // 2 < left + some:
                search.often[:] = 0.0
                counted = 0
            search.improve(some, floor)
            left, counted = left - some, counted + some
        often = np.zeros(len(self.at.row))
        often[self.packed.row] = np.minimum(1.0, search.often / (1.0 - FADING**counted))
        asked = float((often * self.at.row[:, CHANGE]).sum())
        found = ChangePrice(change, search.bound, search.best_prices, often, asked)
        self.found = sorted([*self.found, found], key=lambda each: each.change)
        return found

    def next_change(self, most_changes: float) -> float:
        """The price of changes to try next, so that about so many are asked for."""
        if math.isinf(most_changes):
            return 0.0
        priced = [each for each in self.found if each.change > 0]
        more = [each for each in priced if each.asked > most_changes]
        fewer = [each for each in priced if each.asked <= most_changes]
        if not priced:
            return self.mean_change
        if not more:
            return max(self.first_change, fewer[0].change / DEARER)
        dearer = [each for each in fewer if each.change > more[-1].change]
        if not dearer:
            return more[-1].change * DEARER
        low, high = more[-1], dearer[0]
        asked, wanted = math.log1p(low.asked), math.log1p(most_changes)
        share = (asked - wanted) / max(1e-9, asked - math.log1p(high.asked))
        share = min(0.8, max(0.2, share))
        return math.exp((1 - share) * math.log(low.change) + share * math.log(high.change))

    def bound(self, most_changes: float) -> float:
        """The lowest bound found for so many changes."""
        return min((each.bound(most_changes) for each in self.found), default=math.inf)

    def nearest(self, most_changes: float) -> ChangePrice:
        """The price of changes that proves most for so many changes."""
        return min(self.found, key=lambda each: each.bound(most_changes))

    def without_change(self) -> Prices:
        """The prices found at the lowest price of changes: a start for later runs."""
        posts, lowest = self.at.posts, self.found[0].prices
        regions = posts + len(self.at.team_size)
        return Prices(
            hour_of_person=np.zeros(self.packed.people),
            post=lowest[:posts],
            team_place=lowest[posts:regions],
            region_budget=lowest[regions:-2],
            budget=float(lowest[-2]),
            change=0.0,
        )

    def search_at(self, price: ChangePrice, most_changes: int) -> PriceSearch:
        """A search that stands at these prices, for so many changes."""
        priced = priced_in(self.at._replace(most_changes=most_changes))
        return PriceSearch(self.packed, priced, price.prices)

    def _start(self, change: float) -> FloatArray:
        """The prices found for cheaper changes, with what nobody fills today made cheaper."""
        cheaper = [each for each in self.found if each.change <= change]
        prices = (cheaper[-1].prices if cheaper else self._first).copy()
        more = change - (cheaper[-1].change if cheaper else 0.0)
        posts = prices[: self.at.posts]
        prices[: self.at.posts] = np.where(self._open, np.maximum(0.0, posts - more), posts)
        prices[-1] = change
        return prices
