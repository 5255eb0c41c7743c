"""Commands that plan anew from the plan that stands, with few changes."""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from pathlib import Path
from typing import Any

from counterpart.cli.staffing_tables import is_table
from counterpart.staffing import engine

WRITING = 0.8
"""Seconds kept for writing the plan and for leaving Python with a large problem in memory."""


def register_changes(commands: Any, told: Any, above_zero: Any) -> None:
    """Add `counterpart staffing replan` and `curve`."""
    replan = commands.add_parser(
        "replan", help="a new plan after a change, with few changes to the plan that stands"
    )
    _what_stands(replan, above_zero)
    replan.add_argument(
        "-o", "--output", metavar="NEWPLAN", type=Path, required=True, help="where to write it"
    )
    replan.add_argument(
        "--most-changes",
        type=_count,
        metavar="K",
        help="fill no more than K posts by somebody who does not fill them in PLAN (no limit)",
    )
    replan.add_argument(
        "--seconds",
        type=above_zero(float),
        default=5.0,
        help="be done after so many seconds, reading and writing included (5)",
    )
    replan.add_argument(
        "--changed-problem",
        metavar="FILE",
        type=Path,
        help="also write the problem that was solved, for `counterpart staffing check`",
    )
    replan.set_defaults(run=told(replan_problem))
    curve = commands.add_parser(
        "curve", help="what the best plan is worth with at most so many changes"
    )
    _what_stands(curve, above_zero)
    curve.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help=".json or .csv"
    )
    curve.add_argument(
        "--changes",
        nargs="+",
        type=_count,
        metavar="K",
        help="numbers of changes (0 1 2 5 10 20 50 ... and no limit)",
    )
    curve.add_argument(
        "--seconds", type=above_zero(float), default=60.0, help="stop after so many seconds (60)"
    )
    curve.add_argument("--plans", metavar="FOLDER", type=Path, help="also write every point's plan")
    curve.set_defaults(run=told(draw_curve))


def _what_stands(parser: argparse.ArgumentParser, above_zero: Any) -> None:
    parser.add_argument("problem", metavar="PROBLEM", type=Path)
    parser.add_argument("plan", metavar="PLAN", type=Path, help="the plan that stands today")
    parser.add_argument(
        "--without", nargs="+", default=[], metavar="PERSON", help="people who leave, by id"
    )
    parser.add_argument(
        "--lost", nargs="+", default=[], metavar="ACCOUNT", help="accounts that are lost, by id"
    )
    parser.add_argument("--seed", type=int, default=1, help="source of chance (1)")
    parser.add_argument(
        "--steps", type=above_zero(int), help="stop after so many steps; repeatable everywhere"
    )
    parser.add_argument("--quiet", action="store_true", help="only errors are told")


def replan_problem(wanted: argparse.Namespace) -> int:
    """Read problem and plan, plan anew, write the plan."""
    # What Python needed to get here was computing, so this is close to when it was started.
    started = time.perf_counter() - time.process_time()
    problem, standing = _read(wanted, wanted.most_changes)
    left = wanted.seconds - (time.perf_counter() - started) - WRITING
    stop = engine.MaxSteps(wanted.steps) if wanted.steps else engine.MaxSeconds(max(0.2, left))
    result = engine.replan(problem, stop=stop, seed=wanted.seed, kept=standing.prices)
    engine.write_plan(problem, result, wanted.output)
    if wanted.changed_problem is not None:
        engine.write_problem(problem, wanted.changed_problem)
    if not wanted.quiet:
        before = engine.value_of(problem, engine.today_plan(problem))
        changes = engine.load_of(problem, result.plan).changes
        print(f"value {before} before, {result.value} with {changes} changes")
        print(f"proven bound {result.bound} {problem.money_unit}, gap {result.gap:.4%}")
        print(f"{result.status} after {time.perf_counter() - started:.1f} s: {wanted.output}")
    return 0


def draw_curve(wanted: argparse.Namespace) -> int:
    """Read problem and plan, find the best plan for each number of changes, write the curve."""
    is_table(wanted.output)  # told before anything is worked out
    problem, standing = _read(wanted, None)
    counts = [*wanted.changes, None] if wanted.changes else engine.COUNTS
    stop = engine.MaxSteps(wanted.steps) if wanted.steps else engine.MaxSeconds(wanted.seconds)
    curve = engine.value_by_changes(
        problem, counts, stop=stop, seed=wanted.seed, kept=standing.prices
    )
    _write_curve(wanted.output, engine.curve_to_json(problem, curve))
    if wanted.plans is not None:
        wanted.plans.mkdir(parents=True, exist_ok=True)
        for point in curve.points:
            name = "unlimited" if point.most_changes is None else str(point.most_changes)
            engine.write_plan(problem, point.as_result(curve), wanted.plans / f"{name}.json")
    if not wanted.quiet:
        for row in engine.curve_to_json(problem, curve)["points"]:
            most = "no limit" if row["most_changes"] is None else row["most_changes"]
            print(f"{most:>8}  value {row['value']}  bound {row['bound']}  gap {row['gap']:.4%}")
        print(f"after {curve.seconds:.1f} s: {wanted.output}")
    return 0


def _read(
    wanted: argparse.Namespace, most_changes: int | None
) -> tuple[engine.StaffingProblem, engine.PlanFile]:
    """The problem after what happened, with the plan that stands as today's."""
    problem = engine.read_problem(wanted.problem)
    standing, gone = engine.read_standing_plan(problem, wanted.plan)
    if gone and not wanted.quiet:
        print(f"no longer in {wanted.problem}, left out: {len(gone)}", file=sys.stderr)
        for each in gone[:10]:
            print(f"  {each}", file=sys.stderr)
    changed = engine.after(
        problem,
        standing.plan,
        without=wanted.without,
        lost=wanted.lost,
        most_changes=most_changes,
    )
    return changed, standing


def _write_curve(path: Path, curve: dict[str, Any]) -> None:
    if is_table(path):
        with path.open("w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, engine.CURVE_COLUMNS)
            table.writeheader()
            table.writerows(curve["points"])
    else:
        path.write_text(json.dumps(curve, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _count(text: str) -> int:
    """A number of changes."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("a whole number of changes is needed, 0 or more")
    return int(text)
