"""Finding the row that a file refers to by id, source id, e-mail, code or name."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.headings import salesforce
from counterpart.exchange.own_ids import pk_of
from counterpart.exchange.tables import TABLES
from counterpart.kernel.errors import mark as _
from counterpart.kernel.names import full_name, is_family_first

UNKNOWN = _("There is no “%(name)s” among: %(table)s. Bring it in first, or correct the name.")
UNKNOWN_WORD = _(
    "There is no “%(name)s” among: %(table)s. "
    "Say on the mapping page what it stands for, or add it."
)
UNKNOWN_ID = _(
    "There is nothing with the id “%(id)s” from %(system)s among: %(table)s. Bring it in first."
)
AMBIGUOUS = _(
    "“%(name)s” may be any of %(candidates)s. Give the id or the e-mail instead of the name."
)
TWO_THINGS = _("The id says %(one)s, the name beside it %(other)s. Correct one of them.")
FEW = 4
# Tables whose words are put in our terms on the mapping page.
SHORT_LISTS = frozenset({"functions", "offices", "calendars"})


@dataclass(frozen=True, slots=True)
class Called:
    """By which fields files name the rows of a table, and within which other row."""

    words: tuple[str, ...]
    is_person: bool = False
    within: str = ""


CALLED = {
    "functions": Called(("code", "name", "name_ru")),
    "calendars": Called(("code", "name")),
    "offices": Called(("code", "name", "city")),
    "coverage_models": Called(("code", "name", "name_ru")),
    "products": Called(("code", "name")),
    "accounts": Called(("name",)),
    "sites": Called(("name",), within="account_id"),
    "people": Called(("first_name", "last_name"), is_person=True),
    "contacts": Called(("first_name", "last_name"), is_person=True, within="account_id"),
}
Keys = dict[Any, list[int]]


def folded(text: str) -> str:
    """Text as names are compared: without case and double spaces, ё as е.

    A letter is the same whether its dots are a part of it or follow it, as on a Mac, and so are
    wide and narrow characters of Japanese keyboards.
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).replace("ё", "е")


