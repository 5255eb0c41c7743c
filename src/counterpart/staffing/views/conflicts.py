"""Conflicts of interest: listed, added and removed on a page of their own."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, require
from counterpart.kernel.errors import Refusal
from counterpart.staffing import services
from counterpart.staffing.forms import ConflictForm
from counterpart.staffing.models import Conflict
from counterpart.web.notices import done
from counterpart.web.paging import keyset
from counterpart.web.refusals import refusal_text


@login_required
@require_http_methods(["GET", "POST"])
def list_conflicts(request: Request) -> HttpResponse:
    require(Action.PLAN_STAFFING, request.viewer)
    form = ConflictForm(request.POST or None, viewer=request.viewer)
    if form.is_bound and form.is_valid():
        try:
            services.keep_apart(**form.cleaned_data, by=request.viewer)
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _("Every new proposal keeps the two apart."))
            return redirect("staffing:conflicts")
    rows = Conflict.objects.visible_to(request.viewer).select_related(
        "person__function", "other__function"
    )
    page = keyset(rows, order=("person__last_name", "person__first_name", "pk"), request=request)
    context = {"page": page, "form": form}
    status = 422 if form.errors else 200
    return render(request, "staffing/conflicts.html", context, status=status)


@login_required
@require_POST
def remove_conflict(request: Request, pk: int) -> HttpResponse:
    row = get_allowed(Conflict, pk, viewer=request.viewer, to=Action.PLAN_STAFFING)
    services.let_together(row, by=request.viewer)
    done(request, _("The two may work for the same account again."))
    return redirect("staffing:conflicts")
