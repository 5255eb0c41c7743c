"""A worker is killed in the middle of a job: the job is not lost, and is not done twice at once."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from installations import Installation, kill_group

pytestmark = pytest.mark.slow
LEASE_SECONDS = 3


@pytest.fixture
def quick(installation: Installation) -> Installation:
    """An installation whose leases are short, so that the test is."""
    installation.settings["COUNTERPART_JOB_LEASE_SECONDS"] = str(LEASE_SECONDS)
    return installation


def ask(installation: Installation, kind: str = "sample.count", **payload: object) -> Path:
    """Queue a job; gives the file in which each start of it leaves a line."""
    trace = installation.folder / "trace"
    payload["trace"] = str(trace)
    installation.python(
        "import json\n"
        "from counterpart.access.viewer import Viewer\n"
        "from counterpart.jobs.services import queue\n"
        f"queue({kind!r}, key='k', payload=json.loads({json.dumps(payload)!r}), title='Count',\n"
        "      by=Viewer.system('a test'))"
    )
    return trace


def job(installation: Installation) -> tuple[str, int]:
    """The job's state and how many attempts it took."""
    return installation.rows("SELECT state, attempts FROM jobs_job WHERE key = 'k'")[0]  # type: ignore[return-value]


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


def starts(trace: Path) -> int:
    return len(trace.read_text().splitlines()) if trace.exists() else 0


def test_killed_workers_job_is_taken_up_again(quick: Installation):
    trace = ask(quick, to=40, pause=0.1)
    first = quick.start("worker")
    wait_until(lambda: starts(trace) == 1)

    kill_group(first)
    time.sleep(1)
    assert job(quick) == ("running", 1)  # nobody knows yet
    quick.start("worker")

    wait_until(lambda: job(quick)[0] == "done")
    assert job(quick) == ("done", 2)
    assert starts(trace) == 2


def test_job_longer_than_its_lease_is_not_taken_away(quick: Installation):
    trace = ask(quick, to=int(LEASE_SECONDS * 25), pause=0.1)

    quick.start("worker")
    quick.start("worker")

    wait_until(lambda: job(quick)[0] == "done")
    assert job(quick) == ("done", 1)
    assert starts(trace) == 1


def test_child_of_a_killed_worker_does_not_go_on_alone(quick: Installation):
    trace = ask(quick, to=600, pause=0.1)
    worker = quick.start("worker")
    wait_until(lambda: starts(trace) == 1)
    child = int(trace.read_text())

    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    wait_until(lambda: not is_alive(child), seconds=5)


def test_worker_told_to_stop_hands_its_job_back(quick: Installation):
    trace = ask(quick, to=600, pause=0.1)
    worker = quick.start("worker")
    wait_until(lambda: starts(trace) == 1)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(10) == 0
    assert job(quick) == ("queued", 0)
    assert quick.rows("SELECT count(*) FROM jobs_worker") == [(0,)]


def test_cancelled_job_stops_while_it_runs(quick: Installation):
    trace = ask(quick, to=600, pause=0.1)
    quick.start("worker")
    wait_until(lambda: starts(trace) == 1)

    quick.python(
        "from counterpart.access.viewer import Viewer\n"
        "from counterpart.jobs.queries import latest_job\n"
        "from counterpart.jobs.services import cancel\n"
        "cancel(latest_job('k'), by=Viewer.system('a test'))"
    )

    wait_until(lambda: job(quick) == ("cancelled", 1), seconds=10)


def test_job_that_does_not_listen_is_ended(quick: Installation):
    """The handler sleeps for ten minutes; the worker's patience is shortened to a second."""
    ask(quick, "sample.deaf", seconds=600)

    quick.python(
        "import threading\n"
        "from counterpart.access.viewer import Viewer\n"
        "from counterpart.jobs import worker\n"
        "from counterpart.jobs.queries import latest_job\n"
        "from counterpart.jobs.services import cancel\n"
        "worker.CANCEL_GRACE_SECONDS = 1\n"
        "supervisor = worker.Supervisor()\n"
        "def go_on():\n"
        "    job = latest_job('k')\n"
        "    if job.state == 'running' and not job.cancel_asked_at:\n"
        "        cancel(job, by=Viewer.system('a test'))\n"
        "    if job.is_live:\n"
        "        threading.Timer(0.5, go_on).start()\n"
        "    else:\n"
        "        supervisor.leave()\n"
        "go_on()\n"
        "supervisor.run()"
    )

    assert job(quick) == ("cancelled", 1)


def test_worker_does_each_days_work_once(quick: Installation):
    quick.start("worker")
    quick.start("worker")

    daily = "SELECT kind, count(*) FROM jobs_job WHERE once GROUP BY kind"
    wait_until(lambda: ("jobs.forget_old", 1) in quick.rows(daily))
    wait_until(lambda: quick.rows("SELECT count(*) FROM jobs_job WHERE state <> 'done'") == [(0,)])
    assert {count for _kind, count in quick.rows(daily)} == {1}


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False
