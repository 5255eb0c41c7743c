"""What commands on files share: limits of a run, progress, an interrupt, faults in plain words."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from counterpart.kernel.faults import ProblemError


def told(command: Any) -> Any:
    """Run a command; what is wrong with a file is told in plain words, with exit code 2."""

    def run(wanted: argparse.Namespace) -> int:
        try:
            code: int = command(wanted)
            return code
        except ProblemError as error:
            print(error, file=sys.stderr)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            print(f"{error.filename or 'file'}: {reason}", file=sys.stderr)
        return 2

    return run


def above_zero(kind: Any) -> Any:
    """The kind of an argument that is a number above 0."""

    def number(text: str) -> Any:
        amount = kind(text)
        if not amount > 0:
            raise argparse.ArgumentTypeError("a number above 0 is needed")
        return amount

    number.__name__ = "number"
    return number


def show_progress(value: int, bound: int, seconds: float) -> None:
    """One line on standard error that is written over."""
    gap = (bound - value) / bound if bound > 0 else 0.0
    line = f"\r{seconds:6.1f} s  value {value}  bound {bound}  gap {gap:8.3%}"
    print(line, end="", file=sys.stderr, flush=True)


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Says whether an interrupt has been asked for; it ends a run, which keeps its best plan."""
    asked_to_end: list[bool] = []
    before = signal.signal(signal.SIGINT, lambda *_: asked_to_end.append(True))
    try:
        yield lambda: bool(asked_to_end)
    finally:
        signal.signal(signal.SIGINT, before)
