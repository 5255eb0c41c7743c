"""Runs the staffing solvers on generated problems and writes one line per run.

    python benchmarks/staffing/run.py --sizes S --seeds 1 2 3 --seconds 10 --methods greedy auto

Every run is a process of its own, from the problem file to the plan file, as a user starts it;
its plan is then checked without the solver.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from generate import SIZES
from measured import Row, generate, results, run

COLUMNS = (
    "instance",
    "method",
    "value",
    "bound",
    "gap_percent",
    "seconds",
    "cpu_seconds",
    "peak_mb",
)


def main() -> None:
    """Race the methods, print the table and add it to results/<date>.csv."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["S"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--methods", nargs="+", default=["greedy", "auto"])
    wanted = parser.parse_args()
    with results("", COLUMNS) as keep, tempfile.TemporaryDirectory() as folder:
        for size in wanted.sizes:
            for seed in wanted.seeds:
                problem = Path(folder) / f"{size}{seed}.json"
                generate(size, seed, problem)
                for method in wanted.methods:
                    keep(_row(problem, method, wanted.seconds))
                problem.unlink()


def _row(problem: Path, method: str, seconds: float) -> Row:
    """One run, and its plan checked."""
    plan = problem.with_suffix(".plan.json")
    asked = ("--method", method, "--seconds", seconds, "--quiet")
    took = run("solve", problem, "-o", plan, *asked)
    run("check", problem, plan)
    found = json.loads(plan.read_text("utf-8"))
    value, bound = found["value"], found["bound"]
    return {
        "instance": problem.stem,
        "method": method,
        "value": value,
        "bound": bound,
        "gap_percent": f"{100 * (bound - value) / bound:.4f}",
        "seconds": f"{took.seconds:.1f}",
        "cpu_seconds": f"{took.cpu_seconds:.1f}",
        "peak_mb": took.peak_mb,
    }


if __name__ == "__main__":
    main()
