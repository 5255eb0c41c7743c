"""Putting a proposal in force from a day, and taking it back."""

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
from counterpart.kernel.errors import Refusal
from counterpart.staffing import services
from counterpart.staffing.forms import AdoptForm
from counterpart.staffing.views.plans import allowed_plan
from counterpart.web.notices import done, warn
from counterpart.web.refusals import refusal_text


@login_required
@require_http_methods(["GET", "POST"])
def adopt(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk, to=Action.ADOPT_STAFFING)
    tomorrow = request.viewer.today + timedelta(days=1)
    form = AdoptForm(request.POST or None, initial={"since": tomorrow})
    if request.method == "POST" and form.is_valid():
        try:
            if services.is_large(plan):
                services.adopt_in_background(plan, by=request.viewer, **form.cleaned_data)
                return redirect("staffing:plan", plan.pk)
            services.adopt(plan, by=request.viewer, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            undo = reverse("staffing:take_back", args=[plan.pk])
            done(request, _("“%(plan)s” is adopted.") % {"plan": plan.name}, undo_url=undo)
            return redirect("staffing:plan", plan.pk)
    status = 422 if form.errors else 200
    return render(request, "staffing/adopt.html", {"form": form, "plan": plan}, status=status)


@login_required
@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk, to=Action.ADOPT_STAFFING)
    try:
        if services.is_large(plan):
            services.take_back_in_background(plan, by=request.viewer)
            return redirect("staffing:plan", plan.pk)
        services.take_back(plan, by=request.viewer)
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
    else:
        done(request, _("“%(plan)s” is taken back; everything is as before.") % {"plan": plan.name})
    return redirect("staffing:plan", plan.pk)
