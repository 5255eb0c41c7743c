"""An import ends: taken back, discarded, or forgotten with time."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.directory import services as directory
from counterpart.exchange.importing.faults import NotApplied, PostedLinesStay
from counterpart.exchange.models import Import
from counterpart.exchange.tables import TABLES
from counterpart.teams.services import undo_staffing

State = Import.State


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
    _remove_files(upload)
    upload.delete()


def forget_old_files(before: date) -> int:
    """Remove the files of imports begun before the day; counts them.

    Imports that were brought in keep their line, so that they can be named and taken back.
    """
    old = Import.objects.filter(created_at__date__lt=before).exclude(state=State.APPLYING)
    removed = 0
    for upload in old.iterator():
        removed += upload.path.exists()
        _remove_files(upload)
        if upload.state not in (State.APPLIED, State.UNDONE):
            upload.delete()
    return removed


def _remove_files(upload: Import) -> None:
    upload.path.unlink(missing_ok=True)
    upload.verdicts_path.unlink(missing_ok=True)
