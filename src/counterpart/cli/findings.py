"""What `counterpart check` finds: the state of one thing, and how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check: `name` is stable, `what` says what is the case, `mend` what to do."""

    level: Level
    name: str
    what: str
    mend: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)

    def __str__(self) -> str:
        sign = {Level.GOOD: "ok", Level.WARNING: "WARNING", Level.ERROR: "ERROR"}[self.level]
        line = f"{sign:<8} {self.name:<13} {self.what}"
        return f"{line}\n{'':<23}{self.mend}" if self.mend else line


def good(name: str, what: str) -> Finding:
    return Finding(Level.GOOD, name, what)


def warning(name: str, what: str, mend: str) -> Finding:
    return Finding(Level.WARNING, name, what, mend)


def error(name: str, what: str, mend: str) -> Finding:
    return Finding(Level.ERROR, name, what, mend)
