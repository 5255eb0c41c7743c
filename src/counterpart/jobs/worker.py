"""The worker: takes up waiting jobs and runs each in a process of its own.

It stays small whatever the jobs are. It renews their leases, so a handler may compute for an
hour without a thought for the database, and it ends a job that is cancelled and does not listen.
"""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import date

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from counterpart.jobs import claims, faults
from counterpart.jobs.clock import clock, heartbeat
from counterpart.jobs.minutes import do_what_is_due
from counterpart.jobs.models import Job, Worker

log = logging.getLogger(__name__)
LOOK_EVERY = 0.5
CANCEL_GRACE_SECONDS = 30
MINUTE = 60.0
LEAVE_GRACE_SECONDS = 5


@dataclass
class Child:
    """A job and the process that does it."""

    job: Job
    process: subprocess.Popen[bytes]
    renewed_at: float = field(default_factory=time.time)

    def end(self) -> None:
        """Make the process go, kindly at first."""
        self.process.terminate()
        try:
            self.process.wait(LEAVE_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Runs until told to leave; then hands back what it has not finished."""

    def __init__(self, *, at_once: int = 2) -> None:
        self.name = f"{socket.gethostname()[:30]}:{os.getpid()}"
        self.at_once = at_once
        self.children: list[Child] = []
        self._leaving = threading.Event()
        self._seen_at = 0.0
        self._upkeep: subprocess.Popen[bytes] | None = None
        self._day: date | None = None
        self._minute_at = 0.0

    def leave(self, *_signal: object) -> None:
        """Stop after this round; safe to call from a signal handler or another thread."""
        self._leaving.set()

    def run(self) -> None:
        """Work until told to leave."""
        while not self._leaving.is_set():
            try:
                self.look()
            except (OperationalError, InterfaceError) as trouble:
                log.warning("the database does not answer, trying again: %s", trouble)
                connection.close()
                self._leaving.wait(2)
            self._leaving.wait(LOOK_EVERY)
        for child in self.children:
            child.end()
            claims.hand_back(child.job.pk, child.job.worker)
        Worker.objects.filter(name=self.name).delete()

    def look(self) -> None:
        """One round: watch what runs, take up what waits."""
        for child in list(self.children):
            self._watch(child)
        self._be_seen()
        claims.take_from_the_dead()
        if abs(time.time() - self._minute_at) >= MINUTE:
            self._minute_at = time.time()
            do_what_is_due(clock())
        while len(self.children) < self.at_once and not self._leaving.is_set():
            job = claims.claim(self.name)
            if job is None:
                break
            self.children.append(Child(job, _start(str(job.pk), job.worker)))

    def _watch(self, child: Child) -> None:
        job = child.job
        if child.process.poll() is not None:
            claims.try_later(job.pk, job.worker, faults.KILLED)  # it wrote no end: it was killed
            self.children.remove(child)
            return
        if _is_recent(child.renewed_at):
            return
        if not claims.renew(job.pk, job.worker) and child.process.poll() is None:
            child.end()
            self.children.remove(child)
            return
        child.renewed_at = time.time()
        asked = claims.held(job.pk, job.worker).values_list("cancel_asked_at", flat=True).first()
        if asked and (clock() - asked).total_seconds() > CANCEL_GRACE_SECONDS:
            child.end()

    def _be_seen(self) -> None:
        if _is_recent(self._seen_at):
            return
        self._seen_at = time.time()
        now = clock()
        Worker.objects.update_or_create(
            name=self.name, defaults={"seen_at": now}, create_defaults=_newcomer(now)
        )
        if self._day != timezone.localdate():
            self._day = timezone.localdate()
            self._upkeep = _start("daily")


def _is_recent(moment: float) -> bool:
    """Whether it is less than a heartbeat ago; by the wall clock, which also counts sleep."""
    return abs(time.time() - moment) < heartbeat().total_seconds()


def _newcomer(now: object) -> dict[str, object]:
    return {"started_at": now, "seen_at": now}


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "counterpart.jobs.child", *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 our own module
