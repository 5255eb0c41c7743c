"""Short notices on the next page: what was done, and a way back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest


def done(request: HttpRequest, text: str, undo_url: str | None = None) -> None:
    """Say that it was done; with an Undo button that POSTs to `undo_url`."""
    messages.success(request, text, extra_tags=undo_url or "")


def warn(request: HttpRequest, text: str) -> None:
    """Say what was not done, or what to look at; stays until it is closed."""
    messages.warning(request, text)
