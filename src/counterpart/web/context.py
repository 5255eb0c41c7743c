"""What the page frame needs on every page."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The viewer, for the navigation."""
    return {"viewer": getattr(request, "viewer", None)}
