"""Large files are checked and written by a worker."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.exchange import services, work
from counterpart.exchange.models import Import
from counterpart.exchange.queries import standing_of
from counterpart.exchange.services import asking
from counterpart.history import services as history
from counterpart.jobs.models import Job
from counterpart.kernel.errors import Refusal


class FakeRunning:
    """A job under way, as far as the handlers ask."""

    def __init__(self, job: Job, *, cancelled_at: float = 2.0) -> None:
        self.job, self.payload = job, job.payload
        self.reported: list[float] = []
        self.cancelled_at = cancelled_at

    def report(self, progress: float) -> None:
        self.reported.append(progress)

    def stop_if_cancelled(self) -> None:
        if self.reported and self.reported[-1] >= self.cancelled_at:
            raise KeyboardInterrupt

    def tick(self, done: float) -> None:
        self.stop_if_cancelled()
        self.report(done)


@pytest.fixture
def big(monkeypatch, system: Viewer) -> Import:
    monkeypatch.setattr(asking, "SMALL_FILE", 10)
    content = "name,city\n" + "".join(f"Account {n},Oslo\n" for n in range(30))
    upload = services.take_file(
        [content.encode()], file_name="big.csv", by=system, table="accounts"
    )
    return services.ask_for_check(upload, by=system)


def ended(job: Job, state: str) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, error="The machine stopped.")


def test_big_file_is_checked_and_written_in_the_background(big, system):
    assert (big.state, big.job.kind) == ("checking", "exchange.check")

    running = FakeRunning(big.job)
    work.check(running)
    big.refresh_from_db()
    services.ask_to_apply(big, by=system)
    assert (big.state, big.job.kind) == ("applying", "exchange.apply")
    work.apply(FakeRunning(big.job))
    work.apply(FakeRunning(big.job))  # taken up again after a kill: already written

    big.refresh_from_db()
    assert big.state == "applied"
    assert Account.objects.count() == 30
    assert running.reported[-1] == 1.0


def test_old_files_are_forgotten_and_what_they_brought_stays(big, system):
    work.check(FakeRunning(big.job))
    big.refresh_from_db()
    services.apply_import(big, by=system)
    open_one = services.take_file([b"name\nBeta\n"], file_name="b.csv", by=system, table="accounts")
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert services.forget_old_files(timezone.localdate()) == 0
    assert services.forget_old_files(tomorrow) == 2

    assert not big.path.exists() and not big.verdicts_path.exists()
    assert not Import.objects.filter(pk=open_one.pk).exists()
    assert services.undo_import(Import.objects.get(), by=system).state == "undone"


def test_stopped_work_leaves_nothing_and_can_be_asked_for_again(big, system):
    with pytest.raises(KeyboardInterrupt):
        work.check(FakeRunning(big.job, cancelled_at=0.3))
    ended(big.job, "cancelled")

    big = Import.objects.get()
    assert standing_of(big).state == "mapping"
    assert standing_of(big).failure == "The machine stopped."
    again = services.ask_for_check(big, by=system)
    assert again.job.is_live


def test_progress_is_polled_until_it_ends(big, ops_client):
    address = reverse("exchange:import", args=[big.pk])

    assert 'hx-trigger="every 1s"' in ops_client.get(address).content.decode()
    work.check(FakeRunning(big.job))
    ended(big.job, "done")
    page = ops_client.get(address).content.decode()

    assert "hx-trigger" not in page.split('id="import"')[1].split(">")[0]
    assert "Bring in 30 rows" in page


def test_refusal_in_the_background_is_shown_with_the_new_verdicts(big, system, ops_client):
    work.check(FakeRunning(big.job))
    big.refresh_from_db()
    services.ask_to_apply(big, by=system)
    history.create(Account(name="Account 3", city="Oslo"), by=system)

    with pytest.raises(Refusal):
        work.apply(FakeRunning(big.job))
    ended(big.job, "failed")

    big.refresh_from_db()
    assert big.counts == {"new": 29, "changed": 0, "same": 1, "wrong": 0}
    page = ops_client.get(reverse("exchange:import", args=[big.pk])).content.decode()
    assert "The data changed since the dry run" in page
    assert Account.objects.count() == 1
