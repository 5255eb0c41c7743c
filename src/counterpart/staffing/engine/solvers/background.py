"""Compiles the kernels beside the run, so that progress is told and a stop is obeyed meanwhile.

The first run on a machine compiles for several seconds, on two cores; later ones load the compiled
code.
"""

from __future__ import annotations

import subprocess
import sys
from threading import Thread
from typing import TYPE_CHECKING

from ..example import example_problem
from ..stop import Run
from .starting import begin

if TYPE_CHECKING:
    from .guided import PriceGuided

SEARCH_ALONE = f"from {__name__} import use_search; use_search()"
"""What a second process runs to compile the search."""

ALL_COMPILED = "all"
"""Marks the folder where everything for staffing is compiled."""

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
    from .kernel import folder_of_compiled
    from .near_loads import compile_loads
    from .renewal import EXTENTS

    mark = folder_of_compiled() / ALL_COMPILED
    elsewhere = None if mark.exists() else _started(SEARCH_ALONE)
    guided = _guided_example()
    guided.bound(2)
    guided.read_off_prices()
    guided.renewal().round(EXTENTS[0])
    compile_loads(guided.pricing.packed)
    guided.prices()
    if elsewhere is not None:
        elsewhere.wait()
    guided.search(64)
    if mark.parent.exists():
        mark.touch()


def use_search() -> None:
    """Use the kernels of the search alone, which take as long to compile as all others."""
    _guided_example().search(64)


def _guided_example() -> PriceGuided:
    from ..stop import Stop
    from .guided import PriceGuided

    # No gap is ever below -1, so the example's quick proof does not end the run early.
    problem, run = example_problem(), Run(Stop(gap=-1.0))
    return PriceGuided(problem, run, 1, *begin(problem, run))


def _started(sentence: str) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(  # noqa: S603 - our own words only
        [sys.executable, "-c", sentence], stdin=quiet, stdout=quiet, stderr=quiet
    )
