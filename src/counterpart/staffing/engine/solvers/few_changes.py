"""Picks how to plan with few changes: exactly for the smallest problems. Loads numba no earlier."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from ..curve import COUNTS, Curve, CurvePoint
from ..limits import check
from ..load import load_of
from ..problem import StaffingProblem
from ..stop import Cancelled, OnProgress, Prices, Result, Run, Stop
from .choose import TINY_ROWS
from .instance import instance_of
from .locks import changes_of_locks


def replan(
    problem: StaffingProblem,
    *,
    stop: Stop,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    kept: Prices | None = None,
) -> Result:
    """The best plan found within the problem's limit on changes from today.

    `kept` are prices of an earlier run on nearly the same problem; they save most of the time.
    """
    run = Run(stop, on_progress, cancelled)
    if _is_tiny(problem, stop):
        from . import exact

        return exact.solve(
            problem, stop=stop, seed=seed, on_progress=on_progress, cancelled=cancelled
        )
    from .replanning import replanned

    return replanned(problem, run, seed, kept)


def value_by_changes(
    problem: StaffingProblem,
    counts: Iterable[int | None] = COUNTS,
    *,
    stop: Stop,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    kept: Prices | None = None,
    known: Result | None = None,
) -> Curve:
    """The best plan found for each number of changes from today, with a proven bound.

    `None` is no limit. Numbers below what locks force are left out. Values and bounds never fall
    as changes rise.
    `known` is a result for the problem without a limit on changes: no point that allows its changes
    is worth less, and its bound holds for all.
    """
    run = Run(stop, on_progress, cancelled)
    free = problem if problem.most_changes is None else replace(problem, most_changes=None)
    least = changes_of_locks(instance_of(free))
    finite = sorted({count for count in counts if count is not None and count >= least})
    wanted: list[int | None] = [*finite, *([None] if None in counts else [])]
    if _is_tiny(problem, stop):
        return Curve(_exact_points(free, wanted, run, seed), run.seconds, run.steps, None)
    from .replanning import curve_of

    if known is not None and check(free, known.plan):
        known = None
    return curve_of(free, wanted, run, seed, kept, known)


def _is_tiny(problem: StaffingProblem, stop: Stop) -> bool:
    return len(problem.candidates) <= TINY_ROWS and not math.isfinite(stop.steps)


def _exact_points(
    problem: StaffingProblem, wanted: list[int | None], run: Run, seed: int
) -> list[CurvePoint]:
    """Small problems are solved to the end for every number of changes."""
    from . import exact

    points: list[CurvePoint] = []
    for most in wanted:
        result = exact.solve(
            replace(problem, most_changes=most),
            stop=Stop(seconds=max(0.1, run.seconds_left)),
            seed=seed,
            start=points[-1].plan if points else None,
            cancelled=run.is_cancelled,
        )
        changes = load_of(problem, result.plan).changes
        points.append(CurvePoint(most, changes, result.value, result.bound, result.plan))
        run.value, run.bound = result.value, result.bound
        run.report()
    return points
