"""Runs `counterpart staffing` as a user starts it, and keeps what was measured."""

from __future__ import annotations

import csv
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
TOOL = (sys.executable, "-m", "counterpart.cli.main", "staffing")
Row = dict[str, Any]
OUT_OF_MEMORY = 75
"""How a rival ends where its memory does not suffice and Python notices; C++ aborts."""


class Measured(NamedTuple):
    """What one process took, from its start to its end."""

    seconds: float
    cpu_seconds: float
    peak_mb: int
    code: int


def generate(size: str, seed: int, into: Path) -> None:
    """Write a problem file, by a process of its own.

    A process counts as its peak what the one that started it holds; so that one stays small.
    """
    asked = [sys.executable, str(HERE / "generate.py"), size, str(seed), "-o", str(into)]
    subprocess.run(asked, check=True)


def run(*words: object) -> Measured:
    """One command of the staffing tool; a failure ends the benchmark."""
    began = time.perf_counter()
    found = ended(subprocess.Popen([*TOOL, *map(str, words)], stdout=subprocess.DEVNULL), began)
    if found.code:
        raise SystemExit(f"{' '.join(map(str, words))}: ended with {found.code}")
    return found


def ended(started: subprocess.Popen[Any], began: float) -> Measured:
    """Wait for a process that was started then."""
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    return Measured(
        seconds=time.perf_counter() - began,
        cpu_seconds=used.ru_utime + used.ru_stime,
        peak_mb=used.ru_maxrss // 1024,
        code=started.returncode,
    )


@contextmanager
def results(kind: str, columns: Sequence[str], *libraries: str) -> Iterator[Callable[[Row], None]]:
    """Takes rows, prints them and adds them to results/<date>-<kind>.csv, below the versions."""
    name = "-".join(part for part in (f"{datetime.now(UTC):%Y-%m-%d}", kind) if part)
    path = HERE / "results" / f"{name}.csv"
    fresh = not path.exists()
    with path.open("a", newline="") as file:
        table = csv.DictWriter(file, columns)
        if fresh:
            known = [f"Python {platform.python_version()}"]
            known += [f"{library} {version(library)}" for library in libraries]
            file.write(f"# {', '.join(known)}; {os.cpu_count()} cores\n")
            table.writeheader()

        def keep(row: Row) -> None:
            table.writerow(row)
            file.flush()
            print(*row.values(), sep="\t", flush=True)

        yield keep
    print(f"wrote {path}", file=sys.stderr)
