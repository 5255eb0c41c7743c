"""Proposals: the list, watching it being solved, looking at it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may, require
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.directory.queries.first_steps import Step, before_customers
from counterpart.kernel.errors import Refusal
from counterpart.staffing import queries, services
from counterpart.staffing.curve_chart import curve_of
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.prices_shown import shown_prices
from counterpart.web.notices import done, warn
from counterpart.web.paging import keyset
from counterpart.web.refusals import refusal_text

PIECE = 16 * 1024


@login_required
@require_GET
def list_plans(request: Request) -> HttpResponse:
    require(Action.PLAN_STAFFING, request.viewer)
    rows = queries.plans_for(request.viewer)
    state = request.GET.get("state", "")
    if state in StaffingPlan.State.values:
        rows = rows.filter(state=state)
    text = request.GET.get("q", "").strip()
    if text:
        rows = rows.filter(name__icontains=text)
    page = keyset(rows, order=("-pk",), request=request)
    listed = [(plan, queries.figures_of(plan)) for plan in page.rows]
    context = {
        "page": page,
        "listed": listed,
        "states": StaffingPlan.State.choices,
        "state": state,
        "text": text,
        "waiting": list(services.waiting_accounts()),
        "step": None if page.rows else _before_proposals(request.viewer),
    }
    return render(request, "staffing/plans.html", context)


def _before_proposals(viewer: Viewer) -> Step | None:
    """What must be there before there is somebody to staff, and for whom."""
    if (step := before_customers(viewer)) or Account.objects.exists():
        return step
    text = _("The people are there. Next come your customers; then a proposal can be drawn up.")
    return Step(text, _("Import customers"), reverse("exchange:home"))


def allowed_plan(request: Request, pk: int, to: Action = Action.PLAN_STAFFING) -> StaffingPlan:
    """The proposal, if the viewer may do this to it."""
    rows = StaffingPlan.objects.defer("problem")
    return get_allowed(rows, pk, viewer=request.viewer, to=to)


@login_required
@require_GET
def show_plan(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk)
    if not plan.is_solved:
        return render(request, "staffing/solving.html", _progress(plan))
    shown = request.GET.get("view", "")
    context = {
        "plan": plan,
        "figures": queries.figures_of(plan),
        "findings": queries.findings_of(plan),
        "course": queries.course_of(plan.trajectory),
        "view": shown,
        "tabs": _tabs(plan, shown),
        "adoption": queries.adoption_job(plan),
        "may_adopt": may(request.viewer, Action.ADOPT_STAFFING),
        "others": queries.plans_for(request.viewer)
        .exclude(pk=plan.pk)
        .exclude(value_minor=None)[:10],
        **SHEETS.get(shown, _teams)(request, plan),
    }
    return render(request, "staffing/plan.html", context)


def _teams(request: Request, plan: StaffingPlan) -> dict[str, object]:
    text, only = request.GET.get("q", "").strip(), request.GET.get("only", "")
    page, teams = queries.teams_page(plan, request, text, only)
    return {"page": page, "teams": teams, "text": text, "only": only}


def _gaps(request: Request, plan: StaffingPlan) -> dict[str, object]:
    page, gaps = queries.gaps_page(plan, request)
    return {"page": page, "gaps": gaps}


def _load(request: Request, plan: StaffingPlan) -> dict[str, object]:
    return {"page": queries.loads_page(plan, request)}


def _limits(request: Request, plan: StaffingPlan) -> dict[str, object]:
    return {"limits": queries.limits_of(plan), "prices": shown_prices(plan)}


def _changes(request: Request, plan: StaffingPlan) -> dict[str, object]:
    return {"curve": curve_of(plan), "curve_job": services.curve_job(plan)}


def _hand_overs(request: Request, plan: StaffingPlan) -> dict[str, object]:
    rows = services.hand_overs_of(plan)
    return {"page": keyset(rows, order=("due_on", "pk"), request=request)}


def _prices(request: Request, plan: StaffingPlan) -> dict[str, object]:
    return {"prices": shown_prices(plan)}


SHEETS = {
    "gaps": _gaps,
    "load": _load,
    "limits": _limits,
    "prices": _prices,
    "changes": _changes,
    "hand-overs": _hand_overs,
}


def _tabs(plan: StaffingPlan, shown: str) -> list[tuple[str, str, bool]]:
    """Teams first; what stands beside them each on a sheet of its own."""
    here = reverse("staffing:plan", args=[plan.pk])
    sheets = [("", _("Teams")), ("gaps", _("Gaps")), ("load", _("Load")), ("limits", _("Limits"))]
    sheets.append(("prices", _("Prices")))
    sheets.append(("changes", _("Changes")))
    if plan.adoption_batch:
        sheets.append(("hand-overs", _("Hand-overs")))
    return [(text, f"{here}?view={code}" if code else here, code == shown) for code, text in sheets]


@login_required
@require_GET
def show_progress(request: Request, pk: int) -> HttpResponse:
    """The live fragment; tells the page to load anew once the proposal is there."""
    plan = allowed_plan(request, pk)
    if plan.is_solved:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "staffing/progress.html", _progress(plan))


def _progress(plan: StaffingPlan) -> dict[str, object]:
    return {"plan": plan, "job": queries.running_job(plan)}


@login_required
@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk)
    services.stop_solving(plan, by=request.viewer)
    done(request, _("The search stops; the best plan so far is kept."))
    return redirect("staffing:plan", plan.pk)


@login_required
@require_POST
def solve_again(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk)
    again = services.solve_again(plan, options=None, by=request.viewer)
    return redirect("staffing:plan", again.pk)


@login_required
@require_POST
def staff_waiting(request: Request) -> HttpResponse:
    """A proposal for the accounts that a coverage plan opened."""
    require(Action.PLAN_STAFFING, request.viewer)
    try:
        plan = services.staff_waiting_accounts(by=request.viewer)
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
        return redirect("staffing:plans")
    return redirect("staffing:plan", plan.pk)


@login_required
@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk)
    services.discard(plan, by=request.viewer)
    done(request, _("“%(plan)s” is discarded.") % {"plan": plan.name})
    return redirect("staffing:plans")


@login_required
@require_GET
def download_problem(request: Request, pk: int) -> StreamingHttpResponse:
    """The engine's problem file, for `counterpart staffing solve` and `check`."""
    plan = get_allowed(StaffingPlan, pk, viewer=request.viewer, to=Action.PLAN_STAFFING)
    if plan.problem is None:
        raise Http404
    response = StreamingHttpResponse(
        _unpacked(bytes(plan.problem)), content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="staffing-{plan.pk}.json"'
    return response


def _unpacked(packed: bytes) -> Iterator[bytes]:
    """Piece by piece: unpacked, the problem of a whole company is very large."""
    unpacking = zlib.decompressobj()
    for at in range(0, len(packed), PIECE):
        yield unpacking.decompress(packed[at : at + PIECE])
    yield unpacking.flush()
