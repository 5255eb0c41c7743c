"""Times the report on everybody's leaving, from problem and plan file to report.

    python benchmarks/staffing/drill.py --size L --seed 1

The plan is solved first unless `--plan` names one. CPU seconds hold starting Python, reading,
searching and writing; the machine's first run, which compiles, is not among them.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from pathlib import Path

from generate import problem_of
from measured import run

from counterpart.staffing.engine import write_problem

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
        write_problem(problem_of(wanted.size, int(wanted.seed)), problem)
        if wanted.plan is None:
            run("solve", problem, "-o", plan, "--seconds", wanted.seconds, "--quiet")
        drill = ("drill", problem, plan, "-o", report)
        run(*drill)  # compiles, where nobody did before
        took = run(*drill)
        people = json.loads(report.read_text("utf-8"))["people"]
    line = {
        "size": wanted.size,
        "seed": wanted.seed,
        "people": len(people),
        "posts": sum(len(each["posts"]) for each in people),
        "stay_open": sum(each["contacts_open"] + each["accounts_unled"] for each in people),
        "proven": sum(each["proven"] for each in people),
        "cpu_seconds": round(took.cpu_seconds, 1),
        "wall_seconds": round(took.seconds, 1),
    }
    writer = csv.DictWriter(sys.stdout, COLUMNS)
    writer.writeheader()
    writer.writerow(line)


if __name__ == "__main__":
    main()
