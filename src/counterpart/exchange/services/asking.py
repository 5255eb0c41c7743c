"""Small files are checked and written at once, large ones in the background."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext

from counterpart.access.viewer import Viewer
from counterpart.exchange.models import Import
from counterpart.exchange.reading import is_workbook
from counterpart.exchange.services.applying import apply_import, refuse_unless_ready
from counterpart.exchange.services.checking import dry_run
from counterpart.exchange.tables import TABLES
from counterpart.jobs.services import queue

SMALL_FILE = 300_000  # bytes: about two thousand rows
SMALL_TABLE = 20_000  # rows
CHECK, APPLY = "exchange.check", "exchange.apply"
State = Import.State


def ask_for_check(upload: Import, *, by: Viewer) -> Import:
    """Check the file: at once when it is small, else in the background."""
    if _is_small(upload):
        dry_run(upload, by=by)
        return upload
    return _ask_for(CHECK, State.CHECKING, upload, by)


def ask_to_apply(upload: Import, *, by: Viewer) -> Import:
    """Write the file: at once when it is small, else in the background."""
    refuse_unless_ready(upload)
    if _is_small(upload):
        return apply_import(upload, by=by)
    return _ask_for(APPLY, State.APPLYING, upload, by)


def _is_small(upload: Import) -> bool:
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
