"""Making the engine ready: compiled code is made and loaded before anybody's time runs."""

from __future__ import annotations

from .example import example_problem
from .solvers.choose import solve
from .stop import MaxSteps

STEPS = 3_000


def make_ready() -> None:
    """Compile (once on a machine) and load what the price-guided solver runs on.

    The first call after an installation takes many seconds, later ones a fraction of one. A
    limit in seconds given to `solve` then goes into solving alone.
    """
    solve(example_problem(), stop=MaxSteps(STEPS), seed=1, method="price-guided")
