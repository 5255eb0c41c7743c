"""Several resources: prices, a plan from them, and HiGHS on the options that are still in question.

The bound at any prices also tells which options are out: one that loses more against its account's
choice than lies between bound and plan is in no better plan. What remains, the core, is small when
prices are good, and what HiGHS proves about it holds for the whole problem.
"""

from __future__ import annotations

import math

import numpy as np

from counterpart.kernel.highs import Answer, run_highs
from counterpart.kernel.stopping import Cancelled, OnProgress, Stop

from ..portfolio import PortfolioProblem
from ..portfolio_result import FloatArray, NoPlanFits, PortfolioResult, Run
from ..portfolio_tables import IntArray
from ..portfolio_value import PortfolioPlan
from .mending import improved, mended
from .prices import Search, seek
from .pricing import Pricing
from .windows import BoolArray, Window, model_of, window_of

FIRST_CORE = 1_500
"""Options beyond the choices with which the core begins."""
FIRST_SECONDS = 2.0
MOST_CORE = 24_000
HIGHER = (1.01, 1.03, 1.1, 1.3, 2.0, 5.0, 30.0, 1e3, 1e6)
MOST_OPTIONS_TRIED = 100_000
"""Up to so many options, all are tried when no plan has been found."""


def solve(
    problem: PortfolioProblem,
    *,
    stop: Stop,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    start: PortfolioPlan | None = None,
    prices: FloatArray | None = None,
) -> PortfolioResult:
    """The best plan found before `stop`, with a proven bound; `prices` are where to begin.

    A `stop` by seconds alone limits the run: steps are not counted.
    """
    run = Run(problem, stop, on_progress, cancelled)
    if start is not None and len(start.option_of_account) == len(problem.accounts):
        run.offer(start.option_of_account)
    pricing = Pricing(problem)
    search = seek(run, pricing, prices)
    run.prove(search.best.bound)
    if search.bought:
        _refuse_if_no_plan_can_fit(problem, search)
    _first_plan(run, search)
    if run.plan is None:
        _any_plan(run, search, seed)
    if not run.over():
        finish(run, search, seed)
    return run.result(search.best.prices, "several-capacities")


def _first_plan(run: Run, search: Search) -> None:
    """The relaxation in whole options, made to fit, and improved."""
    problem, loss = run.problem, search.pricing.losses(search.best)
    options = np.flatnonzero(search.marked)
    rounded = search.best.best if search.plan is None else search.plan
    _offer_at_higher_prices(run, search)
    for chosen in (rounded, search.best.best):
        fits = mended(problem, chosen, options, loss)
        if run.offer(fits):
            run.offer(improved(problem, fits, options, loss))
            break


def _offer_at_higher_prices(run: Run, search: Search) -> None:
    """What accounts choose at higher prices fits at some: not a good plan, but soon a plan."""
    for factor in HIGHER:
        priced = search.pricing.at((search.best.prices + search.shortage / 1e4) * factor)
        if (priced.uses <= run.problem.capacity).all():
            run.offer(priced.best)
            return


def _any_plan(run: Run, search: Search, seed: int) -> None:
    """A plan that fits, by HiGHS among all options."""
    if run.problem.options <= MOST_OPTIONS_TRIED:
        every = np.ones(run.problem.options, dtype=np.bool_)
        answer = _searched(run, window_of(run.problem, search.best, every), run.seconds_left, seed)
        if answer.finished and run.plan is None:
            raise NoPlanFits(
                "no plan fits all capacities together, although each alone would do", proven=True
            )


def finish(run: Run, search: Search, seed: int) -> None:
    """Search ever wider cores until the best plan is proven or the run is over.

    Beyond `MOST_CORE` HiGHS does not end in its time and finds little: there the search gives up.
    """
    most, seconds = FIRST_CORE, FIRST_SECONDS
    loss = search.pricing.losses(search.best)
    while not run.over():
        before = run.value
        core, is_whole = _core(run, search, loss, most)
        window = window_of(run.problem, search.best, core)
        answer = _searched(run, window, min(seconds, run.seconds_left), seed, proves=is_whole)
        if is_whole and answer.finished:
            run.prove(max(before, run.value))
            break
        if run.value == before or is_whole:
            if most >= MOST_CORE:
                break
            seconds *= 2
            most *= 2


def _core(run: Run, search: Search, loss: IntArray, most: int) -> tuple[BoolArray, bool]:
    """The options a better plan may hold, those of least loss if too many; and the plan's own."""
    within = np.asarray(loss <= search.best.scaled_gap(run.value))
    count = len(run.problem.accounts) + most
    is_whole = int(within.sum()) <= count
    if not is_whole:
        within = np.asarray(loss <= np.partition(loss, count)[count])
    if run.plan is not None:
        within[run.plan.option_of_account] = True
    return within, is_whole


def _searched(
    run: Run, window: Window, seconds: float, seed: int, *, proves: bool = False
) -> Answer:
    """HiGHS on a window; every plan it finds is offered.

    It is not told the plan at hand: with a start HiGHS 1.16 sometimes goes on for ever, without
    asking whether to stop.

    Where nothing outside the window is better than the plan at hand, its bound holds for all.
    """
    before = run.value

    def note(bound: float) -> bool:
        if proves and math.isfinite(bound):
            run.prove(max(before, safe_floor(window.worth + bound)))
        return run.over()

    if not len(window.option):
        run.offer(window.chosen)
        return Answer(np.zeros(0), 0.0, np.zeros(0))
    answer = run_highs(
        model_of(window),
        seconds=seconds,
        seed=seed,
        stop_now=note,
        on_improved=lambda columns, _: _offer(run, window, columns),
    )
    note(answer.bound)
    if len(answer.columns):
        _offer(run, window, answer.columns)
    return answer


def _offer(run: Run, window: Window, columns: FloatArray) -> None:
    run.offer(window.plan(columns))


def safe_floor(bound: float) -> int:
    """The largest whole value a bound in doubles allows, its tolerance added."""
    return math.floor(bound + 1e-6 + 1e-12 * abs(bound))


def _refuse_if_no_plan_can_fit(problem: PortfolioProblem, search: Search) -> None:
    """Weigh resources by their shortage: if even the least weighted use is too much, say so."""
    most = float(problem.uses.max()) * len(problem.resources) * len(problem.accounts) + 1.0
    scale = min(1000.0, 2.0**60 / most)  # so that sums stay exact
    weight = np.rint(search.best.prices / max(search.best.prices.max(), 1e-9) * scale)
    whole = weight.astype(np.int64)
    weighted = np.zeros(problem.options, dtype=np.int64)
    for resource in np.flatnonzero(whole).tolist():
        weighted += problem.uses[:, resource].astype(np.int64) * whole[resource]
    least = int(np.minimum.reduceat(weighted, problem.first[:-1]).sum())
    there = sum(int(w) * int(c) for w, c in zip(whole, problem.capacity, strict=True))
    if least > there:
        short = [name for name, w in zip(problem.resources, whole, strict=True) if w]
        raise NoPlanFits(
            f"no plan fits {', '.join(short)} together, although each alone would do; "
            "raise one of these capacities, or give accounts options that use less",
            proven=True,
        )
