"""A file comes in: it is kept, its headings are read, and how to read the rest is settled."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.exchange.files.problems import UnreadableFile
from counterpart.exchange.headings import hubspot, salesforce
from counterpart.exchange.importing.mapping import ColumnMapping
from counterpart.exchange.importing.remembering import proposed_mapping, remember_mapping
from counterpart.exchange.models import Import
from counterpart.exchange.reading import table_of
from counterpart.exchange.services.failing import keep_as_failed
from counterpart.exchange.services.storing import store

KNOWN_SYSTEMS = {"salesforce": salesforce.SYSTEM, "hubspot": hubspot.SYSTEM}


def take_file(
    chunks: Iterable[bytes],
    *,
    file_name: str,
    by: Viewer,
    table: str = "",
    system: str = "",
    sheet: str = "",
    encoding: str = "",
    delimiter: str = "",
) -> Import:
    """Keep the file, find out whose it is, and propose how to read it.

    A file that cannot be read as a table is kept as failed, with the row that says why.
    """
    upload = Import(
        file_name=Path(file_name).name[:200],
        stored_as=f"{secrets.token_hex(16)}{Path(file_name).suffix.lower()[:8]}",
        table=table,
        source_system=_system_name(system),
        sheet=sheet[:100],
        encoding=encoding,
        delimiter=delimiter[:1],
        asked_by=by.login,
        by_name=by.name[:200],
    )
    upload.size = store(chunks, upload.path)
    _read_headings(upload)
    return upload


def _read_headings(upload: Import) -> Import:
    """Read the headings, and propose table, source and mapping; the result is kept."""
    upload.failure = {}
    try:
        file = table_of(upload)
        upload.headings = list(file.headings)
        upload.sheet = file.sheet[:100] or upload.sheet
        table, system, mapping, _is_sure = proposed_mapping(
            file.headings,
            table=upload.table,
            system=upload.source_system,
            delimiter=file.delimiter,
        )
    except UnreadableFile as wrong:
        keep_as_failed(upload, wrong)
        return upload
    upload.table, upload.source_system = table, system
    upload.mapping = mapping.as_json()
    upload.state = Import.State.MAPPING
    upload.save()
    return upload


def read_differently(
    upload: Import,
    *,
    table: str = "",
    system: str = "",
    sheet: str = "",
    encoding: str = "",
    delimiter: str = "",
) -> Import:
    """Read the file again as another table, from another sheet or in another encoding."""
    upload.table, upload.source_system = table, _system_name(system)
    upload.sheet, upload.encoding, upload.delimiter = sheet[:100], encoding, delimiter
    upload.counts, upload.fingerprint = {}, ""
    return _read_headings(upload)


def choose_mapping(upload: Import, mapping: ColumnMapping, *, by: Viewer) -> Import:
    """Read the file so from now on, and remember it for the next one of the same source."""
    upload.mapping = mapping.as_json()
    upload.state = Import.State.MAPPING
    upload.counts, upload.fingerprint, upload.failure = {}, "", {}
    upload.save()
    remember_mapping(
        upload.headings,
        mapping,
        table=upload.table,
        system=upload.source_system,
        by=by,
        now=timezone.now(),
    )
    return upload


def leave_wrong_rows_out(upload: Import) -> Import:
    """Bring this file in without the rows that are wrong; the next one is asked anew."""
    mapping = ColumnMapping.from_json(upload.mapping)
    upload.mapping = replace(mapping, leaves_wrong=True).as_json()
    upload.save(update_fields=["mapping"])
    return upload


def _system_name(given: str) -> str:
    """Systems we know have one name; others are as typed."""
    return KNOWN_SYSTEMS.get(given.strip().casefold(), given.strip())[:40]
