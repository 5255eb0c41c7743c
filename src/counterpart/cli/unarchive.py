"""Reading a backup file into an empty installation: all of it, or nothing."""

from __future__ import annotations

import json
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

from counterpart.cli.archive import (
    CHUNK,
    FORMAT,
    applied_migrations,
    backed_up_models,
    columns_of,
)
from counterpart.cli.faults import CommandFault


def read_backup(source: Path, files: Path) -> dict[str, Any]:
    """Fill the empty database and the files folder; gives back the manifest."""
    files.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=files.parent, prefix=".restore-") as folder,
        opened(source) as archive,
    ):
        manifest = _manifest(archive, source)
        _refuse_a_filled_database()
        wanted = {f"tables/{model._meta.label_lower}.jsonl": model for model in backed_up_models()}
        with transaction.atomic():
            filled = _read_members(archive, wanted, manifest, Path(folder))
            missing = set(manifest["tables"]) - filled
            if missing:
                raise CommandFault(
                    f"The backup is not whole: {', '.join(sorted(missing))} is missing."
                )
            _reset_sequences(list(wanted.values()))
        uploaded = Path(folder) / "files"
        if uploaded.is_dir():
            shutil.copytree(uploaded, files, dirs_exist_ok=True)
    return manifest


@contextmanager
def opened(source: Path) -> Iterator[tarfile.TarFile]:
    """The archive; a file that cannot be read to its end is a fault."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            yield archive
    except (tarfile.TarError, EOFError, zlib.error, ValueError) as broken:
        raise CommandFault(f"{source} is damaged, or is not a backup of Counterpart.") from broken


def _manifest(archive: tarfile.TarFile, source: Path) -> dict[str, Any]:
    first = archive.next()
    file = archive.extractfile(first) if first and first.name == "manifest.json" else None
    if file is None:
        raise CommandFault(f"{source} is damaged, or is not a backup of Counterpart.")
    manifest: dict[str, Any] = json.load(file)
    if manifest.get("format") != FORMAT:
        raise CommandFault(f"{source} has a format that this version does not read.")
    if manifest["migrations"] != applied_migrations():
        raise CommandFault(
            f"{source} was made by version {manifest['version']}, whose tables differ. "
            "Restore it with that version, then bring the installation up to this one."
        )
    return manifest


def _refuse_a_filled_database() -> None:
    for model in backed_up_models():
        if model._base_manager.exists():
            raise CommandFault(
                f"The database is not empty ({model._meta.verbose_name_plural}). "
                "Restore into a new data folder or a new database."
            )


def _read_members(
    archive: tarfile.TarFile,
    wanted: dict[str, type[models.Model]],
    manifest: dict[str, Any],
    folder: Path,
) -> set[str]:
    filled = set()
    for member in archive:
        if member.name == "files" or member.name.startswith("files/"):
            archive.extract(member, folder, filter="data")
        model, file = wanted.get(member.name), archive.extractfile(member)
        if model is None or file is None:
            continue
        label = model._meta.label_lower
        count = _fill(model, file)
        if count != manifest["tables"][label]:
            raise CommandFault(
                f"The backup is not whole: {label} has {count} rows of {manifest['tables'][label]}."
            )
        filled.add(label)
    return filled


def _fill(model: type[models.Model], file: IO[bytes]) -> int:
    fields = columns_of(model)
    names = json.loads(file.readline())
    if names != [field.attname for field in fields]:
        raise CommandFault(f"The columns of {model._meta.label_lower} differ from this version's.")
    count = 0
    for lines in _chunks(file, CHUNK):
        rows = [_row(model, fields, json.loads(line)) for line in lines]
        _insert(model, fields, rows)
        count += len(rows)
    return count


def _insert(model: type[models.Model], fields: list[Any], rows: list[models.Model]) -> None:
    # Below the managers, which would stamp today's date on the rows and ask for their history.
    step = max((connection.features.max_query_params or 30_000) // len(fields), 1)
    table: Any = models.QuerySet(model)
    for start in range(0, len(rows), step):
        table._insert(rows[start : start + step], fields=fields, using=table.db, raw=True)


def _row(model: type[models.Model], fields: list[Any], values: list[Any]) -> models.Model:
    return model(
        **{field.attname: _value(field, value) for field, value in zip(fields, values, strict=True)}
    )


def _value(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return bytes.fromhex(value)
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)


def _chunks(lines: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    iterator = iter(lines)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _reset_sequences(tables: list[type[models.Model]]) -> None:
    """Let the next row of each table get the next number."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
