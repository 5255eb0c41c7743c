"""Writing a file that was checked."""

from __future__ import annotations

import secrets

from django.utils import timezone
from django.utils.translation import gettext

from counterpart.access.viewer import Viewer
from counterpart.exchange.importing.faults import (
    NotChecked,
    NothingToDo,
    RowRefused,
    RowsAreWrong,
    VerdictsHaveChanged,
)
from counterpart.exchange.importing.running import write_plan
from counterpart.exchange.importing.verdicts import read_verdicts
from counterpart.exchange.models import Import
from counterpart.exchange.services.checking import dry_run
from counterpart.exchange.writers import Writing
from counterpart.kernel.garbage import without_collecting
from counterpart.kernel.ticking import Tick, silent

State = Import.State


def apply_import(upload: Import, *, by: Viewer, tick: Tick = silent) -> Import:
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
    except (VerdictsHaveChanged, RowRefused):
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
