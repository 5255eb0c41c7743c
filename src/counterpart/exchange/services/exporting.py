"""Files of many rows are prepared by a worker, and kept for a time for who asked for them."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from counterpart.access.viewer import Viewer
from counterpart.exchange.exporting.rights import rights_of, still_hold
from counterpart.exchange.exporting.wanted import EVERYTHING, HISTORY, WantedFile
from counterpart.exchange.models import EXPORT_KEPT_DAYS, Export
from counterpart.jobs.services import queue
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.kernel.ticking import Tick, silent

ROWS_AT_ONCE = 5000  # up to here a file is written while one waits
ROWS_A_TICK = 200
EXPORT = "exchange.export"


class ExportNotReady(Refusal):
    """The file is not written yet."""

    message = _("The file “%(file)s” is not ready yet. Wait until its job has ended.")


class ExportGone(Refusal):
    """The file was removed, after its time or by hand."""

    message = _("The file “%(file)s” is no longer kept. Export it again.")


class RightsHaveChanged(Refusal):
    """Whoever asked may see something else now than the file shows."""

    message = _(
        "What you may see has changed since “%(file)s” was written. Export it again: it then "
        "holds what you may see now."
    )


class NobodyToExportFor(Refusal):
    """The login that asked was closed."""

    message = _("The login that asked for “%(file)s” is closed.")


def is_large(wanted: WantedFile, viewer: Viewer) -> bool:
    """Whether writing the file takes longer than somebody waits for a page."""
    return wanted.count(viewer, limit=ROWS_AT_ONCE + 1) > ROWS_AT_ONCE


@transaction.atomic
def ask_for_export(wanted: WantedFile, *, by: Viewer) -> Export:
    """Have the file prepared by a worker; asking again for what is under way gives the same."""
    asked = Export.objects.filter(asked_by=by.login, wanted=wanted.as_json(), ready_at=None)
    for export in asked.select_related("job"):
        if export.job is not None and export.job.is_live:
            return export
    export = Export.objects.create(
        table=wanted.table,
        format=wanted.format,
        wanted=wanted.as_json(),
        rows=wanted.count(by),
        stored_as=f"{secrets.token_hex(16)}.{wanted.format}",
        asked_by=by.login,  # type: ignore[misc]  # whoever may fetch a file has a login
    )
    export.job = queue(
        EXPORT,
        key=f"{EXPORT}:{export.pk}",
        payload={"export": export.pk},
        title=gettext("Export: %(what)s") % {"what": title_of(wanted)},
        by=by,
    )
    export.save(update_fields=["job"])
    return export


def title_of(wanted: WantedFile) -> str:
    """What the file holds, as people read it."""
    return f"{_label_of(wanted)}, {wanted.format.upper()}"


def _label_of(wanted: WantedFile) -> str:
    if wanted.table == EVERYTHING:
        return gettext("Everything")
    if wanted.table == HISTORY:
        return gettext("Filtered history") if wanted.chosen else gettext("History")
    return str(wanted.tables[0].label)


def write_export(export: Export, *, tick: Tick = silent) -> Export:
    """Write the file with what whoever asked may see now; a file half written is never kept."""
    login = export.asked_by
    if not login.is_active:
        raise NobodyToExportFor(file=str(export))
    by = Viewer.of(login)
    wanted = WantedFile(**export.wanted)
    wanted.check(by)
    total, done = max(wanted.count(by), 1), 0

    def each() -> None:
        nonlocal done
        done += 1
        if done % ROWS_A_TICK == 0:
            tick(min(done / total, 1))

    export.path.parent.mkdir(parents=True, exist_ok=True)
    part = export.path.with_suffix(".part")
    try:
        wanted.write(part, by, each=each)
        part.replace(export.path)
    finally:
        part.unlink(missing_ok=True)
    export.rows, export.size = total if done else 0, export.path.stat().st_size
    export.ready_at, export.rights = timezone.now(), rights_of(by)
    export.save(update_fields=["rows", "size", "ready_at", "rights"])
    return export


def file_of(export: Export, *, by: Viewer) -> Path:
    """The file, if it is there and shows no more than its owner may still see."""
    if export.ready_at is None:
        raise ExportNotReady(file=str(export))
    if not export.path.exists():
        raise ExportGone(file=str(export))
    WantedFile(**export.wanted).check(by)
    if not still_hold(export.rights, by):
        raise RightsHaveChanged(file=str(export))
    return export.path


def forget_old_exports() -> int:
    """Remove exports whose time is over, and what a killed process left; counts them."""
    old = Export.objects.filter(created_at__lt=timezone.now() - timedelta(days=EXPORT_KEPT_DAYS))
    removed = 0
    for export in old.iterator():
        export.path.unlink(missing_ok=True)
        export.delete()
        removed += 1
    kept = set(Export.objects.values_list("stored_as", flat=True))
    before = (timezone.now() - timedelta(days=1)).timestamp()
    for path in (Path(settings.DATA) / "exports").glob("*"):
        if path.name not in kept and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
    return removed
