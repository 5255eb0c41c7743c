"""What accounts contribute: all of them with the whale curve, and one as a statement."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may, require
from counterpart.coverage import services
from counterpart.coverage.forms import ProfitFilterForm
from counterpart.coverage.models import AccountResult
from counterpart.coverage.queries.changed_coverage import changed_coverage
from counterpart.coverage.queries.models import coverage_on
from counterpart.coverage.queries.profit import ORDERS, results_for, whale_of
from counterpart.coverage.queries.statement import statement_of
from counterpart.coverage.queries.unpriced import unpriced_by
from counterpart.coverage.statement_links import StatementLinks
from counterpart.coverage.views.headings import headings, order_of
from counterpart.coverage.whale_chart import whale_chart
from counterpart.customers.models import Account
from counterpart.jobs.queries import latest_job
from counterpart.web.paging import keyset

ROWS_A_PAGE = 25


@login_required
@require_GET
def show_profit(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = ProfitFilterForm(request.GET, viewer=viewer)
    asked, sort = form.asked(), request.GET.get("sort", "contribution")
    rows = results_for(viewer, asked, today=viewer.today)
    page = keyset(
        rows, order=order_of(ORDERS, sort, "contribution"), request=request, size=ROWS_A_PAGE
    )
    whale = whale_of(rows, today=viewer.today) if page.rows else None
    accounts = [row.account for row in page.rows]
    covered = coverage_on(viewer.today, accounts) if accounts else {}
    job = latest_job(services.WORK_OUT)
    context = {
        "form": form,
        "asked": asked,
        "sort": sort,
        "columns": headings(request, ORDERS, _labels(), sort),
        "page": page,
        "rows": [(row, covered.get(row.account_id)) for row in page.rows],
        "whale": whale,
        "chart": whale_chart(whale.curve) if whale else None,
        "first": page.rows[0] if page.rows else None,
        "job": job if job and job.is_live else None,
        "unpriced": unpriced_by(job),
        "may_work_out": may(viewer, Action.CHANGE_COVERAGE),
        "may_export": may(viewer, Action.SEE_COVERAGE),
    }
    return render(request, "coverage/profit.html", context)


@login_required
@require_POST
def work_out(request: Request) -> HttpResponse:
    require(Action.CHANGE_COVERAGE, request.viewer)
    services.work_out_in_background(by=request.viewer)
    return redirect("coverage:profit")


@login_required
@require_GET
def show_statement(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=AccountResult.see)
    statement = statement_of(account, today=viewer.today)
    covered = coverage_on(viewer.today, [account]).get(account.pk)
    assumed = covered.model if covered else None
    context = {
        "account": account,
        "tab": "profit",
        "statement": statement,
        "opened": StatementLinks(account, statement, viewer, assumed) if statement else None,
        "changed": changed_coverage(account, today=viewer.today),
        "covered": covered,
        "currency": account.currency,
        "ledger": account.team_baselines.first(),
        "may_cover": may(viewer, Action.ADOPT_COVERAGE),
    }
    return render(request, "coverage/statement.html", context)


def _labels() -> dict[str, str]:
    return {
        "name": _("Account"),
        "revenue": _("Revenue"),
        "margin": _("Margin"),
        "cost": _("Cost to serve"),
        "contribution": _("Contribution"),
    }
