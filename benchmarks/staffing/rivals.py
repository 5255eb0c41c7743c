"""Counterpart beside its rivals, on the same problems, with the same time and both cores.

    pip install ortools
    python benchmarks/staffing/rivals.py --sizes S M --seeds 1 2 3

Each run is a process of its own and its plan is checked without any solver. Ours is timed from
starting Python to the plan written; a rival's time begins when its model is built. A rival that
overruns by GRACE seconds or needs more than 16 GB is killed: the best plan that it had told counts.
The lowest bound that any of them proved measures all gaps. `… from ours` starts the solver at our
plan and gives it 300 seconds more. Adds to results/<date>-rivals.csv and prints the mean and worst
of each method.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

from generate import SIZES
from measured import HERE, OUT_OF_MEMORY, TOOL, Measured, Row, ended, generate, results, run

SECONDS = {"XS": 5, "S": 10, "M": 30, "L": 60, "XL": 600}
SECONDS_FROM_OURS = 300
GRACE = 15
METHODS = ("ours", "greedy", "rank", "highs", "cp-sat", "highs from ours", "cp-sat from ours")
COLUMNS = (
    "size",
    "seed",
    "method",
    "value",
    "bound",
    "gap_percent",
    "seconds",
    "cpu_seconds",
    "peak_mb",
    "ours_seconds",
    "killed",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["S"])
    parser.add_argument("--seeds", nargs="+", type=int, default=list(range(1, 11)))
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=METHODS)
    parser.add_argument("--from-ours-seconds", type=float, default=SECONDS_FROM_OURS)
    wanted = parser.parse_args()
    rows: list[Row] = []
    with results("rivals", COLUMNS, "highspy", "ortools") as keep:
        for size in wanted.sizes:
            for seed in wanted.seeds:
                for row in race(size, seed, wanted.methods, wanted.from_ours_seconds):
                    keep(row)
                    rows.append(row)
    summarise(rows)


def race(size: str, seed: int, methods: list[str], from_ours: float) -> list[Row]:
    """All methods on one problem, ours first."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        problem = folder / "problem.json"
        generate(size, seed, problem)
        course: list[tuple[float, int]] = []
        ours = folder / "ours.json"
        for method in sorted(methods, key=METHODS.index):
            into = folder / method.replace(" ", "-")
            into.mkdir()
            if method == "ours":
                row = _ours(problem, ours, SECONDS[size], course)
            elif method == "greedy":
                row = _greedy(problem, into / "plan.json")
            else:
                solver, _, started = method.partition(" from ")
                seconds = from_ours if started else SECONDS[size]
                row = _rival(solver, problem, into, seconds, ours if started else None)
                row["ours_seconds"] = _reached(course, row["value"])
            rows.append({"size": size, "seed": seed, "method": method, **row})
    least = min(row["bound"] for row in rows)
    for row in rows:
        row["gap_percent"] = f"{100 * (least - row['value']) / least:.4f}"
    return rows


def _ours(problem: Path, plan: Path, seconds: float, course: list[tuple[float, int]]) -> Row:
    """Ours, and when it had reached which value."""
    began = time.perf_counter()
    asked = ("solve", str(problem), "-o", str(plan), "--seconds", str(seconds - _to_start(problem)))
    started = subprocess.Popen([*TOOL, *asked], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert started.stderr
    told = b""
    while part := os.read(started.stderr.fileno(), 4096):
        told += part
        *lines, told = told.split(b"\r")
        for line in lines:
            words = line.split()
            if b"value" in words:
                value = int(words[words.index(b"value") + 1])
                course.append((time.perf_counter() - began, value))
    took = ended(started, began)
    assert took.code == 0, (started.args, told.decode(errors="replace"))
    return _taken(took) | _checked(problem, plan)


def _to_start(problem: Path) -> float:
    """What reading the file and writing the plan take of the time that is given, in seconds."""
    return 1.0 + problem.stat().st_size / 24e6


def _greedy(problem: Path, plan: Path) -> Row:
    took = run("solve", problem, "-o", plan, "--method", "greedy", "--quiet")
    return _taken(took) | _checked(problem, plan)


def _rival(method: str, problem: Path, into: Path, seconds: float, start: Path | None) -> Row:
    """A rival, killed when it overruns."""
    began = time.perf_counter()
    asked = [method, str(problem), str(into), str(seconds), *([str(start)] if start else [])]
    started = subprocess.Popen(
        [sys.executable, str(HERE / "rival.py"), *asked], stdout=subprocess.DEVNULL
    )
    killed = False
    while os.waitid(os.P_PID, started.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if _since_built(into, began) > seconds + GRACE:
            started.send_signal(signal.SIGKILL)
            killed = True
            break
        time.sleep(0.1)
    took = ended(started, began)
    lacked_memory = took.code in (OUT_OF_MEMORY, -signal.SIGABRT)
    assert killed or lacked_memory or took.code == 0, started.args
    row = _taken(took) | {"killed": "time" if killed else "memory" if lacked_memory else ""}
    last = (into / "course.csv").read_text().splitlines()[-1] if _has_told(into) else "0,0,inf"
    bound = float(last.split(",")[2])
    if not (into / "plan.json").exists():
        return row | {"value": 0, "bound": bound}
    return row | _checked(problem, into / "plan.json") | {"bound": bound}


def _has_told(into: Path) -> bool:
    return (into / "course.csv").exists()


def _since_built(into: Path, began: float) -> float:
    """Seconds since the rival's model was built; until it says so, a generous minute is left."""
    if _has_told(into):
        last = (into / "course.csv").read_text().splitlines()[-1:]
        if last:
            told_at = (into / "course.csv").stat().st_mtime
            return float(last[0].split(",")[0]) + time.time() - told_at
    return time.perf_counter() - began - 60


def _taken(took: Measured) -> Row:
    return {
        "seconds": f"{took.seconds:.1f}",
        "cpu_seconds": f"{took.cpu_seconds:.1f}",
        "peak_mb": took.peak_mb,
    }


def _checked(problem: Path, plan: Path) -> Row:
    """The plan's value, after every limit was checked without a solver."""
    run("check", problem, plan)
    found = json.loads(plan.read_text("utf-8"))
    return {"value": found["value"], "bound": found["bound"]}


def _reached(course: list[tuple[float, int]], value: object) -> str:
    """When ours was as good, in seconds since its start."""
    return next((f"{at:.1f}" for at, ours in course if ours >= int(str(value))), "never")


def summarise(rows: list[Row]) -> None:
    """Mean and worst gap of each method at each size."""
    print("\nsize\tmethod\truns\tmean gap %\tworst gap %\tmean seconds\tpeak MB")
    for size in dict.fromkeys(str(row["size"]) for row in rows):
        for method in METHODS:
            own = [row for row in rows if (row["size"], row["method"]) == (size, method)]
            if own:
                gaps = [float(str(row["gap_percent"])) for row in own]
                seconds = mean(float(str(row["seconds"])) for row in own)
                most = max(int(str(row["peak_mb"])) for row in own)
                shown = (f"{mean(gaps):.3f}", f"{max(gaps):.3f}", f"{seconds:.0f}", most)
                print(size, method, len(own), *shown, sep="\t")


if __name__ == "__main__":
    main()
