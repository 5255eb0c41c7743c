"""At given prices of the resources every account chooses by itself; that bounds all plans.

For any prices p of at least 0, no plan is worth more than

    L(p) = sum over resources of p x capacity + sum over accounts of max (value - p x uses)

since a plan within the capacities pays no more for what it uses than the first sum. Prices are
whole numbers of 2^-shift money units, and everything is added up in whole numbers, so the bound
holds to the last unit.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np

from counterpart.kernel.compiled import kernel

from ..portfolio import PortfolioProblem
from ..portfolio_result import FloatArray
from ..portfolio_tables import Codes, IntArray

Answered = TypeVar("Answered")

MOST_BITS = 61
MOST_SHIFT = 30
CORES = 2
ALONE = 200_000
"""Up to so many options one thread is quicker than two."""


@dataclass(frozen=True, eq=False)
class Priced:
    """What every account chooses at some prices, and the bound that this proves."""

    price: IntArray
    """Of each resource, in units of 2^-shift."""
    shift: int
    best: IntArray
    """The option each account chooses."""
    uses: IntArray
    """What these choices use of each resource."""
    scaled_bound: int
    """L(p) in units of 2^-shift."""

    @property
    def bound(self) -> int:
        """No plan is worth more."""
        return self.scaled_bound >> self.shift

    @property
    def prices(self) -> FloatArray:
        """In money units."""
        return np.asarray(self.price / 2.0**self.shift)

    def scaled_gap(self, value: int) -> int:
        """What a plan worth more than `value` may lose against these choices, scaled."""
        return min(self.scaled_bound - ((value + 1) << self.shift), 1 << MOST_BITS)


class Pricing:
    """Prices a problem again and again."""

    def __init__(self, problem: PortfolioProblem) -> None:
        self.problem = problem
        self.largest_value = int(np.abs(problem.value).max())
        self.largest_use = problem.uses.max(axis=0).astype(np.float64)
        accounts = len(problem.accounts)
        parts = CORES if problem.options > ALONE else 1
        self.parts = np.linspace(0, accounts, parts + 1).astype(np.int64).tolist()

    def at(self, prices: FloatArray) -> Priced:
        """Every account's choice at these prices, in money units."""
        shift, price = self._whole(np.maximum(prices, 0.0))
        at, count = self.problem, len(self.problem.accounts)
        best = np.empty(count, dtype=np.int64)

        def part(start: int, end: int) -> tuple[int, int]:
            return choose(at.first, at.value, at.uses, price, shift, start, end, best)

        sums = self._each(part)
        uses = at.uses[best].sum(axis=0, dtype=np.int64)
        paid = sum(int(p) * int(c) for p, c in zip(price, at.capacity, strict=True))
        earned = sum((whole << shift) + rest for whole, rest in sums)
        return Priced(price, shift, best, np.asarray(uses), paid + earned)

    def losses(self, priced: Priced) -> IntArray:
        """What each option loses against its account's choice, in units of 2^-shift."""
        at, loss = self.problem, np.empty(self.problem.options, dtype=np.int64)

        def part(start: int, end: int) -> None:
            lose(at.first, at.value, at.uses, priced.price, priced.shift, start, end, loss)

        self._each(part)
        return loss

    def _each(self, part: Callable[[int, int], Answered]) -> list[Answered]:
        spans = list(pairwise(self.parts))
        if len(spans) == 1:
            return [part(*spans[0])]
        with ThreadPoolExecutor(CORES) as pool:
            return list(pool.map(lambda span: part(*span), spans))

    def _whole(self, prices: FloatArray) -> tuple[int, IntArray]:
        """Prices as whole numbers, as fine as 64 bits allow without overflow."""
        largest = self.largest_value + float(prices @ self.largest_use) + 1.0
        if largest > 2.0 ** (MOST_BITS - 1):  # lower prices prove a bound as well
            prices = prices * (2.0 ** (MOST_BITS - 2) / largest)
            largest = 2.0 ** (MOST_BITS - 1)
        shift = max(0, min(MOST_SHIFT, MOST_BITS - int(np.ceil(np.log2(largest)))))
        return shift, np.rint(prices * 2.0**shift).astype(np.int64)


@kernel
def choose(
    first: IntArray,
    value: IntArray,
    uses: Codes,
    price: IntArray,
    shift: int,
    start: int,
    end: int,
    best: IntArray,
) -> tuple[int, int]:
    """Fill `best` for some accounts; the sum of what they earn, as whole part and rest."""
    whole, rest, mask = 0, 0, (1 << shift) - 1
    for account in range(start, end):
        most, at = -(1 << 62), -1
        for option in range(first[account], first[account + 1]):
            earned = value[option] << shift
            for k in range(len(price)):
                earned -= price[k] * uses[option, k]
            if earned > most:
                most, at = earned, option
        best[account] = at
        whole += most >> shift
        rest += most & mask
    return whole, rest


@kernel
def lose(
    first: IntArray,
    value: IntArray,
    uses: Codes,
    price: IntArray,
    shift: int,
    start: int,
    end: int,
    loss: IntArray,
) -> None:
    """Fill `loss` for the options of some accounts."""
    for account in range(start, end):
        most = -(1 << 62)
        for option in range(first[account], first[account + 1]):
            earned = value[option] << shift
            for k in range(len(price)):
                earned -= price[k] * uses[option, k]
            loss[option] = earned
            most = max(most, earned)
        for option in range(first[account], first[account + 1]):
            loss[option] = most - loss[option]
