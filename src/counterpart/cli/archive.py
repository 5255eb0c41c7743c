"""The backup file: everything of an installation, in a form that suits every database.

A `.tar.gz` with `manifest.json` (what it is, how many rows), `tables/<room>.<table>.jsonl` (the
column names in the first line, then a row a line) and `files/` (what people uploaded). A backup
of SQLite restores into PostgreSQL and back. Passwords stand in it as hashes: keep it safe.
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from counterpart import __version__

FORMAT = 1
LEFT_OUT = frozenset(
    {
        "contenttypes.contenttype",  # made by every migration
        "auth.permission",
        "sessions.session",  # people log in again
        "jobs.worker",  # lives only as long as its process
    }
)
CHUNK = 2000


def backed_up_models() -> list[type[models.Model]]:
    """Every table but those that fill themselves."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and not model._meta.swapped
        and model._meta.label_lower not in LEFT_OUT
    ]


def columns_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns that are stored as they are (what the database computes is left to it)."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def applied_migrations() -> list[str]:
    """The state of the tables: two installations with the same list have the same tables."""
    known = MigrationRecorder.Migration.objects.values_list("app", "name")
    return sorted(f"{app}.{name}" for app, name in known)


def write_backup(target: Path, files: Path) -> dict[str, Any]:
    """Write all rows, as of one moment, and all files; gives back the manifest."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        room = Path(folder)
        with one_moment():
            manifest: dict[str, Any] = {
                "format": FORMAT,
                "version": __version__,
                "made_at": timezone.now().isoformat(),
                "database": connection.vendor,
                "migrations": applied_migrations(),
                "tables": {
                    model._meta.label_lower: _write_table(model, room)
                    for model in backed_up_models()
                },
            }
        manifest["files"] = sum(path.is_file() for path in files.rglob("*"))
        (room / "manifest.json").write_text(json.dumps(manifest, indent=1))
        fresh = room / "backup.tar.gz"
        with tarfile.open(fresh, "w:gz", compresslevel=6) as archive:
            archive.add(room / "manifest.json", "manifest.json")
            for label in manifest["tables"]:
                archive.add(room / f"{label}.jsonl", f"tables/{label}.jsonl")
            if files.is_dir():
                archive.add(files, "files")
        fresh.chmod(0o600)
        fresh.replace(target)
    return manifest


@contextmanager
def one_moment() -> Iterator[None]:
    """Read every table as of the same moment, while others go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # Django's own would lock the writers out
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def _write_table(model: type[models.Model], room: Path) -> int:
    names = [field.attname for field in columns_of(model)]
    rows = model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=CHUNK)
    count = 0
    with (room / f"{model._meta.label_lower}.jsonl").open("w", encoding="utf-8") as file:
        file.write(json.dumps(names) + "\n")
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, default=_as_json) + "\n")
            count += 1
    return count


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"no way to write {type(value).__name__} into a backup")
