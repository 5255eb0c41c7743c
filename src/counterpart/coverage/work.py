"""Background jobs of coverage."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from counterpart.access.viewer import Viewer
from counterpart.coverage.services import WORK_OUT, work_out_results
from counterpart.jobs.registry import Running, daily


@daily(WORK_OUT, title=_("What each account contributes"))
def work_out(running: Running) -> dict[str, object]:
    """Work out what each account contributes, telling how far it is."""
    today = Viewer.system("Counterpart").today
    found = work_out_results(today=today, tick=running.tick)
    return {"accounts": found.accounts, "without_exchange": list(found.without_exchange)[:20]}
