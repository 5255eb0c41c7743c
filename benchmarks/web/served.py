"""What both measurements share: an installation of a size, its server, a visitor, its memory.

Which installation is asked for by a number of accounts, or by one that was filled before: its data
folder, or with PostgreSQL the name of its database on the server of DATABASE_URL. It is copied.
"""

from __future__ import annotations

import http.client
import os
import platform
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import django
import psycopg

HERE = Path(__file__).parent
TOOL = [sys.executable, "-m", "counterpart.cli.main"]
PORT = int(os.environ.get("BENCHMARK_PORT", "8790"))
PASSWORD = "a long enough password"
DATABASE_URL = os.environ.get("DATABASE_URL", "sqlite:")
SQLITE = DATABASE_URL.startswith("sqlite")


class Visitor:
    """One logged-in browser without pictures."""

    def __init__(self, port: int = PORT, cookies: dict[str, str] | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self.cookies = dict(cookies or {})

    def get(self, url: str) -> tuple[int, bytes]:
        return self.ask("GET", url)[:2]

    def post(self, url: str, form: dict[str, str]) -> int:
        """Send a form as the page itself would, with its token."""
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(url)[1])
        form = {**form, "csrfmiddlewaretoken": token[1].decode() if token else ""}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", url, urlencode(form).encode(), kind)[0]

    def log_in(self) -> None:
        status = self.post("/login/", {"login": "ops@example.com", "password": PASSWORD})
        assert status == 302, status

    def ask(
        self, method: str, url: str, body: bytes | None = None, more: dict[str, str] | None = None
    ) -> tuple[int, bytes, str]:
        """The status, the body and the kind of the answer."""
        cookies = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        self.connection.request(method, url, body, {"Cookie": cookies, **(more or {})})
        answer = self.connection.getresponse()
        for value in answer.headers.get_all("Set-Cookie") or []:
            key, _, rest = value.partition("=")
            self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.read(), answer.headers.get_content_type()


@contextmanager
def installed(asked: str) -> Iterator[dict[str, str]]:
    """The environment of an installation as asked for, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ,
            "COUNTERPART_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "counterpart.settings",
        }
        if SQLITE:
            if not asked.isdecimal():
                shutil.copytree(asked, folder, dirs_exist_ok=True)
            yield _filled(asked, env)
        else:
            with _database(asked) as url:
                yield _filled(asked, {**env, "DATABASE_URL": url})


def accounts_of(asked: str) -> int:
    """How many accounts there are: an installation filled before ends its name in the number."""
    return int(re.findall(r"\d+", asked)[-1])


def database() -> str:
    return "sqlite" if SQLITE else "postgresql"


def versions() -> str:
    """What a file of results says first."""
    python = f"# Python {platform.python_version()}, Django {django.__version__}"
    cores = f"{os.cpu_count()} cores, {platform.machine()}"
    return f"{python}, {_database_version()}; {cores}\n"


def _filled(asked: str, env: dict[str, str]) -> dict[str, str]:
    subprocess.run([*TOOL, "migrate"], env=env, check=True, stdout=subprocess.DEVNULL)
    if asked.isdecimal():
        begun = time.perf_counter()
        subprocess.run([sys.executable, str(HERE / "fill.py"), asked], env=env, check=True)
        print(f"{asked} accounts filled in {time.perf_counter() - begun:.0f} s", flush=True)
    return env


@contextmanager
def _database(asked: str) -> Iterator[str]:
    """A database of its own on the server, empty or a copy of the one asked for."""
    name, template = f"benchmark_{os.getpid()}", "template1" if asked.isdecimal() else asked
    with psycopg.connect(DATABASE_URL, autocommit=True) as server:
        server.execute(f'CREATE DATABASE {name} TEMPLATE "{template}"')
        try:
            yield urlsplit(DATABASE_URL)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _database_version() -> str:
    if SQLITE:
        return f"SQLite {sqlite3.sqlite_version}"
    with psycopg.connect(DATABASE_URL) as server:
        version, fsync = (
            server.execute(f"SHOW {name}").fetchone()[0] for name in ("server_version", "fsync")
        )
    return f"PostgreSQL {version}, fsync {fsync}"


@contextmanager
def serving(env: dict[str, str]) -> Iterator[int]:
    """Two web processes, ready to answer; gives the id of the process that looks after them."""
    command = [*TOOL, "serve", "--port", str(PORT), "--processes", "2", "--no-worker"]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        _wait_until_ready()
        yield server.pid
    finally:
        server.terminate()
        server.wait(30)


def memory_mb(pid: int) -> dict[int, float]:
    """Proportional set size of each of the server's processes, its small supervisor left out.

    A page of memory that two processes share counts half for each, so that the sum is what they
    take together.
    """
    return {child: _proportional(path) for child, path in _processes(pid).items()}


def cpu_ms(pid: int) -> float:
    """How long the server's processes have worked so far; what a busy machine does not change."""
    ticks = sum(sum(map(int, _stat(path)[11:13])) for path in _processes(pid).values())
    return 1000 * ticks / os.sysconf("SC_CLK_TCK")


def _processes(pid: int) -> dict[int, Path]:
    children = {pid}
    found = {int(p.name): p for p in Path("/proc").iterdir() if p.name.isdigit()}
    parents = {n: _parent(path) for n, path in found.items()}
    for _ in range(4):
        children |= {n for n, parent in parents.items() if parent in children}
    return {child: found[child] for child in sorted(children - {pid})}


def _proportional(process: Path) -> float:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0  # it has just been replaced
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _parent(path: Path) -> int:
    try:
        return int(_stat(path)[1])
    except (OSError, IndexError):
        return 0


def _stat(path: Path) -> list[str]:
    return (path / "stat").read_text().rsplit(")", 1)[1].split()


def _wait_until_ready() -> None:
    for _ in range(300):
        try:
            if Visitor().get("/login/")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")
