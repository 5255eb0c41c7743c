"""Tables that only ever grow: the database itself refuses to change or delete their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.migrations import RunPython

SUFFIX = "append_only"

REFUSING_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_on_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% only grows: its rows are never changed or deleted', TG_TABLE_NAME
    USING ERRCODE = 'check_violation';
END $$
"""


def append_only(table: str) -> RunPython:
    """A migration step after which rows of the table can be inserted and nothing else.

    Updates and deletes raise `IntegrityError` on SQLite and PostgreSQL alike. Emptying the whole
    table by TRUNCATE, which only the owner of a PostgreSQL database can do, stays possible.
    On SQLite a later migration that alters the table rebuilds it and has to repeat this step.
    """
    return RunPython(_run(table, protecting_sql), _run(table, releasing_sql), elidable=False)


def protecting_sql(table: str, vendor: str) -> Sequence[str]:
    """The statements that make the table append-only on this kind of database."""
    if vendor == "postgresql":
        return (
            REFUSING_FUNCTION,
            f"CREATE TRIGGER {table}_{SUFFIX} BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_on_append_only()",
        )
    return tuple(
        f"CREATE TRIGGER {table}_{event.lower()}_{SUFFIX} BEFORE {event} ON {table} BEGIN "
        f"SELECT RAISE(ABORT, '{table} only grows: its rows are never changed or deleted'); END"
        for event in ("UPDATE", "DELETE")
    )


def releasing_sql(table: str, vendor: str) -> Sequence[str]:
    """The statements that take the protection back, for migrating backwards."""
    if vendor == "postgresql":
        return (f"DROP TRIGGER IF EXISTS {table}_{SUFFIX} ON {table}",)
    return tuple(
        f"DROP TRIGGER IF EXISTS {table}_{event}_{SUFFIX}" for event in ("update", "delete")
    )


def _run(table: str, statements: Callable[[str, str], Sequence[str]]) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        with schema_editor.connection.cursor() as cursor:
            for statement in statements(table, schema_editor.connection.vendor):
                cursor.execute(statement)

    return run
