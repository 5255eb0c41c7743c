"""Where the button of the company login may lead: pages that carry it let the browser leave.

A browser refuses to follow a form anywhere that the page's content policy does not name, also
when it gets there by a redirect. The company's server says itself where people log in, which may
be another host than the one that answers for it; hosts further on are named in a setting.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from counterpart.environment import origins

log = logging.getLogger(__name__)
DISCOVERY = "/.well-known/openid-configuration"
KEPT_SECONDS, ASKED_AGAIN_SECONDS = 3600, 60


class CompanyLoginMiddleware:
    """Adds the company's hosts to the policy of the login pages, and of no others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(reverse("account_login")):
            hosts = company_hosts()
            if hosts:
                response._csp_update = {"form-action": hosts}  # type: ignore[attr-defined]
        return response


def company_hosts() -> list[str]:
    """Origins of the company's server, of the page where people log in, and those named."""
    servers = _servers()
    found = [origin for server in servers for origin in origins(server)]
    found += [origin for server in servers for origin in _login_page_origins(server)]
    if servers:
        found += settings.OIDC_HOSTS
    return list(dict.fromkeys(found))


def _servers() -> list[str]:
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    apps = providers.get("openid_connect", {}).get("APPS", [])
    return [app["settings"]["server_url"] for app in apps]


# For each server: what it said, and until when that is believed. In this process alone.
_known: dict[str, tuple[float, list[str]]] = {}


def _login_page_origins(server: str) -> list[str]:
    import requests  # heavy, and of use only where there is a company login

    now = time.monotonic()
    until, found = _known.get(server, (0.0, []))
    if now < until:
        return found
    try:
        found, kept = origins(_authorization_endpoint(server)), KEPT_SECONDS
    except (requests.RequestException, ValueError, KeyError, TypeError) as fault:
        # The page must come all the same: people may have a password. What was known stays.
        log.warning("The company login at %s does not say where people log in: %s", server, fault)
        kept = ASKED_AGAIN_SECONDS
    _known[server] = (now + kept, found)
    return found


def _authorization_endpoint(server: str) -> str:
    address = server if "/.well-known/" in server else server.rstrip("/") + DISCOVERY
    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
        answer.raise_for_status()
        return str(answer.json()["authorization_endpoint"])
