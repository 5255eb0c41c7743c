"""What a sales force of each size sells, where sales answer its size with one elasticity."""

from __future__ import annotations

from itertools import pairwise

from counterpart.kernel.faults import Fault, ProblemError

from .exact import Exact, above_zero, at_least_zero


def added_by_each(sales: Exact, present: int, elasticity: Exact, *, most: int) -> list[float]:
    """What the first, the second … person of a force adds to a year's sales.

    Sales of n people are `sales` x (n / present)^elasticity: today's at today's size. Trust it
    near today's size only; nobody has tried a force of one.

    >>> [round(added) for added in added_by_each(200, 4, 0.5, most=4)]
    [100, 41, 32, 27]
    """
    total = float(at_least_zero(sales, "size", "the sales"))
    power = float(above_zero(elasticity, "size", "the elasticity"))
    if present < 1 or power >= 1:
        message = "give at least one person today, and an elasticity below 1"
        raise ProblemError([Fault("size", message)])
    reached = [total * (number / present) ** power for number in range(most + 1)]
    return [after - before for before, after in pairwise(reached)]
