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

from counterpart.kernel.highs import Model, run_highs

from ..columns import NO_LIMIT, BoolArray, IntArray
from .by_rows import is_dense, renewed_by_rows
from .instance import GAIN, UNLIMITED, FloatArray, Instance
from .loads_together import keep_company
from .near_loads import loads_of_people
from .neighbourhood import Neighbourhood, place_of, value_of_rows
from .packed import Packed, some_of
from .prices import EITHER, Priced, PriceSearch
from .pricing import value_people
from .worth import losses_of_rows

SWEEPS = 25
REACH, FAR_REACH = 0.003, 0.05
"""How far below the bound prices aim at first: far where posts are empty, since these people pay
less for them than the company does."""


class Loads(NamedTuple):
    """Loads at hand, one after the other."""

    whose: IntArray
    begins: IntArray
    rows: IntArray
    mine: BoolArray
    """Whether each is part of the plan at hand."""


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
        model = self._model(here, some, loads)
        answer = run_highs(
            model,
            seconds=seconds,
            seed=seed,
            start=loads.mine.astype(np.float64),
            stop_now=lambda _: self.is_over(),
        )
        if not len(answer.columns):
            return Renewed(None)
        found = some.row[loads.rows[np.repeat(answer.columns > 0.5, np.diff(loads.begins))]]
        value = value_of_rows(self.at, found)
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

    def _model(self, here: Neighbourhood, some: Packed, loads: Loads) -> Model:
        """Choose whole loads: one for each person, one person for each post, within the limits."""
        whose, begins, rows = loads.whose, loads.begins, loads.rows
        load = np.repeat(np.arange(len(whose)), np.diff(begins))
        group = some.group_of_row[rows]
        joins = np.flatnonzero(np.diff(group, prepend=-1) | np.diff(load, prepend=-1))
        at_load, joined = load[joins], group[joins]
        every = len(whose)
        price = np.bincount(at_load, some.price[joined], every)
        cost = np.bincount(load, some.cost[rows], every) + price
        model = Model(
            np.asarray(np.bincount(load, some.gain[rows], every) - price, dtype=np.float64)
        )
        posts, at_post = np.unique(some.post[rows], return_inverse=True)
        must = here.must[posts].astype(np.float64)
        model.require(at_post, load, 1, most=np.ones(len(posts)), least=must)
        model.require(whose, np.arange(every), 1, most=np.ones(some.people))
        limited = here.places[some.account[joined]] < NO_LIMIT // 2
        accounts, at_account = np.unique(some.account[joined[limited]], return_inverse=True)
        model.require(at_account, at_load[limited], 1, most=here.places[accounts])
        if len(here.regions):
            region = np.concatenate([some.region[group], some.region[joined]])
            bearing = np.concatenate([load, at_load])
            spent = np.concatenate([some.cost[rows], some.price[joined]])
            borne = region >= 0
            model.require(region[borne], bearing[borne], spent[borne], most=here.regions)
        if here.budget < UNLIMITED:
            model.require(np.zeros(every), np.arange(every), cost, most=[here.budget])
        if here.changes < UNLIMITED:
            changes = np.bincount(load, some.change[rows], every)
            model.require(np.zeros(every), np.arange(every), changes, most=[here.changes])
        if self.at.is_entangled:
            keep_company(model, self.at, place_of(self.at, here), load, some.row[rows])
        return model
