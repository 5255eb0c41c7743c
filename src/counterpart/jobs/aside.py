"""What a running job and those who watch it tell each other beside the database.

A job that does all its work in one transaction is not heard outside before the end; and on SQLite
nobody else can write meanwhile, not even that they want it to stop. So each leaves the other a
note: a small file in `COUNTERPART_DATA`, which every process of the installation shares. Notes
carry the token that holds the job, so that those of an attempt that was killed mean nothing.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings


class Heard(NamedTuple):
    """How far a job says it is, 0 to 1, and what else it says."""

    progress: float
    report: dict[str, Any]


def say(pk: int, token: str, progress: float, report: dict[str, Any]) -> None:
    """Leave a note how far the job is; whoever reads meanwhile finds the old one or the new one."""
    path = _path(pk, "said")
    fresh = path.with_suffix(".new")
    with suppress(OSError):  # a full disk must not end the work
        path.parent.mkdir(exist_ok=True)
        fresh.write_text(json.dumps([token, progress, report]), encoding="utf-8")
        fresh.replace(path)


def heard(pk: int, token: str) -> Heard | None:
    """The last note of this holder of the job, if there is one."""
    try:
        written_by, progress, report = json.loads(_path(pk, "said").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Heard(progress, report) if written_by == token else None


def ask_to_stop(pk: int, token: str) -> None:
    """Leave a note that this holder of the job is to stop."""
    path = _path(pk, "stop")
    path.parent.mkdir(exist_ok=True)
    path.write_text(token, encoding="utf-8")


def is_asked_to_stop(pk: int, token: str) -> bool:
    """Whether somebody left that note."""
    try:
        return _path(pk, "stop").read_text(encoding="utf-8") == token
    except OSError:
        return False


def forget(pk: int) -> None:
    """Remove the notes of a job that has ended."""
    for word in ("said", "stop"):
        with suppress(OSError):
            _path(pk, word).unlink()


def forget_old(days: int = 1) -> None:
    """Remove notes that a killed process left behind."""
    before = time.time() - days * 24 * 3600
    for path in _folder().glob("*"):
        with suppress(OSError):
            if path.stat().st_mtime < before:
                path.unlink()


def _folder() -> Path:
    return Path(settings.DATA) / "jobs"


def _path(pk: int, word: str) -> Path:
    return _folder() / f"{pk}.{word}"
