"""Doing one job: call its handler, and write down how it ended."""

from __future__ import annotations

import logging

from django.db import InterfaceError, OperationalError
from django.utils import translation

from counterpart.jobs import aside, claims, faults
from counterpart.jobs.claims import claim
from counterpart.jobs.faults import Cancelled, LeaseLost
from counterpart.jobs.models import Job
from counterpart.jobs.registry import handler_of
from counterpart.jobs.running import Running
from counterpart.kernel.errors import Refusal

log = logging.getLogger(__name__)
MAY_PASS = (OperationalError, InterfaceError, ConnectionError, TimeoutError)


def perform(job: Job) -> None:
    """Do a claimed job to its end, in this process.

    A refusal is said to the person who asked; trouble that may pass is tried again; anything
    else is a bug, which goes to the log in full and to the person as one sentence.
    """
    pk, token = job.pk, job.worker
    handler = handler_of(job.kind)
    if handler is None:
        claims.fail(pk, token, faults.UNKNOWN_KIND, kind=job.kind)
        return
    running = Running(job)
    try:
        with translation.override(getattr(job.asked_by, "language", "") or None):
            result = handler(running)
        if not running.is_finished:
            running.finish(result)
    except Cancelled:
        claims.end_cancelled(pk, token)
    except LeaseLost:
        log.warning("job %s was taken up by another worker; this result does not count", pk)
    except Refusal as refusal:
        claims.fail(pk, token, refusal.message, **refusal.params)
    except MAY_PASS:
        log.exception("job %s met trouble that may pass", pk)
        claims.try_later(pk, token, faults.TROUBLE)
    except Exception:
        log.exception("job %s (%s) failed", pk, job.kind)
        claims.fail(pk, token, faults.BUG, number=pk)
    finally:
        aside.forget(pk)


def perform_waiting(limit: int = 100) -> list[Job]:
    """Do all jobs that wait, here and now: for tests and for building the demo company."""
    done: list[Job] = []
    while len(done) < limit and (job := claim("here")) is not None:
        perform(job)
        job.refresh_from_db()
        done.append(job)
    return done
