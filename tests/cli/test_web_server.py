"""The web processes: what is loaded before they part, and that they come back and end together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from installations import Installation

PROGRAM = """
import sys, threading
from counterpart.cli import warm
visit, names = warm.visit_pages, []
warm.visit_pages = lambda application: names.extend(visit(application))
warm.warm_application()
shared = ["counterpart.api.build", "ninja", "holidays", "xlsxwriter"]
print([name for name in shared if name not in sys.modules])
unused = ["numpy", "polars", "highspy", "fido2", "sqlparse.sql", "unittest"]
unused.append("holidays.countries.mali")
print([name for name in unused if name in sys.modules])
from django.db import connection
print("teams:portfolio" in names, threading.active_count(), connection.connection)
"""
EASILY_TIRED = """
import sys, threading
from counterpart.cli import crew, web_server, weight
weight.MOST_OF_ITS_OWN, weight.PAGES_BETWEEN_GLANCES = 1, 1
start = crew.Crew._start_one

def told(self):
    print(threading.active_count(), flush=True)
    start(self)

crew.Crew._start_one = told
sys.exit(web_server.main("127.0.0.1", int(sys.argv[1]), 2))
"""
needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="one process serves there")


def warmed(environment: dict[str, str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**environment, "DJANGO_SETTINGS_MODULE": "counterpart.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_web_processes_share_all_pages_and_no_engine(installation: Installation):
    installation.run("migrate")

    assert warmed(installation.environment)[:2] == ["[]", "[]"]


def test_pages_are_rendered_before_the_fork_and_nothing_is_written(installation: Installation):
    installation.run("migrate")
    tables = ("access_login", "django_session", "history_change", "cache_entry")
    counted = [installation.rows(f"SELECT count(*) FROM {table}") for table in tables]  # noqa: S608

    said = warmed(installation.environment)[2]

    assert said == "True 1 None"
    assert counted == [installation.rows(f"SELECT count(*) FROM {table}") for table in tables]  # noqa: S608


def test_without_tables_it_starts_all_the_same(tmp_path):
    empty = {**os.environ, "COUNTERPART_DATA": str(tmp_path), "DATABASE_URL": ""}

    assert warmed(empty)[:2] == ["[]", "[]"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status_at(port: int) -> int:
    asked = HTTPConnection("127.0.0.1", port, timeout=90)
    asked.request("GET", "/login/")
    return asked.getresponse().status


class Served:
    """`counterpart serve` with two processes, and those of its processes that answer."""

    def __init__(self, installation: Installation) -> None:
        self.port = free_port()
        self.log = installation.folder / "0.log"
        self.supervisor = installation.start("serve", "--port", str(self.port), "--no-worker")
        until = time.monotonic() + 90
        while "Counterpart runs at" not in self.log.read_text():
            assert self.supervisor.poll() is None, self.log.read_text()
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.1)

    def status(self) -> int:
        return status_at(self.port)

    def processes(self) -> list[int]:
        (first,) = children_of(self.supervisor.pid)
        return [first, *children_of(first)]


def children_of(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    found = [int(word) for word in listed.stdout.split()]
    return [child for child in found if Path(f"/proc/{child}").exists()]


def proportional_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def wait_until_gone(pids: list[int]) -> None:
    until = time.monotonic() + 30
    while not all(map(is_gone, pids)):
        assert time.monotonic() < until, pids
        time.sleep(0.1)


@needs_fork
@pytest.mark.slow
@pytest.mark.parametrize("killed", [0, 1])
def test_who_falls_is_replaced_and_nobody_is_turned_away(installation: Installation, killed: int):
    served = Served(installation)
    before = served.processes()
    assert len(before) == 2

    os.kill(before[killed], signal.SIGKILL)
    wait_until_gone(before)
    statuses = [served.status() for _ in range(5)]  # the first waits at the door

    assert statuses == [200] * 5
    assert not set(before) & set(served.processes())
    assert "the web server has stopped; starting it again" in served.log.read_text()


@needs_fork
@pytest.mark.slow
def test_many_at_once_are_answered_and_all_stop_when_told(installation: Installation):
    served = Served(installation)
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(lambda _: served.status(), range(64))) == [200] * 64
    processes = served.processes()

    served.supervisor.terminate()

    assert served.supervisor.wait(30) == 0
    wait_until_gone(processes)
    assert "Traceback" not in served.log.read_text()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", served.port)) != 0


@pytest.mark.skipif(sys.platform != "linux", reason="others do not tell the proportional size")
@pytest.mark.slow
def test_two_web_processes_weigh_little_together(installation: Installation):
    served = Served(installation)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: served.status(), range(64))) == [200] * 64

    assert sum(map(proportional_mb, served.processes())) < 130


@needs_fork
@pytest.mark.slow
def test_web_processes_end_with_a_supervisor_that_was_killed(installation: Installation):
    served = Served(installation)
    processes = served.processes()

    served.supervisor.kill()

    wait_until_gone(processes)


@pytest.mark.skipif(sys.platform != "linux", reason="others do not tell what a process weighs")
@pytest.mark.slow
def test_heavy_processes_are_relieved_and_nobody_is_turned_away(installation: Installation):
    installation.run("migrate")
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", EASILY_TIRED, str(port)],
        env={**installation.environment, "DJANGO_SETTINGS_MODULE": "counterpart.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stdout and server.stdout.readline() == "1\n"
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(status_at, [port] * 400)) == [200] * 400
    processes = children_of(server.pid)

    server.terminate()
    said, faults = server.communicate(timeout=60)

    assert server.returncode == 0, faults
    assert "Traceback" not in faults
    threads = said.split()
    assert len(threads) >= 3 and set(threads) == {"1"}
    wait_until_gone(processes)
