"""Putting a coverage plan in force from a day, and taking it back."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import may
from counterpart.coverage.forms import AdoptPlanForm
from counterpart.coverage.models import CoverageModel
from counterpart.coverage.queries.plan_since import changed_since
from counterpart.coverage.services import portfolio
from counterpart.coverage.views.plans import allowed_plan
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done, warn
from counterpart.web.refusals import refusal_text


@login_required
@require_http_methods(["GET", "POST"])
def adopt_plan(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk, to=Action.ADOPT_COVERAGE)
    tomorrow = request.viewer.today + timedelta(days=1)
    form = AdoptPlanForm(request.POST or None, initial={"since": tomorrow})
    if request.method == "POST" and form.is_valid():
        try:
            portfolio.adopt_coverage(plan, by=request.viewer, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            undo = reverse("coverage:plan_take_back", args=[plan.pk])
            done(request, _("The plan “%(plan)s” is adopted.") % {"plan": plan.name}, undo_url=undo)
            return redirect("coverage:plan", plan.pk)
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "plan": plan,
        "since": changed_since(plan, request.viewer),
        "sees_history": may(request.viewer, Action.SEE_ALL_HISTORY),
        "changes": plan.changes or 0,
        "teams": plan.rows.filter(is_change=True, model__kind__in=CoverageModel.WITH_TEAM).count(),
    }
    return render(request, "coverage/plan_adopt.html", context, status=status)


@login_required
@require_POST
def take_plan_back(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk, to=Action.ADOPT_COVERAGE)
    try:
        portfolio.take_coverage_back(plan, by=request.viewer)
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
    else:
        done(
            request,
            _("The plan “%(plan)s” is taken back; everything is as before.") % {"plan": plan.name},
        )
    return redirect("coverage:plan", plan.pk)
