"""What the jobs room does for itself once a day."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_noop as _

from counterpart.access.viewer import Viewer
from counterpart.jobs import aside
from counterpart.jobs.clock import clock
from counterpart.jobs.models import Job, Worker
from counterpart.jobs.registry import daily, daily_work
from counterpart.jobs.running import Running
from counterpart.jobs.services import queue

KEPT_DAYS = 90


def queue_daily_work(today: date) -> None:
    """Ask for everything that is to be done today, unless it was asked for already."""
    for kind, title in daily_work().items():
        queue(
            kind,
            key=f"{kind}:{today}",
            payload={"today": today.isoformat()},
            title=title,
            by=Viewer.system("Counterpart", today=today),
            once=True,
        )


@daily("jobs.forget_old", title=_("Forget old jobs"))
def forget_old(running: Running) -> dict[str, int]:
    """Remove jobs that ended long ago, and workers that are gone."""
    before = clock() - timedelta(days=KEPT_DAYS)
    jobs, _by_model = Job.objects.filter(ended_at__lt=before).delete()
    aside.forget_old()
    Worker.objects.filter(seen_at__lt=clock() - timedelta(days=1)).delete()
    return {"jobs": jobs}
