"""The dry run of a file."""

from __future__ import annotations

from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.exchange.files.problems import UnreadableFile
from counterpart.exchange.importing.rows import Plan
from counterpart.exchange.importing.running import draw_up_plan
from counterpart.exchange.importing.verdicts import store_verdicts
from counterpart.exchange.models import Import
from counterpart.exchange.services.failing import keep_as_failed
from counterpart.kernel.garbage import without_collecting
from counterpart.kernel.ticking import Tick, silent


def dry_run(upload: Import, *, by: Viewer, tick: Tick = silent) -> Plan | None:
    """Find a verdict for each row and keep them; nothing else is written.

    Gives back nothing when the file cannot be read at all; `failure` then says why.
    """
    try:
        with without_collecting():
            plan = draw_up_plan(upload, by=by, tick=tick)
    except UnreadableFile as wrong:
        keep_as_failed(upload, wrong)
        return None
    store_verdicts(plan, upload.verdicts_path)
    upload.counts = plan.counts()
    upload.fingerprint = plan.fingerprint()
    upload.checked_at = timezone.now()
    upload.state = Import.State.CHECKED
    upload.failure = {}
    upload.save()
    return plan
