"""Parameters of least squares, for many fits at once, by Levenberg and Marquardt's damping."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from .response import FloatArray

Rows = npt.NDArray[np.intp]
Misses = Callable[[FloatArray, Rows], FloatArray]
"""Parameters (fits x parameters) and which fits they belong to, to misses (fits x points)."""

MOST_STEPS = 2_000
SMALLEST_GAIN = 1e-15
"""Relative; a fit whose step gains less has arrived."""
LEAST_DAMPING, FIRST_DAMPING, MOST_DAMPING = 1e-9, 1e-3, 1e14


def least_squares(misses: Misses, start: FloatArray) -> FloatArray:
    """Parameters near `start` with the least sum of squared misses, one row a fit.

    Finds the nearest minimum, not surely the least of all. Derivatives are taken numerically.
    Source: Marquardt (1963), "An Algorithm for Least-Squares Estimation of Nonlinear Parameters",
    SIAM Journal 11(2).
    """
    best = start.astype(np.float64)
    damping = np.full(len(best), FIRST_DAMPING)
    rows: Rows = np.arange(len(best))
    error = _squares(misses(best, rows))
    for _ in range(MOST_STEPS):
        if not len(rows):
            break
        there = best[rows] + _step(misses, best[rows], rows, damping[rows])
        found = _squares(misses(there, rows))
        better = found <= error[rows]
        small = error[rows] - found <= SMALLEST_GAIN * np.maximum(error[rows], SMALLEST_GAIN)
        best[rows[better]], error[rows[better]] = there[better], found[better]
        damping[rows] *= np.where(better, 0.1, 10.0)
        damping = np.maximum(damping, LEAST_DAMPING)
        rows = rows[~(better & small) & (damping[rows] < MOST_DAMPING)]
    return best


def _step(misses: Misses, at: FloatArray, rows: Rows, damping: FloatArray) -> FloatArray:
    """Where the damped normal equations point from here."""
    slopes = _slopes(misses, at, rows)
    gram = np.einsum("fnp,fnq->fpq", slopes, slopes)
    pull = np.einsum("fnp,fn->fp", slopes, misses(at, rows))
    diagonal = np.arange(at.shape[1])
    gram[:, diagonal, diagonal] += damping[:, None] * np.maximum(gram[:, diagonal, diagonal], 1e-12)
    step: FloatArray = np.linalg.solve(gram, -pull[..., None])[..., 0]
    return step


def _squares(misses: FloatArray) -> FloatArray:
    totals = np.einsum("fn,fn->f", misses, misses)
    return np.where(np.isfinite(totals), totals, np.inf)


def _slopes(misses: Misses, at: FloatArray, rows: Rows) -> FloatArray:
    """The Jacobian of each fit by central differences."""
    columns = []
    for n in range(at.shape[1]):
        step = np.zeros_like(at)
        step[:, n] = 1e-6 * np.maximum(np.abs(at[:, n]), 1e-2)
        apart = misses(at + step, rows) - misses(at - step, rows)
        columns.append(apart / (2 * step[:, n])[:, None])
    return np.stack(columns, axis=2)
