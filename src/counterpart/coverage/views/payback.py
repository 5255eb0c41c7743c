"""Whether teams pay for themselves: the list of all, one team's ledger, and its baseline."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may, require
from counterpart.coverage.forms import BaselineForm, LedgerFilterForm
from counterpart.coverage.models import TeamBaseline
from counterpart.coverage.payback_chart import payback_chart
from counterpart.coverage.queries.payback import (
    LIFT_SOURCES,
    ORDERS,
    ledgers_for,
    team_ledger,
    together,
)
from counterpart.coverage.services import payback
from counterpart.coverage.views.headings import headings, order_of
from counterpart.jobs.queries import latest_job
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done
from counterpart.web.paging import keyset
from counterpart.web.refusals import refusal_text

ROWS_A_PAGE = 25


@login_required
@require_GET
def list_ledgers(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = LedgerFilterForm(request.GET)
    asked, sort = form.asked(), request.GET.get("sort", "earned")
    rows = ledgers_for(viewer, asked)
    page = keyset(rows, order=order_of(ORDERS, sort, "earned"), request=request, size=ROWS_A_PAGE)
    job = latest_job(payback.KEEP_LEDGERS)
    labels = {"name": _("Account"), "since": _("Team since"), "earned": _("Earned so far")}
    context = {
        "form": form,
        "asked": asked,
        "sort": sort,
        "page": page,
        "columns": headings(request, ORDERS, labels, sort),
        "together": together(rows) if page.rows else [],
        "job": job if job and job.is_live else None,
        "may_work_out": may(viewer, Action.CHANGE_COVERAGE),
        "may_export": may(viewer, Action.SEE_COVERAGE),
    }
    return render(request, "coverage/ledgers.html", context)


@login_required
@require_POST
def work_out_ledgers(request: Request) -> HttpResponse:
    require(Action.CHANGE_COVERAGE, request.viewer)
    payback.keep_ledgers_in_background(by=request.viewer)
    return redirect("coverage:ledgers")


@login_required
@require_GET
def show_ledger(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    rows = TeamBaseline.objects.select_related("account", "former")
    baseline = get_allowed(rows, pk, viewer=viewer)
    team = team_ledger(baseline)
    context = {
        "baseline": baseline,
        "account": baseline.account,
        "team": team,
        "chart": payback_chart(team) if team else None,
        "behind": -baseline.earned_minor,
        "peers": len(baseline.peers),
        "lift_source": LIFT_SOURCES.get(baseline.lift_source, baseline.lift_source),
        "may_change": may(viewer, Action.CHANGE_COVERAGE),
    }
    return render(request, "coverage/ledger.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def change_baseline(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    rows = TeamBaseline.objects.select_related("account", "former")
    baseline = get_allowed(rows, pk, viewer=viewer, to=Action.CHANGE_COVERAGE)
    form = BaselineForm(request.POST or None, baseline=baseline)
    if form.is_bound and form.is_valid():
        try:
            payback.change_baseline(baseline, by=viewer, today=viewer.today, **form.facts())
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _("The baseline is changed, and the ledger worked out anew."))
            return redirect("coverage:ledger", baseline.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "baseline": baseline, "account": baseline.account}
    return render(request, "coverage/baseline.html", context, status=status)
