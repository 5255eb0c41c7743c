"""Runs the staffing solvers on generated problems and writes one line per run.

python benchmarks/staffing/run.py --sizes S --seeds 1 2 3 --seconds 20 --methods greedy auto
"""

from __future__ import annotations

import argparse
import csv
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from generate import SIZES, problem_of

from counterpart.staffing.engine import MaxSeconds, check, solve, value_of

COLUMNS = ("instance", "method", "seed", "value", "bound", "gap", "seconds", "cpu_seconds")


def main() -> None:
    """Race the methods, print the table and add it to results/<date>.csv."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["S"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--methods", nargs="+", default=["greedy", "auto"])
    wanted = parser.parse_args()
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    path = results / f"{datetime.now(UTC):%Y-%m-%d}.csv"
    fresh = not path.exists()
    with path.open("a", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        if fresh:
            file.write(f"# Python {platform.python_version()}, {platform.machine()}\n")
            table.writeheader()
        for size in wanted.sizes:
            for seed in wanted.seeds:
                for method in wanted.methods:
                    table.writerow(_run(size, seed, method, wanted.seconds))
                    file.flush()
    print(f"wrote {path}", file=sys.stderr)


def _run(size: str, seed: int, method: str, seconds: float) -> dict[str, object]:
    """One run, its plan checked without the solver."""
    problem = problem_of(size, seed)
    began = time.process_time()
    result = solve(problem, stop=MaxSeconds(seconds), seed=1, method=method)
    spent = time.process_time() - began
    assert check(problem, result.plan) == []
    assert value_of(problem, result.plan) == result.value
    row = (
        f"{size}{seed}",
        method,
        seed,
        result.value,
        result.bound,
        f"{result.gap:.5f}",
        f"{result.seconds:.2f}",
        f"{spent:.2f}",
    )
    print(*row, sep="\t", flush=True)
    return dict(zip(COLUMNS, row, strict=True))


if __name__ == "__main__":
    main()
