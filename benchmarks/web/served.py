"""What both measurements share: an installation of a size, its server, a visitor, its memory."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).parent
TOOL = [sys.executable, "-m", "counterpart.cli.main"]
PORT = int(os.environ.get("BENCHMARK_PORT", "8790"))
PASSWORD = "a long enough password"


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


def environment(folder: str) -> dict[str, str]:
    return {
        **os.environ,
        "COUNTERPART_DATA": folder,
        "DJANGO_SETTINGS_MODULE": "counterpart.settings",
    }


def fill(size: int, env: dict[str, str]) -> None:
    """An empty installation, filled with so many accounts."""
    subprocess.run([*TOOL, "migrate"], env=env, check=True, stdout=subprocess.DEVNULL)
    begun = time.perf_counter()
    subprocess.run([sys.executable, str(HERE / "fill.py"), str(size)], env=env, check=True)
    print(f"{size} accounts filled in {time.perf_counter() - begun:.0f} s", flush=True)


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
    children = {pid}
    found = {int(p.name): p for p in Path("/proc").iterdir() if p.name.isdigit()}
    parents = {n: _parent(path) for n, path in found.items()}
    for _ in range(4):
        children |= {n for n, parent in parents.items() if parent in children}
    return {child: _proportional(found[child]) for child in sorted(children - {pid})}


def _proportional(process: Path) -> float:
    lines = (process / "smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except (OSError, IndexError):
        return 0


def _wait_until_ready() -> None:
    for _ in range(300):
        try:
            if Visitor().get("/login/")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")
