"""The best choice among whole loads of some people, by HiGHS."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from counterpart.kernel.highs import Model, run_highs

from ..columns import NO_LIMIT, BoolArray, IntArray
from .instance import UNLIMITED, Instance
from .loads_together import keep_company
from .neighbourhood import Neighbourhood, place_of
from .packed import Packed


class Loads(NamedTuple):
    """Loads at hand, one after the other."""

    whose: IntArray
    begins: IntArray
    rows: IntArray
    mine: BoolArray
    """Whether each is part of the plan at hand."""


class BestLoads(NamedTuple):
    """What was chosen."""

    rows: IntArray
    """Rows of the instance."""
    bound: float
    """No choice among these loads is worth more."""


def best_loads(
    at: Instance,
    here: Neighbourhood,
    some: Packed,
    loads: Loads,
    *,
    seconds: float,
    seed: int,
    is_over: Callable[[], bool],
) -> BestLoads | None:
    """One load or none for each of the people, within what is theirs; nothing found in time: none.

    `some` holds the rows of these people at the posts that are theirs.
    """
    answer = run_highs(
        model_of(at, here, some, loads),
        seconds=seconds,
        seed=seed,
        start=loads.mine.astype(np.float64),
        stop_now=lambda _: is_over(),
    )
    if not len(answer.columns):
        return None
    chosen = np.repeat(answer.columns > 0.5, np.diff(loads.begins))
    return BestLoads(some.row[loads.rows[chosen]], answer.bound)


def model_of(at: Instance, here: Neighbourhood, some: Packed, loads: Loads) -> Model:
    """Choose whole loads: one for each person, one person for each post, within the limits."""
    whose, begins, rows = loads.whose, loads.begins, loads.rows
    load = np.repeat(np.arange(len(whose)), np.diff(begins))
    group = some.group_of_row[rows]
    joins = np.flatnonzero(np.diff(group, prepend=-1) | np.diff(load, prepend=-1))
    at_load, joined = load[joins], group[joins]
    every = len(whose)
    price = np.bincount(at_load, some.price[joined], every)
    cost = np.bincount(load, some.cost[rows], every) + price
    model = Model(np.asarray(np.bincount(load, some.gain[rows], every) - price, dtype=np.float64))
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
    if at.is_entangled:
        keep_company(model, at, place_of(at, here), load, some.row[rows])
    return model
