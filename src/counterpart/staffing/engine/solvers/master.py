"""The master model: choose one whole load per person, from loads the prices suggest.

A load is a set of posts one person could fill within their own limits. Its linear relaxation,
fed with the best load of every person at its own prices, converges to the Lagrangian bound in a
few rounds, and its 0/1 answer over the loads at hand is a very good plan. HiGHS solves both.
Source: Gilmore and Gomory (1961); Barnhart and others (1998), "Branch-and-price".
"""

from __future__ import annotations

import math

import numpy as np

from ..columns import IntArray
from .exact import limits_or_infinity
from .guided import PriceGuided
from .highs import Model, run_highs
from .instance import (
    ACCOUNT,
    CHANGE,
    COST,
    GAIN,
    MEMBER,
    PERSON,
    POST,
    PRICE,
    UNLIMITED,
    FloatArray,
)
from .prices import margins, sweep

Load = tuple[int, ...]
"""Rows of one person, sorted."""

SHAKEN_SWEEPS = 150
SHAKE = 0.03
"""First loads: the best at the proven prices, and at prices shaken by so large a share."""

SMOOTHING = (0.0, 0.5, 0.8)
"""Prices tried in each round: the master's own, and mixed with the best so far."""

MOST_ROUNDS = 60

SLACK = 0.2
"""Loads that earn less than their person's best by more than this share of a mean gain are left
out of the choice."""


