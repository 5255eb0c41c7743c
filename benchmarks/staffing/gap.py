"""Makes generalised assignment instances by the published recipes, in the usual file format.

    python benchmarks/staffing/gap.py D 20 200 1 -o d20200.txt

Types A to E after Chu and Beasley (1997) and Laguna, Kelly, González-Velarde and Glover (1995).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

TYPES = "ABCDE"


def instance(kind: str, agents: int, jobs: int, seed: int) -> str:
    """The text of one instance; the same on every machine."""
    rng = np.random.default_rng([ord(kind), agents, jobs, seed])
    shape = (agents, jobs)
    if kind in "ABC":
        use, cost = rng.integers(5, 26, shape), rng.integers(10, 51, shape)
    elif kind == "D":
        use = rng.integers(1, 101, shape)
        cost = 111 - use + rng.integers(-10, 11, shape)
    else:
        exact = 1 - 10 * np.log(1 - rng.random(shape))
        use = np.rint(exact).astype(int)
        cost = np.rint(1000 / exact - 10 * rng.random(shape)).astype(int)
    capacity = np.floor(0.8 * use.sum(axis=1) / agents).astype(int)
    if kind in "AB":
        spread = 0.6 * (jobs / agents) * 15 + 0.4 * _most_asked(cost, use)
        capacity = np.full(agents, int(spread if kind == "A" else 0.7 * spread))
    rows = [f"{agents} {jobs}", *_lines(cost), *_lines(use), " ".join(map(str, capacity))]
    return "\n".join(rows) + "\n"


def _most_asked(cost: np.ndarray, use: np.ndarray) -> float:
    """What the busiest agent would use if every job went where it costs least."""
    cheapest = cost.argmin(axis=0)
    asked = np.bincount(cheapest, weights=use[cheapest, np.arange(cost.shape[1])])
    return float(asked.max())


def _lines(table: np.ndarray) -> list[str]:
    return [" ".join(map(str, row)) for row in table]


def main() -> None:
    """Write one instance."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=list(TYPES))
    parser.add_argument("agents", type=int)
    parser.add_argument("jobs", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("-o", "--output", type=Path, required=True)
    wanted = parser.parse_args()
    text = instance(wanted.kind, wanted.agents, wanted.jobs, wanted.seed)
    wanted.output.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
