"""Logins and browsers for the tests about logging in."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from counterpart.access.actions import Role
from counterpart.access.models import Login, RoleGrant
from factories import LoginFactory

PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def nobody_tried_before(db):
    """Failed tries are counted in the cache: each test starts from none."""
    cache.clear()


@pytest.fixture
def mari(db) -> Login:
    """Gives logins and roles."""
    login = LoginFactory(email="mari@example.com")
    RoleGrant.objects.create(login=login, role=Role.ADMINISTRATOR)
    return login


@pytest.fixture
def mari_browser(mari) -> Client:
    browser = Client()
    browser.force_login(mari)
    return browser


def log_in(browser: Client, email: str, password: str = PASSWORD):
    return browser.post("/login/", {"login": email, "password": password})
