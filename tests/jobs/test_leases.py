"""Who holds a job: what happens when a worker is silent, and when it comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from counterpart.jobs import claims
from counterpart.jobs.faults import LeaseLost
from counterpart.jobs.models import Job
from counterpart.jobs.running import Running
from counterpart.jobs.services import cancel, queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(system) -> Job:
    return queue("sample.count", key="count", payload={"to": 3}, title="Count", by=system)


def silence(job: Job, *, doubted: bool = True) -> None:
    """Let the worker have been silent for a minute, and be doubted for half of it."""
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        lease_until=now - timedelta(minutes=1),
        doubted_at=now - timedelta(seconds=30) if doubted else None,
    )


def test_job_is_claimed_once(job):
    assert claims.claim("first") == job
    assert claims.claim("second") is None


def test_longest_waiting_job_goes_first(job, system):
    queue("sample.count", key="later", payload={}, title="Later", by=system)

    assert claims.claim("worker") == job


def test_silent_workers_job_is_doubted_first_and_then_put_back(job):
    claims.claim("worker")
    silence(job, doubted=False)

    assert claims.take_from_the_dead() == 0
    job.refresh_from_db()
    assert (job.state, job.doubted_at is None) == (Job.State.RUNNING, False)

    silence(job)
    assert claims.take_from_the_dead() == 1
    job.refresh_from_db()
    assert job.state == Job.State.QUEUED


def test_worker_that_was_held_up_by_a_long_write_renews_in_time(job):
    held = claims.claim("worker")
    silence(job, doubted=False)
    claims.take_from_the_dead()

    assert claims.renew(held.pk, held.worker)
    assert claims.take_from_the_dead() == 0


def test_what_a_lost_worker_still_writes_does_not_count(job):
    lost = Running(claims.claim("lost"))
    silence(job)
    claims.take_from_the_dead()
    successor = claims.claim("successor")

    with pytest.raises(LeaseLost):
        lost.finish({"counted": -1})
    claims.fail(job.pk, lost.token, "It failed.")
    assert not claims.renew(job.pk, lost.token)

    job.refresh_from_db()
    assert (job.state, job.result, job.worker) == (Job.State.RUNNING, {}, successor.worker)
    assert job.attempts == 2


def test_job_that_kills_its_workers_is_given_up(job):
    for _attempt in range(3):
        assert claims.claim("worker")
        silence(job)
        claims.take_from_the_dead()

    job.refresh_from_db()
    assert (job.state, "3 times" in job.failure) == (Job.State.FAILED, True)


def test_silent_job_that_was_cancelled_is_not_begun_again(job, system):
    claims.claim("worker")
    cancel(job, by=system)
    silence(job)

    claims.take_from_the_dead()

    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED


def test_worker_that_leaves_hands_back_without_using_up_an_attempt(job):
    held = claims.claim("worker")

    claims.hand_back(held.pk, held.worker)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.QUEUED, 0)