class Lookup:
    """The rows of one table that others refer to, held in memory by their names and keys.

    `also` are rows of the file itself that are not in the database yet, under negative keys.
    """

    def __init__(self, table: str, *, only: Collection[int] | None = None) -> None:
        self.table = table
        self.called = CALLED[table]
        self.label: Any = TABLES[table].label
        self.names: dict[int, str] = {}
        self.scopes: dict[int, int | None] = {}
        self._by_word: Keys = defaultdict(list)
        self._by_email: Keys = defaultdict(list)
        self._by_source: dict[tuple[str, str], int] = {}
        self._by_any_source: Keys = defaultdict(list)
        self._systems: dict[int, str] = {}
        self._load(only)

    def _load(self, only: Collection[int] | None) -> None:
        model = TABLES[self.table].model
        sourced = TABLES[self.table].has_source
        fields = ["pk", *self.called.words]
        fields += [self.called.within] if self.called.within else []
        fields += ["email"] if self.called.is_person else []
        fields += ["source_system", "source_id"] if sourced else []
        rows = model._default_manager.order_by("pk")
        if only is not None and self.called.within:
            rows = rows.filter(**{f"{self.called.within}__in": list(only)})
        for values in rows.values_list(*fields).iterator(chunk_size=5000):
            row = dict(zip(fields, values, strict=True))
            self.add(
                row["pk"],
                [row[name] for name in self.called.words],
                scope=row.get(self.called.within),
                email=row.get("email") or "",
                source=(row.get("source_system") or "", row.get("source_id") or ""),
            )

    def add(
        self,
        pk: int,
        words: Iterable[str],
        *,
        scope: int | None = None,
        email: str = "",
        source: tuple[str, str] = ("", ""),
    ) -> None:
        """Know one more row."""
        words = [word for word in words if word]
        if self.called.is_person:
            self.names[pk] = full_name(words[0], words[1]) if len(words) == 2 else " ".join(words)
            spellings = {folded(" ".join(words)), folded(" ".join(reversed(words)))}
            if is_family_first(*words):
                spellings.add(folded("".join(reversed(words))))
        else:
            self.names[pk] = words[0] if words else ""
            spellings = {folded(word) for word in words}
        for spelling in spellings:
            self._by_word[(scope, spelling)].append(pk)
        if self.called.within:
            self.scopes[pk] = scope
        if email:
            self._by_email[email.casefold()].append(pk)
        if source[1]:
            self._by_source[source] = pk
            self._by_any_source[source[1]].append(pk)
            self._systems[pk] = source[0]

    def has_source(self, source: tuple[str, str]) -> bool:
        """Whether a row with this id of another system is known."""
        return source in self._by_source

    def by_id(self, text: str, system: str) -> int:
        """The row with the id here, or in the system the file comes from; of several, the first."""
        parts = [part.strip() for part in text.split(";") if part.strip()]
        for part in parts:
            pk = pk_of(part)
            if pk is not None and pk in self.names:
                return pk
            found = self._by_source.get((system, source_key(part, system)))
            if found is not None:
                return found
        raise BadCell(UNKNOWN_ID, id=text[:60], system=system or "Counterpart", table=self.label)

    def by_id_or_words(self, key: str, text: str, system: str, *, scope: int | None) -> int:
        """By the id; where it says nothing here, by the name beside it.

        A row that carries another key of the same system is not meant by the name.
        """
        try:
            pk = self.by_id(key, system)
        except BadCell:
            # Where there is no name beside it, what should be an id may be the name itself.
            found = self.candidates(text or key, scope=scope)
            found = [pk for pk in found if self._systems.get(pk) != system or not system]
            if len(found) != 1:
                raise
            return found[0]
        if text and pk_of(key) == pk and pk not in (found := self.candidates(text, scope=scope)):
            other = self.names.get(found[0], text) if found else text
            raise BadCell(TWO_THINGS, one=self.names.get(pk, ""), other=other)
        return pk

    def by_words(self, text: str, *, system: str = "", scope: int | None = None) -> int:
        """The row of this name, code or e-mail; where nothing is called so, of this source id."""
        found = self.candidates(text, scope=scope) or self._with_source_id(text, system, scope)
        if not found:
            message = UNKNOWN_WORD if self.table in SHORT_LISTS else UNKNOWN
            raise BadCell(message, name=text[:60], table=self.label)
        if len(found) > 1:
            raise BadCell(AMBIGUOUS, name=text[:60], candidates=self.described(found))
        return found[0]

    def _with_source_id(self, text: str, system: str, scope: int | None) -> list[int]:
        """Rows with the id in the file's system; where it is unknown there, in any other."""
        known = self._by_source.get((system, source_key(text, system)))
        found = [known] if known is not None else self._by_any_source.get(text, [])
        return [pk for pk in found if scope is None or self.scopes.get(pk) == scope]

    def candidates(self, text: str, *, scope: int | None = None) -> list[int]:
        """All rows that may be meant."""
        if self.called.is_person and "@" in text:
            found = self._by_email.get(text.casefold(), [])
            if scope is not None:
                found = [pk for pk in found if self.scopes.get(pk) == scope] or found
            return found
        if self.called.within and scope is None:
            return []
        return list(dict.fromkeys(self._by_word.get((scope, folded(text)), [])))

    def described(self, pks: Iterable[int]) -> str:
        """Some candidates by name and id, so that one can be chosen."""
        from counterpart.exchange.own_ids import own_id

        pks = list(pks)
        texts = [f"{self.names.get(pk, '')} ({own_id(pk)})" for pk in pks[:FEW]]
        return ", ".join(texts) + (" …" if len(pks) > FEW else "")


def source_key(text: str, system: str) -> str:
    """A key of another system in the one form in which it is kept."""
    return salesforce.full_id(text) if system == salesforce.SYSTEM else text
