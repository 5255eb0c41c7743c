"""Plans anew after changes in the company and says how long it took and how good it is.

    python benchmarks/staffing/replan.py --sizes M L --seeds 1

For each problem a plan is first made by `counterpart staffing solve` (its prices stay in the file).
Then one person leaves, ten people leave, ten contacts arrive, an account is lost; each time
`counterpart staffing replan` runs as a user starts it, file to file, once for each limit on changes
and without one, and its plan is checked without the solver. `solve` from nothing, much longer, says
what could be had without any limit.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from generate import SIZES
from measured import generate, results, run

COLUMNS = (
    "instance",
    "event",
    "most_changes",
    "changes",
    "value",
    "bound",
    "gap_percent",
    "seconds",
    "cpu_seconds",
    "value_before",
    "value_of_a_long_solve",
)
COUNTS = (5, 20, 100, None)
BUSY = 3
"""Somebody leaves who fills at least so many posts."""


def main() -> None:
    """Race, print the table and add it to results/<date>-replan.csv."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["M"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1])
    parser.add_argument("--seconds", type=float, default=5, help="for each new plan")
    parser.add_argument("--first", type=float, default=60, help="for the plan that stands")
    parser.add_argument("--long", type=float, default=0, help="for a solve from nothing; 0: none")
    wanted = parser.parse_args()
    with results("replan", COLUMNS) as keep, tempfile.TemporaryDirectory() as folder:
        for size in wanted.sizes:
            for seed in wanted.seeds:
                for row in _events(Path(folder), size, seed, wanted):
                    keep(row)


def _events(
    folder: Path, size: str, seed: int, wanted: argparse.Namespace
) -> Iterator[dict[str, Any]]:
    problem, plan, fewer = (folder / f"{size}{seed}.{n}.json" for n in ("whole", "plan", "fewer"))
    generate(size, seed, problem)
    whole = json.loads(problem.read_text("utf-8"))
    newcomers = [each["id"] for each in whole["contacts"][:: max(1, len(whole["contacts"]) // 10)]]
    fewer.write_text(json.dumps(_without(whole, set(newcomers[:10]))), "utf-8")
    for base, events in (
        (problem, _leaving(whole, seed)),
        (fewer, [("ten contacts arrive", ())]),
    ):
        run("solve", base, "-o", plan, "--seconds", wanted.first, "--quiet")
        standing = json.loads(plan.read_text("utf-8"))
        for event, words in events:
            if callable(words):
                words = words(standing)
            ceiling = _long_solve(folder, problem, plan, words, wanted.long)
            for most in COUNTS:
                limit = () if most is None else ("--most-changes", str(most))
                yield {
                    "instance": f"{size}{seed}",
                    "event": event,
                    "most_changes": "" if most is None else most,
                    **_replanned(folder, problem, plan, (*words, *limit), wanted.seconds),
                    "value_before": standing["value"],
                    "value_of_a_long_solve": ceiling,
                }


def _leaving(whole: dict[str, Any], seed: int) -> list[tuple[str, Any]]:
    chance = np.random.default_rng(seed)

    def people(count: int) -> Any:
        def words(standing: dict[str, Any]) -> tuple[str, ...]:
            held = [*standing["leads"].values(), *standing["counterparts"].values()]
            busy = sorted(who for who in set(held) if held.count(who) >= BUSY)
            return ("--without", *chance.choice(busy, min(count, len(busy)), replace=False))

        return words

    account = str(chance.choice([each["id"] for each in whole["accounts"]]))
    return [
        ("one person leaves", people(1)),
        ("ten people leave", people(10)),
        ("an account is lost", ("--lost", account)),
    ]


def _without(whole: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    """The problem before these contacts arrived."""
    today = whole.get("today", {})
    met = {who: by for who, by in today.get("counterparts", {}).items() if who not in gone}
    contacts = [each for each in whole["contacts"] if each["id"] not in gone]
    return whole | {"contacts": contacts, "today": today | {"counterparts": met}}


def _long_solve(
    folder: Path, problem: Path, plan: Path, words: tuple[str, ...], seconds: float
) -> int | str:
    """What a solve from nothing finds after the event, without a limit on changes."""
    if not seconds:
        return ""
    changed, found = folder / "changed.json", folder / "long.json"
    run("replan", problem, plan, "-o", found, *words, "--changed-problem", changed, "--quiet")
    run("solve", changed, "-o", found, "--seconds", seconds, "--quiet")
    value: int = json.loads(found.read_text("utf-8"))["value"]
    return value


def _replanned(
    folder: Path, problem: Path, plan: Path, words: tuple[str, ...], seconds: float
) -> dict[str, Any]:
    new, changed = folder / "new.json", folder / "check.json"
    took = run("replan", problem, plan, "-o", new, *words, "--seconds", seconds, "--quiet")
    found = json.loads(new.read_text("utf-8"))
    # The same again with the changed problem written, which is not part of a user's run.
    short = ("--steps", 1, "--quiet", "--changed-problem", changed)
    run("replan", problem, plan, "-o", folder / "short.json", *words, *short)
    run("check", changed, new)
    before = json.loads(changed.read_text("utf-8")).get("today", {})
    return {
        "changes": sum(
            before.get(kind, {}).get(name) != who
            for kind in ("leads", "counterparts")
            for name, who in found[kind].items()
        ),
        "value": found["value"],
        "bound": found["bound"],
        "gap_percent": f"{100 * (found['bound'] - found['value']) / found['bound']:.4f}",
        "seconds": f"{took.seconds:.1f}",
        "cpu_seconds": f"{took.cpu_seconds:.1f}",
    }


if __name__ == "__main__":
    main()
