"""A real Chromium in front of a live server: logged-in pages, pictures and axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from browser.demo import Demo, build_once, start
from browser.windows import Cookies, Windows
from counterpart.access.actions import Role
from counterpart.access.models import Login, RoleGrant
from factories import LoginFactory

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# No sandbox inside containers, and nothing that talks to the network by itself.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--disable-quic",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    program = CHROMIUM if Path(CHROMIUM).exists() else shutil.which("chromium")
    if program is None:
        reason = f"no Chromium at {CHROMIUM}; name one in the variable CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    # Playwright's own loop would make Django refuse its database in this thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[OpenPage]:
    """Opens an address in a fresh browser: `open_page("/accounts/", login=…, size=PHONE)`.

    Fails the test when the page logs an error, breaks the content policy or asks another server.
    """
    windows = Windows(chromium, live_server.url)

    def make(path: str = "/", *, login: Login | None = None, **look: Any) -> Page:
        return windows.open(path, cookies=_cookies(login, live_server.url), **look)

    yield make
    assert windows.close() == []


def _cookies(login: Login | None, url: str) -> Cookies:
    if login is None:
        return []
    client = Client()
    client.force_login(login)
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": client.cookies[name].value, "url": url}]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company with something on every page; built once, whoever runs the tests."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    return build_once(folder / "furnished-demo")


@pytest.fixture(scope="session")
def served_demo(
    furnished: Path, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("served-demo") / "data"
    demo = start(furnished, folder, Windows(chromium, ""), with_worker=False)
    yield demo
    demo.stop()


@pytest.fixture
def demo(served_demo: Demo) -> Iterator[Demo]:
    """The demo, to be looked at; a test that changes what others read takes `own_demo`."""
    yield served_demo
    assert served_demo.windows.close() == []


@pytest.fixture
def own_demo(furnished: Path, chromium: Browser, tmp_path: Path) -> Iterator[Demo]:
    """A demo of the test's own, with a worker."""
    made = start(furnished, tmp_path / "data", Windows(chromium, ""), with_worker=True)
    yield made
    complaints = made.windows.close()
    made.stop()
    assert complaints == []


@pytest.fixture
def everything(transactional_db: None) -> Login:
    """A login with every company-wide role."""
    login = LoginFactory(email="everything@example.com")
    for role in Role:
        RoleGrant.objects.create(login=login, role=role)
    return login


@pytest.fixture
def look(tmp_path: Path) -> Callable[[Page, str], Path]:
    """Takes a picture of the whole page, kept in the folder named by COUNTERPART_TEST_PICTURES."""
    folder = Path(os.environ.get("COUNTERPART_TEST_PICTURES", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> Path:
        path = folder / f"{name}.png"
        page.screenshot(path=path, full_page=True, animations="disabled")
        return path

    return take


# Only what is wrong comes back: what is right would be written out and read for nothing.
AXE_RUN = "axe.run({resultTypes: ['violations']}).then((results) => results.violations)"


@pytest.fixture
def axe() -> Callable[..., None]:
    """Fails with a readable list where any rule of axe finds anything wrong on the page."""

    def check(page: Page) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate(AXE_RUN)
        readable = [
            f"{violation['id']} ({violation['impact']}): {violation['help']}: "
            + "; ".join(node["html"][:160] for node in violation["nodes"][:5])
            for violation in found
        ]
        assert readable == [], f"axe on {page.url}"

    return check


@pytest.fixture
def no_side_scroll() -> Callable[[Page], None]:
    """Fails where the page is wider than the window."""

    def check(page: Page) -> None:
        extra = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert extra <= 0, f"{page.url} is {extra} px wider than the window"

    return check
