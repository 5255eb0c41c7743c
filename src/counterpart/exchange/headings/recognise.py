"""Whose file is this, and which of its headings is which of our columns?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from counterpart.exchange.headings import hubspot, salesforce
from counterpart.exchange.headings.own import likely_column, normal, own_column
from counterpart.exchange.tables import ALL_TABLES, TABLES, Kind, Table

OWN = "counterpart"
OWN_SHARE = 0.9  # a file of ours may have got a column of somebody's own
# Fields of one's own that need no words to be put in our terms.
OWN_FIELDS = frozenset({Kind.TEXT, Kind.DECIMAL, Kind.MONEY, Kind.LANGUAGES, Kind.DATE})
LEAST_KNOWN = 3  # of so many headings, those a company added aside, at least one is the system's
# A list of documents without numbers of lines has one line a document.
ASSUMED = {"order_lines": {"line_no": "1"}}
SYSTEMS = {salesforce.SYSTEM: salesforce, hubspot.SYSTEM: hubspot}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table, the system the file seems to come from, and our columns with their headings.

    `unused` are headings that the system is known to have and that we have no place for.
    `is_found` is false when the headings do not say what is in the file.
    """

    table: str
    system: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    unused: frozenset[str] = frozenset()
    defaults: Mapping[str, str] = field(default_factory=dict)
    otherwise: Mapping[str, str] = field(default_factory=dict)
    is_found: bool = True

    @property
    def is_sure(self) -> bool:
        """Whether it needs no look by a person: our own file, or a known system's."""
        return bool(self.system)


def recognise(headings: Sequence[str], *, table: str = "", system: str = "") -> Recognised:
    """The best reading of the headings; a table or system that was chosen narrows it."""
    tables = [TABLES[table]] if table else [t for t in ALL_TABLES if t.importable]
    found = [_as_own(one, headings) for one in tables]
    for name, module in SYSTEMS.items():
        if system in ("", OWN, name):
            objects = [
                one.name
                for one in tables
                if one.name in module.OBJECTS and (table or one.name not in module.ONLY_ASKED)
            ]
            found += [_as_foreign(name, one, headings) for one in objects]
    readings = [reading for reading in found if reading is not None]
    best = max(readings, key=lambda pair: pair[0], default=None)
    guess = [_as_guess(one, headings) for one in tables]
    if best is None or best[0] < 2:
        best = max(guess, key=lambda pair: pair[0])
    elif table == "" and best[1].system == "":
        best = max([best, *guess], key=lambda pair: pair[0])
    if not table and best[0] <= 0:
        return replace(best[1], is_found=False)
    return best[1]


def _as_own(table: Table, headings: Sequence[str]) -> tuple[float, Recognised] | None:
    columns: dict[str, str] = {}
    for heading in headings:
        name = own_column(table, heading)
        if name:
            columns.setdefault(name, heading)
    if not _names_a_row(table, columns):
        return None
    share = len(columns) / len(headings)
    if share < OWN_SHARE:
        return None
    return 3 + share + len(columns) / 100, Recognised(table.name, OWN, columns)


def _as_foreign(
    system: str, table: str, headings: Sequence[str]
) -> tuple[float, Recognised] | None:
    module = SYSTEMS[system]
    known = {normal(heading): name for heading, name in module.OBJECTS[table].items()}
    telling = {normal(heading) for heading in module.TELLING[table]}
    columns: dict[str, str] = {}
    unused: set[str] = set()
    told = seen = 0
    for heading in headings:
        name = known.get(normal(heading))
        told += normal(heading) in telling
        seen += name is not None
        if name:
            columns.setdefault(name, heading)
        elif name == "":
            unused.add(heading)
    defaults = module.DEFAULTS.get(table, {})
    theirs = [heading for heading in headings if not heading.endswith("__c")]
    if seen * LEAST_KNOWN < len(theirs):
        return None  # a name or two in common make no file of that system
    if not told or not _has_id(columns) or not _names_a_row(TABLES[table], columns | defaults):
        return None
    _add_own_fields(TABLES[table], headings, columns, known)
    otherwise = _function_from_title(TABLES[table], columns)
    score = 2 + seen / len(headings) + told / len(telling)
    return score, Recognised(table, system, columns, frozenset(unused), defaults, otherwise)


def _has_id(columns: Mapping[str, str]) -> bool:
    return bool({"source_id", "document_no", "account_id"} & set(columns))


def _add_own_fields(
    table: Table, headings: Sequence[str], columns: dict[str, str], known: Mapping[str, str]
) -> None:
    """Fields a company added to its system, `Hours_a_month__c`, by our own labels."""
    for heading in headings:
        if normal(heading) not in known:
            plain = heading.removesuffix("__c").replace("_", " ")
            name = own_column(table, plain) or likely_column(table, plain)
            if name and table.by_name[name].kind in OWN_FIELDS:
                columns.setdefault(name, heading)


def _as_guess(table: Table, headings: Sequence[str]) -> tuple[float, Recognised]:
    columns: dict[str, str] = {}
    for look in (own_column, likely_column):
        for heading in headings:
            name = look(table, heading)
            if name and heading not in columns.values():
                columns.setdefault(name, heading)
    otherwise = _function_from_title(table, columns)
    defaults = {n: text for n, text in ASSUMED.get(table.name, {}).items() if n not in columns}
    missing = not _names_a_row(table, columns | defaults)
    score = len(columns) / max(len(headings), 1) - missing
    return score, Recognised(table.name, "", columns, defaults=defaults, otherwise=otherwise)


def _function_from_title(table: Table, columns: dict[str, str]) -> dict[str, str]:
    """Let the job title say the function, where no department is named at all or in a row."""
    if "function" not in table.by_name or "title" not in columns:
        return {}
    heading = columns.setdefault("function", columns["title"])
    return {} if heading == columns["title"] else {"function": columns["title"]}


def _names_a_row(table: Table, columns: Mapping[str, str]) -> bool:
    """Whether the columns are enough to tell which row is meant."""
    names = set(columns)
    for column in table.columns:
        if column.kind is Kind.KEY and column.name in names:
            names.add(column.name.removesuffix("_id"))
    if names & {"full_name", "full_name_last_first"}:
        names |= {"first_name", "last_name"}
    wanted = {name for name in table.key if table.by_name[name].required}
    return wanted <= names
