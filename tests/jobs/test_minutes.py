"""What workers do about once a minute."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from counterpart.jobs import minutes, worker
from counterpart.jobs.minutes import do_what_is_due, on_minute

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_else_is_due(monkeypatch):
    monkeypatch.setattr(minutes, "_DUE", [])


def test_what_fails_is_told_and_keeps_nothing_else_from_being_done(caplog):
    done = []

    def breaks(now):
        raise RuntimeError("no")

    on_minute(breaks)
    on_minute(done.append)

    do_what_is_due(NOW)

    assert done == [NOW]
    assert "breaks failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_it_once_a_minute(monkeypatch):
    done, wall = [], [1_000.0]
    on_minute(done.append)
    monkeypatch.setattr(worker.time, "time", lambda: wall[0])
    monkeypatch.setattr(worker, "_start", lambda *arguments: None)
    supervisor = worker.Supervisor()

    for seconds in (0, 30, 29, 1):
        wall[0] += seconds
        supervisor.look()

    assert len(done) == 2
