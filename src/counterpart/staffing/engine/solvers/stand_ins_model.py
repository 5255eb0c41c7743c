"""The stand-ins of one person as a small exact model, for those whom the search cannot settle."""

from __future__ import annotations

import numpy as np

from counterpart.kernel.highs import Model, run_highs

from ..columns import BoolArray, IntArray
from .exact import safe_floor
from .instance import UNLIMITED, FloatArray
from .stand_ins import (
    ACCOUNT,
    BUDGET,
    CHANGE,
    CHANGES,
    COST,
    FREE_HOURS,
    FREE_LEADS,
    FREE_TEAMS,
    GAIN,
    HOURS,
    LEADS,
    MEMBER,
    REGION,
    Room,
    choices,
    leave,
)

MOST_NODES = 20_000


def settle(room: Room, leaver: int, mine: IntArray, stand_in: IntArray) -> bool:
    """Improve the leaver's stand-ins; True when they are proven the best."""
    leave(room, mine, 1)
    try:
        _, begins, options, _ = choices(room, leaver, mine)
        if not len(options):
            return True
        place = np.repeat(np.arange(len(mine)), np.diff(begins))
        model = _model_of(room, mine, place, options)
        known = stand_in[mine[place]] == options
        answer = run_highs(model, nodes=MOST_NODES, start=_columns(room, options, known))
        value = _worth(model, _columns(room, options, known))
        if len(answer.columns):
            found = answer.columns[: len(options)] > 0.5
            better = _worth(model, _columns(room, options, found))
            if better > value:
                value = better
                stand_in[mine] = -1
                stand_in[mine[place[found]]] = options[found]
        return value >= safe_floor(answer.bound)
    finally:
        leave(room, mine, -1)


def _worth(model: Model, columns: FloatArray) -> int:
    return round(float(np.dot(model.gain, columns)))


def _columns(room: Room, options: IntArray, chosen: BoolArray) -> FloatArray:
    """The model's columns for the chosen options: rows first, then the memberships they need."""
    joins = _joins(room, options)
    needed = np.isin(joins, room.row[options[chosen], MEMBER])
    return np.concatenate([chosen, needed]).astype(np.float64)


def _joins(room: Room, options: IntArray) -> IntArray:
    """Memberships that the options would create."""
    members = np.unique(room.row[options, MEMBER])
    return np.asarray(members[~room.joined[members]])


def _model_of(room: Room, mine: IntArray, place: IntArray, options: IntArray) -> Model:
    """Most gain within what is left, one person a post."""
    row, joins = room.row[options], _joins(room, options)
    gain = np.concatenate([row[:, GAIN], -room.membership[joins, 2]])
    model = Model(gain.astype(np.float64))
    column, join = np.arange(len(options)), len(options) + np.arange(len(joins))
    every = np.concatenate([column, join])
    left = np.maximum(room.human, 0)
    people, who = np.unique(
        np.concatenate([room.person[options], room.membership[joins, 1]]), return_inverse=True
    )
    of_row, of_join = who[: len(options)], who[len(options) :]
    model.require(place, column, 1, most=np.ones(len(mine)))
    hours = np.concatenate([row[:, HOURS], room.membership[joins, 3]])
    model.require(who, every, hours, most=left[people, FREE_HOURS])
    leads = np.flatnonzero(room.post[mine[place], LEADS])
    model.require(of_row[leads], leads, 1, most=left[people, FREE_LEADS])
    if len(joins):
        fresh = np.flatnonzero(np.isin(row[:, MEMBER], joins))
        needs = len(options) + np.searchsorted(joins, row[fresh, MEMBER])
        model.require(
            np.tile(np.arange(len(fresh)), 2),
            np.concatenate([fresh, needs]),
            np.repeat([1.0, -1.0], len(fresh)),
            most=np.zeros(len(fresh)),
        )
        model.require(of_join, join, 1, most=left[people, FREE_TEAMS])
        accounts, at = np.unique(room.membership[joins, 0], return_inverse=True)
        model.require(at, join, 1, most=np.maximum(room.places[accounts], 0))
        _keep_apart(model, room, joins, len(options))
    if len(room.money):
        cost = np.concatenate([row[:, COST], room.membership[joins, 2]])
        of_accounts = np.full(len(room.places), -1)
        of_accounts[room.post[:, ACCOUNT]] = room.post[:, REGION]
        region = np.concatenate(
            [room.post[mine[place], REGION], of_accounts[room.membership[joins, 0]]]
        )
        borne = region >= 0
        most = np.maximum(room.money, 0)
        model.require(region[borne], every[borne], cost[borne], most=most)
    if room.whole[BUDGET] < UNLIMITED // 2:
        cost = np.concatenate([row[:, COST], room.membership[joins, 2]])
        model.require(every * 0, every, cost, most=[max(0, room.whole[BUDGET])])
    if room.whole[CHANGES] < UNLIMITED // 2:
        model.require(column * 0, column, row[:, CHANGE], most=[max(0, room.whole[CHANGES])])
    return model


def _keep_apart(model: Model, room: Room, joins: IntArray, first_column: int) -> None:
    """Of two new memberships that a conflict keeps apart there is one at most."""
    whose = np.repeat(np.arange(len(room.membership)), np.diff(room.first_apart))
    both = np.isin(whose, joins) & np.isin(room.apart, joins) & (whose < room.apart)
    pair = np.arange(int(both.sum()))
    columns = [first_column + np.searchsorted(joins, each[both]) for each in (whose, room.apart)]
    model.require(np.tile(pair, 2), np.concatenate(columns), 1, most=np.ones(len(pair)))
