"""What a job and those who watch it tell each other while it holds the database."""

import os
import time

import pytest

from counterpart.jobs import aside
from counterpart.jobs.claims import claim
from counterpart.jobs.faults import Cancelled
from counterpart.jobs.models import Job
from counterpart.jobs.performing import perform_waiting
from counterpart.jobs.running import Running
from counterpart.jobs.services import cancel, queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(system) -> Running:
    queue("sample.count", key="k", payload={"to": 1}, title="Count the muffins", by=system)
    job = claim("a worker")
    assert job is not None
    return Running(job)


def seen(running: Running) -> Job:
    return Job.objects.get(pk=running.job.pk)


def test_progress_told_inside_a_transaction_is_seen_outside(running):
    running.report(0.4, message="step 2")

    assert running.job.progress == 0
    assert seen(running).heard == (0.4, {"message": "step 2"})
    assert seen(running).progress_percent == 40


def test_what_an_earlier_attempt_said_means_nothing(running):
    running.report(0.4)
    Job.objects.filter(pk=running.job.pk).update(worker="another attempt")

    assert seen(running).progress_percent == 0


def test_job_hears_that_it_is_to_stop_before_the_database_can_be_written(running):
    aside.ask_to_stop(running.job.pk, running.token)

    with pytest.raises(Cancelled):
        running.tick(0.5)


def test_wish_to_stop_an_earlier_attempt_does_not_stop_this_one(running):
    aside.ask_to_stop(running.job.pk, "an earlier attempt")

    running.tick(0.5)

    assert seen(running).progress_percent == 50


def test_cancelling_what_has_just_stopped_is_no_refusal(running, system):
    job = seen(running)
    Job.objects.filter(pk=job.pk).update(state=Job.State.CANCELLED)

    assert cancel(job, by=system).report["cancelled_by"] == "tests"


def test_notes_are_gone_when_the_job_has_ended(system, settings):
    queue("sample.count", key="k", payload={"to": 2}, title="Count the muffins", by=system)

    perform_waiting()

    job = Job.objects.get()
    assert aside.heard(job.pk, job.worker) is None
    assert not list((settings.DATA / "jobs").glob(f"{job.pk}.*"))


def test_notes_of_killed_attempts_are_forgotten_after_a_day(running, settings):
    running.report(0.4)
    note = settings.DATA / "jobs" / f"{running.job.pk}.said"
    before_yesterday = time.time() - 2 * 24 * 3600
    os.utime(note, (before_yesterday, before_yesterday))

    aside.forget_old()

    assert not note.exists()
