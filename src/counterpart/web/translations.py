"""Turns every room's texts (.po) into the form that Django reads (.mo)."""

from __future__ import annotations

import logging
import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
log = logging.getLogger(__name__)


def text_files() -> list[Path]:
    """Every room's translations, as they are kept in the tree."""
    return sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po"))


def compile_all() -> int:
    """Make the .mo files that are missing or older than their .po; says how many it made.

    Where the folder cannot be written, the files that came with the installation are used.
    """
    made = 0
    for source in text_files():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        try:
            _compile(source, target)
        except OSError as problem:
            log.warning("The texts of %s stay as they were: %s", source, problem)
        else:
            made += 1
    return made


def _compile(source: Path, target: Path) -> None:
    import polib

    # Several processes may start at once: each writes its own file and puts it in place whole.
    fresh = target.with_suffix(f".{os.getpid()}.new")
    try:
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
