"""The curve closest to given points, by Levenberg and Marquardt's damped least squares."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .response import FloatArray

Model = Callable[[FloatArray], FloatArray]

MOST_STEPS = 2_000
SMALLEST_GAIN = 1e-15
"""Relative; a step that gains less has arrived."""
MOST_DAMPING = 1e14


def least_squares(residuals: Model, start: FloatArray) -> tuple[FloatArray, float]:
    """Parameters near `start` with the least sum of squared residuals, and that sum.

    Finds the nearest minimum, not surely the least of all. Derivatives are taken numerically.
    Source: Marquardt (1963), SIAM Journal 11(2).
    """
    at, error = start.astype(np.float64), _squares(residuals(start))
    damping = 1e-3
    for _ in range(MOST_STEPS):
        slopes, now = _slopes(residuals, at), residuals(at)
        gram, pull = slopes.T @ slopes, slopes.T @ now
        weights = np.maximum(np.diag(gram), 1e-12)
        gain = 0.0
        while damping < MOST_DAMPING:
            step = np.linalg.solve(gram + damping * np.diag(weights), -pull)
            there = _squares(residuals(at + step))
            if there <= error:
                gain, at, error = error - there, at + step, there
                damping = max(damping / 10, 1e-12)
                break
            damping *= 10
        if gain <= SMALLEST_GAIN * max(error, SMALLEST_GAIN):
            break
    return at, error


def _squares(residuals: FloatArray) -> float:
    total = float(residuals @ residuals)
    return total if np.isfinite(total) else np.inf


def _slopes(residuals: Model, at: FloatArray) -> FloatArray:
    """The Jacobian by central differences."""
    columns = []
    for n in range(len(at)):
        step = np.zeros(len(at))
        step[n] = 1e-6 * max(abs(at[n]), 1e-2)
        columns.append((residuals(at + step) - residuals(at - step)) / (2 * step[n]))
    return np.stack(columns, axis=1)
