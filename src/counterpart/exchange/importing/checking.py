"""The dry run: what every row of a file would do, without doing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from counterpart.access.viewer import Viewer
from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.files.table import FileTable
from counterpart.exchange.importing.as_of import Moment
from counterpart.exchange.importing.cells import CellReader
from counterpart.exchange.importing.mapping import ColumnMapping
from counterpart.exchange.importing.matching import EMAIL_TAKEN, Matcher, Twins
from counterpart.exchange.importing.references import References
from counterpart.exchange.importing.rows import ImportRow, Plan, Tick
from counterpart.exchange.importing.stored import stored_text
from counterpart.exchange.tables import Column, Kind, Table
from counterpart.exchange.values import as_bad_cell
from counterpart.kernel.errors import RowProblem
from counterpart.kernel.errors import mark as _
from counterpart.kernel.money import minor_digits

REQUIRED = _("The column is empty, but a new row needs it.")
TOO_PRECISE = _("“%(amount)s” has more decimals than %(currency)s has.")
POSTED = _(
    "This line is posted already with other facts (%(columns)s). Posted lines are never changed: "
    "add a correcting line with its own number."
)
ServiceProblems = Callable[[Plan], Iterable[RowProblem]]
STEP = 2000


def check_rows(
    table: Table,
    file: FileTable,
    mapping: ColumnMapping,
    *,
    system: str,
    by: Viewer,
    tick: Tick = lambda done: None,
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
    plan = Plan(table, rows, as_of, checker.text_of)
    by_number = {row.number: row for row in rows}
    for problem in service_problems(plan):
        by_number[problem.row].problems.append(problem)
    tick(1.0)
    return plan


class _Checker:
    def __init__(self, table: Table, reader: CellReader, system: str, by: Viewer) -> None:
        self.table = table
        self.reader = reader
        self.system = system
        self.columns = {column.name: column for column in table.columns}
        self.references = References(table, system, reader.names)
        self.matcher = Matcher(table, by)
        self.twins = Twins(self.matcher)
        self.compared = self._compared_columns()
        self.key_defaults = self._key_defaults()
        self._amounts = {c.name for c in table.columns if c.kind is Kind.MONEY}

    def _compared_columns(self) -> dict[str, Column]:
        """Columns kept in a field of the row, with the field's attribute to compare by."""
        found: dict[str, Column] = {}
        for column in self.table.columns:
            if column.field and column.kind not in (Kind.KEY, Kind.OWN_ID):
                field = column.model_field(self.table.model)
                found[getattr(field, "attname", column.field)] = column
        return found

    def _key_defaults(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in self.table.key:
            field = self.columns[name].model_field(self.table.model)
            if field is not None and field.has_default():
                found[name] = getattr(field.get_default(), "value", field.get_default())
        if "source_system" in self.table.key:
            found["source_system"] = self.system
        return found

    def read(self, row: ImportRow) -> ImportRow:
        """Resolve what tells the row apart, and find the row it means."""
        if row.problems:
            return row
        given_id = row.facts.pop("counterpart_id", "")
        for name, value in self.key_defaults.items():
            if row.facts.get(name) in (None, ""):
                row.facts[name] = value
        self.references.resolve(row, self.references.first, {})
        if row.problems:
            return row
        try:
            row.pk = self.matcher.find(row, given_id=given_id, hints=self._hints(row))
            self.twins.check(row)
        except BadCell as bad:
            row.refuse("", bad)
        return row

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
        good = [row for row in rows if not row.problems]
        self.references.know_rows(rows)
        existing = self._existing([row.pk for row in good if row.pk is not None], tick)
        for place, row in enumerate(good):
            there = existing.get(row.pk, {}) if row.pk is not None else {}
            self._finish_row(row, there)
            if place % STEP == 0:
                tick(0.6 + 0.2 * place / len(good))
        self.references.refuse_circles(rows)

    def _finish_row(self, row: ImportRow, there: Mapping[str, Any]) -> None:
        named = {column.name: there.get(att) for att, column in self.compared.items()}
        self.references.resolve(row, self.references.later, named)
        self.references.resolve(row, self.references.to_itself, named)
        for name in row.cleared - row.facts.keys():
            self._clear(row, name)
        if row.pk is None:
            self._complete(row)
        self._scale_amounts(row, named)
        if row.problems:
            return
        self._refuse_taken_email(row)
        if row.pk is not None:
            self._compare(row, there, named)

    def _clear(self, row: ImportRow, name: str) -> None:
        column = self.columns[name]
        field = column.model_field(self.table.model)
        if field is None or column.required or column.kind in (Kind.KEY, Kind.OWN_ID):
            return
        if field.null:
            row.facts[name] = None
        elif field.has_default() or field.empty_strings_allowed:
            row.facts[name] = field.get_default()

    def _complete(self, row: ImportRow) -> None:
        """Defaults chosen for the file, and a word about what a new row lacks."""
        for name, value in self.reader.defaults.items():
            if row.facts.get(name) in (None, ""):
                row.facts[name] = self._default_key(name, value)
        refused = {problem.column for problem in row.problems}
        for name, column in self.columns.items():
            missing = column.required and row.facts.get(name) in (None, "")
            if missing and not {name, f"{name}_id"} & refused:
                row.refuse(name, BadCell(REQUIRED))

    def _default_key(self, name: str, value: Any) -> Any:
        column = self.columns[name]
        if column.kind is Kind.REFERENCE:
            return self.references.lookup(column.to).by_words(value)
        return value

    def _scale_amounts(self, row: ImportRow, there: Mapping[str, Any]) -> None:
        for name in row.facts.keys() & self._amounts:
            amount = row.facts[name]
            if amount is None:
                continue
            column = self.columns[name]
            field = column.model_field(self.table.model)
            currency = row.facts.get(column.currency) or there.get(column.currency)
            if not currency:
                money_field = self.columns[column.currency].model_field(self.table.model)
                currency = money_field.get_default() if money_field is not None else ""
            minor = Decimal(amount).scaleb(minor_digits(currency or "EUR"))
            try:
                if minor != minor.to_integral_value():
                    raise BadCell(TOO_PRECISE, amount=amount, currency=currency)
                row.facts[name] = int(minor)
                if field is not None:
                    field.run_validators(int(minor))
            except BadCell as bad:
                row.refuse(name, bad)
            except ValidationError as wrong:
                row.refuse(name, as_bad_cell(wrong))

    def _refuse_taken_email(self, row: ImportRow) -> None:
        email = row.facts.get("email")
        if self.table.name != "people" or not email:
            return
        owner = self.matcher.email_owner(email, row.pk)
        if owner is not None:
            other = self.matcher.name_of(owner)
            row.refuse("email", BadCell(EMAIL_TAKEN, email=email, other=other))

    def _existing(self, pks: list[int], tick: Tick) -> dict[int, dict[str, Any]]:
        """What the matched rows hold now."""
        found: dict[int, dict[str, Any]] = {}
        paths = {att: att for att in self.compared}
        for name, column in self.columns.items():
            if column.kind is Kind.REFERENCE and not column.field:
                paths[name] = f"{column.path}_id"
        rows = self.table.model._default_manager.order_by()
        for start in range(0, len(pks), 900):
            part = rows.filter(pk__in=pks[start : start + 900]).values_list("pk", *paths.values())
            for pk, *values in part:
                found[pk] = dict(zip(paths, values, strict=True))
            tick(0.4 + 0.2 * start / len(pks))
        return found

    def _compare(self, row: ImportRow, there: Mapping[str, Any], named: Mapping[str, Any]) -> None:
        facts = row.facts
        if self.table.has_source and named.get("source_id"):
            self._keep_first_source(facts, named)
        for att, column in self.compared.items():
            if column.name in facts:
                old, new = there[att], facts[column.name]
                if old != new and not _is_same_text(old, new):
                    row.changes[column.name] = (old, new)
        for name in row.changes.keys() & self._amounts:
            now = facts.get(self.columns[name].currency)
            was = named.get(self.columns[name].currency)
            old, new = row.changes[name]
            row.changes[name] = (_in_major(old, was), _in_major(new, now or was))
        if row.changes and self.table.is_posted:
            names = ", ".join(sorted(row.changes))
            row.changes = {}
            row.refuse("", BadCell(POSTED, columns=names))

    def _keep_first_source(self, facts: dict[str, Any], named: Mapping[str, Any]) -> None:
        """A row known from one system keeps that key when another system names it too."""
        if facts.get("source_system") != named["source_system"]:
            facts.pop("source_system", None)
            facts.pop("source_id", None)

    def text_of(self, name: str, value: Any) -> str:
        """A value as it is kept with the verdict: codes of choices, names of other rows."""
        column = self.columns[name]
        if column.kind is Kind.REFERENCE and value is not None:
            return self.references.lookup(column.to).names.get(value, str(value))
        return stored_text(column, value)


def _in_major(minor: int | None, currency: Any) -> Decimal | None:
    return None if minor is None else Decimal(minor).scaleb(-minor_digits(currency or "EUR"))


def _is_same_text(old: Any, new: Any) -> bool:
    if not isinstance(old, str) or not isinstance(new, str):
        return False
    return old.replace("\r\n", "\n").replace("\r", "\n").strip() == new.strip()
