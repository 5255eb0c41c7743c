"""What the mapping page shows: our columns beside theirs, their words beside ours."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils.translation import gettext

from counterpart.access.viewer import Viewer
from counterpart.exchange.files.table import called_alike
from counterpart.exchange.headings import hubspot, salesforce
from counterpart.exchange.headings.turnover import HINT, own_revenue
from counterpart.exchange.importing.cells import ALIKE, is_translated
from counterpart.exchange.importing.lookup import SHORT_LISTS
from counterpart.exchange.importing.mapping import ALL_OTHER, ColumnMapping
from counterpart.exchange.importing.questions import Word, missing_columns, unknown_words
from counterpart.exchange.models import Import, ImportMapping
from counterpart.exchange.reading import table_of
from counterpart.exchange.tables import TABLES, Column, Kind

SELECTS_UP_TO = 25
SAMPLE_ROWS = 3


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One of our columns, the heading it is read from, and its value where the file has none."""

    column: Column
    heading: str
    default: str
    sample: str
    is_missing: bool
    otherwise: str
    offers_otherwise: bool
    hint: str


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words of one column to be put in our terms, and the words to choose from."""

    column: Column
    words: list[Word]
    choices: list[tuple[str, str]]
    all_other: str


@dataclass(frozen=True, slots=True)
class Questions:
    """What is left to ask before the dry run."""

    missing: list[Column] = field(default_factory=list)
    words: dict[str, list[Word]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether the file can be checked as it is."""
        return not self.missing and not self.words

    def new_words(self, asked: Collection[str]) -> bool:
        """Whether there are words that the form did not ask for."""
        fields = {
            f"word-{name}-{word.text}" for name, found in self.words.items() for word in found
        }
        return bool(fields - set(asked))


@dataclass(frozen=True, slots=True)
class MappingPage:
    """Everything on the page."""

    lines: list[ColumnLine]
    leaves_out: list[tuple[str, str]]
    groups: list[WordGroup]
    unused: list[str]
    uses_selects: bool
    default_words: dict[str, list[tuple[str, str]]]


def mapping_questions(upload: Import, viewer: Viewer) -> Questions:
    """Columns and words that nobody has decided upon yet."""
    table, mapping = TABLES[upload.table], ColumnMapping.from_json(upload.mapping)
    missing = missing_columns(table, mapping, viewer)
    missing += [
        table.by_name[name]
        for name, heading in mapping.columns.items()
        if heading in called_alike(upload.headings) and name in table.by_name
    ]
    return Questions(missing, unknown_words(table, mapping, table_of(upload)))


def mapping_page(upload: Import, viewer: Viewer) -> MappingPage:
    """Our columns and their words, with what is known and guessed filled in."""
    table, mapping = TABLES[upload.table], ColumnMapping.from_json(upload.mapping)
    missing = {column.name for column in missing_columns(table, mapping, viewer)}
    samples = _samples(upload)
    lines = [
        ColumnLine(
            column=column,
            heading=mapping.columns.get(column.name, ""),
            default=mapping.defaults.get(column.name, ""),
            sample=samples.get(mapping.columns.get(column.name, ""), ""),
            is_missing=column.name in missing,
            otherwise=mapping.otherwise.get(column.name, ""),
            offers_otherwise=column.to == "functions" or column.name in mapping.otherwise,
            hint=_hint(column, upload, mapping),
        )
        for column in table.incoming_columns(viewer)
    ]
    used = {*mapping.columns.values(), *mapping.otherwise.values(), *mapping.leaves_out}
    return MappingPage(
        lines=lines,
        leaves_out=[*((h, "; ".join(words)) for h, words in mapping.leaves_out.items()), ("", "")],
        groups=_groups(upload, mapping),
        unused=[heading for heading in upload.headings if heading not in used],
        uses_selects=len(upload.headings) <= SELECTS_UP_TO,
        default_words={
            line.column.to: _choices(line.column) for line in lines if line.column.to in SHORT_LISTS
        },
    )


def _hint(column: Column, upload: Import, mapping: ColumnMapping) -> str:
    """What one should know of the file before choosing."""
    chosen = mapping.columns.get(column.name, "")
    alike = called_alike(upload.headings).get(chosen)
    if alike:
        params = {"heading": chosen, "ours": column.label, "names": ", ".join(alike)}
        return gettext(ALIKE) % params
    heading = own_revenue(upload.headings) if column.name == "annual_value" else ""
    if not heading or mapping.columns.get(column.name):
        return ""
    return gettext(HINT) % {"heading": heading}


def _groups(upload: Import, mapping: ColumnMapping) -> list[WordGroup]:
    table = TABLES[upload.table]
    unknown = unknown_words(table, mapping, table_of(upload))
    groups = []
    for name, heading in mapping.columns.items():
        column = table.by_name.get(name)
        if column is None or not heading or not is_translated(column):
            continue
        known = mapping.values.get(name, {})
        words = list(unknown.get(name, ()))
        words += [Word(text, 0, ours) for text, ours in sorted(known.items()) if text != ALL_OTHER]
        if words or known:
            groups.append(WordGroup(column, words, _choices(column), known.get(ALL_OTHER, "")))
    return groups


def _choices(column: Column) -> list[tuple[str, str]]:
    """Our words, with a note beside each."""
    if column.kind is Kind.COUNTRY:
        from counterpart.exchange.countries import known_countries

        return known_countries()
    if column.kind is Kind.CHOICE:
        return [(str(label), "") for _value, label in column.choices]
    model: Any = TABLES[column.to].model
    return [(row.code, str(row)) for row in model._default_manager.all()]


def _samples(upload: Import) -> dict[str, str]:
    """The first cell with anything in it, by heading."""
    file = table_of(upload)
    found: dict[str, str] = {}
    for row in islice(file.rows, SAMPLE_ROWS):
        if row.problem is None:
            for heading, cell in zip(file.headings, row.cells, strict=False):
                if cell.strip():
                    found.setdefault(heading, cell.strip()[:40])
    return found


def source_systems() -> list[str]:
    """Names of source systems used before, and those we know by their files."""
    used = ImportMapping.objects.exclude(source_system="").order_by("source_system")
    names = used.values_list("source_system", flat=True).distinct()
    return sorted({salesforce.SYSTEM, hubspot.SYSTEM, *names})
