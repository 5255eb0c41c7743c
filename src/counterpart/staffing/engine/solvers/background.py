"""Compiles the kernels beside the run, so that progress is told and a stop is obeyed meanwhile.

The first run on a machine compiles for several seconds; later ones load the compiled code.
"""

from __future__ import annotations

from threading import Thread

from ..example import example_problem
from ..stop import Run

_thread: Thread | None = None


def kernels_are_ready(run: Run) -> bool:
    """Wait for the kernels while reporting; False when the run is over before they are ready."""
    global _thread
    if _thread is None:
        _thread = Thread(target=warm_up, daemon=True, name="staffing-kernels")
        _thread.start()
    while _thread.is_alive():
        if run.over():
            return False
        _thread.join(0.05)
    return True


def warm_up() -> None:
    """Use every kernel of solving once on the example; run when installing, they are compiled."""
    from ..stop import Stop
    from .guided import PriceGuided
    from .near_loads import compile_loads
    from .renewal import EXTENTS

    # No gap is ever below -1, so the example's quick proof does not end the run early.
    guided = PriceGuided(example_problem(), Run(Stop(gap=-1.0)), 1, None)
    guided.bound(2)
    guided.read_off_prices()
    guided.search(64)
    guided.renewal().round(EXTENTS[0])
    compile_loads(guided.pricing.packed)
    guided.prices()
