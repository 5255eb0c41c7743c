"""The button of the company login, with the content policy that a real browser enforces."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from access.company_server import Answers, Company, providers


@pytest.fixture
def two_servers(settings) -> Iterator[tuple[Company, Company]]:
    """One answers for the company, and sends people to the other to log in."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    servers = tuple(Company(("127.0.0.1", 0), Answers) for _ in range(2))
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    first, second = servers
    first.login_pages = second.address
    settings.SOCIALACCOUNT_PROVIDERS = providers(first)
    yield first, second
    for server in servers:
        server.shutdown()
        server.server_close()


def test_the_button_leads_to_another_host(live_server, chromium: Browser, two_servers):
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/login/")
    page.get_by_role("button", name="Fjord login").click()
    page.wait_for_url(f"{two_servers[1].address}/authorize?**", timeout=10_000)

    assert "please" in page.content()
    context.close()
