"""Asking the full-text index of either database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from counterpart.search.registry import Kind
from counterpart.search.words import (
    WORDS_ASKED,
    is_unspaced,
    pairs_of,
    shortened,
    stem_of,
    words_of,
)

SHORTEST_BEGINNING = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed: whole words, and one that may be only the beginning of a word."""

    words: tuple[str, ...]
    beginning: str = ""

    @classmethod
    def of(cls, typed: str) -> Asked:
        words = words_of(typed)[:WORDS_ASKED]
        if words and len(words[-1]) >= SHORTEST_BEGINNING and not typed[-1:].isspace():
            return cls(tuple(words[:-1]), words[-1])
        return cls(tuple(words))

    def __bool__(self) -> bool:
        return bool(self.words or self.beginning)

    def all_words(self) -> tuple[str, ...]:
        return (*self.words, self.beginning) if self.beginning else self.words


def matching(kind: Kind, asked: Asked, limit: int | None = None) -> RawSQL:
    """A subquery for the keys of the kind's rows that hold every word; at most `limit` of them."""
    if connection.vendor == "postgresql":
        sql = "SELECT id - %s FROM search_document WHERE words @@ %s::tsquery"
        query = _tsquery(asked)
        between = "id BETWEEN %s AND %s"
    else:
        sql = "SELECT rowid - %s FROM search_words WHERE search_words MATCH %s"
        query = _fts5(asked)
        between = "rowid BETWEEN %s AND %s"
    at_most = f" LIMIT {int(limit)}" if limit else ""
    return RawSQL(  # noqa: S611 - every value is a parameter
        f"{sql} AND {between}{at_most}", (kind.first_id, query, kind.first_id, kind.last_id)
    )


def _wanted(asked: Asked) -> Iterator[dict[str, bool]]:
    """For each thing that must be there: texts of which one will do, and which are only begun."""
    for word in asked.words:
        if not is_unspaced(word):
            yield {shortened(word): False, stem_of(word): False}
    if asked.beginning and not is_unspaced(asked.beginning):
        word = asked.beginning
        short = {shortened(word): True} if len(shortened(word)) > SHORTEST_BEGINNING else {}
        yield {stem_of(word): False, **short, word: True}
    for word in filter(is_unspaced, asked.all_words()):
        if len(word) == 1:
            yield {word: True}
        for pair in pairs_of(word):
            yield {pair: False}


def _fts5(asked: Asked) -> str:
    return " AND ".join(
        "(" + " OR ".join(f'"{text}"' + " *" * begun for text, begun in texts.items()) + ")"
        for texts in _wanted(asked)
    )


def _tsquery(asked: Asked) -> str:
    return " & ".join(
        "(" + " | ".join(f"'{text}'" + ":*" * begun for text, begun in texts.items()) + ")"
        for texts in _wanted(asked)
    )
