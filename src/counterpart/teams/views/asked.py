"""What addresses ask for: a day; and the page from which somebody asked."""

from datetime import date
from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from counterpart.access.http import Request


def asked_day(request: Request) -> date:
    """The day of `?on=2026-11-23`; without one, or with a wrong one, today."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return request.viewer.today


def redirect_back(request: Request, otherwise: str, **parts: Any) -> HttpResponseRedirect:
    """To the page of ours where the button was, or to the named one."""
    back = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return redirect(back)
    return redirect(otherwise, **parts)
