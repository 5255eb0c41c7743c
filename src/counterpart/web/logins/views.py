"""Screens for administrators: who may log in, and with which roles."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from counterpart.access import services
from counterpart.access.actions import Action, Role
from counterpart.access.http import Request
from counterpart.access.models import Login
from counterpart.access.relations import require
from counterpart.kernel.errors import Refusal
from counterpart.web.logins.forms import LoginFilterForm, NewLoginForm, RolesForm
from counterpart.web.logins.queries import events_of, logins
from counterpart.web.notices import done
from counterpart.web.paging import keyset
from counterpart.web.refusals import refusal_text


@login_required
@require_GET
def show_logins(request: Request) -> HttpResponse:
    require(Action.MANAGE_LOGINS, request.viewer)
    form = LoginFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = logins(
        text=wanted.get("q", ""), state=wanted.get("state", ""), role=wanted.get("role", "")
    )
    page = keyset(rows, order=("email", "pk"), request=request)
    return render(
        request,
        "logins/logins.html",
        {"page": page, "form": form, "is_filtered": any(wanted.values())},
    )


@login_required
def new_login(request: Request) -> HttpResponse:
    require(Action.MANAGE_LOGINS, request.viewer)
    form = NewLoginForm(request.POST or None)
    if form.is_valid():
        try:
            login = services.create_login(
                form.cleaned_data["email"], roles=_roles(form), by=request.viewer
            )
        except Refusal as refused:
            form.add_error(None, refusal_text(refused))
        else:
            done(request, _("%(email)s may log in now.") % {"email": login.email})
            return redirect("access:login", login.pk)
    return render(request, "logins/new.html", {"form": form})


@login_required
@require_GET
def show_login(request: Request, pk: int) -> HttpResponse:
    return _login_page(request, _login(request, pk))


@login_required
@require_POST
def change_roles(request: Request, pk: int) -> HttpResponse:
    login = _login(request, pk)
    form = RolesForm(request.POST)
    if form.is_valid():
        try:
            services.set_roles(login, _roles(form), by=request.viewer)
        except Refusal as refused:
            form.add_error(None, refusal_text(refused))
        else:
            done(request, _("The roles of %(email)s are saved.") % {"email": login.email})
            return redirect("access:login", login.pk)
    return _login_page(request, login, form=form)


@login_required
@require_POST
@never_cache
def make_password_link(request: Request, pk: int) -> HttpResponse:
    """Shows the link once, on this page only."""
    login = _login(request, pk)
    link = request.build_absolute_uri(services.make_password_link(login, by=request.viewer))
    return _login_page(request, login, password_link=link)


@login_required
@require_POST
def close_login(request: Request, pk: int) -> HttpResponse:
    return _act(request, pk, services.close_login, _("%(email)s can no longer log in."))


@login_required
@require_POST
def open_login(request: Request, pk: int) -> HttpResponse:
    return _act(request, pk, services.open_login, _("%(email)s may log in again."))


@login_required
@require_POST
def remove_second_factor(request: Request, pk: int) -> HttpResponse:
    words = _("%(email)s now logs in with the password alone.")
    return _act(request, pk, services.remove_second_factor, words)


def _act(request: Request, pk: int, use_case: Callable[..., None], words: str) -> HttpResponse:
    login = _login(request, pk)
    use_case(login, by=request.viewer)
    done(request, words % {"email": login.email})
    return redirect("access:login", login.pk)


def _login(request: Request, pk: int) -> Login:
    require(Action.MANAGE_LOGINS, request.viewer)
    return get_object_or_404(logins(), pk=pk)


def _roles(form: RolesForm) -> list[Role]:
    return [Role(code) for code in form.cleaned_data["roles"]]


def _login_page(
    request: Request, login: Login, *, form: RolesForm | None = None, password_link: str = ""
) -> HttpResponse:
    held = [grant.role for grant in login.role_grants.all()]
    return render(
        request,
        "logins/login.html",
        {
            "login": login,
            "form": form or RolesForm(initial={"roles": held}),
            "events": events_of(login),
            "password_link": password_link,
            "is_own": login.pk == request.user.pk,
        },
    )
