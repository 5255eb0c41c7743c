"""Runs the staffing solvers on generated problems and writes one line per run.

    python benchmarks/staffing/run.py --sizes S --seeds 1 2 3 --seconds 10 --methods greedy auto

Every run is a process of its own, from the problem file to the plan file, as a user starts it;
its plan is then checked without the solver.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from generate import SIZES, problem_of

from counterpart.staffing.engine import write_problem

TOOL = (sys.executable, "-m", "counterpart.cli.main", "staffing")
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
Row = dict[str, object]


def main() -> None:
    """Race the methods, print the table and add it to results/<date>.csv."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["S"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--methods", nargs="+", default=["greedy", "auto"])
    wanted = parser.parse_args()
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    path = results / f"{datetime.now(UTC):%Y-%m-%d}.csv"
    fresh = not path.exists()
    with path.open("a", newline="") as file, tempfile.TemporaryDirectory() as folder:
        table = csv.DictWriter(file, COLUMNS)
        if fresh:
            file.write(f"# Python {platform.python_version()}, {os.cpu_count()} cores\n")
            table.writeheader()
        for size in wanted.sizes:
            for seed in wanted.seeds:
                problem = Path(folder) / f"{size}{seed}.json"
                write_problem(problem_of(size, seed), problem)
                for method in wanted.methods:
                    table.writerow(_run(problem, method, wanted.seconds))
                    file.flush()
                problem.unlink()
    print(f"wrote {path}", file=sys.stderr)


def _run(problem: Path, method: str, seconds: float) -> Row:
    """One run, and its plan checked."""
    plan = problem.with_suffix(".plan.json")
    began = time.perf_counter()
    asked = ("--method", method, "--seconds", str(seconds), "--quiet")
    started = subprocess.Popen(
        [*TOOL, "solve", str(problem), "-o", str(plan), *asked], stdout=subprocess.DEVNULL
    )
    _, code, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(code)
    assert started.returncode == 0
    took = time.perf_counter() - began
    subprocess.run([*TOOL, "check", str(problem), str(plan)], check=True, stdout=subprocess.DEVNULL)
    found = json.loads(plan.read_text("utf-8"))
    value, bound = found["value"], found["bound"]
    row = (
        problem.stem,
        method,
        value,
        bound,
        f"{100 * (bound - value) / bound:.4f}",
        f"{took:.1f}",
        f"{used.ru_utime + used.ru_stime:.1f}",
        used.ru_maxrss // 1024,
    )
    print(*row, sep="\t", flush=True)
    return dict(zip(COLUMNS, row, strict=True))


if __name__ == "__main__":
    main()
