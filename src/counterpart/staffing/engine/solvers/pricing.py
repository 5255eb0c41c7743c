"""One sweep: everybody's best load at given prices, on two threads.

The people are always parted in the same two halves, so that sums come out the same whether two
threads have a core each or not.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np

from ..columns import BoolArray
from .instance import FloatArray
from .kernel import kernel
from .knapsack import best_load
from .packed import Packed

FEW_ROWS = 4_000
"""So few rows are not worth a second thread."""


class Pricer:
    """Prices people again and again; keeps what they took and asked for."""

    def __init__(self, packed: Packed, prices: int, *, parted: bool) -> None:
        self.packed = packed
        self.taken = np.zeros(len(packed.post), dtype=np.bool_)
        self.asked = np.zeros(prices)
        """How much of everything priced they asked for."""
        self._margin = np.empty(len(packed.post))
        self._joining = np.empty(len(packed.account))
        self._asked = np.zeros((2, prices))
        parted = parted and len(packed.post) > FEW_ROWS
        self._middle = packed.people // 2 if parted else packed.people

    def price(self, prices: FloatArray) -> tuple[float, float]:
        """Everybody's best loads together, and the size of what was added up."""
        other = None
        if self._middle < self.packed.people:
            other = threads().submit(self._half, prices, self._middle, self.packed.people, 1)
        total = self._half(prices, 0, self._middle, 0)
        self.asked[:] = self._asked[0]
        if other is not None:
            total += other.result()
            self.asked += self._asked[1]
        return total, total

    def _half(self, prices: FloatArray, begin: int, end: int, which: int) -> float:
        asked = self._asked[which]
        return price_people(
            self.packed, begin, end, prices, self._margin, self._joining, self.taken, asked
        )


@cache
def threads() -> ThreadPoolExecutor:
    """Two threads for compiled code and HiGHS, which both let others run."""
    return ThreadPoolExecutor(2, thread_name_prefix="staffing")


@kernel
def value_people(
    p: Packed, begin: int, end: int, prices: FloatArray, margin: FloatArray, joining: FloatArray
) -> None:
    """What each row of these people earns and what joining each team costs, at these prices."""
    change = prices[-1]
    first_region = len(prices) - 2 - p.regions
    for group in range(p.first_group[begin], p.first_group[end]):
        place = first_region - p.accounts + p.account[group]
        budget = prices[-2]
        if p.region[group] >= 0:
            budget += prices[first_region + p.region[group]]
        joining[group] = p.price[group] * (1.0 + budget) + prices[place]
        for row in range(p.first_row[group], p.first_row[group + 1]):
            margin[row] = p.gain[row] - prices[p.post[row]]
            margin[row] -= budget * p.cost[row] + change * p.change[row]


@kernel
def price_people(
    p: Packed,
    begin: int,
    end: int,
    prices: FloatArray,
    margin: FloatArray,
    joining: FloatArray,
    taken: BoolArray,
    asked: FloatArray,
) -> float:
    """The best loads of people `begin` to `end`: marked in `taken`, counted in `asked`."""
    value_people(p, begin, end, prices, margin, joining)
    asked[:] = 0.0
    first_region = len(prices) - 2 - p.regions
    first_place = first_region - p.accounts
    total, cost, changes = 0.0, 0.0, 0.0
    for person in range(begin, end):
        total += best_load(p, person, p.capacity[person], margin, joining, taken)
        for group in range(p.first_group[person], p.first_group[person + 1]):
            joined, before = False, cost
            for row in range(p.first_row[group], p.first_row[group + 1]):
                if taken[row]:
                    joined = True
                    asked[p.post[row]] += 1.0
                    cost += p.cost[row]
                    changes += p.change[row]
            if joined:
                asked[first_place + p.account[group]] += 1.0
                cost += p.price[group]
                if p.region[group] >= 0:
                    asked[first_region + p.region[group]] += cost - before
    asked[-2], asked[-1] = cost, changes
    return total
