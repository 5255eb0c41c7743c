"""What an hour of each person costs when posts of a generalised assignment may be shared out.

With hours priced, every post goes where cost and hours together are least. For any prices that
are not negative the sum of those, less what all hours cost, is at most the cost of the best plan;
a subgradient with momentum makes it large. At its best it equals the linear relaxation.
"""

from __future__ import annotations

import numpy as np

from ..columns import IntArray
from .assignment import NEVER
from .instance import UNLIMITED, FloatArray
from .kernel import kernel

ROUNDS = 1_500
MOMENTUM = 0.7
REACH, LEAST_REACH = 0.02, 1e-7
"""How far above the best bound the first steps aim, and the last, as shares of what the posts cost
in the middle."""
WINDOW, NEARER = 20, 0.7
"""After so many rounds in which the bound rose by less than the reach, it is cut by so much."""


def hour_prices(cost: IntArray, use: IntArray, capacity: IntArray) -> tuple[float, FloatArray]:
    """A proven least cost, and the price of an hour of each person that proves it."""
    there = (use > 0) & (cost < NEVER)
    middle = float(np.median(cost[there])) if there.any() else 1.0
    hours = float(np.median(use[there])) if there.any() else 1.0
    prices = np.where(capacity < UNLIMITED, 0.5 * middle / hours, 0.0)
    size = max(1.0, middle * len(cost))
    bound = price_hours(cost, use, capacity, prices, size, ROUNDS)
    return bound, prices


@kernel
def price_hours(
    cost: IntArray,
    use: IntArray,
    capacity: IntArray,
    best_prices: FloatArray,
    scale: float,
    rounds: int,
) -> float:
    """Begin with `best_prices` and write the best found into them; the bound they prove."""
    people = len(capacity)
    price, asked = best_prices.copy(), np.empty(people)
    direction = np.zeros(people)
    best, before, reach = -np.inf, -np.inf, REACH
    for turn in range(rounds):
        total = share_posts(cost, use, price, asked)
        for who in range(people):
            total -= price[who] * capacity[who]
        if total > best:
            best = total
            for who in range(people):
                best_prices[who] = price[who]
        if turn % WINDOW == WINDOW - 1:
            if best - before < reach * scale:
                reach = max(LEAST_REACH, reach * NEARER)
            before = best
        size = 0.0
        for who in range(people):
            over = asked[who] - capacity[who]
            if price[who] <= 0 and over < 0:
                over = 0.0
            direction[who] = over + MOMENTUM * direction[who]
            size += direction[who] ** 2
        if size <= 0:
            break
        ahead = best + reach * scale - total
        for who in range(people):
            price[who] = max(0.0, price[who] + ahead / size * direction[who])
    return best


@kernel
def share_posts(cost: IntArray, use: IntArray, price: FloatArray, asked: FloatArray) -> float:
    """Give every post to whoever is cheapest, hours paid; the sum, and in `asked` the hours."""
    asked.fill(0.0)
    total = 0.0
    for post in range(len(cost)):
        least, who = np.inf, 0
        for person in range(len(price)):
            paid = cost[post, person] + price[person] * use[post, person]
            if paid < least:
                least, who = paid, person
        total += least
        asked[who] += use[post, who]
    return total
