"""The loads at hand: a pool that is priced again and again, and the relaxed master over it."""

from __future__ import annotations

import numpy as np

from ..stop import Run
from .instance import CAPACITY, HOURS, MEMBER, PERSON, SETUP, FloatArray, Instance
from .loads import Load, loads_of
from .prices import PriceSearch, sweep
from .relaxed import RelaxedMaster


class Pool:
    """Whole loads of people, found at prices, and what their relaxation says."""

    def __init__(self, at: Instance, run: Run, pricing: PriceSearch, seed: int) -> None:
        self.at, self.run, self.pricing = at, run, pricing
        self.relaxed = RelaxedMaster(at, run)
        self.taken = np.zeros(len(at.row))
        self.chance = np.random.default_rng(seed)

    def priced(self, prices: FloatArray) -> list[Load]:
        """Everybody's best load at these prices."""
        sweep(self.pricing.at, prices, self.taken)
        self.run.steps += len(self.at.human)
        return self.loads_taken(self.taken)

    def loads_taken(self, taken: FloatArray) -> list[Load]:
        """The loads a sweep has marked, less those that rounded hours made too long."""
        found = loads_of(self.at, np.flatnonzero(taken > 0))
        return [load for load in found if self.fits(load)]

    def fits(self, load: Load) -> bool:
        """Whether the person has the hours, counted exactly."""
        rows = self.at.row[list(load)]
        setup = self.at.membership[np.unique(rows[:, MEMBER]), SETUP].sum()
        return bool(rows[:, HOURS].sum() + setup <= self.at.human[rows[0, PERSON], CAPACITY])

    def person_of(self, load: Load) -> int:
        """Whose load it is."""
        return int(self.at.row[load[0], PERSON])
