"""Staffs a neighbourhood anew: the best choice among near loads, by HiGHS, all else unchanged.

Prices are first settled for the neighbourhood alone; the bound they prove says how near a load
must come to be worth a look. Where all loads within that distance are at hand, HiGHS' answer is
the best there is; often it is even proven that nothing better exists before HiGHS is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..columns import BoolArray, IntArray
from .by_rows import is_dense, renewed_by_rows
from .instance import GAIN, UNLIMITED, FloatArray, Instance
from .load_choice import Loads, best_loads
from .near_loads import loads_of_people
from .neighbourhood import Neighbourhood, value_of_rows
from .packed import Packed, some_of
from .prices import EITHER, Priced, PriceSearch
from .pricing import value_people
from .worth import losses_of_rows

SWEEPS = 25
REACH, FAR_REACH = 0.003, 0.05
"""How far below the bound prices aim at first: far where posts are empty, since these people pay
less for them than the company does."""


class Renewed(NamedTuple):
    """What came of a neighbourhood."""

    rows: IntArray | None
    """Better rows, `None` when none were found."""
    is_best: bool = False
    """Whether nothing better exists while all else stays."""


class Renewing:
    """What all neighbourhoods share: the instance by person, prices, how far near loads go."""

    def __init__(
        self,
        at: Instance,
        packed: Packed,
        priced: Priced,
        prices: FloatArray,
        is_over: Callable[[], bool],
    ) -> None:
        self.at, self.packed, self.priced, self.prices = at, packed, priced, prices
        self.is_over = is_over
        """Whether to end at once; asked often, from any thread."""
        mean = float(np.abs(at.row[:, GAIN]).mean()) if len(at.row) else 1.0
        self.reach = np.full(packed.people, 0.1 * mean)

    @cached_property
    def loss(self) -> FloatArray:
        """What each row of the instance loses at these prices, roughly."""
        return losses_of_rows(self.packed, self.prices)

    def renewed(self, here: Neighbourhood, *, most: int, seconds: float, seed: int) -> Renewed:
        """Better rows for these people if there are any within `seconds`."""
        if is_dense(here):
            rows = renewed_by_rows(
                self.at, here, self.loss, seconds=seconds, seed=seed, is_over=self.is_over
            )
            return Renewed(rows)
        some = some_of(self.packed, here.people, here.free, here.shut)
        now = value_of_rows(self.at, here.rows)
        reach = FAR_REACH if here.has_empty_posts else REACH
        pricing = PriceSearch(some, self._priced(here), self._prices(here, some), reach=reach)
        pricing.improve(SWEEPS, now)
        return self.chosen(
            here, some, pricing.best_prices, pricing.bound, most=most, seconds=seconds, seed=seed
        )

    def chosen(
        self,
        here: Neighbourhood,
        some: Packed,
        prices: FloatArray,
        bound: float,
        *,
        most: int,
        seconds: float,
        seed: int,
    ) -> Renewed:
        """The best choice among near loads at these prices, which prove this bound for `here`.

        `some` holds the rows of these people at the posts that are theirs.
        """
        now = value_of_rows(self.at, here.rows)
        slack = bound - now
        if slack < 1.0:
            return Renewed(None, is_best=True)
        taken = np.isin(some.row, here.rows)
        loads, complete = self._near(here, some, prices, slack, most, taken)
        answer = best_loads(
            self.at, here, some, loads, seconds=seconds, seed=seed, is_over=self.is_over
        )
        if answer is None:
            return Renewed(None)
        found, value = answer.rows, value_of_rows(self.at, answer.rows)
        # All values are whole numbers: what is less than one above is not above.
        is_best = complete and answer.bound < max(value, now) + 1.0
        return Renewed(found if value > now else None, is_best)

    def _near(
        self,
        here: Neighbourhood,
        some: Packed,
        prices: FloatArray,
        slack: float,
        most: int,
        taken: BoolArray,
    ) -> tuple[Loads, bool]:
        """Near loads and those of the plan at hand, and whether none is missing."""
        margin, joining = np.empty(len(some.post)), np.empty(len(some.account))
        value_people(some, 0, some.people, prices, margin, joining)
        reach = self.reach[here.people]
        whose, begins, rows, complete = loads_of_people(
            some, margin, joining, slack, reach, most, taken
        )
        self.reach[here.people] = reach
        held = np.flatnonzero(taken)
        person = np.searchsorted(some.first_group, some.group_of_row[held], side="right") - 1
        ends = np.flatnonzero(np.diff(person, append=-1)) + 1
        loads = Loads(
            whose=np.concatenate([whose, person[ends - 1]]),
            begins=np.concatenate([begins, len(rows) + ends]),
            rows=np.concatenate([rows, held]),
            mine=np.arange(len(whose) + len(ends)) >= len(whose),
        )
        return loads, complete

    def _priced(self, here: Neighbourhood) -> Priced:
        whole = [amount if amount < UNLIMITED else 0 for amount in (here.budget, here.changes)]
        allowed = np.concatenate([here.free, here.places, here.regions, whole])
        kind = self.priced.kind.copy()
        kind[: len(here.must)][here.must & here.free] = EITHER
        return self.priced._replace(allowed=allowed.astype(np.float64), kind=kind)

    def _prices(self, here: Neighbourhood, some: Packed) -> FloatArray:
        """The prices of all, where this neighbourhood can use what they are of."""
        useful = np.zeros(len(self.prices), dtype=np.bool_)
        useful[some.post] = True
        useful[len(here.free) + some.account] = True
        useful[len(here.free) + len(here.places) :] = True
        return np.where(useful, self.prices, 0.0)
