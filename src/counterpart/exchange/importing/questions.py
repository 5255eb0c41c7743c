"""What a person must still say before a file can be checked: columns, words, defaults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from counterpart.access.viewer import Viewer
from counterpart.directory.models import Function
from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.files.table import FileTable
from counterpart.exchange.headings.guesses import guessed_function
from counterpart.exchange.importing.cells import mapped_words
from counterpart.exchange.importing.leaving_out import LeavingOut
from counterpart.exchange.importing.lookup import Lookup
from counterpart.exchange.importing.mapping import ALL_OTHER, ColumnMapping
from counterpart.exchange.tables import Column, Kind, Table
from counterpart.exchange.values import Notation, parser_for

ROWS_LOOKED_AT = 50_000
WORDS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the file that is none of ours, how often it stands there, and a guess."""

    text: str
    count: int
    guess: str = ""


def missing_columns(table: Table, mapping: ColumnMapping, viewer: Viewer) -> list[Column]:
    """Columns every new row needs that are neither mapped nor given a default."""
    names = {name for name, heading in mapping.columns.items() if heading}
    names |= {name.removesuffix("_id") for name in names}
    if names & {"full_name", "full_name_last_first"}:
        names.add("first_name")
    given = {name for name, value in mapping.defaults.items() if value}
    return [
        column
        for column in table.incoming_columns(viewer)
        if column.required and column.name not in names | given
    ]


def unknown_words(table: Table, mapping: ColumnMapping, file: FileTable) -> dict[str, list[Word]]:
    """By column, the words of the file that neither we nor the mapping know, frequent first."""
    names = mapped_words(table, mapping)
    if not names:
        return {}
    places = {heading: place for place, heading in enumerate(file.headings)}
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    wanted = [
        (name, [places[h] for h in headings_of(name, mapping) if h in places]) for name in names
    ]
    leaving_out = LeavingOut(mapping, file.headings)
    for row in islice(file.rows, ROWS_LOOKED_AT):
        if row.problem is None and leaving_out.reason(row) is None:
            for name, where in wanted:
                word = next((row.cells[place] for place in where if row.cells[place].strip()), "")
                if word:
                    counts[name][" ".join(word.split())] += 1
    found = {
        name: _unknown(table.by_name[name], counts[name].items(), mapping.values.get(name, {}))
        for name in names
    }
    return {name: words for name, words in found.items() if words}


def headings_of(name: str, mapping: ColumnMapping) -> list[str]:
    """The headings a column is read from: its own, then the one read where that is empty."""
    found = [mapping.columns.get(name, ""), mapping.otherwise.get(name, "")]
    return [heading for heading in found if heading]


def _unknown(
    column: Column, counted: Iterable[tuple[str, int]], known: Mapping[str, str]
) -> list[Word]:
    lookup = Lookup(column.to) if column.kind is Kind.REFERENCE else None
    parse = parser_for(column, None, Notation())
    functions = list(Function.objects.all()) if column.to == "functions" else []
    words = []
    for text, count in counted:
        if text.casefold() in known or ALL_OTHER in known:
            continue
        found = _parses(parse, text) if lookup is None else len(lookup.candidates(text)) == 1
        if not found:
            guess = guessed_function(text, functions) if functions else None
            words.append(Word(text, count, guess.code if guess else ""))
    return sorted(words, key=lambda word: (-word.count, word.text))[:WORDS_SHOWN]


def _parses(parse: object, text: str) -> bool:
    try:
        parse(text)  # type: ignore[operator]
    except BadCell:
        return False
    return True


def with_guesses(table: Table, mapping: ColumnMapping, file: FileTable) -> ColumnMapping:
    """The mapping with the guessed functions put in."""
    values = {name: dict(words) for name, words in mapping.values.items()}
    for name, words in unknown_words(table, mapping, file).items():
        for word in words:
            if word.guess:
                values.setdefault(name, {})[word.text.casefold()] = word.guess
    stored = {**mapping.as_json(), "values": values}
    return ColumnMapping.from_json(stored)
