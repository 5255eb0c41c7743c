"""Commands that staff accounts from files, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from counterpart.cli import staffing_drill, staffing_prices
from counterpart.cli.file_commands import above_zero, interruptible, show_progress, told
from counterpart.cli.staffing_changes import register_changes
from counterpart.staffing import engine
from counterpart.staffing.engine import gap_file
from counterpart.staffing.engine.example import example_json

METHODS = ("auto", "greedy", "exact", "price-guided")


def register(subparsers: Any) -> None:
    """Add `counterpart staffing` and the commands under it."""
    staffing = subparsers.add_parser("staffing", help="staff accounts from files")
    commands = staffing.add_subparsers(dest="staffing_command", required=True)
    _register_solve(commands)
    check = commands.add_parser(
        "check", help="recompute a plan's value and every limit, without a solver"
    )
    check.add_argument("problem", metavar="PROBLEM", type=Path)
    check.add_argument("plan", metavar="PLAN", type=Path)
    check.add_argument("--json", action="store_true", help="answer as JSON")
    check.set_defaults(run=told(check_plan))
    staffing_drill.register(commands, told)
    register_changes(commands, told, above_zero)
    staffing_prices.register(commands, told)
    example = commands.add_parser("example", help="write a small example problem")
    example.add_argument("-o", "--output", metavar="FILE", type=Path, required=True)
    example.set_defaults(run=told(write_example))


def _register_solve(commands: Any) -> None:
    solve = commands.add_parser("solve", help="find a plan and prove how good it is")
    solve.add_argument("problem", metavar="PROBLEM", type=Path)
    solve.add_argument("-o", "--output", metavar="PLAN", type=Path, required=True)
    solve.add_argument(
        "--from",
        choices=tuple(READERS),
        default="counterpart",
        dest="format",
        help="what PROBLEM is: our problem file, or a generalised assignment instance in the usual "
        "format; the plan is written in the same",
    )
    solve.add_argument(
        "--number",
        type=above_zero(int),
        help="with --from gap: which instance of a file that holds several, counted from 1",
    )
    solve.add_argument("--seconds", type=above_zero(float), help="stop after so many seconds (60)")
    solve.add_argument(
        "--steps", type=above_zero(int), help="stop after so many steps; repeatable everywhere"
    )
    solve.add_argument("--gap", type=above_zero(float), help="stop at this gap; 0.001 is 0.1 %%")
    solve.add_argument("--seed", type=int, default=1, help="source of chance (1)")
    solve.add_argument("--method", choices=METHODS, default="auto")
    solve.add_argument("--quiet", action="store_true", help="no progress on standard error")
    solve.set_defaults(run=told(solve_problem))


def solve_problem(wanted: argparse.Namespace) -> int:
    """Solve a problem file and write the plan; an interrupt keeps the best plan so far."""
    problem = READERS[wanted.format](wanted)
    stop = engine.Stop(gap=wanted.gap or 0.0)
    if wanted.steps is not None:
        stop |= engine.MaxSteps(wanted.steps)
    if wanted.seconds is not None or wanted.steps is None:
        stop |= engine.MaxSeconds(60 if wanted.seconds is None else wanted.seconds)
    with interruptible() as interrupted:
        result = engine.solve(
            problem,
            stop=stop,
            seed=wanted.seed,
            method=wanted.method,
            on_progress=None if wanted.quiet else show_progress,
            cancelled=interrupted,
        )
    if not wanted.quiet:
        print(file=sys.stderr)
    WRITERS[wanted.format](problem, result, wanted.output)
    print(f"{result.status} after {result.seconds:.1f} s by {result.method}: {wanted.output}")
    return 0


def _write_plan(problem: engine.StaffingProblem, result: engine.Result, output: Path) -> None:
    backups = engine.choose_backups(problem, result.plan)
    engine.write_plan(problem, result, output, backups=backups)
    money = problem.money_unit
    print(f"value {result.value} {money}, proven bound {result.bound}, gap {result.gap:.3%}")


def _write_gap_answer(problem: engine.StaffingProblem, result: engine.Result, output: Path) -> None:
    output.write_text(gap_file.gap_answer(problem, result.plan), "utf-8")
    cost, least = gap_file.cost_of(problem, result.plan), gap_file.least_cost(problem, result.bound)
    left_out = gap_file.left_out(problem, result.plan)
    print(f"cost {cost}, proven least cost {least}, jobs left out {left_out}")


READERS = {
    "counterpart": lambda wanted: engine.read_problem(wanted.problem),
    "gap": lambda wanted: gap_file.read_gap(wanted.problem, wanted.number),
}
WRITERS = {"counterpart": _write_plan, "gap": _write_gap_answer}


def check_plan(wanted: argparse.Namespace) -> int:
    """Recompute value and limits; 1 when a limit or the plan's own claim does not hold."""
    problem = engine.read_problem(wanted.problem)
    given = engine.read_plan(problem, wanted.plan)
    parts = engine.value_parts(problem, given.plan)
    breaches = engine.check(problem, given.plan)
    claim_holds = given.claimed_value in (None, parts.value)
    report = {
        "value": parts.value,
        "claimed_value": given.claimed_value,
        "claim_holds": claim_holds,
        "parts": asdict(parts),
        "breaches": [asdict(each) for each in breaches],
    }
    if wanted.json:
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        _print_report(problem, parts, breaches, given.claimed_value)
    return 0 if claim_holds and not breaches else 1


def write_example(wanted: argparse.Namespace) -> int:
    """Write the example problem."""
    text = json.dumps(example_json(), ensure_ascii=False, indent=2) + "\n"
    wanted.output.write_text(text, "utf-8")
    print(f"wrote {wanted.output}")
    return 0


def _print_report(
    problem: engine.StaffingProblem,
    parts: engine.ValueParts,
    breaches: list[engine.Breach],
    claimed: int | None,
) -> None:
    print(f"value {parts.value} {problem.money_unit}")
    for name, amount in asdict(parts).items():
        print(f"  {name.replace('_', ' ')} {amount}")
    if claimed not in (None, parts.value):
        print(f"the plan file claims {claimed}, which is not so")
    for breach in breaches:
        print(f"broken, {breach.limit.replace('_', ' ')}: {breach.message}")
    if not breaches:
        print("every limit is kept")
