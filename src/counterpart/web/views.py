"""Home, language, colours and the preferences page."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from counterpart.access.models import Login
from counterpart.web import preferences
from counterpart.web.forms import PreferencesForm
from counterpart.web.navigation import navigation
from counterpart.web.notices import done


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The first place that the viewer may go to."""
    sections = navigation(request, request.viewer)  # type: ignore[attr-defined]
    return redirect(sections[0][1][0].href if sections else "web:preferences")


def _back(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return redirect(target)
    return redirect("web:home")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Works before logging in as well."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    response = _back(request)
    preferences.keep_language(request, response, code)
    return response


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Works before logging in as well."""
    theme = request.POST.get("theme", "")
    if theme not in Login.Theme.values:
        return HttpResponseBadRequest()
    response = _back(request)
    preferences.keep_theme(request, response, theme)
    return response


@login_required
def show_preferences(request: HttpRequest) -> HttpResponse:
    login: Login = request.user  # type: ignore[assignment]
    form = PreferencesForm(
        request.POST or None,
        initial={"language": login.language or request.LANGUAGE_CODE, "theme": login.theme},
    )
    if form.is_valid():
        response = redirect("web:preferences")
        preferences.keep_language(request, response, form.cleaned_data["language"])
        preferences.keep_theme(request, response, form.cleaned_data["theme"])
        with override(form.cleaned_data["language"]):
            done(request, _("Your preferences are saved."))
        return response
    return render(request, "web/preferences.html", {"form": form})
