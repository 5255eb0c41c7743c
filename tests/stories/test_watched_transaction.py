"""A job that holds the database in one transaction is watched and stopped from other processes."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from installations import Installation

pytestmark = pytest.mark.slow
ASK = """
from counterpart.access.viewer import Viewer
from counterpart.jobs.services import queue
queue("sample.hold", key="k", payload={"seconds": 120}, title="Hold", by=Viewer.system("a story"))
"""
SEE = """
from counterpart.jobs.models import Job
print(Job.objects.get(key="k").progress_percent)
"""
CANCEL = """
from counterpart.access.viewer import Viewer
from counterpart.jobs.models import Job
from counterpart.jobs.services import cancel
cancel(Job.objects.get(key="k"), by=Viewer.system("a story"))
"""


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.2)


def test_job_in_a_transaction_is_heard_and_can_be_stopped(installation: Installation):
    def state() -> object:
        return installation.rows("SELECT state FROM jobs_job WHERE key = 'k'")[0][0]

    installation.python(ASK)
    installation.start("worker")
    wait_until(lambda: installation.python(SEE) == "40")

    installation.python(CANCEL)

    wait_until(lambda: state() == "cancelled")
    assert installation.rows("SELECT name FROM jobs_worker WHERE name = 'held'") == []
