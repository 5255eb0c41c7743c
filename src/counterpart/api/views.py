"""The door of the API, its reference page, and the page of one's own tokens."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterpart.access.http import Request
from counterpart.access.models import Login
from counterpart.api import tokens
from counterpart.api.forms import TokenForm
from counterpart.api.models import Token
from counterpart.api.problems import Problem, problem_of
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done
from counterpart.web.refusals import refusal_text


@csrf_exempt  # who comes with a session is checked by `who.BySession`
@never_cache
def call(request: Request, path: str) -> HttpResponse:
    """Hand the call to its operation; every error, of whatever kind, is a problem."""
    from counterpart.api.build import resolver
    from counterpart.api.calling import check_content_type

    try:
        found = resolver().resolve(f"/{path}")
    except Resolver404:
        return problem_of(Http404(), request).as_response()
    try:
        check_content_type(request, found.route)
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    except Exception as error:
        return problem_of(error, request).as_response()
    if response.status_code == 405:
        allowed = response.get("Allow", "")
        told = _("This address takes %(methods)s.") % {"methods": allowed}
        return Problem(405, told, headers={"Allow": allowed}).as_response()
    return response


@require_GET
def show_openapi(request: Request) -> HttpResponse:
    from counterpart.api.build import openapi_json

    return HttpResponse(openapi_json(), content_type="application/json")


@login_required
@require_GET
def show_reference(request: Request) -> HttpResponse:
    from counterpart.api.reference import parameters_told, rooms_of

    context = {"rooms": rooms_of(), "parameters": parameters_told()}
    return render(request, "api/reference.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def show_tokens(request: Request) -> HttpResponse:
    """One's own tokens. A new one is shown in the answer itself, and never again."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = tokens.issue_token(
                cast(Login, request.user), **form.cleaned_data, by=request.viewer
            )
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            form = TokenForm()
    context = {
        "form": form,
        "secret": secret,
        "tokens": Token.objects.filter(login=request.viewer.login),
        "today": request.viewer.today,
    }
    response = render(request, "api/tokens.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def revoke_token(request: Request, pk: int) -> HttpResponse:
    token = get_object_or_404(Token, pk=pk, login=request.viewer.login)
    tokens.revoke_token(token, by=request.viewer)
    done(request, _("“%(token)s” is revoked.") % {"token": token.name})
    return redirect("api:tokens")
