"""The dry run: what every row of a file would do, without doing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from counterpart.access.viewer import Viewer
from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.files.table import FileTable
from counterpart.exchange.importing.amounts import Amounts
from counterpart.exchange.importing.as_of import Moment
from counterpart.exchange.importing.cells import CellReader
from counterpart.exchange.importing.completing import Completing
from counterpart.exchange.importing.filling import FillingIn
from counterpart.exchange.importing.leaving_wrong import leave_wrong_out
from counterpart.exchange.importing.mapping import ColumnMapping
from counterpart.exchange.importing.matching import EMAIL_TAKEN, Matcher, Twins
from counterpart.exchange.importing.present import Present
from counterpart.exchange.importing.references import References
from counterpart.exchange.importing.rights import refuse_without_right
from counterpart.exchange.importing.rows import ImportRow, Plan
from counterpart.exchange.importing.stored import stored_text
from counterpart.exchange.tables import Kind, Table
from counterpart.kernel.errors import RowProblem
from counterpart.kernel.ticking import Tick, silent

ServiceProblems = Callable[[Plan], Iterable[RowProblem]]
STEP = 2000


def check_rows(
    table: Table,
    file: FileTable,
    mapping: ColumnMapping,
    *,
    system: str,
    by: Viewer,
    tick: Tick = silent,
    service_problems: ServiceProblems = lambda plan: (),
) -> Plan:
    """A verdict for each row of the file; the database is only read.

    `service_problems` asks the room that owns the table for whatever else it would refuse.
    """
    as_of = Moment.now(table)
    reader = CellReader(table, mapping, file, system=system, by=by)
    checker = _Checker(table, reader, system, by)
    rows: list[ImportRow] = []
    for row in file.rows:
        rows.append(checker.read(reader.read(row)))
        if len(rows) % STEP == 0:
            tick(0.4 * len(rows) / (len(rows) + 50_000))
    tick(0.4)
    checker.finish(rows, tick)
    refuse_without_right(table, rows, by)
    plan = Plan(table, rows, as_of, checker.text_of, by.today)
    by_number = {row.number: row for row in rows}
    for problem in service_problems(plan):
        by_number[problem.row].problems.append(problem)
    if mapping.leaves_wrong:
        leave_wrong_out(table, rows)
    tick(1.0)
    return plan


class _Checker:
    def __init__(self, table: Table, reader: CellReader, system: str, by: Viewer) -> None:
        self.table = table
        self.references = References(table, system, reader.names)
        self.matcher = Matcher(table, by)
        self.twins = Twins(self.matcher)
        self.completing = Completing(
            table, self.references, system=system, defaults=reader.defaults
        )
        self.amounts = Amounts(table)
        self.filling_in = FillingIn(table, by, defaults=reader.defaults)

    def read(self, row: ImportRow) -> ImportRow:
        """Resolve what tells the row apart, and find the row it means."""
        if not row.is_good:
            self._find_whole(row)
            return row
        given_id = row.facts.pop("counterpart_id", "")
        self.completing.key(row)
        self.references.resolve(row, self.references.first, {})
        if row.problems:
            return row
        _put_in_order(row, self.table.either_way)
        filled = self.filling_in.fill(row)
        try:
            row.pk = self.matcher.find(row, given_id=given_id, hints=self._hints(row))
            self.twins.check(row)
        except BadCell as bad:
            row.refuse("", bad)
        if filled and row.pk is not None:
            del row.facts[filled]
        return row

    def _find_whole(self, row: ImportRow) -> None:
        """With what a wrong row belongs together, so that nothing of it comes in alone."""
        if self.table.whole and row.left_out is None:
            column = self.table.by_name[self.table.whole]
            self.references.resolve(row, [column], {})

    def _hints(self, row: ImportRow) -> dict[str, int]:
        """Parents that are here already: they tell accounts of one name apart."""
        hints: dict[str, int] = {}
        for column in self.references.to_itself:
            text = row.facts.get(column.name)
            if column.name in self.table.narrowed_by and text:
                found = self.references.lookup(self.table.name).candidates(text)
                if len(found) == 1:
                    hints[column.name] = found[0]
        return hints

    def finish(self, rows: list[ImportRow], tick: Tick) -> None:
        """References among the rows, amounts, what is missing, and what would change."""
        good = [row for row in rows if row.is_good]
        self.references.know_rows(rows)
        pks = [row.pk for row in good if row.pk is not None]
        present = Present(self.table, self.amounts, pks, tick)
        for place, row in enumerate(good):
            self._finish_row(row, present)
            if place % STEP == 0:
                tick(0.6 + 0.2 * place / len(good))
        self.references.refuse_circles(rows)

    def _finish_row(self, row: ImportRow, present: Present) -> None:
        named = present.named(row)
        self.references.resolve(row, self.references.later, named)
        self.references.resolve(row, self.references.to_itself, named)
        self.completing.cleared(row)
        if row.pk is None:
            self.completing.new(row)
        self.amounts.scale(row, named)
        if row.problems:
            return
        self._refuse_taken_email(row)
        if row.pk is not None:
            present.compare(row, named)

    def _refuse_taken_email(self, row: ImportRow) -> None:
        email = row.facts.get("email")
        if self.table.name != "people" or not email:
            return
        owner = self.matcher.email_owner(email, row.pk)
        if owner is not None:
            other = self.matcher.name_of(owner)
            row.refuse("email", BadCell(EMAIL_TAKEN, email=email, other=other))

    def text_of(self, name: str, value: Any) -> str:
        """A value as it is kept with the verdict: codes of choices, names of other rows."""
        column = self.table.by_name[name]
        if column.kind is Kind.REFERENCE and value is not None:
            return self.references.lookup(column.to).names.get(value, str(value))
        return stored_text(column, value)


def _put_in_order(row: ImportRow, names: tuple[str, ...]) -> None:
    keys = [row.facts[name] for name in names if name in row.facts]
    if len(keys) == len(names):
        row.facts.update(zip(names, sorted(keys), strict=True))
