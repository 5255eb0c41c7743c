"""`counterpart staffing drill`: what happens when somebody leaves, from files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from counterpart.cli.staffing_tables import is_table
from counterpart.staffing import engine


def register(commands: Any, told: Any) -> None:
    """Add the command; `told` makes faults of a file plain words."""
    drill = commands.add_parser(
        "drill", help="what happens when somebody leaves: who stands in, and what it costs"
    )
    drill.add_argument("problem", metavar="PROBLEM", type=Path)
    drill.add_argument(
        "plan", metavar="PLAN", type=Path, nargs="?", help="what stands today when not given"
    )
    drill.add_argument(
        "--person", metavar="ID", help="one person, post by post; everybody when not given"
    )
    drill.add_argument("-o", "--output", metavar="FILE", type=Path, required=True)
    drill.set_defaults(run=told(run_drill))


def run_drill(wanted: argparse.Namespace) -> int:
    """Write the report, JSON or CSV by the name's ending, and say the most important line."""
    is_table(wanted.output)  # told before anything is worked out
    problem = engine.read_problem(wanted.problem)
    plan = engine.today_plan(problem)
    if wanted.plan is not None:
        plan = engine.read_plan(problem, wanted.plan).plan
    if wanted.person is not None:
        one = engine.drill(problem, plan, wanted.person)
        engine.write_drill(problem, plan, one, wanted.output)
        print(_line(problem, one))
    else:
        everyone = engine.drill_everyone(problem, plan)
        engine.write_drill(problem, plan, everyone, wanted.output)
        print(f"{len(everyone)} people fill a post; those who would be missed most:")
        for each in everyone[:5]:
            print(f"  {_line(problem, each)}")
    return 0


def _line(problem: engine.StaffingProblem, drilled: engine.Drill) -> str:
    money = problem.money_unit
    return (
        f"{drilled.person}: {drilled.contacts} contacts and {drilled.led} leads to fill, "
        f"{drilled.contacts_open} and {drilled.led_open} stay open; "
        f"lost {drilled.lost_at_once} {money} at once, {drilled.lost} with stand-ins"
        + ("" if drilled.proven else " (not proven the best)")
    )
