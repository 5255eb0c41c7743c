"""Working all ledgers out on request."""

from __future__ import annotations

from django.utils.translation import gettext

from counterpart.access.viewer import Viewer
from counterpart.jobs.models import Job
from counterpart.jobs.services import queue

KEEP_LEDGERS = "coverage.ledgers"


def keep_ledgers_in_background(*, by: Viewer) -> Job:
    """Baselines of new teams and all ledgers, by a worker."""
    title = gettext("Whether teams pay for themselves")
    return queue(KEEP_LEDGERS, key=KEEP_LEDGERS, payload={}, title=title, by=by)
