"""One rival on one problem, in a process that `rivals.py` may kill at any moment.

    python benchmarks/staffing/rival.py METHOD PROBLEM FOLDER SECONDS [PLAN]

METHOD is `rank` (what people do today), `highs` or `cp-sat`; with a plan file, a solver starts from
it. FOLDER gets `course.csv` (seconds since the model was built, value, bound) and, with every
better plan, `plan.json`. A solver is given its seconds after its model is built.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from pathlib import Path
from typing import Any

import highspy
import numpy as np
from measured import OUT_OF_MEMORY

from counterpart.staffing.engine import (
    Result,
    StaffingPlan,
    StaffingProblem,
    read_plan,
    read_problem,
    value_of,
    write_plan,
)
from counterpart.staffing.engine.columns import NO_LIMIT
from counterpart.staffing.engine.solvers import exact, instance
from counterpart.staffing.engine.solvers.filling import Room

CORES = 2
MOST_MEMORY = 16 * 2**30
"""Twice what ours may use at the largest size; on a machine of 24 GB nothing else suffers."""


class Course:
    """Keeps what a rival has found so far, so that it counts even if the rival is killed."""

    def __init__(self, problem: StaffingProblem, folder: Path) -> None:
        self.problem, self.folder = problem, folder
        self.rows = instance.instance_of(problem)
        self.value, self.bound, self.began = -math.inf, math.inf, time.perf_counter()

    def found(self, columns: Any, bound: float) -> None:
        """A better answer: a column for every row of the instance first."""
        chosen = np.flatnonzero(np.asarray(columns)[: len(self.rows.row)] > 0.5)
        filled = np.full(self.problem.posts, -1)
        filled[self.rows.row[chosen, instance.POST]] = chosen
        self.keep(instance.plan_of_rows(self.problem, self.rows, filled), bound)

    def keep(self, plan: StaffingPlan, bound: float) -> None:
        """Write a plan down if it is the best so far."""
        value = value_of(self.problem, plan)
        self.bound = min(self.bound, bound)
        if value > self.value:
            self.value = value
            at = time.perf_counter() - self.began
            shown = value if math.isinf(self.bound) else max(value, math.floor(self.bound))
            result = Result(plan, value, shown, at, 0, "stopped", None, "rival")
            write_plan(self.problem, result, self.folder / "next.json")
            (self.folder / "next.json").replace(self.folder / "plan.json")
        self.note()

    def note(self) -> None:
        """Write down how far it has come."""
        line = f"{time.perf_counter() - self.began:.2f},{self.value},{self.bound}\n"
        with (self.folder / "course.csv").open("a") as file:
            file.write(line)


def rank(course: Course, _seconds: float, _start: StaffingPlan | None) -> None:
    """By revenue rank: the largest account first gets its lead and then, by weight, counterparts.

    Each post gets the free candidate who fits best; what it costs is not looked at.
    """
    at, problem = course.rows, course.problem
    filled = np.full(problem.posts, -1)
    room = Room(at, filled)
    worth = problem.candidates.value[instance.source_rows(problem)]
    best = np.zeros(problem.posts, dtype=np.int64)
    np.maximum.at(best, at.row[:, instance.POST], worth)
    of_account = np.bincount(problem.account_of_post, best, len(problem.accounts))
    for account in np.argsort(-of_account, kind="stable"):
        own = at.posts_of_account[at.first_of_account[account] : at.first_of_account[account + 1]]
        for post in sorted(own.tolist(), key=lambda post: (not at.is_lead[post], -best[post])):
            rows = range(int(at.first[post]), int(at.first[post + 1]))
            for row in sorted(rows, key=lambda row: -worth[row]):
                if room.fits(row):
                    room.use(row)
                    filled[post] = row
                    break
    course.keep(instance.plan_of_rows(problem, at, filled), math.inf)


def highs(course: Course, seconds: float, start: StaffingPlan | None) -> None:
    """The exact model in HiGHS, both cores."""
    model, _ = exact.model_of(course.rows)
    solver = highspy.Highs()
    for name, value in {
        "output_flag": False,
        "threads": CORES,
        "parallel": "on",
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.99,
    }.items():
        solver.setOptionValue(name, value)
    solver.passModel(model.lp(whole=True))
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = _columns(course, start).tolist()
        solver.setSolution(given)
    course.began = time.perf_counter()
    solver.setOptionValue("time_limit", seconds)
    noted = [0.0]

    def improved(event: Any) -> None:
        course.found(event.data_out.mip_solution, event.data_out.mip_dual_bound)

    def asked(event: Any) -> None:
        course.bound = min(course.bound, event.data_out.mip_dual_bound)
        if time.perf_counter() - noted[0] > 1:
            noted[0] = time.perf_counter()
            course.note()

    solver.cbMipImprovingSolution.subscribe(improved)
    solver.cbMipInterrupt.subscribe(asked)
    solver.run()
    if solver.getInfo().primal_solution_status == 2:
        course.found(solver.getSolution().col_value, solver.getInfo().mip_dual_bound)
    course.note()


def cp_sat(course: Course, seconds: float, start: StaffingPlan | None) -> None:
    """The exact model in CP-SAT: eight workers, as its makers advise even for fewer cores."""
    from ortools.sat.python import cp_model

    model, _ = exact.model_of(course.rows)
    wanted = cp_model.CpModel()
    columns = [wanted.new_bool_var("") for _ in model.gain]
    row, column = np.concatenate(model.at_row), np.concatenate(model.at_column)
    amount = np.concatenate(model.amount).astype(np.int64)
    order = np.lexsort((column, row))
    row, column, amount = row[order], column[order], amount[order]
    lower, upper = np.concatenate(model.lower), np.concatenate(model.upper)
    first = np.searchsorted(row, np.arange(model.rows + 1)).tolist()
    column_of, amount_of = column.tolist(), amount.tolist()
    for at in range(model.rows):
        own = slice(first[at], first[at + 1])
        _require(wanted, columns, column_of[own], amount_of[own], lower[at], upper[at])
    gain = model.gain.astype(np.int64).tolist()
    wanted.maximize(cp_model.LinearExpr.weighted_sum(columns, gain))
    if start is not None:
        for variable, value in zip(columns, _columns(course, start), strict=True):
            wanted.add_hint(variable, bool(value))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 8

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            course.found([self.value(one) for one in columns], self.best_objective_bound)

    def bounded(bound: float) -> None:
        course.bound = min(course.bound, bound)
        course.note()

    solver.best_bound_callback = bounded
    course.began = time.perf_counter()
    status = solver.solve(wanted, Watch())
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        course.found([solver.value(one) for one in columns], solver.best_objective_bound)
    course.note()


def _require(
    model: Any, columns: Any, own: list[int], amounts: list[int], least: float, most: float
) -> None:
    """One row of the model, in the form in which CP-SAT does best."""
    variables = [columns[at] for at in own]
    if amounts == [1] * len(own) and most == 1:
        (model.add_exactly_one if least == 1 else model.add_at_most_one)(variables)
    elif sorted(amounts) == [-1, 1] and most == 0:
        model.add_implication(columns[own[amounts.index(1)]], columns[own[amounts.index(-1)]])
    elif most < NO_LIMIT:
        from ortools.sat.python import cp_model

        model.add(cp_model.LinearExpr.weighted_sum(variables, amounts) <= int(most))


def _columns(course: Course, plan: StaffingPlan) -> Any:
    at = course.rows
    columns = np.zeros(len(at.row) + len(at.membership))
    used = instance.rows_of_plan(course.problem, plan)
    used = used[used >= 0]
    columns[used] = 1
    columns[len(at.row) + at.row[used, instance.MEMBER]] = 1
    return columns


METHODS = {"rank": rank, "highs": highs, "cp-sat": cp_sat}


def main(method: str, file: str, into: str, seconds: str, given: str = "") -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        solve(method, file, into, seconds, given)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


def solve(method: str, file: str, into: str, seconds: str, given: str) -> None:
    problem = read_problem(Path(file))
    start = read_plan(problem, Path(given)).plan if given else None
    course = Course(problem, Path(into))
    METHODS[method](course, float(seconds), start)
    print(json.dumps({"value": course.value, "bound": course.bound}))


if __name__ == "__main__":
    main(*sys.argv[1:])
