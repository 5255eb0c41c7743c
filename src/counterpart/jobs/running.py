"""What a handler sees of its job while it runs."""

from __future__ import annotations

import time
from typing import Any

from django.db import connection

from counterpart.jobs import aside
from counterpart.jobs.claims import held
from counterpart.jobs.clock import clock
from counterpart.jobs.faults import Cancelled, LeaseLost
from counterpart.jobs.models import Job

SECONDS_BETWEEN = 0.5


class Running:
    """A job under way: what was asked for, and a voice to report with."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.token = job.worker
        self.payload: dict[str, Any] = job.payload
        self.is_finished = False
        self._progress = 0.0
        self._data: dict[str, Any] = {}
        self._wrote_at = self._read_at = 0.0
        self._cancelled = False

    def report(self, progress: float, **data: Any) -> None:
        """Say how far it is, 0 to 1, and anything else worth showing (`message` is shown by all).

        Call it as often as you like: at most two a second are told. From inside a transaction of
        the handler, which would hide them, they are told beside the database.
        """
        self._progress = min(max(progress, 0.0), 1.0)
        self._data.update(data)
        now = time.monotonic()
        if now - self._wrote_at < SECONDS_BETWEEN or self.is_finished:
            return
        self._wrote_at = now
        if connection.in_atomic_block:
            aside.say(self.job.pk, self.token, self._progress, self._data)
            return
        self._write(progress=self._progress, report=self._data)

    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop; cheap, looks at most twice a second."""
        now = time.monotonic()
        if not self._cancelled and now - self._read_at >= SECONDS_BETWEEN:
            self._read_at = now
            self._cancelled = aside.is_asked_to_stop(self.job.pk, self.token) or (
                held(self.job.pk, self.token).exclude(cancel_asked_at=None).exists()
            )
        return self._cancelled

    def stop_if_cancelled(self) -> None:
        """Leave with nothing, if somebody asked to stop."""
        if self.is_cancelled():
            raise Cancelled

    def tick(self, done: float) -> None:
        """For use-cases that tell how far they are: stop if somebody asked to, else report."""
        self.stop_if_cancelled()
        self.report(done)

    def finish(self, result: dict[str, Any] | None = None) -> None:
        """End the job as done; called for you with what the handler returns.

        Called as the last step inside the handler's own transaction, it makes the work and its
        end one: either both are there or neither, even when the worker is killed in between or
        another worker has taken the job over.
        """
        self._write(
            state=Job.State.DONE,
            progress=1.0,
            report=self._data,
            result=result or {},
            ended_at=clock(),
            lease_until=None,
        )
        self.is_finished = True

    def _write(self, **fields: Any) -> None:
        if not held(self.job.pk, self.token).update(**fields):
            raise LeaseLost(f"job {self.job.pk} is held by another worker")
