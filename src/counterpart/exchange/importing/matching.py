"""Which row of the database a row of the file means: source id, then e-mail, then name and site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from counterpart.access.viewer import Viewer
from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.importing.lookup import FEW, folded
from counterpart.exchange.importing.rows import ImportRow
from counterpart.exchange.own_ids import own_id, pk_of
from counterpart.exchange.tables import Column, Kind, Table
from counterpart.kernel.errors import mark as _

SAME_AS_ROW = _("This row means the same as row %(row)s. Keep one of them.")
CONTRADICTS_ROW = _(
    "Row %(row)s says “%(theirs)s” for the same, this one “%(ours)s”. Keep one of them."
)
SOURCE_TWICE = _("Row %(row)s already has the source id %(id)s.")
SEVERAL = _(
    "Several are called so: %(candidates)s. Give the Counterpart id, the source id or the e-mail."
)
NO_SUCH_ID = _("There is no row with the id %(id)s here any more. Empty the cell to add it anew.")
EMAIL_TAKEN = _("The e-mail %(email)s belongs to %(other)s already.")
# Columns whose words people spell in more than one way.
SPOKEN = frozenset({"name", "first_name", "last_name", "title", "city"})


class Matcher:
    """The keys of all rows of a table, in memory; one matcher serves every door."""

    def __init__(self, table: Table, by: Viewer) -> None:
        self.table = table
        self.by = by
        self.key = [table.by_name[name] for name in table.key]
        self.narrowed_by = [table.by_name[name] for name in table.narrowed_by]
        self.sources: dict[int, tuple[str, str]] = {}
        self.emails: dict[int, str] = {}
        self.narrow: dict[int, tuple[Any, ...]] = {}
        self.pks: set[int] = set()
        self._by_source: dict[tuple[str, str], int] = {}
        self._by_email: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        self._load()

    def _load(self) -> None:
        table = self.table
        attnames = [_path(column) for column in (*self.key, *self.narrowed_by)]
        extra = ["source_system", "source_id"] if table.has_source else []
        extra += ["email"] if table.finds_by_email else []
        rows = table.rows(self.by) if table.rows else table.model._default_manager.all()
        rows = rows.order_by("pk")
        width = len(self.key)
        for pk, *values in rows.values_list("pk", *attnames, *extra).iterator(chunk_size=5000):
            self.pks.add(pk)
            rest = iter(values[len(attnames) :])
            key = tuple(
                _comparable(value, column) for value, column in zip(values, self.key, strict=False)
            )
            self._by_key[key].append(pk)
            if self.narrowed_by:
                self.narrow[pk] = tuple(
                    _comparable(value, column)
                    for value, column in zip(values[width:], self.narrowed_by, strict=False)
                )
            if table.has_source:
                source = (next(rest), next(rest))
                if source[1]:
                    self.sources[pk] = source
                    self._by_source[source] = pk
            if table.finds_by_email:
                email = next(rest).casefold()
                if email:
                    self.emails[pk] = email
                    self._by_email[email].append(pk)

    def find(
        self, row: ImportRow, *, given_id: str = "", hints: Mapping[str, int] | None = None
    ) -> int | None:
        """The key of the row that is meant; `None` when it is new. Refuses when several may be.

        `hints` are references not resolved yet that narrow the choice where they can.
        """
        facts = {**row.facts, **hints} if hints else row.facts
        if given_id:
            pk = pk_of(given_id)
            if pk is not None:
                if pk not in self.pks:
                    raise BadCell(NO_SUCH_ID, id=given_id)
                return pk
        source = (facts.get("source_system") or "", facts.get("source_id") or "")
        if source[1] and source in self._by_source:
            return self._by_source[source]
        email = (facts.get("email") or "").casefold() if self.table.finds_by_email else ""
        if email:
            found = self._compatible(self._by_email.get(email, ()), source)
            if len(found) > 1:
                found = self._with_same_key(found, facts) or found
            if len(found) > 1:
                raise BadCell(SEVERAL, candidates=self._described(found))
            if found:
                return found[0]
        return self._by_name(facts, source, email)

    def _by_name(self, facts: dict[str, Any], source: tuple[str, str], email: str) -> int | None:
        found = self._compatible(self._by_key.get(self.key_of(facts), ()), source)
        if email:
            # Somebody of the same name with another e-mail is somebody else.
            found = [pk for pk in found if self.emails.get(pk, email) == email]
        if self.narrowed_by and found:
            found = self._narrowed(found, facts)
        if len(found) > 1:
            raise BadCell(SEVERAL, candidates=self._described(found))
        return found[0] if found else None

    def _compatible(self, pks: Iterable[int], source: tuple[str, str]) -> list[int]:
        """Without those that carry another key of the same system: they are others."""
        if not source[1]:
            return list(pks)
        return [pk for pk in pks if pk not in self.sources or self.sources[pk][0] != source[0]]

    def _with_same_key(self, pks: list[int], facts: dict[str, Any]) -> list[int]:
        same = set(self._by_key.get(self.key_of(facts), ()))
        return [pk for pk in pks if pk in same]

    def _narrowed(self, pks: list[int], facts: dict[str, Any]) -> list[int]:
        """Those that agree in the narrowing columns; the first column also tells a single apart."""
        wanted = [_comparable(facts.get(column.name), column) for column in self.narrowed_by]
        first_tells = self.narrowed_by[0].kind is Kind.TEXT
        for place, value in enumerate(wanted):
            if value in (None, ""):
                continue
            if len(pks) > 1 or (place == 0 and first_tells):
                agreeing = [pk for pk in pks if self.narrow[pk][place] in (value, None, "")]
                exact = [pk for pk in agreeing if self.narrow[pk][place] == value]
                pks = exact or agreeing
        return pks

    def key_of(self, facts: dict[str, Any]) -> tuple[Any, ...]:
        """The natural key that the facts state."""
        return tuple(_comparable(facts.get(column.name), column) for column in self.key)

    def _described(self, pks: list[int]) -> str:
        names = dict(_names(self.table, pks[:FEW]))
        texts = [f"{names.get(pk, '')} ({own_id(pk)})".strip() for pk in pks[:FEW]]
        return ", ".join(texts) + (" …" if len(pks) > FEW else "")

    def email_owner(self, email: str, but: int | None) -> int | None:
        """Who else has the e-mail."""
        others = [pk for pk in self._by_email.get(email.casefold(), ()) if pk != but]
        return others[0] if others else None

    def name_of(self, pk: int) -> str:
        """What the row is called."""
        return dict(_names(self.table, [pk])).get(pk, "")


class Twins:
    """Finds rows of the file that mean the same; later ones are told about the first."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self._first: dict[tuple[Any, ...], ImportRow] = {}

    def check(self, row: ImportRow) -> None:
        """Refuse the row if an earlier one means the same."""
        facts = row.facts
        source = (facts.get("source_system") or "", facts.get("source_id") or "")
        if source[1]:
            first = self._first.setdefault(("source", *source), row)
            if first is not row:
                raise BadCell(SOURCE_TWICE, row=first.number, id=source[1])
        for mark_of_row in self._marks(row, source[1]):
            first = self._first.setdefault(mark_of_row, row)
            if first is not row:
                self._refuse_if_contrary(row, first)
                raise BadCell(SAME_AS_ROW, row=first.number)

    def _refuse_if_contrary(self, row: ImportRow, first: ImportRow) -> None:
        column = self.matcher.table.by_name.get(self.matcher.table.decides)
        if column is None:
            return
        ours, theirs = row.facts.get(column.name), first.facts.get(column.name)
        if ours != theirs:
            labels = dict(column.choices)
            said = {"ours": labels.get(ours, ""), "theirs": labels.get(theirs, "")}
            raise BadCell(CONTRADICTS_ROW, row=first.number, **said)

    def _marks(self, row: ImportRow, source_id: str) -> list[tuple[Any, ...]]:
        if row.pk is not None:
            return [("pk", row.pk)]
        if source_id:
            return []
        email = (row.facts.get("email") or "").casefold()
        key = self.matcher.key_of(row.facts)
        narrowed = tuple(
            _comparable(row.facts.get(column.name), column) for column in self.matcher.narrowed_by
        )
        if self.matcher.table.finds_by_email and email:
            return [("email", email, *key)]
        return [("key", *key, *narrowed)]


def _path(column: Column) -> str:
    return f"{column.path}_id" if column.kind is Kind.REFERENCE else column.field or column.path


def _comparable(value: Any, column: Column) -> Any:
    """Names are compared without case, codes and numbers exactly; no text is empty text."""
    if value is None and column.kind is Kind.TEXT:
        return ""
    return folded(value) if isinstance(value, str) and column.name in SPOKEN else value


def _names(table: Table, pks: list[int]) -> Iterable[tuple[int, str]]:
    for pk, *words in table.model._default_manager.filter(pk__in=pks).values_list(
        "pk", *table.words
    ):
        yield pk, " ".join(str(word) for word in words if word)
