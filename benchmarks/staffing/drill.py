"""Times the report on everybody's leaving, from problem and plan file to report.

    python benchmarks/staffing/drill.py --size L --seed 1

The plan is solved first unless `--plan` names one. CPU seconds hold starting Python, reading,
searching and writing; the machine's first run, which compiles, is not among them.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
COUNTERPART = [sys.executable, "-m", "counterpart.cli.main", "staffing"]
COLUMNS = ("size", "seed", "people", "posts", "stay_open", "proven", "cpu_seconds", "wall_seconds")


def main() -> None:
    """Print one line of CSV with its heading."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", default="L")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--plan", type=Path)
    parser.add_argument("--seconds", default="60", help="for solving, when no plan is given")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        problem, report = Path(folder) / "problem.json", Path(folder) / "report.json"
        plan = wanted.plan or Path(folder) / "plan.json"
        generate = [sys.executable, str(HERE / "generate.py"), wanted.size, wanted.seed]
        subprocess.run([*generate, "-o", str(problem)], check=True)
        if wanted.plan is None:
            solve = ["solve", str(problem), "-o", str(plan), "--seconds", wanted.seconds, "--quiet"]
            _counterpart(solve)
        drill = ["drill", str(problem), str(plan), "-o", str(report)]
        _counterpart(drill)  # compiles, where nobody did before
        cpu, wall = _counterpart(drill)
        people = json.loads(report.read_text("utf-8"))["people"]
    line = {
        "size": wanted.size,
        "seed": wanted.seed,
        "people": len(people),
        "posts": sum(len(each["posts"]) for each in people),
        "stay_open": sum(each["contacts_open"] + each["accounts_unled"] for each in people),
        "proven": sum(each["proven"] for each in people),
        "cpu_seconds": round(cpu, 1),
        "wall_seconds": round(wall, 1),
    }
    writer = csv.DictWriter(sys.stdout, COLUMNS)
    writer.writeheader()
    writer.writerow(line)


def _counterpart(words: list[str]) -> tuple[float, float]:
    """Run a command; CPU and wall seconds it took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*COUNTERPART, *words], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - began


if __name__ == "__main__":
    main()
