"""Who calls: a program with a token, or somebody in their browser."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import APIKeyCookie, HttpBearer

from counterpart.access.viewer import Viewer
from counterpart.api.models import Scope
from counterpart.api.problems import Problem
from counterpart.api.tokens import working_token


class ByToken(HttpBearer):
    """`Authorization: Bearer …` with a token of /preferences/tokens/."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        found = working_token(token, today=timezone.localdate())
        if found is None:
            return None
        viewer = Viewer.of(found.login)
        name = f"{viewer.name} ({found.name})"
        viewer = replace(viewer, name=name, scopes=frozenset(found.scopes))
        request.viewer = viewer  # type: ignore[attr-defined]
        return viewer


class BySession(APIKeyCookie):
    """The browser's own login; what changes something needs the CSRF token as well."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        if "Authorization" in request.headers or not request.user.is_authenticated:
            return None
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Viewer:
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        return viewer


def check_scope(viewer: Viewer, scope: Scope) -> None:
    """Refuse what the token was not made for."""
    if viewer.scopes is not None and scope.value not in viewer.scopes:
        raise Problem(
            403,
            _("This token may not do that; it needs the scope “%(scope)s”.")
            % {"scope": scope.value},
            code="scope_missing",
        )


class _Window:
    """How often each login called in the minute that runs, in this process."""

    def __init__(self) -> None:
        self.minute = 0
        self.calls: dict[int, int] = {}

    def count(self, login: int) -> int:
        minute = int(time.monotonic() // 60)
        if minute != self.minute:
            self.minute, self.calls = minute, {}
        self.calls[login] = self.calls.get(login, 0) + 1
        return self.calls[login]


_window = _Window()
CALLS_A_MINUTE = 1200


def check_rate(viewer: Viewer) -> None:
    """Slow down a program that calls without end."""
    limit = getattr(settings, "API_CALLS_A_MINUTE", CALLS_A_MINUTE)
    if viewer.login and _window.count(viewer.login.pk) > limit:
        wait = 60 - int(time.monotonic() % 60)
        raise Problem(
            429,
            _("Too many calls; wait %(seconds)s seconds.") % {"seconds": wait},
            headers={"Retry-After": str(wait)},
        )
