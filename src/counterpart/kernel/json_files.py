"""JSON files on disk, UTF-8, for engines that read problems and write plans."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .faults import Fault, ProblemError


@contextmanager
def without_collecting() -> Iterator[None]:
    """No search for garbage meanwhile: among a million new objects it finds none and takes long."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def parsed(path: Path) -> Any:
    """What a JSON file holds; a `ProblemError` says where it is no JSON."""
    try:
        return json.loads(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise ProblemError([Fault(str(path), "is not UTF-8 text")]) from error
    except json.JSONDecodeError as error:
        where = f"{path}, line {error.lineno}, column {error.colno}"
        raise ProblemError([Fault(where, f"is not JSON: {error.msg}")]) from error
    except RecursionError as error:
        raise ProblemError([Fault(str(path), "is nested too deeply")]) from error


def write_json(path: Path, data: dict[str, Any]) -> None:
    """Write a file that people can read too."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
