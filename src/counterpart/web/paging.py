"""Keyset paging: the next page begins after the last row, however many rows there are.

No row is counted and none is skipped over, so page one thousand costs what page one costs, and
rows that come or go meanwhile shift nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

AFTER, BEFORE = "after", "before"
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a longer list, and the addresses of its neighbours (empty at the ends)."""

    rows: list[Row]
    next_url: str = ""
    previous_url: str = ""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class _Column:
    path: str
    descending: bool

    @classmethod
    def parse(cls, name: str) -> _Column:
        return cls(name.lstrip("-"), name.startswith("-"))

    def order(self, backwards: bool) -> str:
        return f"-{self.path}" if self.descending != backwards else self.path

    def beyond(self, backwards: bool) -> str:
        return "lt" if self.descending != backwards else "gt"


def keyset(
    queryset: QuerySet[Any],
    *,
    order: Sequence[str] = ("name", "pk"),
    request: HttpRequest,
    size: int = 50,
) -> Page[Any]:
    """The page that the request asks for by `?after=` or `?before=`.

    `order` names fields, annotations or paths through foreign keys, with a minus sign for
    descending; together they must be unique and never null, so let the key come last. A cursor
    that was altered, or made for another order, gives the first page.
    """
    columns = [_Column.parse(name) for name in order]
    salt = f"paging:{','.join(order)}"
    after = _read(request.GET.get(AFTER, ""), salt, columns)
    before = _read(request.GET.get(BEFORE, ""), salt, columns) if after is None else None
    cursor, backwards = (before, True) if before is not None else (after, False)

    rows = queryset.order_by(*(column.order(backwards) for column in columns))
    if cursor is not None:
        rows = rows.filter(_beyond(columns, cursor, backwards))
    found = list(rows[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()

    has_next, has_previous = (True, more) if backwards else (more, cursor is not None)
    return Page(
        rows=found,
        next_url=_url(request, AFTER, found[-1], salt, columns) if has_next and found else "",
        previous_url=_url(request, BEFORE, found[0], salt, columns)
        if has_previous and found
        else "",
    )


def _beyond(columns: list[_Column], cursor: list[Any], backwards: bool) -> Q:
    """Rows past the cursor: by the first column, or by the next one where that is equal."""
    past = Q()
    equal = Q()
    for column, value in zip(columns, cursor, strict=True):
        past |= equal & Q((f"{column.path}__{column.beyond(backwards)}", value))
        equal &= Q((column.path, value))
    # Says again what follows from `past`, so that the database can walk an index on column one.
    first = columns[0]
    return Q((f"{first.path}__{first.beyond(backwards)}e", cursor[0])) & past


def _url(request: HttpRequest, key: str, row: Any, salt: str, columns: list[_Column]) -> str:
    query = request.GET.copy()
    query.pop(AFTER, None)
    query.pop(BEFORE, None)
    values = [_plain(_value(row, column.path), column.path) for column in columns]
    query[key] = signing.Signer(salt=salt).sign_object(values)
    return f"{request.path}?{query.urlencode()}"


def _read(cursor: str, salt: str, columns: list[_Column]) -> list[Any] | None:
    if not cursor:
        return None
    try:
        values = signing.Signer(salt=salt).unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        return None
    return values if isinstance(values, list) and len(values) == len(columns) else None


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = row[name] if isinstance(row, dict) else getattr(row, name)
    return row.pk if isinstance(row, Model) else row


def _plain(value: Any, path: str) -> Any:
    """The value as JSON holds it; the field turns it back when it filters."""
    if value is None:
        raise ValueError(f"{path} is null in a row; keyset paging needs an order without nulls")
    return str(value) if isinstance(value, date | datetime | Decimal) else value
