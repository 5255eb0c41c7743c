"""Which file somebody wants: the table, the format, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.http import Http404

from counterpart.access.actions import Action
from counterpart.access.relations import get_allowed, require
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.exchange.exporting.csv_export import CsvOptions, csv_lines
from counterpart.exchange.exporting.xlsx_export import write_workbook
from counterpart.exchange.tables import ALL_TABLES, TABLES, Table
from counterpart.exchange.tables.table import Narrowing
from counterpart.staffing.models import StaffingPlan

EVERYTHING = "everything"
FORMATS = ("csv", "xlsx")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class WantedFile:
    """One table, or everything as a workbook; of one account or proposal if asked."""

    table: str
    format: str
    codes: bool = False
    delimiter: str = ","
    bom: bool = True
    account: int | None = None
    plan: int | None = None

    @property
    def name(self) -> str:
        """What the file is called."""
        return f"{'counterpart' if self.table == EVERYTHING else self.table}.{self.format}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in it."""
        return tuple(ALL_TABLES) if self.table == EVERYTHING else (TABLES[self.table],)

    def as_json(self) -> dict[str, Any]:
        """To be kept until the file is written."""
        return asdict(self)

    def check(self, viewer: Viewer) -> None:
        """ "Not found" when there is no such file, or nothing of it is for the viewer."""
        is_known = self.table in TABLES or (self.table == EVERYTHING and self.format == "xlsx")
        if not is_known or self.format not in FORMATS:
            raise Http404
        if self.table == EVERYTHING:
            require(Action.EXPORT_ALL, viewer)
        elif self.tables[0].model.see == Action.PLAN_STAFFING:  # type: ignore[attr-defined]
            require(Action.PLAN_STAFFING, viewer)
        if self.account is not None:
            get_allowed(Account, self.account, viewer=viewer)
        if self.plan is not None:
            get_allowed(StaffingPlan, self.plan, viewer=viewer)

    def narrowing(self) -> Narrowing | None:
        """Leaves the rows of the account or the proposal, in a table that knows of them."""
        conditions: dict[str, int] = {}
        by_name = {} if self.table == EVERYTHING else TABLES[self.table].by_name
        if self.account is not None and "account" in by_name:
            conditions[by_name["account"].path] = self.account
        if self.plan is not None and "proposal" in by_name:
            conditions["plan"] = self.plan
        return (lambda rows: rows.filter(**conditions)) if conditions else None

    def count(self, viewer: Viewer, limit: int | None = None) -> int:
        """How many rows the viewer gets; counts no further than the limit."""
        narrowed, total = self.narrowing(), 0
        for table in self.tables:
            rows = table.visible_rows(viewer)
            rows = (narrowed(rows) if narrowed else rows).order_by().values("pk")
            total += (rows if limit is None else rows[: limit - total]).count()
            if limit is not None and total >= limit:
                break
        return total

    def lines(self, viewer: Viewer) -> Iterator[str]:
        """The CSV file, line by line."""
        options = CsvOptions(delimiter=self.delimiter, bom=self.bom, codes=self.codes)
        return csv_lines(self.tables[0], viewer, options, narrowed=self.narrowing())

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
