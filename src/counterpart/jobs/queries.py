"""Reading jobs."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from counterpart.access.viewer import Viewer
from counterpart.jobs.models import Job

SHOWN_STATES = {
    "live": Q(state__in=[Job.State.QUEUED, Job.State.RUNNING]),
    "failed": Q(state=Job.State.FAILED),
}


def latest_job(key: str) -> Job | None:
    """The newest job with this key: how a room learns what became of what it asked for."""
    return Job.objects.filter(key=key).order_by("-pk").first()


def jobs_to_show(viewer: Viewer, which: str) -> QuerySet[Job]:
    """The viewer's jobs, or everybody's; `which` is a key of `SHOWN_STATES`, else all."""
    return Job.objects.visible_to(viewer).filter(SHOWN_STATES.get(which, Q()))
