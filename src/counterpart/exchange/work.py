"""Background work of the exchange room: large files on their way in and out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_noop as _

from counterpart.exchange import services
from counterpart.exchange.models import Export, Import
from counterpart.exchange.services.asking import APPLY, CHECK
from counterpart.exchange.services.exporting import EXPORT
from counterpart.jobs.registry import daily, work
from counterpart.jobs.running import Running
from counterpart.kernel.errors import Refusal

KEPT_DAYS = 90


@work(CHECK)
def check(running: Running) -> dict[str, Any]:
    """Find the verdicts of a file."""
    upload = Import.objects.get(pk=running.payload["import"])
    services.dry_run(upload, by=running.job.asker, tick=running.tick)
    return dict(upload.counts)


@work(APPLY)
def apply(running: Running) -> dict[str, Any]:
    """Write a checked file; a second run after a kill finds it written or starts afresh."""
    upload = Import.objects.get(pk=running.payload["import"])
    if upload.state == Import.State.APPLIED:
        return dict(upload.counts)
    try:
        services.apply_import(upload, by=running.job.asker, tick=running.tick)
    except Refusal as refusal:
        upload.failure = {
            "row": 0,
            "column": "",
            "message": refusal.message,
            "params": {name: str(value) for name, value in refusal.params.items()},
        }
        upload.state = Import.State.CHECKED
        upload.save(update_fields=["failure", "state"])
        raise
    return dict(upload.counts)


@work(EXPORT)
def export(running: Running) -> dict[str, Any]:
    """Write a large file; a second run after a kill begins it afresh, or finds it written."""
    wanted = Export.objects.select_related("asked_by").get(pk=running.payload["export"])
    if not wanted.is_ready:
        services.write_export(wanted, tick=running.tick)
    return {"export": wanted.pk, "rows": wanted.rows}


@daily("exchange.forget_exports", title=_("Remove exports after their time"))
def forget_exports(running: Running) -> dict[str, Any]:
    """Remove the files of exports that were kept long enough."""
    return {"exports": services.forget_old_exports()}


@daily("exchange.forget_files", title=_("Forget old files"))
def forget_files(running: Running) -> dict[str, Any]:
    """Remove files and verdicts of long ago; what they brought in stays, with its history."""
    today = date.fromisoformat(running.payload["today"])
    return {"files": services.forget_old_files(today - timedelta(days=KEPT_DAYS))}
