"""The demo company behind a real server, as the browser tests see it."""

from __future__ import annotations

import json
import shutil
import socket
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Page

from browser.windows import Cookies, Windows
from installations import Installation

PASSWORD = "counterpart-demo"
# Who looks; the demo prints the same at its start.
EMAILS = {
    "operations": "stephen0@adventure-works.com",
    "finance": "wendy0@adventure-works.com",
    "people development": "paula0@adventure-works.com",
    "executive": "ken0@adventure-works.com",
    "administrator": "jean0@adventure-works.com",
    "key account manager": "jillian0@adventure-works.com",
    "expert": "matthias0@adventure-works.com",
    "head": "roberto0@adventure-works.com",
}
SECONDS_TO_BUILD = 240
SECONDS_TO_START = 60


def build_once(folder: Path) -> Path:
    """The furnished demo's data folder, built by the first process that asks for it."""
    data, done, failed = folder / "data", folder / "done", folder / "failed"
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        wait_for(done, failed)
        return data
    try:
        data.mkdir()
        demo = Installation(data)
        built = demo.run("demo", "--no-serve")
        assert built.returncode == 0, built.stdout + built.stderr
        printed = demo.python("from browser.furnish import furnish\nfurnish()")
        (data / "addresses.json").write_text(printed.splitlines()[-1])
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return data


def wait_for(done: Path, failed: Path) -> None:
    until = time.monotonic() + SECONDS_TO_BUILD
    while not done.exists():
        assert not failed.exists(), "another process could not build the demo; see its report"
        assert time.monotonic() < until, "the demo took too long to build"
        time.sleep(0.5)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Demo:
    """A copy of the furnished demo with its own server, and windows in front of it."""

    installation: Installation
    windows: Windows
    addresses: dict[str, list[str]]
    _cookies: dict[str, Cookies] = field(default_factory=dict)

    def open(self, path: str | None, who: str | None = None, **look: object) -> Page:
        """A window of its own, as one of the demo's logins."""
        cookies = self.cookies(who) if who else []
        return self.windows.open(path, cookies=cookies, **look)  # type: ignore[arg-type]

    def cookies(self, who: str) -> Cookies:
        """The cookies of the login, which logs in once, through the page."""
        if who not in self._cookies:
            page = self.windows.open("/login/")
            log_in(page, EMAILS[who])
            self._cookies[who] = page.context.cookies()  # type: ignore[assignment]
        return self._cookies[who]

    def stop(self) -> None:
        self.installation.stop_everything()


def log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "/login/" not in url or "second-factor" in url)


def start(template: Path, folder: Path, windows: Windows, *, with_worker: bool) -> Demo:
    """Serve a copy of the furnished demo."""
    shutil.copytree(template, folder)
    demo = Installation(folder)
    port = free_port()
    windows.url = f"http://127.0.0.1:{port}"
    worker = [] if with_worker else ["--no-worker"]
    demo.start("serve", "--port", str(port), "--processes", "1", *worker)
    until = time.monotonic() + SECONDS_TO_START
    while not answers(windows.url):
        assert time.monotonic() < until, (folder / "0.log").read_text()
        time.sleep(0.2)
    return Demo(demo, windows, json.loads((template / "addresses.json").read_text()))


def answers(url: str) -> bool:
    with suppress(URLError, OSError):
        urllib.request.urlopen(f"{url}/login/", timeout=2)  # noqa: S310 our own server
        return True
    return False
