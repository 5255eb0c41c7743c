"""Who holds a job: claiming, renewing and giving up the lease.

Every write names the holder's token and matches nothing once the job is another's. So a worker
that was thought dead and comes back cannot overwrite what its successor does.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from counterpart.jobs import faults
from counterpart.jobs.clock import clock, doubt, lease
from counterpart.jobs.models import Job

PAUSES = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2))


def due(now: datetime) -> Q:
    """Jobs that wait and whose moment has come."""
    return Q(state=Job.State.QUEUED) & (Q(not_before=None) | Q(not_before__lte=now))


def claim(worker: str) -> Job | None:
    """Take the longest waiting job for one lease; `job.worker` is the token that holds it."""
    now = clock()
    if not Job.objects.filter(due(now)).exists():
        return None
    with transaction.atomic():
        waiting = Job.objects.select_for_update(skip_locked=True).filter(due(now))
        job = waiting.order_by("pk").first()
        if job is None:
            return None
        now = clock()
        job.state = Job.State.RUNNING
        job.worker = f"{worker[:60]}:{secrets.token_hex(8)}"
        job.attempts += 1
        job.started_at, job.ended_at = now, None
        job.lease_until, job.doubted_at = now + lease(), None
        job.save()
    return job


def held(pk: int, token: str) -> Any:
    """The running job as its holder may still write it; empty once it is another's."""
    return Job.objects.filter(pk=pk, worker=token, state=Job.State.RUNNING)


def renew(pk: int, token: str) -> bool:
    """Hold the job for another lease; false when it is lost."""
    return bool(held(pk, token).update(lease_until=clock() + lease(), doubted_at=None))


def hand_back(pk: int, token: str) -> None:
    """Put the job back unharmed, because its worker is leaving; it costs no attempt."""
    held(pk, token).filter(cancel_asked_at=None).update(
        state=Job.State.QUEUED, worker="", lease_until=None, attempts=F("attempts") - 1
    )
    end_cancelled(pk, token)


def end_cancelled(pk: int, token: str) -> None:
    """The job was asked to stop, and has."""
    held(pk, token).update(state=Job.State.CANCELLED, ended_at=clock(), lease_until=None)


def fail(pk: int, token: str, sentence: str, **params: object) -> None:
    """End the job with a sentence for the person who asked."""
    held(pk, token).update(
        state=Job.State.FAILED,
        error=sentence,
        error_params={name: str(value) for name, value in params.items()},
        ended_at=clock(),
        lease_until=None,
    )


def try_later(pk: int, token: str, sentence: str) -> None:
    """Put the job back after trouble that may pass; at its last attempt, end it."""
    job = held(pk, token).first()
    if job is None:
        return
    if job.cancel_asked_at:
        end_cancelled(pk, token)
    elif job.attempts >= job.attempts_limit:
        fail(pk, token, sentence, attempts=job.attempts, number=pk)
    else:
        pause = PAUSES[min(job.attempts, len(PAUSES)) - 1]
        held(pk, token).update(
            state=Job.State.QUEUED, worker="", lease_until=None, not_before=clock() + pause
        )


def take_from_the_dead() -> int:
    """Put back the jobs whose worker has been silent beyond its lease; how many there were.

    A lease that is found run out is doubted first and only taken a moment later: see `doubt`.
    """
    if not _silent(clock()).exists():
        return 0
    with transaction.atomic():
        if connection.vendor == "postgresql":
            list(_silent(clock()).select_for_update(skip_locked=True).values_list("pk"))
        now = clock()
        dead = _silent(now).filter(doubted_at__lt=now - doubt())
        count = 0
        for job in dead:
            count += 1
            if job.cancel_asked_at:
                end_cancelled(job.pk, job.worker)
            elif job.attempts >= job.attempts_limit:
                fail(job.pk, job.worker, faults.KILLED, attempts=job.attempts)
            else:
                held(job.pk, job.worker).update(
                    state=Job.State.QUEUED, worker="", lease_until=None, doubted_at=None
                )
        _silent(now).filter(doubted_at=None).update(doubted_at=now)
    return count


def _silent(now: datetime) -> Any:
    return Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now)
