"""Use-cases of bringing files in: take, check, write, take back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from counterpart.access.viewer import Viewer
from counterpart.directory import services as directory
from counterpart.exchange.files.problems import UnreadableFile
from counterpart.exchange.headings import hubspot, salesforce
from counterpart.exchange.importing.faults import (
    NotApplied,
    NotChecked,
    NothingToDo,
    PostedLinesStay,
    RowsAreWrong,
    VerdictsHaveChanged,
)
from counterpart.exchange.importing.mapping import ColumnMapping
from counterpart.exchange.importing.remembering import proposed_mapping, remember_mapping
from counterpart.exchange.importing.rows import Plan, Tick
from counterpart.exchange.importing.running import draw_up_plan, without_collecting, write_plan
from counterpart.exchange.importing.verdicts import read_verdicts, store_verdicts
from counterpart.exchange.models import Import
from counterpart.exchange.reading import is_workbook, read_table
from counterpart.exchange.tables import TABLES
from counterpart.exchange.writers import Writing
from counterpart.jobs.services import queue
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.teams.services import undo_staffing

SMALL_FILE = 300_000  # bytes: about two thousand rows
SMALL_TABLE = 20_000  # rows
KNOWN_SYSTEMS = {"salesforce": salesforce.SYSTEM, "hubspot": hubspot.SYSTEM}
State = Import.State


class FileTooBig(Refusal):
    """A file is larger than the installation takes."""

    message = _("The file has %(size)s MB; at most %(limit)s MB are taken. Cut it into several.")


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
    upload.size = _store(chunks, upload.path)
    read_headings(upload)
    return upload


def read_headings(upload: Import) -> Import:
    """Read the headings, and propose table, source and mapping; the result is kept."""
    upload.failure = {}
    try:
        file = read_table(
            upload.path, sheet=upload.sheet, encoding=upload.encoding, delimiter=upload.delimiter
        )
    except UnreadableFile as wrong:
        _fail(upload, wrong)
        return upload
    upload.headings = list(file.headings)
    table, system, mapping, _is_sure = proposed_mapping(
        file.headings,
        table=upload.table,
        system=upload.source_system,
        delimiter=file.delimiter,
    )
    upload.table, upload.source_system = table, system
    upload.mapping = mapping.as_json()
    upload.state = State.MAPPING
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
    return read_headings(upload)


def choose_mapping(upload: Import, mapping: ColumnMapping, *, by: Viewer) -> Import:
    """Read the file so from now on, and remember it for the next one of the same source."""
    upload.mapping = mapping.as_json()
    upload.state = State.MAPPING
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


def dry_run(upload: Import, *, by: Viewer, tick: Tick = lambda done: None) -> Plan | None:
    """Find a verdict for each row and keep them; nothing else is written.

    Gives back nothing when the file cannot be read at all; `failure` then says why.
    """
    try:
        with without_collecting():
            plan = draw_up_plan(upload, by=by, tick=tick)
    except UnreadableFile as wrong:
        _fail(upload, wrong)
        return None
    store_verdicts(plan, upload.verdicts_path)
    upload.counts = plan.counts()
    upload.fingerprint = plan.fingerprint()
    upload.checked_at = timezone.now()
    upload.state = State.CHECKED
    upload.failure = {}
    upload.save()
    return plan


def apply_import(upload: Import, *, by: Viewer, tick: Tick = lambda done: None) -> Import:
    """Write every new and changed row in one transaction and one batch, or none at all.

    Refused while a row is wrong, and when the data changed since the dry run so that other
    rows would be written: then the file is checked anew.
    """
    refuse_unless_ready(upload)
    batch = f"import-{upload.pk}-{secrets.token_hex(4)}"
    why = gettext("Import of %(file)s") % {"file": upload.file_name}
    writing = Writing(by=by, why=why, batch=batch)

    def mark_as_applied() -> None:
        upload.state = State.APPLIED
        upload.batch = batch
        upload.applied_at = timezone.now()
        upload.save()

    try:
        with without_collecting():
            write_plan(
                upload,
                fingerprint=upload.fingerprint,
                writing=writing,
                tick=tick,
                and_then=mark_as_applied,
            )
    except VerdictsHaveChanged:
        dry_run(upload, by=by)
        raise
    return upload


def refuse_unless_ready(upload: Import) -> None:
    """Refuse what was not checked, has wrong rows, or would change nothing."""
    if upload.state not in (State.CHECKED, State.APPLYING):
        raise NotChecked
    wrong = int(upload.counts.get("wrong", 0))
    if wrong:
        first = read_verdicts(upload.verdicts_path, verdict="wrong", limit=1)
        raise RowsAreWrong(count=wrong, row=first[0].row if first else 0)
    if not upload.changing_rows:
        raise NothingToDo


def ask_for_check(upload: Import, *, by: Viewer) -> Import:
    """Check the file: at once when it is small, else in the background."""
    if is_small(upload):
        dry_run(upload, by=by)
        return upload
    return _ask_for("exchange.check", State.CHECKING, upload, by)


def ask_to_apply(upload: Import, *, by: Viewer) -> Import:
    """Write the file: at once when it is small, else in the background."""
    refuse_unless_ready(upload)
    if is_small(upload):
        return apply_import(upload, by=by)
    return _ask_for("exchange.apply", State.APPLYING, upload, by)


def undo_import(upload: Import, *, by: Viewer, why: str = "") -> Import:
    """Take back all that the import wrote; refused when something of it changed since."""
    if upload.state != State.APPLIED:
        raise NotApplied
    if TABLES[upload.table].is_posted:
        raise PostedLinesStay
    with transaction.atomic():
        undo_staffing(upload.batch, by=by, why=why)
        directory.mend_lines(by=by)
        upload.state = State.UNDONE
        upload.undone_at = timezone.now()
        upload.save()
    return upload


def discard_import(upload: Import) -> None:
    """Forget a file that was not brought in, with its verdicts."""
    if upload.state in (State.APPLIED, State.UNDONE, State.APPLYING):
        raise NotApplied
    upload.path.unlink(missing_ok=True)
    upload.verdicts_path.unlink(missing_ok=True)
    upload.delete()


def forget_old_files(before: date) -> int:
    """Remove the files of imports begun before the day; counts them.

    Imports that were brought in keep their line, so that they can be named and taken back.
    """
    old = Import.objects.filter(created_at__date__lt=before).exclude(state=State.APPLYING)
    removed = 0
    for upload in old.iterator():
        removed += upload.path.exists()
        upload.path.unlink(missing_ok=True)
        upload.verdicts_path.unlink(missing_ok=True)
        if upload.state not in (State.APPLIED, State.UNDONE):
            upload.delete()
    return removed


def is_small(upload: Import) -> bool:
    """Whether file and tables are so small that nobody has to wait for a worker."""
    # A workbook is packed: about a sixth of the text in it.
    size = upload.size * 6 if is_workbook(upload.path) else upload.size
    if size > SMALL_FILE:
        return False
    rows = TABLES[upload.table].model._default_manager.order_by().values("pk")
    return rows[: SMALL_TABLE + 1].count() <= SMALL_TABLE


def _ask_for(kind: str, state: State, upload: Import, by: Viewer) -> Import:
    with transaction.atomic():
        title = gettext("Import of %(file)s") % {"file": upload.file_name}
        key = f"{kind}:{upload.pk}"
        upload.job = queue(kind, key=key, payload={"import": upload.pk}, title=title, by=by)
        upload.state = state
        upload.save()
    return upload


def _system_name(given: str) -> str:
    """Systems we know have one name; others are as typed."""
    return KNOWN_SYSTEMS.get(given.strip().casefold(), given.strip())[:40]


def _store(chunks: Iterable[bytes], path: Path) -> int:
    limit = settings.UPLOAD_LIMIT_MB * 1024 * 1024
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                break
            file.write(chunk)
    if size > limit:
        path.unlink()
        raise FileTooBig(size=f"{size / 1024**2:.0f}+", limit=settings.UPLOAD_LIMIT_MB)
    return size


def _fail(upload: Import, wrong: UnreadableFile) -> None:
    problem = wrong.problem
    upload.state = State.FAILED
    upload.failure = {
        "row": problem.row,
        "column": problem.column,
        "message": problem.message,
        "params": dict(problem.params),
    }
    upload.save()
