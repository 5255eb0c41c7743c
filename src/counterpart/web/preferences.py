"""Language and colours: of the login, or of the browser before somebody logs in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from counterpart.access.models import Login

THEME_COOKIE = "theme"
A_YEAR = 365 * 24 * 3600


def _login(request: HttpRequest) -> Login | None:
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def language_of(request: HttpRequest) -> str:
    """The login's language, else the browser's cookie, else what the browser asks for."""
    login = _login(request)
    chosen = login.language if login is not None else ""
    chosen = chosen or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    return translation.get_language_from_request(request)


def theme_of(request: HttpRequest) -> str:
    """`light` or `dark`; empty where the device decides."""
    login = _login(request)
    chosen = login.theme if login is not None else request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in {Login.Theme.LIGHT, Login.Theme.DARK} else ""


def keep_language(request: HttpRequest, response: HttpResponse, code: str) -> None:
    """Use the language from now on, here and wherever the login is used."""
    login = _login(request)
    if login is not None:
        Login.objects.filter(pk=login.pk).update(language=code)
    _keep(response, settings.LANGUAGE_COOKIE_NAME, code)


def keep_theme(request: HttpRequest, response: HttpResponse, theme: str) -> None:
    """Use the colours from now on, here and wherever the login is used."""
    login = _login(request)
    if login is not None:
        Login.objects.filter(pk=login.pk).update(theme=theme)
    _keep(response, THEME_COOKIE, theme)


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=A_YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
