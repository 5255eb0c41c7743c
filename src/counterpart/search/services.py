"""Keeping the index in step with the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from counterpart.history.models import Change
from counterpart.history.written import Written
from counterpart.search.models import Document
from counterpart.search.registry import Kind, kind_of, kinds
from counterpart.search.words import stems_of

CHUNK = 2000
# Raise it when words are kept otherwise than before; the document under STAMP says how they are.
WORDS_VERSION = "2"
STAMP = -1


def follow(written: Written) -> None:
    """Index what was just written, and the rows whose text comes from it."""
    keys = [row.pk for row in written.rows]
    kind = kind_of(written.model)
    if written.kind == Change.Kind.REMOVED:
        if kind:
            index_removed(kind, keys)
        return
    if kind and (written.kind == Change.Kind.CREATED or _concerns(kind, written)):
        _index(kind, keys)
    if written.kind == Change.Kind.CHANGED:
        for other in kinds():
            for key, columns in other.text_through(written.model).items():
                if columns & written.fields:
                    _index_those_with(other, key, keys)


def index_removed(kind: Kind, keys: Sequence[int]) -> None:
    """Let the rows be found no more."""
    for chunk in _chunks(keys):
        Document.objects.filter(pk__in=[kind.document_id(key) for key in chunk]).delete()


def reindex_all(report: Callable[[str, int], None] | None = None) -> int:
    """Index every row anew and forget those that are gone; says how many there are.

    `report` hears the kind and how many of its rows are done. Stopped half-way, everything is
    still found: a row keeps its old document until it gets the new one.
    """
    total = 0
    for kind in kinds():
        keys = list(kind.model._default_manager.order_by("pk").values_list("pk", flat=True))
        documents = Document.objects.filter(pk__range=(kind.first_id, kind.last_id))
        known = {kind.document_id(key) for key in keys}
        gone = [
            pk - kind.first_id for pk in documents.values_list("pk", flat=True) if pk not in known
        ]
        index_removed(kind, gone)
        done = 0
        for chunk in _chunks(keys):
            with transaction.atomic():
                _index(kind, chunk)
            done += len(chunk)
            if report:
                report(kind.name, done)
        total += done
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")
    return total


def reindex_if_outdated() -> bool:
    """Index everything anew if an earlier version kept words otherwise; whether it was needed."""
    if Document.objects.filter(pk=STAMP, stems=WORDS_VERSION).exists():
        return False
    if not reindex_all():
        return False  # an empty installation stays empty, so that a backup can go in
    Document.objects.update_or_create(pk=STAMP, defaults={"stems": WORDS_VERSION})
    return True


def _concerns(kind: Kind, written: Written) -> bool:
    fields = (kind.model._meta.get_field(text.partition("__")[0]) for text in kind.texts)
    columns = {getattr(field, "attname", field.name) for field in fields}
    return bool(columns & written.fields)


def _index_those_with(kind: Kind, foreign_key: str, keys: Sequence[int]) -> None:
    for chunk in _chunks(keys):
        rows = kind.model._default_manager.filter(**{f"{foreign_key}__in": chunk})
        _index(kind, list(rows.values_list("pk", flat=True)))


def _index(kind: Kind, keys: Sequence[int]) -> None:
    for chunk in _chunks(keys):
        rows = kind.model._default_manager.filter(pk__in=chunk).order_by()
        documents = [
            Document(id=kind.document_id(pk), stems=stems_of(texts))
            for pk, *texts in rows.values_list("pk", *kind.texts)
        ]
        Document.objects.bulk_create(
            documents, update_conflicts=True, update_fields=["stems"], unique_fields=["id"]
        )


def _chunks(keys: Sequence[int]) -> Iterable[Sequence[Any]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
