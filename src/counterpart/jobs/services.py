"""Asking for background work, stopping it, and asking for it again."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from counterpart.access.viewer import Viewer
from counterpart.jobs import aside
from counterpart.jobs.clock import clock
from counterpart.jobs.faults import JobHasEnded, JobStillRuns
from counterpart.jobs.models import Job

LIVE = (Job.State.QUEUED, Job.State.RUNNING)


def queue(
    kind: str,
    *,
    key: str,
    payload: dict[str, Any],
    title: str,
    by: Viewer,
    attempts_limit: int = 3,
    once: bool = False,
) -> Job:
    """Ask for work to be done in the background, and answer at once.

    `kind` names the handler. While a job with this key waits or runs, it is given back instead
    of a second one; with `once`, also after it has ended. A worker sees the job when the
    surrounding transaction commits. `title` is what people read in the list of jobs.
    """
    same_key = Job.objects.filter(key=key).filter(Q(state__in=LIVE) | Q(once=True))
    for _attempt in range(3):
        found = same_key.first()
        if found is not None:
            return found
        try:
            with transaction.atomic():
                return Job.objects.create(
                    kind=kind,
                    key=key,
                    once=once,
                    payload=payload,
                    title=title[:200],
                    asked_by=by.login,
                    asked_by_name=by.name[:200],
                    attempts_limit=attempts_limit,
                )
        except IntegrityError:
            continue  # somebody asked for the same in this moment: look again
    return same_key.get()


def cancel(job: Job, *, by: Viewer) -> Job:
    """Stop the work: at once when it waits, at the next opportunity when it runs.

    A running handler decides what it keeps: one that returns its result ends as done, one that
    leaves with nothing ends as cancelled. The list of jobs names who asked.
    """
    if job.state == Job.State.RUNNING:
        # First beside the database: on SQLite the job may keep us from writing until it stops.
        aside.ask_to_stop(job.pk, job.worker)
    return _cancel(job, by=by)


@transaction.atomic
def _cancel(job: Job, *, by: Viewer) -> Job:
    was_running = job.state == Job.State.RUNNING
    job = Job.objects.select_for_update().get(pk=job.pk)
    has_stopped = was_running and job.state == Job.State.CANCELLED
    if not job.is_live and not has_stopped:
        raise JobHasEnded(title=job.title)
    now = clock()
    job.cancel_asked_at = job.cancel_asked_at or now
    job.report = {**job.report, "cancelled_by": by.name}
    if job.state == Job.State.QUEUED:
        job.state, job.ended_at = Job.State.CANCELLED, now
    job.save(update_fields=["cancel_asked_at", "report", "state", "ended_at"])
    return job


@transaction.atomic
def retry(job: Job, *, by: Viewer) -> Job:
    """Put a job that failed or was cancelled in the queue again, with a full set of attempts."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not job.can_be_retried:
        raise JobStillRuns(title=job.title) if job.is_live else JobHasEnded(title=job.title)
    if Job.objects.filter(key=job.key, state__in=LIVE).exists():
        raise JobStillRuns(title=job.title)
    fresh: dict[str, Any] = {
        "state": Job.State.QUEUED,
        "attempts": 0,
        "progress": 0,
        "report": {"retried_by": by.name},
        "error": "",
        "error_params": {},
        "worker": "",
        "not_before": None,
        "lease_until": None,
        "cancel_asked_at": None,
        "started_at": None,
        "ended_at": None,
    }
    Job.objects.filter(pk=job.pk).update(**fresh)
    job.refresh_from_db()
    return job
