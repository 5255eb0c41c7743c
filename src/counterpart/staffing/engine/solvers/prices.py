"""Prices of posts, team places, budget and changes, and the upper bound they prove.

Lagrangian relaxation: "one person per post", team size, budget and changes are priced; then
every person is a knapsack of their own. For any prices that are not negative,

    sum of the knapsacks + sum of price x amount allowed

is at least the value of the best plan. A deflected subgradient looks for the prices that make
it small. Sums are plain loops over doubles in a fixed order, so the prices are the same
everywhere; the bound is rounded up by far more than those sums can be off.
"""

from __future__ import annotations

import math

import numpy as np

from ..columns import IntArray
from ..stop import Prices
from .instance import (
    ACCOUNT,
    CAPACITY,
    CHANGE,
    COST,
    GAIN,
    HOURS,
    MEMBER,
    MUST,
    PERSON,
    POST,
    PRICE,
    SETUP,
    UNLIMITED,
    WHO,
    FloatArray,
    Instance,
)
from .kernel import kernel
from .knapsack import best_choice

SAFETY = 1e-10
"""Share of all terms by which a bound is rounded up; double sums are good to about 1e-12."""

FINEST_HOURS = 1_000
"""Knapsacks are solved over at most so many units of hours; finer hours are rounded down."""

ABOVE_TARGET = 0.003
"""How far above the value reached the bound is expected to end, as a share."""

PATIENCE = 12
"""Sweeps without a better bound after which the step is cut and the best prices return."""


class PriceSearch:
    """Looks for good prices, a few sweeps at a time; keeps the best bound found."""

    def __init__(self, at: Instance) -> None:
        self.grain = grains(at)
        self.at = coarser(at, self.grain)
        self.prices = _first_prices(at)
        self.best_prices = self.prices.copy()
        self.bound = math.inf
        self.direction = np.zeros_like(self.prices)
        self.taken = np.zeros(len(at.row))
        self.scale = _scales(at)
        self.step = 1.0
        self.waited = 0

    def improve(self, sweeps: int, target: int) -> None:
        """Take so many sweeps towards a bound a little above `target`, a value reached."""
        for _ in range(sweeps):
            bound = self.offer(self.prices)
            if self.waited >= PATIENCE:
                self.restart()
            aim = target + ABOVE_TARGET * abs(target)
            distance = max(bound - aim, 1e-5 * abs(bound))
            move(self.at, self.prices, self.direction, self.taken, self.scale, self.step, distance)

    def offer(self, prices: FloatArray) -> float:
        """Price everybody at these prices; keep them if they prove a better bound."""
        total, terms = sweep(self.at, prices, self.taken)
        bound: float = total + SAFETY * terms
        self.waited = 0 if bound < self.bound * (1 - 1e-6) else self.waited + 1
        if bound < self.bound:
            self.bound = bound
            self.best_prices = prices.copy()
        return bound

    def restart(self) -> None:
        """Go back to the best prices with a shorter step."""
        self.step, self.waited = self.step * 0.75, 0
        self.prices[:] = self.best_prices
        self.direction[:] = 0.0
        sweep(self.at, self.prices, self.taken)

    def refresh(self) -> None:
        """Allow long steps again, for a better target."""
        self.step = max(self.step, 0.3)

    def best(self) -> Prices:
        """The best prices by what they are of, hours of people left to the caller."""
        posts, accounts = len(self.at.first) - 1, len(self.at.team_size)
        return Prices(
            hour_of_person=np.zeros(len(self.at.human)),
            post=self.best_prices[:posts],
            team_place=self.best_prices[posts : posts + accounts],
            budget=float(self.best_prices[-2]),
            change=float(self.best_prices[-1]),
        )


