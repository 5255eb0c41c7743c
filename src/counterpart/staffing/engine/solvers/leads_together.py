"""Who leads what, chosen for all accounts at once: a bound, and leads to begin a plan with.

Where leads fill most hours of few people, prices may be right and the plan still have the wrong
account without a lead: a better choice moves many leads at once, more than any neighbourhood lists.

So the prices of lead posts are dropped and "one person per lead post" is kept as it is, while all
else stays priced. The people who can lead then depend on each other and on nobody else. HiGHS
chooses for all of them, contacts worth their price included; what that is worth takes the place
of their knapsacks and of the prices of lead posts in the bound.

The bound holds: it is the Lagrangian with one constraint fewer relaxed. Every plan keeps what this
model asks for, and what it earns beyond is counted by the prices as before. Team places, changes
and conflicts among these people are kept besides, which every plan does too. That a backup needs a
counterpart is left out, since the counterpart may be somebody else.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from counterpart.kernel.highs import Model, run_highs

from ..columns import IntArray
from .exact import model_of
from .instance import IS_BACKUP, MEMBER, MUST, TWIN, UNLIMITED, FloatArray, Instance
from .packed import Packed, some_of
from .pricing import Pricer, value_people
from .thinned import thinned

ROUNDING = 1e-6
"""Share by which HiGHS' bound is rounded up: its rows and columns may be off by as much."""

MOST_ROWS = 8_000
"""More rows than this make too large a model."""


class Led(NamedTuple):
    """The answer for all who can lead."""

    bound: float
    """No plan is worth more. Never above the bound of the prices."""
    rows: IntArray
    """The instance's rows that these people use in it; none where nothing was found."""


class LeadsTogether:
    """Everybody who can lead, at prices that prove `bound` for all plans."""

    def __init__(self, at: Instance, packed: Packed, prices: FloatArray, bound: float) -> None:
        self.at, self.bound = at, bound
        person = np.searchsorted(packed.first_group, packed.group_of_row, side="right") - 1
        people = np.unique(person[packed.lead > 0])
        some = some_of(packed, people, np.ones(at.posts, dtype=np.bool_))
        self.some, self.margin = some, np.empty(len(some.post))
        self.joining = np.empty(len(some.account))
        value_people(some, 0, some.people, prices, self.margin, self.joining)
        self.margin += np.where(some.lead > 0, prices[some.post], 0.0)
        loads, _ = Pricer(some, len(prices), parted=False).price(prices)
        self.priced = loads + float(prices[: at.posts][at.is_lead].sum())
        """What these people and the prices of lead posts count for in the bound."""
        locked = at.must[some.post] & (some.lead > 0)
        useful = np.flatnonzero((self.margin > 0) | locked)
        self.useful = useful[np.argsort(some.row[useful])]

    @property
    def is_small(self) -> bool:
        """Whether the model is worth handing to HiGHS."""
        return 0 < len(self.useful) <= MOST_ROWS

    def worth(self, rows: IntArray) -> float:
        """What the people who can lead earn by these rows, at the prices of all but leads."""
        mine = np.flatnonzero(np.isin(self.some.row, rows))
        joined = np.unique(self.some.group_of_row[mine])
        return float(self.margin[mine].sum() - self.joining[joined].sum())

    def lost(self, rows: IntArray) -> float:
        """How much of what lies between bound and plan these people and lead posts lose."""
        return self.priced - self.worth(rows)

    def solve(self, rows: IntArray, *, seconds: float, stop_now: Callable[[float], bool]) -> Led:
        """Choose within `seconds`, from the plan at hand on, which is given by its rows."""
        kept = self.some.row[self.useful]
        small = self._small(kept)
        start = np.zeros(len(kept) + len(small.membership))
        mine = np.flatnonzero(np.isin(kept, rows))
        start[mine] = 1.0
        start[len(kept) + small.row[mine, MEMBER]] = 1.0
        answer = run_highs(self._model(small), seconds=seconds, start=start, stop_now=stop_now)
        proven = answer.bound + ROUNDING * (abs(answer.bound) + abs(self.priced))
        gained = min(0.0, proven - self.priced) if math.isfinite(proven) else 0.0
        chosen = answer.columns[: len(kept)] > 0.5
        return Led(self.bound + gained, kept[chosen] if len(chosen) else kept[:0])

    def _small(self, kept: IntArray) -> Instance:
        """These rows alone. Leads may be locked, backups stand alone, money is only priced."""
        place = self.at.place.copy()
        place[~self.at.is_lead, MUST] = 0
        place[:, TWIN], place[:, IS_BACKUP] = -1, 0
        return thinned(self.at, kept)._replace(
            place=place, budget=UNLIMITED, region_budget=self.at.region_budget[:0]
        )

    def _model(self, small: Instance) -> Model:
        """The exact model with margins for gains; nobody backs up themselves."""
        model, _ = model_of(small)
        joining = np.empty(len(small.membership))
        joining[small.row[:, MEMBER]] = self.joining[self.some.group_of_row[self.useful]]
        model.gain = np.concatenate([self.margin[self.useful], -joining])
        column = np.full(len(self.some.post), -1)
        column[self.useful] = np.arange(len(self.useful))
        backup = np.flatnonzero(self.some.second)
        both = np.stack([column[backup - 1], column[backup]])
        both = both[:, (both >= 0).all(axis=0)]
        pair = np.tile(np.arange(both.shape[1]), 2)
        model.require(pair, both.ravel(), 1, most=np.ones(both.shape[1]))
        return model
