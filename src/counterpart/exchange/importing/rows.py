"""Rows of a file on their way in: what they say, which row they mean, what would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from django.utils.translation import pgettext_lazy

from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.importing.as_of import Moment
from counterpart.exchange.tables import Table
from counterpart.kernel.errors import RowProblem


class Verdict(StrEnum):
    """What would happen to a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT_OUT = "left_out"
    WRONG = "wrong"


VERDICT_LABELS = {
    Verdict.NEW: pgettext_lazy("row of a file", "New"),
    Verdict.CHANGED: pgettext_lazy("row of a file", "Changed"),
    Verdict.SAME: pgettext_lazy("row of a file", "Same"),
    Verdict.LEFT_OUT: pgettext_lazy("row of a file", "Left out"),
    Verdict.WRONG: pgettext_lazy("row of a file", "Wrong"),
}
ROW_LABELS = {
    Verdict.NEW: pgettext_lazy("one row of a file", "New"),
    Verdict.CHANGED: pgettext_lazy("one row of a file", "Changed"),
    Verdict.SAME: pgettext_lazy("one row of a file", "Same"),
    Verdict.LEFT_OUT: pgettext_lazy("one row of a file", "Left out"),
    Verdict.WRONG: pgettext_lazy("one row of a file", "Wrong"),
}


@dataclass(slots=True, eq=False)
class ImportRow:
    """One row. `facts` are values by column; a reference is the key of what it refers to.

    A reference to another row of the same file that is not there yet is the negative of that
    row's place, counted from 1.
    """

    number: int
    facts: dict[str, Any] = field(default_factory=dict)
    cleared: frozenset[str] = frozenset()  # columns whose empty cells are to empty what is there
    pk: int | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    left_out: RowProblem | None = None  # why the row is none for us

    @property
    def is_good(self) -> bool:
        """Whether it is to be written, as far as was found out."""
        return not self.problems and self.left_out is None

    @property
    def verdict(self) -> Verdict:
        """New, changed, same, left out or wrong."""
        if self.left_out is not None:
            return Verdict.LEFT_OUT
        if self.problems:
            return Verdict.WRONG
        if self.pk is None:
            return Verdict.NEW
        return Verdict.CHANGED if self.changes else Verdict.SAME

    def refuse(self, column: str, bad: BadCell) -> None:
        """Note what is wrong."""
        self.problems.append(bad.at(self.number, column))


@dataclass(slots=True)
class Plan:
    """All rows with their verdicts, as the database stood at a moment, for somebody's today."""

    table: Table
    rows: list[ImportRow]
    as_of: Moment
    texts: Callable[[str, Any], str]  # a value of a column as people read it
    today: date

    def counts(self) -> dict[str, int]:
        """How many rows of each verdict; those left out are named when there are any."""
        counted = {verdict.value: 0 for verdict in Verdict}
        for row in self.rows:
            counted[row.verdict] += 1
        if not counted[Verdict.LEFT_OUT]:
            del counted[Verdict.LEFT_OUT]
        return counted

    def fingerprint(self) -> str:
        """The same for the same verdicts and facts: whatever would be written stands in it."""
        digest = blake2b(digest_size=16)
        for row in self.rows:
            verdict = row.verdict
            digest.update(repr((row.number, verdict.value, row.pk)).encode())
            if verdict in (Verdict.NEW, Verdict.CHANGED):
                digest.update(repr(sorted(row.facts.items(), key=_by_column)).encode())
                digest.update(repr(sorted(row.changes.items(), key=_by_column)).encode())
            if row.problems:
                digest.update(repr(row.problems).encode())
        return digest.hexdigest()

    def problems(self) -> list[RowProblem]:
        """All that is wrong, row by row."""
        return [problem for row in self.rows for problem in row.problems]


def _by_column(item: tuple[str, Any]) -> str:
    return item[0]
