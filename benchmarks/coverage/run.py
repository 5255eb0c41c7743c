"""Races the portfolio solver, general solvers and rules of thumb on generated problems.

    python benchmarks/coverage/run.py --cases one-1000 many-1000 --seeds 1 2 3
    PYTHONPATH=<where ortools lies>:src python benchmarks/coverage/run.py --rivals --seconds 60

Every run is a process of its own, killed if it overruns its seconds by GRACE; then the best plan it
had told counts. Time is that of the solver alone: the problem stands in memory, kernels are
compiled. Every plan is checked without a solver. Adds to results/<date>.csv.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import resource
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import rivals
from generate import problem_of

HERE = Path(__file__).parent
GRACE = 30
CASES = {
    "one-1000": (1_000, 5, 40, False, 0.0, 10),
    "one-100000": (100_000, 5, 20, False, 1e-8, 10),
    "many-1000": (1_000, 5, 40, True, 1e-4, 10),
    "many-1000-long": (1_000, 5, 40, True, 0.0, 30),
    "many-100000": (100_000, 5, 20, True, 1e-4, 60),
    "frontier-1000": (1_000, 5, 40, False, 1e-6, 6),
    "frontier-many-1000": (1_000, 5, 40, True, 1e-4, 6),
}
"""Accounts, models, levels, whether there are 14 capacities, the gap to stop at, and seconds."""
POINTS = 50
COLUMNS = (
    "case", "seed", "method", "value", "bound", "gap_percent", "seconds", "peak_mb", "killed",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", nargs="+", choices=CASES, default=["one-1000", "many-1000"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--rivals", action="store_true")
    parser.add_argument("--seconds", type=float, default=60, help="for each rival")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.child:
        case, seed, method = wanted.child
        child(case, int(seed), method, wanted.seconds)
        return
    methods = ["ours", *(rivals.METHODS if wanted.rivals else ())]
    with (HERE / "results" / f"{datetime.now(UTC):%Y-%m-%d}.csv").open("a", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        if not file.tell():
            file.write(f"# {_versions()}\n")
            table.writeheader()
        for case in wanted.cases:
            for seed in wanted.seeds:
                for row in race(case, seed, methods, wanted.seconds):
                    table.writerow(row)
                    file.flush()
                    print(*row.values(), sep="\t", flush=True)


def _versions() -> str:
    known = [f"Python {platform.python_version()}"]
    for library in ("numpy", "numba", "highspy", "ortools"):
        try:
            known.append(f"{library} {version(library)}")
        except ModuleNotFoundError:
            continue
    return f"{', '.join(known)}; {os.cpu_count()} cores"


def race(case: str, seed: int, methods: list[str], seconds: float) -> list[dict[str, Any]]:
    """All methods on one problem; gaps against the lowest bound that any of them proved."""
    rows = [
        {"case": case, "seed": seed, "method": method} | _child_run(case, seed, method, seconds)
        for method in methods
    ]
    least = min(row["bound"] for row in rows)
    for row in rows:
        row["gap_percent"] = f"{100 * (least - row['value']) / least:.7f}"
    return [{name: row[name] for name in COLUMNS} for row in rows]


def _child_run(case: str, seed: int, method: str, seconds: float) -> dict[str, Any]:
    asked = [sys.executable, __file__, "--child", case, str(seed), method]
    started = subprocess.Popen(
        [*asked, "--seconds", str(seconds)], stdout=subprocess.PIPE, text=True
    )
    limit = (CASES[case][5] if method == "ours" else seconds) + GRACE + 30  # to make the problem
    try:
        told, _ = started.communicate(timeout=limit)
        killed = ""
    except subprocess.TimeoutExpired:
        started.kill()
        told, _ = started.communicate()
        killed = "yes"
    lines = [line for line in told.splitlines() if line.startswith("{")]
    found = json.loads(lines[-1]) if lines else {"value": 0, "bound": float("inf")}
    return {"seconds": "", "peak_mb": ""} | found | {"killed": killed}


def child(case: str, seed: int, method: str, seconds: float) -> None:
    """One run: tells every better plan in a line of JSON."""
    accounts, models, levels, many, gap, ours_seconds = CASES[case]
    problem = problem_of(accounts, models, levels, seed, many=many)
    if method == "ours":
        _ready(many)
    began = rivals.now()

    def tell(chosen: Any, bound: float) -> None:
        _say(rivals.checked(problem, chosen), bound, began)

    if method != "ours":
        rivals.METHODS[method](problem, seconds, tell)
    elif case.startswith("frontier"):
        _frontier(problem, gap, ours_seconds / POINTS, began)
    else:
        from counterpart.coverage.engine import Gap, MaxSeconds, solve_portfolio

        result = solve_portfolio(problem, stop=Gap(gap) | MaxSeconds(ours_seconds))
        took = rivals.now() - began
        assert rivals.checked(problem, result.plan.option_of_account) == result.value
        _say(result.value, result.bound, rivals.now() - took)


def _frontier(problem: Any, gap: float, seconds_each: float, began: float) -> None:
    """Value and bound of all points together; the gap of a point may be larger than the whole's."""
    from counterpart.coverage.engine import frontier

    name = "budget" if "budget" in problem.resources else problem.resources[0]
    whole = int(problem.capacity[list(problem.resources).index(name)])
    capacities = [whole * point * 2 // POINTS for point in range(1, POINTS + 1)]
    points = frontier(problem, name, capacities, seconds_each=seconds_each, gap=gap)
    assert len(points) == POINTS
    _say(sum(point.value for point in points), sum(point.bound for point in points), began)


def _ready(many: bool) -> None:
    from counterpart.coverage.engine.solvers.ready import ready_for_one, ready_for_several

    (ready_for_several if many else ready_for_one)()


def _say(value: int, bound: float, began: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds = f"{rivals.now() - began:.2f}"
    told = {"value": value, "bound": bound, "seconds": seconds, "peak_mb": peak}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
