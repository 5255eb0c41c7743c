"""Little's curves nearest to given sales at given efforts, in the squares of the differences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .least_squares import Rows, least_squares
from .response import Adbudg, FloatArray

SHAPES = (0.1, 20.0)
HALVES = (1e-5, 1e5)
"""Where the search looks; beyond, sales at efforts near today's no longer tell curves apart."""
LEAST_RISE = 1e-9
"""From floor to ceiling, so that flat sales still make a curve."""
Start = tuple[float, float]
"""Shape and half-way constant."""

_LOWEST = np.log([SHAPES[0], HALVES[0]])
_HIGHEST = np.log([SHAPES[1], HALVES[1]])


def nearest_adbudgs(efforts: FloatArray, sales: FloatArray, near: Sequence[Start]) -> list[Adbudg]:
    """The curve nearest to each row of sales, found from the shape and half of its `near`.

    Floor and ceiling follow from shape and half-way constant in closed form, so that only two
    numbers are searched for. The floor is kept from being negative.
    """

    def misses(logs: FloatArray, rows: Rows) -> FloatArray:
        shares = _shares(efforts, logs)
        floor, rise = _floor_and_rise(shares, sales[rows])
        missed: FloatArray = floor[:, None] + rise[:, None] * shares - sales[rows]
        return missed

    logs = least_squares(misses, np.log(near))
    floors, rises = _floor_and_rise(_shares(efforts, logs), sales)
    shapes, halves = np.exp(np.clip(logs, _LOWEST, _HIGHEST)).T
    return [
        Adbudg(float(floor), float(floor + rise), float(shape), float(half))
        for floor, rise, shape, half in zip(floors, rises, shapes, halves, strict=True)
    ]


def nearest_adbudg(efforts: FloatArray, sales: FloatArray, near: Start = (1.0, 1.0)) -> Adbudg:
    """The curve nearest to one row of sales."""
    return nearest_adbudgs(efforts, sales[None, :], [near])[0]


def _shares(efforts: FloatArray, logs: FloatArray) -> FloatArray:
    """How far from floor to ceiling each curve (rows) is at each effort (columns)."""
    shape, half = np.exp(np.clip(logs, _LOWEST, _HIGHEST)).T[:, :, None]
    with np.errstate(divide="ignore", over="ignore"):
        shares: FloatArray = 1 / (1 + half * efforts[None, :] ** -shape)
    return shares


def _floor_and_rise(shares: FloatArray, sales: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The best floor and rise of each curve, by regression of its sales on its shares."""
    apart = shares - shares.mean(axis=1, keepdims=True)
    spread = np.maximum((apart**2).sum(axis=1), 1e-300)
    rise = (apart * sales).sum(axis=1) / spread
    floor = sales.mean(axis=1) - rise * shares.mean(axis=1)
    through_zero = (shares * sales).sum(axis=1) / np.maximum((shares**2).sum(axis=1), 1e-300)
    rise, floor = np.where(floor < 0, through_zero, rise), np.maximum(floor, 0.0)
    flat = rise <= LEAST_RISE
    return (
        np.where(flat, np.maximum(sales.mean(axis=1), 0.0), floor),
        np.where(flat, LEAST_RISE, rise),
    )
