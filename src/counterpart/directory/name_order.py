"""The order of names, made known to the database: columns with `db_collation=NAMES` keep to it."""

from __future__ import annotations

from typing import Any

from django.db.backends.signals import connection_created

from counterpart.kernel.sorting import NAMES, compare_names

# ICU's root order is right for every language but a few letters. Without ICU: by code point.
OFFERED = ("und-x-icu", "C")


def register() -> None:
    """Give every connection to SQLite the order of names."""
    connection_created.connect(_tell_sqlite, dispatch_uid="order of names")


def _tell_sqlite(connection: Any, **_more: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_collation(NAMES, compare_names)


def tell_postgres(_apps: Any, editor: Any) -> None:
    """A migration step that makes the order known to a PostgreSQL database."""
    if editor.connection.vendor != "postgresql":
        return
    with editor.connection.cursor() as cursor:
        known = "SELECT collname FROM pg_collation WHERE collname = ANY(%s)"
        cursor.execute(known, [list(OFFERED)])
        found = {name for (name,) in cursor.fetchall()}
        best = next(name for name in OFFERED if name in found)
        cursor.execute(f'CREATE COLLATION IF NOT EXISTS "{NAMES}" FROM "{best}"')
