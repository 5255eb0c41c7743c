"""From the cells of a row to the facts it states: words are put in our terms, names split."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from counterpart.access.viewer import Viewer
from counterpart.exchange.files.problems import BadCell, UnreadableFile
from counterpart.exchange.files.table import FileRow, FileTable, called_alike
from counterpart.exchange.headings import salesforce
from counterpart.exchange.importing.leaving_out import LeavingOut
from counterpart.exchange.importing.lookup import SHORT_LISTS
from counterpart.exchange.importing.mapping import ALL_OTHER, ColumnMapping
from counterpart.exchange.importing.rows import ImportRow
from counterpart.exchange.tables import Column, Kind, Table
from counterpart.exchange.values import Notation, parser_for
from counterpart.kernel.errors import mark as _
from counterpart.kernel.names import split_name

MISSING_HEADING = _("The column “%(heading)s” is not in the file. Choose another one for %(ours)s.")
ALIKE = _(
    "Several columns are called “%(heading)s”. Choose for %(ours)s one of: %(names)s; or none."
)
NO_SUCH_COLUMN = _("There is no column “%(ours)s” to be brought in.")
Parse = Callable[[str], Any]


class CellReader:
    """Reads the mapped cells of each row."""

    def __init__(
        self,
        table: Table,
        mapping: ColumnMapping,
        file: FileTable,
        *,
        system: str,
        by: Viewer,
    ) -> None:
        self.table = table
        self.system = system
        places = {heading: place for place, heading in enumerate(file.headings)}
        self.notation = Notation(mapping.decimal, mapping.dates, file.delimiter == ";")
        allowed = {column.name: column for column in table.incoming_columns(by)}
        self.leaving_out = LeavingOut(mapping, file.headings)
        self._cells: list[tuple[str, int, int | None, Parse, Mapping[str, str]]] = []
        for name, heading in mapping.columns.items():
            if not heading:
                continue
            if name not in allowed:
                raise UnreadableFile(NO_SUCH_COLUMN, ours=name)
            if heading not in places:
                alike = called_alike(file.headings).get(heading)
                if alike:
                    raise UnreadableFile(
                        ALIKE, heading=heading, ours=allowed[name].label, names=", ".join(alike)
                    )
                raise UnreadableFile(MISSING_HEADING, ours=allowed[name].label, heading=heading)
            words = mapping.values.get(name, {})
            parse = self._parser(allowed[name])
            otherwise = places.get(mapping.otherwise.get(name, ""))
            self._cells.append((name, places[heading], otherwise, parse, words))
        self.names = frozenset(cell[0] for cell in self._cells)
        self.defaults = {
            name: self._parser(allowed[name])(text)
            for name, text in mapping.defaults.items()
            if text and name in allowed
        }
        self.clears_empty = mapping.clears_empty

    def _parser(self, column: Column) -> Parse:
        field = column.model_field(self.table.model)
        return parser_for(column, field, self.notation)

    def read(self, row: FileRow) -> ImportRow:
        """The facts of the row; what cannot be understood is noted with its column."""
        found = ImportRow(row.number)
        found.left_out = self.leaving_out.reason(row)
        if row.problem:
            found.problems.append(row.problem)
            return found
        cells, facts = row.cells, found.facts
        for name, place, otherwise, parse, words in self._cells:
            cell = cells[place]
            if otherwise is not None and not cell.strip():
                cell = cells[otherwise]
            if words and cell:
                cell = words.get(" ".join(cell.casefold().split())) or _other(words, cell)
            try:
                value = parse(cell)
            except BadCell as bad:
                found.refuse(name, bad)
                continue
            if value is not None:
                facts[name] = value
            elif self.clears_empty:
                found.cleared |= {name}
        self._split_names(facts)
        self._complete_source(facts)
        return found

    def _split_names(self, facts: dict[str, Any]) -> None:
        full = facts.pop("full_name", None)
        last_first = facts.pop("full_name_last_first", None)
        if full and "first_name" not in facts and "last_name" not in facts:
            first, last = split_name(full)
            facts["first_name"], facts["last_name"] = first, last or None
        elif last_first and "first_name" not in facts:
            last, _space, first = last_first.partition(" ")
            facts["first_name"], facts["last_name"] = (
                (first.strip() or last),
                (last if first else None),
            )
        if facts.get("last_name") and not facts.get("first_name") and "first_name" in self.names:
            # Somebody with one name, "Accounts Payable": it is the first name here.
            facts["first_name"], facts["last_name"] = facts["last_name"], None
        if "last_name" in facts and facts["last_name"] is None and facts.get("first_name"):
            facts["last_name"] = ""

    def _complete_source(self, facts: dict[str, Any]) -> None:
        if not self.table.has_source:
            return
        if facts.get("source_id"):
            system = facts.setdefault("source_system", self.system) or self.system
            facts["source_system"] = system
            if system == salesforce.SYSTEM:
                facts["source_id"] = salesforce.full_id(facts["source_id"])
        elif self.table.by_name["source_id"].name not in self.table.key:
            facts.pop("source_system", None)


def _other(words: Mapping[str, str], cell: str) -> str:
    """What all words not named stand for, where that was said and the cell is no word of ours."""
    return words.get(ALL_OTHER, "") or cell


def mapped_words(table: Table, mapping: ColumnMapping) -> list[str]:
    """Our columns whose words may need a translation from theirs."""
    return [
        name
        for name, heading in mapping.columns.items()
        if heading and is_translated(table.by_name[name])
    ]


def is_translated(column: Column) -> bool:
    """Whether the column holds words of a short list of ours."""
    if column.kind is Kind.REFERENCE:
        return column.to in SHORT_LISTS
    return column.kind in (Kind.CHOICE, Kind.COUNTRY)