class Master:
    """Loads at hand, and what they prove and find for a price-guided run."""

    def __init__(self, guided: PriceGuided) -> None:
        self.guided, self.at = guided, guided.at
        self.loads: dict[Load, None] = {}
        self.taken = np.zeros(len(self.at.row))

    def tighten(self, seconds: float) -> None:
        """Tighten prices and bound, within so many seconds."""
        end = self.guided.run.seconds + seconds
        self.gather()
        self.converge(end)

    def gather(self) -> None:
        """The loads of the best plan, and the best loads at prices about the proven ones."""
        best = self.guided.best_row
        self.learn(best[best >= 0])
        prices = self.guided.pricing.best_prices
        chance = np.random.default_rng(self.guided.seed)
        for _ in range(SHAKEN_SWEEPS):
            if self.guided.run.over():
                return
            shaken = prices * (1 + SHAKE * chance.standard_normal(len(prices)))
            sweep(self.guided.pricing.at, shaken, self.taken)
            self.guided.run.steps += len(self.at.human)
            self.learn(np.flatnonzero(self.taken > 0))

    def learn(self, rows: IntArray) -> int:
        """Remember the load of every person among these rows; how many were new."""
        known = len(self.loads)
        for load in _loads_of(self.at.row[:, PERSON], rows):
            self.loads[load] = None
        return len(self.loads) - known

    def converge(self, end: float) -> None:
        """Let the relaxed master and the people's knapsacks agree on prices."""
        run, pricing = self.guided.run, self.guided.pricing
        for _ in range(MOST_ROUNDS):
            left = end - run.seconds
            if run.over() or left <= 0 or not self.loads:
                return
            answer = run_highs(
                self.model(list(self.loads))[0],
                whole=False,
                seconds=left,
                stop_now=lambda _: run.over(),
            )
            if not math.isfinite(answer.bound):
                return
            own = self.prices_of(answer.duals)
            found = 0
            for smooth in SMOOTHING:
                pricing.offer((1 - smooth) * own + smooth * pricing.best_prices)
                run.steps += len(self.at.human)
                found += self.learn(np.flatnonzero(pricing.taken > 0))
            self.guided.note_bound(pricing.bound)
            if not found or pricing.bound - answer.bound <= 1e-5 * abs(answer.bound):
                return

    def choose(self, seconds: float) -> None:
        """Choose whole loads: the best plan that the promising loads at hand allow."""
        if self.guided.run.over() or not self.loads:
            return
        mine = _loads_of(self.at.row[:, PERSON], self.guided.best_row[self.guided.best_row >= 0])
        self.loads |= dict.fromkeys(mine)
        model, loads = self.model(self.promising(mine))
        chosen = set(mine)
        start = np.array([float(load in chosen) for load in loads])

        def improved(columns: FloatArray, _: float) -> None:
            rows = np.full(self.at.posts, -1)
            for column in np.flatnonzero(columns > 0.5):
                chosen = np.array(loads[column])
                rows[self.at.row[chosen, POST]] = chosen
            self.guided.offer(rows)

        run = self.guided.run
        answer = run_highs(
            model,
            seconds=seconds,
            seed=self.guided.seed,
            start=start,
            stop_now=lambda _: run.over(),
            on_improved=improved,
        )
        if len(answer.columns):
            improved(answer.columns, answer.bound)

    def promising(self, kept: list[Load]) -> list[Load]:
        """The loads that earn their person nearly the most at the proven prices, and those kept."""
        at, pricing = self.guided.pricing.at, self.guided.pricing
        profit, joining = margins(at, pricing.best_prices)
        sweep(at, pricing.best_prices, self.taken)
        best = _loads_of(at.row[:, PERSON], np.flatnonzero(self.taken > 0))

        def earned(load: Load) -> float:
            members = {int(at.row[row, MEMBER]) for row in load}
            total = sum(profit[row] for row in load) - sum(joining[each] for each in members)
            return float(total)

        most = {int(at.row[load[0], PERSON]): earned(load) for load in best}
        slack = SLACK * float(np.abs(at.row[:, GAIN]).mean())
        near = [
            load
            for load in self.loads
            if earned(load) >= most.get(int(at.row[load[0], PERSON]), 0.0) - slack
        ]
        return list(dict.fromkeys([*near, *kept]))

    def model(self, loads: list[Load]) -> tuple[Model, list[Load]]:
        """One column per load; a row per post, person, account, and for budget and changes."""
        at = self.at
        sizes = np.array([len(load) for load in loads])
        rows = np.concatenate([np.array(load) for load in loads])
        column = np.repeat(np.arange(len(loads)), sizes)
        joined = np.unique(np.stack([column, at.row[rows, MEMBER]]), axis=1)
        member = at.membership[joined[1]]
        gain = _added(len(loads), column, at.row[rows, GAIN])
        gain -= _added(len(loads), joined[0], member[:, PRICE])
        model = Model(gain)
        model.require(at.row[rows, POST], column, 1, most=np.ones(at.posts), least=at.must * 1.0)
        places = limits_or_infinity(at.team_size)
        model.require(member[:, ACCOUNT], joined[0], 1, most=places)
        every = np.arange(len(loads))
        if at.budget < UNLIMITED:
            cost = _added(len(loads), column, at.row[rows, COST])
            cost += _added(len(loads), joined[0], member[:, PRICE])
            model.require(every * 0, every, cost, most=[at.budget])
        if at.most_changes < UNLIMITED:
            changed = _added(len(loads), column, at.row[rows, CHANGE])
            model.require(every * 0, every, changed, most=[at.most_changes])
        people = at.row[[load[0] for load in loads], PERSON]
        model.require(people, every, 1, most=np.ones(len(at.human)))
        return model, loads

    def prices_of(self, duals: FloatArray) -> FloatArray:
        """The master's duals as prices of posts, places, budget and changes."""
        at = self.at
        first = at.posts + len(at.team_size)
        prices = np.zeros(first + 2)
        prices[:first] = duals[:first]
        place = first
        for limit, amount in ((first, at.budget), (first + 1, at.most_changes)):
            if amount < UNLIMITED:
                prices[limit] = duals[place]
                place += 1
        free = np.zeros(len(prices), dtype=np.bool_)
        free[: at.posts] = at.must
        return np.where(free, prices, np.maximum(prices, 0.0))


def _loads_of(person: IntArray, rows: IntArray) -> list[Load]:
    """The rows of each person as a load."""
    order = np.lexsort((rows, person[rows]))
    rows = rows[order]
    parts = np.split(rows, np.flatnonzero(np.diff(person[rows])) + 1)
    return [tuple(part.tolist()) for part in parts if len(part)]


def _added(length: int, column: IntArray, amounts: IntArray) -> FloatArray:
    added = np.bincount(column, weights=amounts.astype(np.float64), minlength=length)
    return added.astype(np.float64)
