"""Little's curve nearest to given sales at given efforts, in the squares of the differences."""

from __future__ import annotations

import math

import numpy as np

from .least_squares import least_squares
from .response import Adbudg, FloatArray

SHAPES = (0.1, 20.0)
HALVES = (1e-5, 1e5)
"""Where the search looks; beyond, sales at efforts near today's no longer tell curves apart."""
LEAST_RISE = 1e-9
"""From floor to ceiling, so that flat sales still make a curve."""

_LOWEST = np.log([SHAPES[0], HALVES[0]])
_HIGHEST = np.log([SHAPES[1], HALVES[1]])


def nearest_adbudg(
    efforts: FloatArray, sales: FloatArray, near: tuple[float, float] = (1.0, 1.0)
) -> Adbudg:
    """The curve of least squares found from shape and half-way constant `near`.

    Floor and ceiling follow from shape and half-way constant in closed form, so that only two
    numbers are searched for. The floor is kept from being negative.
    """

    def misses(logs: FloatArray) -> FloatArray:
        return _curve(efforts, sales, logs).values(efforts) - sales

    logs, _ = least_squares(misses, np.log(near))
    return _curve(efforts, sales, logs)


def _curve(efforts: FloatArray, sales: FloatArray, logs: FloatArray) -> Adbudg:
    """The best floor and ceiling for one shape and half-way constant."""
    shape, half = np.exp(np.clip(logs, _LOWEST, _HIGHEST))
    shares = Adbudg(0.0, 1.0, float(shape), float(half)).values(efforts)
    apart = shares - shares.mean()
    spread = float(apart @ apart)
    rise = float(apart @ sales) / spread if spread > 0 else 0.0
    floor = float(sales.mean()) - rise * float(shares.mean())
    if floor < 0:
        floor, rise = 0.0, float(shares @ sales) / float(shares @ shares)
    if rise <= LEAST_RISE:
        floor, rise = max(float(sales.mean()), 0.0), LEAST_RISE
    return Adbudg(floor, floor + rise, float(shape), float(half))


def mean_square(curve: Adbudg, efforts: FloatArray, sales: FloatArray) -> float:
    """Mean squared difference between the curve and the sales."""
    return math.fsum((curve.values(efforts) - sales) ** 2) / len(sales)
