"""A new plan after a change in the company, and the value of the best plan by number of changes.

Both start from the plan that stands, which is the problem's `today`.
"""

from __future__ import annotations

import math

from ..columns import IntArray
from ..curve import Curve, CurvePoint
from ..problem import StaffingProblem
from ..stop import Prices, Result, Run
from .changing import Changing, or_infinity
from .filling import filled_rows, simple_bound
from .guided import grain_of
from .instance import UNLIMITED, instance_of, rows_of_plan

SWEEPS = 20
FIRST_SWEEPS, SWEEPS_FROM_KEPT = 60, 12
"""Sweeps without a price on changes: from nothing, and from prices that were kept."""

PRICED = 0.45
"""Prices are sought until this share of the run at the latest."""

TRIES = 8
CLOSE = 0.3
"""Prices suit a number of changes when people ask for so many, give or take this share."""


def replanned(problem: StaffingProblem, run: Run, seed: int, kept: Prices | None) -> Result:
    """The best plan found within the problem's limit on changes."""
    run.bound = simple_bound(instance_of(problem))
    work = Changing(problem, run, seed, kept)
    most = UNLIMITED if problem.most_changes is None else problem.most_changes
    start = filled_rows(work.at._replace(most_changes=most), work.standing)
    run.value = work.value(start)
    _seek_prices(work, [most], [work.standing, start], from_kept=kept is not None)
    run.bound = min(run.bound, _bound(work, most))
    rows = work.improved(most, start, 1.0)
    run.value = work.value(rows)
    run.bound = max(run.value, run.bound)
    return run.result(work.plan(rows), work.prices.without_change(), "replanning")


def curve_of(
    problem: StaffingProblem,
    counts: list[int | None],
    run: Run,
    seed: int,
    kept: Prices | None,
    known: Result | None,
) -> Curve:
    """The best plan found for each of these numbers of changes, given in rising order."""
    run.bound = simple_bound(instance_of(problem))
    wanted = [UNLIMITED if count is None else count for count in counts]
    work = Changing(problem, run, seed, kept)
    plans, given = [work.standing], []
    if known is not None:
        work.known_bound = known.bound
        given.append(rows_of_plan(problem, known.plan))
    for most in wanted:
        plans.append(filled_rows(work.at._replace(most_changes=most), plans[-1]))
    run.value = work.value(plans[-1])
    _seek_prices(work, wanted, plans, from_kept=kept is not None)
    rows, found = work.standing, []
    for at_point, most in enumerate(wanted):
        until = PRICED + (1 - PRICED) * (at_point + 1) / len(wanted)
        within = [each for each in given if work.changes(each) <= most]
        rows = max([rows, plans[at_point + 1], *within], key=work.value)
        rows = work.improved(most, rows, until)
        found.append(rows)
        run.value = max(run.value, work.value(rows))
        run.bound = max(run.value, min(run.bound, _bound(work, UNLIMITED)))
    best = _rising(work, wanted, found)
    points = [_point(work, most, rows) for most, rows in zip(wanted, best, strict=True)]
    run.report(at_once=True)
    return Curve(points, run.seconds, run.steps, work.prices.without_change())


def _seek_prices(
    work: Changing, wanted: list[int], known: list[IntArray], *, from_kept: bool
) -> None:
    """Prices that suit the numbers of changes wanted, from cheap changes to dear ones."""
    run, prices = work.run, work.prices
    if not from_kept or UNLIMITED in wanted:
        work.settle(0.0, SWEEPS_FROM_KEPT if from_kept else FIRST_SWEEPS, known)
    if len(wanted) > 1:
        work.settle(prices.first_change, SWEEPS, known)
    for most in sorted(wanted, reverse=True):
        for _ in range(TRIES):
            if run.over_share(PRICED) and prices.found:
                return
            found = work.settle(prices.next_change(or_infinity(most)), SWEEPS, known)
            if most == UNLIMITED or abs(found.asked - most) <= 1 + CLOSE * most:
                break


def _rising(work: Changing, wanted: list[int], found: list[IntArray]) -> list[IntArray]:
    """For each number of changes the best plan that makes no more, whatever it was found for."""
    best = []
    for most in wanted:
        among = [rows for rows in found if work.changes(rows) <= most]
        best.append(max(among, key=work.value))
    return best


def _point(work: Changing, most: int, rows: IntArray) -> CurvePoint:
    value = work.value(rows)
    return CurvePoint(
        most_changes=None if most == UNLIMITED else most,
        changes=work.changes(rows),
        value=value,
        bound=max(value, _bound(work, most)),
        plan=work.plan(rows),
    )


def _bound(work: Changing, most: int) -> int:
    grain = grain_of(work.at)
    bound = min(work.prices.bound(or_infinity(most)), simple_bound(work.at), work.known_bound)
    return math.floor(bound / grain) * grain
