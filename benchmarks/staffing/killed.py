"""Kills the worker with SIGKILL during a solve of every account, and waits for another to end it.

COUNTERPART_DATA=… python benchmarks/web/fill.py 1000
COUNTERPART_DATA=… python benchmarks/staffing/killed.py 60
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.settings")
django.setup()

from counterpart.access.viewer import Viewer  # noqa: E402 - after django.setup()
from counterpart.customers.models import Account  # noqa: E402
from counterpart.jobs.models import Job  # noqa: E402
from counterpart.staffing import services  # noqa: E402
from counterpart.staffing.models import StaffingPlan  # noqa: E402
from counterpart.staffing.options import StaffingOptions  # noqa: E402

WORKER = (sys.executable, "-m", "counterpart.cli.main", "worker")
PATIENCE = 1200
BEGAN = time.perf_counter()


def main(seconds: int) -> None:
    plan = services.draw_up(
        "All accounts",
        accounts=list(Account.objects.all()),
        people=None,
        options=StaffingOptions(accounts_per_lead=8, team_size=12, seconds=seconds),
        by=Viewer.system("Benchmark"),
    )
    tell("drawn up", plan)
    first = subprocess.Popen(WORKER, start_new_session=True)
    wait_until(lambda: "value" in job_of(plan).report and job_of(plan).progress > 0.5)
    tell("half solved", plan)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    tell("worker killed", plan)
    second = subprocess.Popen(WORKER, start_new_session=True)
    try:
        wait_until(lambda: job_of(plan).ended_at is not None)
        plan.refresh_from_db()
        tell("ended", plan)
        print(f"value {plan.value_minor}, bound {plan.bound_minor}, {plan.covered} covered")
        assert plan.state == StaffingPlan.State.READY
    finally:
        second.terminate()
        second.wait()


def job_of(plan: StaffingPlan) -> Job:
    return Job.objects.get(key=plan.job_key)


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.5)


def tell(what: str, plan: StaffingPlan) -> None:
    job = job_of(plan)
    since = f"{time.perf_counter() - BEGAN:.1f} s"
    print(f"{since}: {what}; job {job.state}, attempt {job.attempts}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
