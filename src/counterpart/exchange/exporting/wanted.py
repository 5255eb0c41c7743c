"""Which file somebody wants: a table or the history, the format, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from counterpart.access.actions import Action
from counterpart.access.relations import get_allowed, require
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.exchange.exporting.csv_export import CsvOptions, csv_lines
from counterpart.exchange.exporting.xlsx_export import write_workbook
from counterpart.exchange.tables import ALL_TABLES, TABLES, Table
from counterpart.exchange.tables.table import Narrowing
from counterpart.history.export import csv_lines as history_lines
from counterpart.history.forms import HistoryFilter
from counterpart.history.models import Change

EVERYTHING = "everything"
HISTORY = "history"
FORMATS = ("csv", "xlsx")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class WantedFile:
    """One table, everything as a workbook, or the history; narrowed if asked.

    `account` and `plan` leave the rows of one account or proposal. `chosen` is what was filled
    in on the filter of the history.
    """

    table: str
    format: str
    codes: bool = False
    delimiter: str = ","
    bom: bool = True
    account: int | None = None
    plan: int | None = None
    chosen: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the file is called."""
        return f"{'counterpart' if self.table == EVERYTHING else self.table}.{self.format}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in it; the history is none."""
        if self.table == HISTORY:
            return ()
        return tuple(ALL_TABLES) if self.table == EVERYTHING else (TABLES[self.table],)

    def as_json(self) -> dict[str, Any]:
        """To be kept until the file is written."""
        return asdict(self)

    def check(self, viewer: Viewer) -> None:
        """ "Not found" when there is no such file, or nothing of it is for the viewer."""
        made_as = {EVERYTHING: ("xlsx",), HISTORY: ("csv",)}
        if self.format not in made_as.get(self.table, FORMATS if self.table in TABLES else ()):
            raise Http404
        if self.table == EVERYTHING:
            require(Action.EXPORT_ALL, viewer)
        elif self.table == HISTORY:
            require(Action.SEE_ALL_HISTORY, viewer)
        elif self.tables[0].is_unnamed_to(viewer):
            raise Http404
        if self.account is not None:
            get_allowed(Account, self.account, viewer=viewer)
        if self.plan is not None and self._plans is not None:
            get_allowed(self._plans, self.plan, viewer=viewer)

    @property
    def _plans(self) -> type[Model] | None:
        return TABLES[self.table].plans if self.table in TABLES else None

    def narrowing(self) -> Narrowing | None:
        """Leaves the rows of the account or the proposal, in a table that knows of them."""
        conditions: dict[str, int] = {}
        by_name = TABLES[self.table].by_name if self.table in TABLES else {}
        if self.account is not None and "account" in by_name:
            conditions[by_name["account"].path] = self.account
        if self.plan is not None and self._plans is not None:
            conditions["plan"] = self.plan
        return (lambda rows: rows.filter(**conditions)) if conditions else None

    def count(self, viewer: Viewer, limit: int | None = None) -> int:
        """How many rows, or lines of the history, the viewer gets; counted up to the limit."""
        first, *others = [rows.order_by().values("pk") for rows in self._rows(viewer)]
        rows = first.union(*others, all=True) if others else first  # asks once for all tables
        return (rows if limit is None else rows[:limit]).count()

    def _rows(self, viewer: Viewer) -> list[QuerySet[Any]]:
        if self.table == HISTORY:
            return [self._history()]
        narrowed = self.narrowing()
        visible = [table.visible_rows(viewer) for table in self.tables]
        return [narrowed(rows) for rows in visible] if narrowed else visible

    def lines(self, viewer: Viewer) -> Iterator[str]:
        """The CSV file, row by row."""
        if self.table == HISTORY:
            return history_lines(self._history(), viewer)
        options = CsvOptions(delimiter=self.delimiter, bom=self.bom, codes=self.codes)
        return csv_lines(self.tables[0], viewer, options, narrowed=self.narrowing())

    def _history(self) -> QuerySet[Change]:
        return HistoryFilter(self.chosen).chosen()

    def write(self, path: Path, viewer: Viewer, *, each: Callable[[], None] = lambda: None) -> None:
        """The file on disk; `each` is called for every row, and may raise to stop."""
        if self.format == "csv":
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(_counted(self.lines(viewer), each))
            return
        write_workbook(
            path, self.tables, viewer, codes=self.codes, narrowed=self.narrowing(), each=each
        )


def _counted(items: Iterable[Item], each: Callable[[], None]) -> Iterator[Item]:
    for item in items:
        yield item
        each()
