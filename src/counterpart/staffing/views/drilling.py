"""If somebody leaves: the report on everybody, and the page about one person."""

from __future__ import annotations

import csv
from io import StringIO

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, require
from counterpart.directory.models import Person
from counterpart.staffing import drills, queries, services
from counterpart.staffing.drill_files import FILES
from counterpart.staffing.models import Leaving, StaffingPlan
from counterpart.staffing.views.plans import allowed_plan


@login_required
@require_GET
def show_risk(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk)
    wanted = drills.Wanted.of(request)
    context = {
        "plan": plan,
        "wanted": wanted,
        "bases": Leaving.Basis.choices,
        "page": drills.risk_page(plan, wanted, request),
        "functions": drills.functions_of(plan, wanted.basis),
        "job": drills.live_job(plan, wanted.basis),
    }
    return render(request, "staffing/risk.html", context)


@login_required
@require_POST
def think_through(request: Request, pk: int) -> HttpResponse:
    plan = get_allowed(StaffingPlan, pk, viewer=request.viewer, to=Action.PLAN_STAFFING)
    basis = request.POST.get("of", "")
    if basis not in Leaving.Basis.values:
        basis = Leaving.Basis.PROPOSAL
    services.drill_in_background(plan, basis=basis, by=request.viewer)
    return redirect(reverse("staffing:risk", args=[plan.pk]) + f"?of={basis}")


@login_required
@require_GET
def download_risk(request: Request, pk: int) -> HttpResponse:
    """The report as a file, as it is filtered and sorted."""
    plan = allowed_plan(request, pk)
    wanted = drills.Wanted.of(request)
    rows = wanted.rows(plan).order_by(*drills.ORDERS[wanted.sort])
    return _as_file(request, plan, rows, f"if-somebody-leaves-{plan.pk}")


@login_required
@require_GET
def download_leaving(request: Request, pk: int) -> HttpResponse:
    """One person's part of it."""
    rows = Leaving.objects.select_related("plan", "person__function", "person__office")
    rows = rows.defer("plan__problem", "plan__trajectory", "plan__findings")
    leaving = get_allowed(rows, pk, viewer=request.viewer, to=Action.PLAN_STAFFING)
    return _as_file(request, leaving.plan, rows.filter(pk=pk), f"if-one-leaves-{pk}")


def _as_file(
    request: Request, plan: StaffingPlan, rows: QuerySet[Leaving], name: str
) -> HttpResponse:
    by = request.GET.get("by", "")
    written = FILES.get(by, FILES[""])
    lines = StringIO()
    csv.writer(lines).writerows(written.rows(rows, plan.currency))
    response = HttpResponse("\ufeff" + lines.getvalue(), content_type="text/csv; charset=utf-8")
    suffix = f"-by-{by}" if by in FILES and by else ""
    response["Content-Disposition"] = f'attachment; filename="{name}{suffix}.csv"'
    return response


@login_required
@require_GET
def show_leaving(request: Request, pk: int) -> HttpResponse:
    rows = Leaving.objects.select_related("plan", "person__function")
    rows = rows.defer("plan__problem", "plan__trajectory", "plan__findings")
    leaving = get_allowed(rows, pk, viewer=request.viewer, to=Action.PLAN_STAFFING)
    context = {"leaving": leaving, "plan": leaving.plan, "shown": drills.shown(leaving)}
    return render(request, "staffing/leaving.html", context)


@login_required
@require_GET
def if_person_leaves(request: Request, pk: int) -> HttpResponse:
    """From a person's page to what is known, or to where it can be thought through."""
    require(Action.PLAN_STAFFING, request.viewer)
    person = get_allowed(Person, pk, viewer=request.viewer, to=Action.SEE_PERSON)
    if (found := drills.newest_of(person, request.viewer)) is not None:
        return redirect("staffing:leaving", found.pk)
    plans = queries.plans_for(request.viewer).exclude(value_minor=None)
    newest = plans.order_by("-pk").first()
    if newest is None:
        return redirect("staffing:plans")
    return redirect(reverse("staffing:risk", args=[newest.pk]) + "?of=today")
