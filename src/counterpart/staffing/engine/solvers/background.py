"""Compiles the kernels beside the run, so that progress is told and a stop is obeyed meanwhile.

The first run on a machine compiles for several seconds; later ones load the compiled code.
"""

from __future__ import annotations

from threading import Thread

from ..example import example_problem
from ..stop import Run
from .starting import begin

_threads: dict[bool, Thread] = {}


def kernels_are_ready(run: Run, *, dense: bool = False) -> bool:
    """Wait for the kernels while reporting; False when the run is over before they are ready.

    Those of dense assignments are others than those of all other problems.
    """
    if dense not in _threads:
        use_them = use_dense if dense else use_staffing
        _threads[dense] = Thread(target=use_them, daemon=True, name="staffing-kernels")
        _threads[dense].start()
    while _threads[dense].is_alive():
        if run.over():
            return False
        _threads[dense].join(0.05)
    return True


def use_dense() -> None:
    """Use what a dense assignment needs first."""
    from ..gap_file import problem_from_gap
    from ..stop import Stop
    from .guided import PriceGuided

    two_by_two = "2 2  1 3 2 1  1 1 1 1  1 1"
    problem, run = problem_from_gap(two_by_two), Run(Stop(steps=2_000, gap=-1.0))
    guided = PriceGuided(problem, run, 1, *begin(problem, run))
    guided.assign()
    guided.prices()


def use_staffing() -> None:
    """Use every kernel of other problems on the example. Run it early, and they are compiled."""
    from ..stop import Stop
    from .guided import PriceGuided
    from .near_loads import compile_loads
    from .renewal import EXTENTS

    # No gap is ever below -1, so the example's quick proof does not end the run early.
    problem, run = example_problem(), Run(Stop(gap=-1.0))
    guided = PriceGuided(problem, run, 1, *begin(problem, run))
    guided.bound(2)
    guided.read_off_prices()
    guided.search(64)
    guided.renewal().round(EXTENTS[0])
    compile_loads(guided.pricing.packed)
    guided.prices()
