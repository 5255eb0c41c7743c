"""Asking for background work, stopping it, and asking again."""

import pytest
from django.test import Client

from counterpart.access.viewer import Viewer
from counterpart.directory.models import Person
from counterpart.jobs.faults import JobHasEnded, JobStillRuns
from counterpart.jobs.models import Job
from counterpart.jobs.performing import perform_waiting
from counterpart.jobs.queries import latest_job
from counterpart.jobs.services import cancel, queue, retry

pytestmark = pytest.mark.django_db


def ask(by: Viewer, kind: str = "sample.count", key: str = "count", **payload: object) -> Job:
    return queue(kind, key=key, payload=payload, title="Count the muffins", by=by)


def test_job_runs_and_keeps_its_result(system):
    job = ask(system, to=3)

    perform_waiting()

    job.refresh_from_db()
    assert (job.state, job.result, job.progress) == (Job.State.DONE, {"counted": 3}, 1)
    assert job.report == {"message": "step 2"}


def test_asking_twice_for_what_is_under_way_gives_the_same_job(system):
    first = ask(system, to=1)

    assert ask(system, to=1) == first
    assert ask(system, key="another", to=1) != first


def test_key_is_free_again_when_the_job_has_ended(system):
    first = ask(system, to=1)
    perform_waiting()

    second = ask(system, to=1)

    assert second != first
    assert latest_job("count") == second


def test_job_that_is_once_is_never_asked_for_again(system):
    wanted = {"key": "day", "payload": {"to": 1}, "title": "Daily", "by": system, "once": True}
    first = queue("sample.count", **wanted)
    perform_waiting()

    assert queue("sample.count", **wanted) == first


def test_refusal_is_told_in_the_language_of_who_looks(system):
    job = ask(system, "sample.refuse", count=9)

    perform_waiting()

    job.refresh_from_db()
    assert (job.state, job.failure) == (Job.State.FAILED, "9 muffins are too many.")


def test_bug_goes_to_the_log_and_not_to_people(system, caplog):
    job = ask(system, "sample.break")

    perform_waiting()

    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "nobody outside" not in job.failure
    assert f"job {job.pk}" in job.failure
    assert "a detail that nobody outside should read" in caplog.text


def test_trouble_that_may_pass_is_tried_again_later_and_not_for_ever(system):
    job = ask(system, "sample.trouble")

    for attempt in (1, 2, 3):
        perform_waiting()
        job.refresh_from_db()
        assert job.attempts == attempt
        Job.objects.update(not_before=None)

    assert job.state == Job.State.FAILED
    assert "3 times" in job.failure


def test_work_that_nobody_knows_fails_with_its_name(system):
    job = ask(system, "sample.unheard_of")

    perform_waiting()

    job.refresh_from_db()
    assert "sample.unheard_of" in job.failure


def test_cancelled_before_it_began_never_runs(system):
    job = cancel(ask(system, to=3), by=system)

    assert perform_waiting() == []
    assert job.state == Job.State.CANCELLED


def test_cancelling_what_has_ended_is_refused(system):
    job = cancel(ask(system, to=3), by=system)

    with pytest.raises(JobHasEnded):
        cancel(job, by=system)


def test_failed_job_can_be_asked_for_again(system):
    job = ask(system, "sample.refuse", count=9)
    perform_waiting()

    again = retry(job, by=system)

    assert (again.pk, again.state, again.attempts, again.failure) == (job.pk, "queued", 0, "")


def test_retry_is_refused_while_the_same_work_is_under_way(system):
    failed = ask(system, "sample.refuse", count=9)
    perform_waiting()
    ask(system, to=3)

    with pytest.raises(JobStillRuns):
        retry(failed, by=system)


def test_people_see_their_own_jobs_and_operations_all(nadia: Person, omar: Person, system):
    mine = ask(Viewer.of(nadia.login), key="mine", to=1)
    theirs = ask(Viewer.of(omar.login), key="theirs", to=1)
    nobodys = ask(system, key="nobody's", to=1)

    def seen_by(viewer: Viewer) -> list[Job]:
        return list(Job.objects.visible_to(viewer).order_by("pk"))

    assert seen_by(Viewer.of(nadia.login)) == [mine]
    assert seen_by(system) == [mine, theirs, nobodys]


def test_another_persons_job_is_not_found(nadia: Person, client_of, omar: Person):
    job = ask(Viewer.of(nadia.login), to=1)
    stranger: Client = client_of(omar)

    assert stranger.get(f"/jobs/{job.pk}/").status_code == 404
    assert stranger.post(f"/jobs/{job.pk}/cancel/").status_code == 404
    assert client_of(nadia).get(f"/jobs/{job.pk}/").status_code == 200


def test_list_costs_the_same_for_one_job_and_for_three(
    ops_client: Client, system, django_assert_num_queries
):
    ask(system, key="a", to=1)
    ops_client.get("/jobs/")
    with django_assert_num_queries(5):
        ops_client.get("/jobs/")
    ask(system, key="b", to=1)
    ask(system, key="c", to=1)
    with django_assert_num_queries(5):
        page = ops_client.get("/jobs/")
    assert page.content.count(b"Count the muffins") >= 3
