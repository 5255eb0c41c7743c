"""Four people enter accounts at the same moment, through a real server: none is lost."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from installations import Installation

pytestmark = pytest.mark.slow
EACH, WRITERS = 20, 4


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(installation: Installation) -> str:
    port = free_port()
    server = installation.start("serve", "--port", str(port), "--no-worker")
    log = installation.folder / "0.log"
    until = time.monotonic() + 60
    while "Counterpart runs at" not in log.read_text():
        assert server.poll() is None and time.monotonic() < until, log.read_text()
        time.sleep(0.1)
    return f"http://127.0.0.1:{port}"


def test_four_writers_at_once_lose_nothing(installation: Installation):
    made = installation.run(
        "login-create", "--email", "ops@example.com", "--role", "sales_operations"
    )
    email, password = made.stdout.split()
    address = start_server(installation)

    program = str(Path(__file__).with_name("writer.py"))
    writers = [
        subprocess.Popen(
            [sys.executable, program, address, email, password, f"Writer {number}", str(EACH)],
            stdout=subprocess.PIPE,
        )
        for number in range(WRITERS)
    ]
    accepted = [writer.communicate(timeout=120)[0].strip() for writer in writers]

    assert accepted == [str(EACH).encode()] * WRITERS
    assert installation.rows("SELECT count(*) FROM customers_account") == [(EACH * WRITERS,)]
    assert installation.rows(
        "SELECT count(*) FROM history_change WHERE thing = 'customers.account' AND kind = 'created'"
    ) == [(EACH * WRITERS,)]
