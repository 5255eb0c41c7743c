"""One resource: the options of each account that are best at some price, and where they change.

Seen as points (use, value), these are the corners of the upper hull. On an S-shaped curve the hull
skips "a little effort", which is never worth its price; the finish looks at every option again.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from counterpart.kernel.compiled import kernel

from ..portfolio import PortfolioProblem
from ..portfolio_result import FloatArray
from ..portfolio_tables import IntArray


class Steps(NamedTuple):
    """Every step from a hull corner to the next of all accounts, the most rewarding first."""

    account: IntArray
    option: IntArray
    """The corner the step leads to."""
    use: IntArray
    """What the step adds."""
    value: IntArray

    def reward(self, step: int) -> float:
        """Value for each unit that the step uses."""
        return float(self.value[step]) / float(self.use[step])


def least(problem: PortfolioProblem, use: IntArray) -> IntArray:
    """The option of each account where its hull begins: of those that use least the best."""
    begin = np.empty(len(problem.accounts), dtype=np.int64)
    find_least(problem.first, problem.value, use, begin)
    return begin


def steps_of(problem: PortfolioProblem, use: IntArray, begin: IntArray) -> Steps:
    """All steps upwards; the last corner of an account is its most valuable option."""
    room = np.empty(problem.options, dtype=np.int64)
    count = np.empty(len(problem.accounts), dtype=np.int64)
    find_corners(problem.first, problem.value, use, begin, room, count)
    account = np.repeat(np.arange(len(count)), count)
    offset = np.arange(len(account)) - np.repeat(np.cumsum(count) - count, count)
    option = room[problem.first[account] + offset]
    before = np.where(offset > 0, room[problem.first[account] + offset - 1], begin[account])
    more = use[option] - use[before]
    value = problem.value[option] - problem.value[before]
    reward: FloatArray = value / more
    order = np.argsort(-reward, kind="stable")
    return Steps(account[order], option[order], more[order], value[order])


@kernel
def find_least(first: IntArray, value: IntArray, use: IntArray, begin: IntArray) -> None:
    """Fill `begin`."""
    for account in range(len(begin)):
        best = first[account]
        for option in range(first[account] + 1, first[account + 1]):
            if use[option] < use[best] or (
                use[option] == use[best] and value[option] > value[best]
            ):
                best = option
        begin[account] = best


@kernel
def find_corners(
    first: IntArray,
    value: IntArray,
    use: IntArray,
    begin: IntArray,
    room: IntArray,
    count: IntArray,
) -> None:
    """Fill `room` from `first[a]` on with the `count[a]` corners after the least option."""
    largest = 0
    for account in range(len(begin)):
        largest = max(largest, first[account + 1] - first[account])
    order = np.empty(largest, dtype=np.int64)
    for account in range(len(begin)):
        start, base = first[account], begin[account]
        options = sort_by_use(first[account], first[account + 1], use, value, order)
        corners = 0
        for option in order[:options]:
            last = room[start + corners - 1] if corners else base
            if value[option] <= value[last] or use[option] <= use[base]:
                continue
            # A corner that lies on or below the line from the one before it to here is none.
            while corners:
                last = room[start + corners - 1]
                before = room[start + corners - 2] if corners > 1 else base
                flat = float(value[last] - value[before]) * float(use[option] - use[before])
                steep = float(value[option] - value[before]) * float(use[last] - use[before])
                if flat > steep and use[option] > use[last]:
                    break
                corners -= 1
            room[start + corners] = option
            corners += 1
        count[account] = corners


@kernel
def sort_by_use(start: int, end: int, use: IntArray, value: IntArray, order: IntArray) -> int:
    """Fill `order` with the options by use, then value. Shell's sort: nearly sorted is quick."""
    count = end - start
    for at in range(count):
        order[at] = start + at
    gap = 1
    while 3 * gap + 1 < count:
        gap = 3 * gap + 1
    while gap:
        for at in range(gap, count):
            held, to = order[at], at
            while to >= gap and (
                use[order[to - gap]] > use[held]
                or (use[order[to - gap]] == use[held] and value[order[to - gap]] > value[held])
            ):
                order[to] = order[to - gap]
                to -= gap
            order[to] = held
        gap //= 3
    return count
