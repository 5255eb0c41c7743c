"""A real Chromium in front of a live server: logged-in pages, pictures and axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

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
WIDE, PHONE = (1440, 900), (390, 844)


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
    contexts = []
    complaints: list[str] = []

    def make(
        path: str = "/",
        *,
        login: Login | None = None,
        size: tuple[int, int] = WIDE,
        theme: str = "light",
        language: str = "en",
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            locale={"en": "en-GB", "ru": "ru-RU"}[language],
            reduced_motion="reduce",
        )
        contexts.append(context)
        if login is not None:
            client = Client()
            client.force_login(login)
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
            )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _note(complaints, page, message))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((live_server.url, "data:", "blob:"))
                else complaints.append(f"{page.url} asks {request.url}")
            ),
        )
        page.goto(path)
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def _note(complaints: list[str], page: Page, message: Any) -> None:
    # An answer of 4xx is part of some tests; what it must not hide is a script or a policy.
    if message.type == "error" and "Failed to load resource" not in message.text:
        complaints.append(f"{page.url}: {message.text}")


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


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails with a readable list where axe finds anything wrong on the page."""
    reader = Axe()

    def check(page: Page) -> None:
        found = reader.run(page).response["violations"]
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
