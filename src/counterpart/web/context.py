"""What the page frame needs on every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from counterpart.web.navigation import navigation
from counterpart.web.preferences import theme_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """The viewer (nobody without a login), where they may go, their language and colours."""
    user = getattr(request, "user", None)
    viewer = request.viewer if user is not None and user.is_authenticated else None  # type: ignore[attr-defined]
    return {
        "viewer": viewer,
        "navigation": SimpleLazyObject(lambda: navigation(request, viewer) if viewer else []),
        "theme": theme_of(request),
        "languages": settings.LANGUAGES,
    }
