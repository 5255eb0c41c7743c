"""Language of the login, and refusals shown to people."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from counterpart.kernel.errors import Refusal
from counterpart.web.preferences import language_of
from counterpart.web.refusals import refusal_text

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
        if not isinstance(refused, Refusal):
            return None
        context = {"text": refusal_text(refused), "code": refused.code}
        if not getattr(request, "htmx", False):
            return render(request, "web/refusal.html", context, status=409)
        response = render(request, "components/toast.html", {**context, "tone": "bad"}, status=409)
        response["HX-Retarget"] = "#toasts"
        response["HX-Reswap"] = "beforeend"
        response["HX-Reselect"] = ".toast"  # whatever part of a page was asked for
        return response
