"""Solves generalised assignment instances made by `gap.py` and writes one line per run.

    python benchmarks/staffing/gap_table.py --types D E --sizes 20x200 40x400 --seconds 60 --highs

Every run is a process of its own, from the instance file to the answer, as a user starts it. The
answer is checked here from the numbers of the instance alone. `--highs` gives HiGHS the plain model
for the same time as a rival.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from gap import TYPES, instance
from measured import TOOL, Row, results

SIZES = (
    *("5x100", "10x100", "20x100", "5x200", "10x200", "20x200", "10x400", "20x400", "40x400"),
    *("15x900", "30x900", "60x900", "20x1600", "40x1600", "80x1600"),
)
COLUMNS = ("type", "size", "seed", "cost", "least", "gap_percent", "seconds", "cpu", "highs")
Tables = tuple[np.ndarray, np.ndarray, np.ndarray]


def main() -> None:
    """Run all that were asked for, print the table and add it to results/<date>-gap.csv."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--types", nargs="+", choices=list(TYPES), default=["C", "D", "E"])
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=SIZES)
    parser.add_argument("--seeds", nargs="+", type=int, default=[1])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--highs", action="store_true")
    wanted = parser.parse_args()
    with results("gap", COLUMNS) as keep, tempfile.TemporaryDirectory() as folder:
        for kind in wanted.types:
            for size in wanted.sizes:
                for seed in wanted.seeds:
                    keep(_row(kind, size, seed, wanted.seconds, wanted.highs, Path(folder)))


def _row(kind: str, size: str, seed: int, seconds: float, highs: bool, folder: Path) -> Row:
    agents, jobs = map(int, size.split("x"))
    file, answer = folder / f"{kind}{size}-{seed}.txt", folder / "answer.txt"
    file.write_text(instance(kind, agents, jobs, seed), "utf-8")
    asked = ("--seconds", str(seconds), "--quiet")
    before = os.times()
    done = subprocess.run(
        [*TOOL, "solve", "--from", "gap", str(file), "-o", str(answer), *asked],
        check=True,
        capture_output=True,
        text=True,
    )
    after = os.times()
    least = int(re.search(r"proven least cost (\d+)", done.stdout)[1])
    tables = _tables(file)
    cost = _checked(tables, answer)
    rival = _highs(tables, seconds) if highs else None
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    gap = f"{100 * (cost - least) / least:.3f}"
    took = f"{after.elapsed - before.elapsed:.1f}"
    values = (kind, size, seed, cost, least, gap, took, f"{cpu:.0f}", rival or "")
    return dict(zip(COLUMNS, values, strict=True))


def _tables(file: Path) -> Tables:
    """Cost and use by agent, capacities."""
    numbers = np.array(file.read_text("utf-8").split(), dtype=np.int64)
    agents, jobs = numbers[:2]
    pairs = agents * jobs
    cost, use = (numbers[2 + n * pairs : 2 + (n + 1) * pairs].reshape(agents, jobs) for n in (0, 1))
    return cost, use, numbers[2 + 2 * pairs :]


def _checked(tables: Tables, answer: Path) -> int:
    """The cost of an answer that does every job and keeps every capacity."""
    cost, use, capacity = tables
    claimed, *chosen = map(int, answer.read_text("utf-8").split())
    agent, jobs = np.array(chosen) - 1, np.arange(cost.shape[1])
    assert len(agent) == len(jobs) and agent.min() >= 0
    used = np.bincount(agent, weights=use[agent, jobs], minlength=len(capacity))
    assert (used <= capacity).all()
    assert claimed == cost[agent, jobs].sum()
    return claimed


def _highs(tables: Tables, seconds: float) -> int | None:
    """What HiGHS finds in this time; it is ended if it goes on for much longer."""
    with multiprocessing.Pool(1) as pool:
        try:
            return pool.apply_async(_run_highs, (tables, seconds)).get(1.5 * seconds + 10)
        except multiprocessing.TimeoutError:
            return None


def _run_highs(tables: Tables, seconds: float) -> int | None:
    import highspy

    cost, use, capacity = tables
    agents, jobs = cost.shape
    solver, lp = highspy.Highs(), highspy.HighsLp()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", seconds)
    lp.num_col_, lp.num_row_ = agents * jobs, jobs + agents
    lp.col_cost_ = cost.ravel().astype(float)
    lp.col_lower_, lp.col_upper_ = np.zeros(agents * jobs), np.ones(agents * jobs)
    lp.row_lower_ = np.concatenate([np.ones(jobs), np.full(agents, -highspy.kHighsInf)])
    lp.row_upper_ = np.concatenate([np.ones(jobs), capacity.astype(float)])
    lp.a_matrix_.start_ = np.arange(agents * jobs + 1) * 2
    row = np.stack([np.tile(np.arange(jobs), agents), jobs + np.repeat(np.arange(agents), jobs)], 1)
    lp.a_matrix_.index_ = row.ravel()
    lp.a_matrix_.value_ = np.stack([np.ones(agents * jobs), use.ravel()], 1).ravel()
    lp.integrality_ = [highspy.HighsVarType.kInteger] * (agents * jobs)
    solver.passModel(lp)
    solver.run()
    found = solver.getInfo()
    return round(found.objective_function_value) if found.primal_solution_status == 2 else None


if __name__ == "__main__":
    main()
