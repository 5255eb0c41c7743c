"""Coverage plans: the list, one plan on its sheets, one account of it."""

from __future__ import annotations

import zlib
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may, require
from counterpart.coverage.forms import PlanForm, PlannedFilterForm
from counterpart.coverage.frontier_chart import frontier_charts
from counterpart.coverage.models import CoveragePlan
from counterpart.coverage.options import PlanOptions
from counterpart.coverage.queries import plans as queries
from counterpart.coverage.queries.framing import hours_there_are
from counterpart.coverage.queries.plan_since import changed_since
from counterpart.coverage.queries.regional_hours import regions_today
from counterpart.coverage.services import portfolio
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done
from counterpart.web.paging import keyset
from counterpart.web.refusals import refusal_text

ROWS_A_PAGE = 25


@login_required
@require_GET
def list_plans(request: Request) -> HttpResponse:
    require(Action.PLAN_COVERAGE, request.viewer)
    rows = queries.plans_for(request.viewer)
    text = request.GET.get("q", "").strip()
    if text:
        rows = rows.filter(name__icontains=text)
    page = keyset(rows, order=("-pk",), request=request)
    return render(request, "coverage/plans.html", {"page": page, "text": text})


def allowed_plan(request: Request, pk: int, to: Action = Action.PLAN_COVERAGE) -> CoveragePlan:
    """The plan, if the viewer may do this to it."""
    rows = CoveragePlan.objects.defer("problem")
    return get_allowed(rows, pk, viewer=request.viewer, to=to)


@login_required
@require_http_methods(["GET", "POST"])
def create_plan(request: Request) -> HttpResponse:
    require(Action.PLAN_COVERAGE, request.viewer)
    name = _("Coverage of %(year)s") % {"year": request.viewer.today.year + 1}
    return _asked(request, PlanOptions(), name, None)


@login_required
@require_http_methods(["GET", "POST"])
def copy_plan(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk)
    name = _("%(plan)s, otherwise") % {"plan": plan.name}
    return _asked(request, PlanOptions.from_choices(plan.choices), name[:120], plan)


def _asked(
    request: Request, options: PlanOptions, name: str, original: CoveragePlan | None
) -> HttpResponse:
    """The form, and the new plan once it is filled in."""
    there = hours_there_are(request.viewer.today)
    form = PlanForm(request.POST or None, options=options, name=name, there=there)
    if request.method == "POST" and form.is_valid():
        try:
            plan = portfolio.draw_up_plan(
                form.cleaned_data["name"], options=form.options(), by=request.viewer
            )
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            return redirect("coverage:plan", plan.pk)
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "original": original,
        "regions": regions_today(form.functions, request.viewer.today),
    }
    return render(request, "coverage/plan_form.html", context, status=status)


@login_required
@require_GET
def show_plan(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk)
    job = portfolio.job_of(plan)
    view = request.GET.get("view", "")
    context: dict[str, Any] = {
        "plan": plan,
        "job": None if plan.is_solved else job,
        "tabs": _tabs(plan, view),
        "view": view,
        "may_adopt": may(request.viewer, Action.ADOPT_COVERAGE),
        "sees_history": may(request.viewer, Action.SEE_ALL_HISTORY),
        "others": queries.plans_for(request.viewer)
        .exclude(pk=plan.pk)
        .exclude(value_minor=None)[:10],
    }
    if plan.is_solved:
        context["since"] = changed_since(plan, request.viewer)
        context |= SHEETS.get(view, _accounts)(request, plan)
    return render(request, "coverage/plan.html", context)


def _accounts(request: Request, plan: CoveragePlan) -> dict[str, Any]:
    form = PlannedFilterForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    rows = queries.rows_of_plan(
        plan,
        text=given.get("text", "").strip(),
        model=given.get("model"),
        changes=bool(given.get("changes")),
    )
    page = keyset(rows, order=queries.ROW_ORDERS["gain"], request=request, size=ROWS_A_PAGE)
    return {"form": form, "page": page, "narrows": any(given.values())}


def _models(_request: Request, plan: CoveragePlan) -> dict[str, Any]:
    return {
        "movements": queries.movements_of(plan),
        "scarce": queries.scarce_of(plan),
        "asked": queries.asked_of(plan),
    }


def _calls(_request: Request, plan: CoveragePlan) -> dict[str, Any]:
    return {
        "closest": queries.closest_rows(plan),
        "flipping": queries.flipping_rows(plan),
        "noise": plan.findings.get("noise"),
    }


def _frontier(_request: Request, plan: CoveragePlan) -> dict[str, Any]:
    return {"charts": frontier_charts(plan)}


SHEETS = {"models": _models, "calls": _calls, "frontier": _frontier}


def _tabs(plan: CoveragePlan, shown: str) -> list[tuple[str, str, bool]]:
    here = reverse("coverage:plan", args=[plan.pk])
    sheets = [
        ("", _("Accounts")),
        ("models", _("Models and limits")),
        ("calls", _("Closest calls")),
        ("frontier", _("Frontier")),
    ]
    return [(text, f"{here}?view={code}" if code else here, code == shown) for code, text in sheets]


@login_required
@require_GET
def show_planned(request: Request, pk: int, account: int) -> HttpResponse:
    """One account of a plan: every model it may have beside the one chosen."""
    plan = allowed_plan(request, pk)
    rows = plan.rows.select_related("account", "today", "model", "runner_up")
    row = get_object_or_404(rows, account=account)
    context = {"plan": plan, "row": row, "compared": queries.compared_of(row)}
    return render(request, "coverage/planned.html", context)


@login_required
@require_POST
def solve_again(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk)
    portfolio.solve_plan_again(plan, by=request.viewer)
    return redirect("coverage:plan", plan.pk)


@login_required
@require_POST
def discard_plan(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk)
    portfolio.discard_plan(plan, by=request.viewer)
    done(request, _("The plan “%(plan)s” is discarded.") % {"plan": plan.name})
    return redirect("coverage:plans")


@login_required
@require_GET
def compare_plans(request: Request) -> HttpResponse:
    """Two to four plans side by side."""
    require(Action.PLAN_COVERAGE, request.viewer)
    chosen = list(dict.fromkeys(request.GET.getlist("p")))[:4]
    if not chosen or not all(pk.isdecimal() for pk in chosen):
        raise Http404
    plans = [allowed_plan(request, int(pk)) for pk in chosen]
    both_solved = len(plans) == 2 and all(plan.is_solved for plan in plans)
    context = {
        "plans": plans,
        "asked": queries.asked_differently(plans),
        "differences": queries.differences_between(*plans) if both_solved else None,
        "best": max((plan.value_minor or 0 for plan in plans), default=0),
    }
    return render(request, "coverage/plan_compare.html", context)


@login_required
@require_GET
def download_problem(request: Request, pk: int) -> HttpResponse:
    """The engine's problem file, for `counterpart coverage solve` and `check`."""
    plan = get_allowed(CoveragePlan, pk, viewer=request.viewer, to=Action.PLAN_COVERAGE)
    if plan.problem is None:
        raise Http404
    text = zlib.decompress(bytes(plan.problem))
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="coverage-{plan.pk}.json"'
    return response
