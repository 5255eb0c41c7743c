"""Loads: sets of posts one person could fill within their own limits, and their columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..columns import NO_LIMIT, IntArray
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
    Instance,
)

Load = tuple[int, ...]
"""Instance rows of one person, sorted."""


class Limits(NamedTuple):
    """Least and most of every row of the master: posts, accounts, budget, changes, people."""

    least: FloatArray
    most: FloatArray


class Columns(NamedTuple):
    """Columns of loads: what each earns, and its entries by column."""

    gain: FloatArray
    starts: IntArray
    rows: IntArray
    amounts: FloatArray


def loads_of(at: Instance, rows: IntArray) -> list[Load]:
    """The rows of each person among these, as a load."""
    person = at.row[rows, PERSON]
    order = np.lexsort((rows, person))
    parts = np.split(rows[order], np.flatnonzero(np.diff(person[order])) + 1)
    return [tuple(part.tolist()) for part in parts if len(part)]


def limits_of(at: Instance) -> Limits:
    """The master's rows. Posts one person each, team sizes, one load per person."""
    whole = [float(amount) for amount in (at.budget, at.most_changes) if amount < UNLIMITED]
    places = np.where(at.team_size >= NO_LIMIT, np.inf, at.team_size.astype(np.float64))
    most = np.concatenate([np.ones(at.posts), places, whole, np.ones(len(at.human))])
    least = np.full(len(most), -np.inf)
    least[: at.posts][at.must] = 1.0
    return Limits(least, most)


def columns_of(at: Instance, loads: list[Load]) -> Columns:
    """One column per load, its entries in the rows of `limits_of`."""
    rows = np.array([row for load in loads for row in load], dtype=np.int64)
    column = np.repeat(np.arange(len(loads)), [len(load) for load in loads])
    joined = np.unique(np.stack([column, at.row[rows, MEMBER]]), axis=1)
    member = at.membership[joined[1]]
    every, people = np.arange(len(loads)), at.row[[load[0] for load in loads], PERSON]
    price = _added(len(loads), joined[0], member[:, PRICE])
    entries = [
        (column, at.row[rows, POST], np.ones(len(rows))),
        (joined[0], at.posts + member[:, ACCOUNT], np.ones(len(member))),
    ]
    next_row = at.posts + len(at.team_size)
    if at.budget < UNLIMITED:
        cost = _added(len(loads), column, at.row[rows, COST]) + price
        entries.append((every, np.full(len(loads), next_row), cost))
        next_row += 1
    if at.most_changes < UNLIMITED:
        changes = _added(len(loads), column, at.row[rows, CHANGE])
        entries.append((every, np.full(len(loads), next_row), changes))
        next_row += 1
    entries.append((every, next_row + people, np.ones(len(loads))))
    at_column, at_row, amounts = (np.concatenate(part) for part in zip(*entries, strict=True))
    order = np.lexsort((at_row, at_column))
    return Columns(
        gain=_added(len(loads), column, at.row[rows, GAIN]) - price,
        starts=np.searchsorted(at_column[order], np.arange(len(loads) + 1)),
        rows=at_row[order],
        amounts=amounts[order].astype(np.float64),
    )


def prices_of_duals(at: Instance, duals: FloatArray) -> FloatArray:
    """The master's duals as prices of posts, team places, budget and changes."""
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


def _added(length: int, column: IntArray, amounts: IntArray) -> FloatArray:
    added = np.bincount(column, weights=amounts.astype(np.float64), minlength=length)
    return added.astype(np.float64)