def grains(at: Instance) -> IntArray:
    """Hours each person's knapsack counts as one: exact where that is fine enough.

    What divides all of a person's hours is taken out without loss; beyond `FINEST_HOURS` units
    hours are rounded down, which keeps the bound proven.
    """
    people = len(at.human)
    divisor = np.zeros(people, dtype=np.int64)
    np.gcd.at(divisor, at.row[:, PERSON], at.row[:, HOURS])
    np.gcd.at(divisor, at.membership[:, WHO], at.membership[:, SETUP])
    divisor = np.maximum(divisor, 1)
    units: IntArray = -(-(_usable_hours(at) // divisor) // FINEST_HOURS)
    return np.asarray(divisor * np.maximum(1, units))


def coarser(at: Instance, grain: IntArray) -> Instance:
    """The instance with each person's hours counted in their grain, rounded down."""
    row, membership, human = at.row.copy(), at.membership.copy(), at.human.copy()
    row[:, HOURS] //= grain[at.row[:, PERSON]]
    membership[:, SETUP] //= grain[at.membership[:, WHO]]
    human[:, CAPACITY] = _usable_hours(at) // grain
    return at._replace(row=row, membership=membership, human=human)


def _usable_hours(at: Instance) -> IntArray:
    """Hours each person has, or needs for everything they could do where that is less."""
    needed = np.zeros(len(at.human), dtype=np.int64)
    np.add.at(needed, at.row[:, PERSON], at.row[:, HOURS])
    np.add.at(needed, at.membership[:, WHO], at.membership[:, SETUP])
    usable: IntArray = np.minimum(at.human[:, CAPACITY], needed)
    return usable


def _first_prices(at: Instance) -> FloatArray:
    """Half of each post's middle gain: rough, but it saves the first fifty sweeps."""
    posts = len(at.first) - 1
    prices = np.zeros(posts + len(at.team_size) + 2)
    for post in range(posts):
        gains = np.sort(at.row[at.first[post] : at.first[post + 1], GAIN])
        if len(gains):
            prices[post] = max(0.0, 0.5 * float(gains[len(gains) // 2]))
    return prices


def _scales(at: Instance) -> FloatArray:
    """What one unit of each price's subgradient counts, so that steps suit all kinds."""
    scale = np.ones(len(at.first) - 1 + len(at.team_size) + 2)
    if at.budget < UNLIMITED:
        scale[-2] = 1.0 / max(1.0, float(at.row[:, COST].mean()) if len(at.row) else 1.0)
    return scale


@kernel
def margins(at: Instance, prices: FloatArray) -> tuple[FloatArray, FloatArray]:
    """At these prices, what each row earns and what each membership costs."""
    posts, accounts = len(at.first) - 1, len(at.team_size)
    budget_price, change_price = prices[posts + accounts], prices[posts + accounts + 1]
    profit = np.empty(len(at.row))
    for row in range(len(at.row)):
        profit[row] = at.row[row, GAIN] - prices[at.row[row, POST]]
        profit[row] -= budget_price * at.row[row, COST] + change_price * at.row[row, CHANGE]
    joining = np.empty(len(at.membership))
    for member in range(len(at.membership)):
        joining[member] = at.membership[member, PRICE] * (1.0 + budget_price)
        joining[member] += prices[posts + at.membership[member, ACCOUNT]]
    return profit, joining


@kernel
def sweep(at: Instance, prices: FloatArray, taken: FloatArray) -> tuple[float, float]:
    """Price every person once: (the bound at these prices, the size of all its terms)."""
    posts, accounts = len(at.first) - 1, len(at.team_size)
    budget_price, change_price = prices[posts + accounts], prices[posts + accounts + 1]
    profit, joining = margins(at, prices)
    taken[:] = 0.0
    total, terms = 0.0, 0.0
    for person in range(len(at.human)):
        total += best_choice(at, person, at.human[person, CAPACITY], profit, joining, taken)
    terms = total
    for post in range(posts):
        total += prices[post]
        terms += abs(prices[post])
    for account in range(accounts):
        priced = prices[posts + account] * at.team_size[account]
        total += priced
        terms += priced
    if budget_price > 0:
        total += budget_price * at.budget
        terms += budget_price * at.budget
    if change_price > 0:
        total += change_price * at.most_changes
        terms += change_price * at.most_changes
    return total, terms


@kernel
def excess(at: Instance, taken: FloatArray, over: FloatArray) -> None:
    """Demand less supply of everything priced, for the rows the people took."""
    posts, accounts = len(at.first) - 1, len(at.team_size)
    over[:] = 0.0
    for post in range(posts):
        over[post] = -1.0
    for account in range(accounts):
        over[posts + account] = -float(at.team_size[account])
    joined = np.zeros(len(at.membership), dtype=np.bool_)
    cost, changed = 0.0, 0.0
    for row in range(len(taken)):
        if taken[row] > 0:
            over[at.row[row, POST]] += 1.0
            cost += at.row[row, COST]
            changed += at.row[row, CHANGE]
            if not joined[at.row[row, MEMBER]]:
                joined[at.row[row, MEMBER]] = True
                cost += at.membership[at.row[row, MEMBER], PRICE]
                over[posts + at.membership[at.row[row, MEMBER], ACCOUNT]] += 1.0
    over[posts + accounts] = cost - at.budget
    over[posts + accounts + 1] = changed - at.most_changes


@kernel
def move(
    at: Instance,
    prices: FloatArray,
    direction: FloatArray,
    taken: FloatArray,
    scale: FloatArray,
    step: float,
    distance: float,
) -> None:
    """One deflected subgradient step; prices stay at 0 or above except of locked posts."""
    posts = len(at.first) - 1
    over = np.empty(len(prices))
    excess(at, taken, over)
    along, length = 0.0, 0.0
    for i in range(len(prices)):
        over[i] *= scale[i]
        free = i < posts and at.place[i, MUST]
        if over[i] < 0 and prices[i] <= 0 and not free:
            over[i] = 0.0
            if direction[i] < 0:
                direction[i] = 0.0
        along += over[i] * direction[i]
        length += direction[i] * direction[i]
    turn = 0.0
    if along < 0 and length > 0:
        turn = -1.5 * along / length
    size = 0.0
    for i in range(len(prices)):
        direction[i] = over[i] + turn * direction[i]
        size += direction[i] * direction[i]
    if size <= 0:
        return
    ahead = step * distance / size
    for i in range(len(prices)):
        prices[i] += ahead * direction[i] * scale[i]
        if prices[i] < 0 and not (i < posts and at.place[i, MUST]):
            prices[i] = 0.0
