"""The master model: choose one whole load per person, from loads the prices suggest.

Its linear relaxation, fed with the best load of every person at its own prices, converges to
the Lagrangian bound in a few rounds. Diving (fix the loads taken nearly whole, price again) and
the 0/1 model over the loads at hand then give very good plans. HiGHS solves both.
Source: Barnhart and others (1998), "Branch-and-price", Operations Research 46(3); Sadykov and
others (2019), "Primal heuristics for branch and price", INFORMS Journal on Computing 31(2).
"""

from __future__ import annotations

import numpy as np

from .dive import Dive
from .filling import filled
from .guided import FIRST_MOVES_PER_POST, WARM, PriceGuided
from .highs import Model, run_highs
from .instance import GAIN, MEMBER, POST, FloatArray, plan_of_rows, rows_of_plan
from .loads import Load, columns_of, limits_of, loads_of, prices_of_duals
from .pool import Pool
from .prices import margins

SHAKEN_SWEEPS = 100
SHAKE = 0.03
"""First loads: the best at the proven prices, and at prices shaken by so large a share."""

SMOOTHING = (0.0, 0.5, 0.8)
"""Prices tried in each round: the master's own, and mixed with the best so far."""

MOST_ROUNDS = 60

NEARLY_WHOLE = (0.999, 0.7, 0.9)
"""Diving fixes loads taken to this share, or else the few taken most; one dive for each."""

CHOICE = 0.6
"""Share of the time left that one choice among whole loads may take, when that is long."""

SHORT = 15.0
"""Seconds that are not worth dividing."""

SLACK = 0.2
"""Loads that earn less than their person's best by more than this share of a mean gain are left
out of the choice."""


class Master:
    """Loads at hand, and what they prove and find for a price-guided run."""

    def __init__(self, guided: PriceGuided) -> None:
        self.guided, self.at, self.run = guided, guided.at, guided.run
        self.pool = Pool(self.at, self.run, guided.pricing, guided.seed)
        self.relaxed = self.pool.relaxed

    def work(self) -> None:
        """Bound, dive and choose in turns until the run is over."""
        self.guided.begin()
        self.tighten()
        while not self.run.over() and self.relaxed.loads:
            for whole in NEARLY_WHOLE:
                self.dive(whole)
                self.guided.search(FIRST_MOVES_PER_POST * self.at.posts, start=WARM)
                self.learn_best()
            left = self.run.seconds_left
            self.choose(left if left < SHORT else max(SHORT, CHOICE * left))

    def learn_best(self) -> None:
        """Take in the loads of the best plan."""
        best = self.guided.best_row
        self.relaxed.add(loads_of(self.at, best[best >= 0]))

    def tighten(self) -> None:
        """Tighten prices and bound until master and knapsacks agree on prices."""
        self.gather()
        pricing = self.guided.pricing
        for _ in range(MOST_ROUNDS):
            answer = None if self.run.over() else self.relaxed.solve()
            if answer is None or not self.relaxed.loads:
                return
            own = prices_of_duals(self.at, answer[2])
            found = 0
            for smooth in SMOOTHING:
                pricing.offer((1 - smooth) * own + smooth * pricing.best_prices)
                self.run.steps += len(self.at.human)
                found += self.relaxed.add(self.pool.loads_taken(pricing.taken))
            self.guided.note_bound(pricing.bound)
            if not found or pricing.bound - answer[0] <= 1e-5 * abs(answer[0]):
                return

    def gather(self) -> None:
        """The loads of the best plan, and the best loads at prices about the proven ones."""
        found: list[Load] = []
        prices = self.guided.pricing.best_prices
        for _ in range(SHAKEN_SWEEPS):
            if self.run.over():
                break
            shaken = 1 + SHAKE * self.pool.chance.standard_normal(len(prices))
            found += self.pool.priced(prices * shaken)
        self.learn_best()
        self.relaxed.add(found)

    def dive(self, whole: float) -> None:
        """Fix loads from the relaxation a few at a time until a whole plan stands."""
        rows = Dive(self.pool, whole).rows()
        self.relaxed.free_all()
        problem = self.guided.problem
        plan = filled(problem, self.at, plan_of_rows(problem, self.at, rows))
        self.guided.offer(rows_of_plan(problem, plan))

    def choose(self, seconds: float) -> None:
        """Choose whole loads: the best plan that the promising loads at hand allow."""
        if self.run.over() or not self.relaxed.loads:
            return
        best = self.guided.best_row
        mine = loads_of(self.at, best[best >= 0])
        loads = self.promising(mine)
        chosen = set(mine)
        start = np.array([float(load in chosen) for load in loads])

        def improved(columns: FloatArray, _: float) -> None:
            rows = np.full(self.at.posts, -1)
            for column in np.flatnonzero(columns > 0.5):
                load = np.array(loads[column])
                rows[self.at.row[load, POST]] = load
            self.guided.offer(rows)

        answer = run_highs(
            self.model(loads),
            seconds=seconds,
            seed=self.guided.seed,
            start=start,
            stop_now=lambda _: self.run.over(),
            on_improved=improved,
        )
        if len(answer.columns):
            improved(answer.columns, answer.bound)

    def promising(self, kept: list[Load]) -> list[Load]:
        """The loads that earn their person nearly the most at the proven prices, and those kept."""
        at, prices = self.at, self.guided.pricing.best_prices
        profit, joining = margins(at, prices)

        def earned(load: Load) -> float:
            members = {int(at.row[row, MEMBER]) for row in load}
            total = sum(profit[row] for row in load) - sum(joining[each] for each in members)
            return float(total)

        pool = self.pool
        most = {pool.person_of(load): earned(load) for load in pool.priced(prices)}
        slack = SLACK * float(np.abs(at.row[:, GAIN]).mean())
        near = [
            load
            for load in self.relaxed.loads
            if earned(load) >= most.get(pool.person_of(load), 0.0) - slack
        ]
        return list(dict.fromkeys([*near, *kept]))

    def model(self, loads: list[Load]) -> Model:
        """The 0/1 model over these loads."""
        columns, limits = columns_of(self.at, loads), limits_of(self.at)
        model = Model(columns.gain)
        column = np.repeat(np.arange(len(loads)), np.diff(columns.starts))
        model.require(columns.rows, column, columns.amounts, most=limits.most, least=limits.least)
        return model
