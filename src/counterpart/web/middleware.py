"""Language of the login, and refusals shown to people."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from counterpart.kernel.errors import Refusal
from counterpart.web.busy import RETRY_AFTER_SECONDS, is_busy
from counterpart.web.preferences import language_of
from counterpart.web.refusals import refusal_text

log = logging.getLogger(__name__)
Next = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """The login's language; without one, what the browser was set to or asks for."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = language_of(request)
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


class RefusalMiddleware:
    """Turns a `Refusal` that no form caught into a page, or a notice, that says what to do."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, refused: Exception) -> HttpResponse | None:
        """A 409 with the sentence; htmx puts it among the notices and leaves the page alone."""
        if is_busy(refused):
            return _busy(request, refused)
        if not isinstance(refused, Refusal):
            return None
        context = {"text": refusal_text(refused), "code": refused.code}
        if not getattr(request, "htmx", False):
            return render(request, "web/refusal.html", context, status=409)
        return _toast(request, context, status=409)


def _busy(request: HttpRequest, fault: Exception) -> HttpResponse:
    log.warning("%s %s: the database is busy: %s", request.method, request.path, fault)
    if getattr(request, "htmx", False):
        text = _("Others are writing at this moment, so this was not done. Try again.")
        response = _toast(request, {"text": text}, status=503)
    else:
        response = render(request, "503.html", status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _toast(request: HttpRequest, context: dict[str, str], *, status: int) -> HttpResponse:
    response = render(request, "components/toast.html", {**context, "tone": "bad"}, status=status)
    response["HX-Retarget"] = "#toasts"
    response["HX-Reswap"] = "beforeend"
    response["HX-Reselect"] = ".toast"  # whatever part of a page was asked for
    return response
