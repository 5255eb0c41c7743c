"""All key accounts: the portfolio and the coverage matrix."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import may
from counterpart.directory.queries.first_steps import before_customers
from counterpart.teams.forms import MatrixFilterForm, PortfolioFilterForm
from counterpart.teams.queries.matrix import matrix_of
from counterpart.teams.queries.portfolio import ORDERS, in_order, portfolio, totals
from counterpart.web.paging import keyset

PORTFOLIO_SIZE, MATRIX_SIZE = 50, 25


@login_required
def show_portfolio(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = PortfolioFilterForm(request.GET, viewer=viewer)
    asked = form.asked()
    sort = request.GET.get("sort", "name")
    rows, order = in_order(portfolio(viewer, asked), sort)
    page = keyset(rows, order=order, request=request, size=PORTFOLIO_SIZE)
    context = {
        "form": form,
        "asked": asked,
        "page": page,
        "columns": _columns(request, sort),
        "sort": sort,
        "totals": totals(rows) if page.rows else None,
        "may_import": may(viewer, Action.IMPORT),
        "step": None if page.rows else before_customers(viewer),
        "may_create": may(viewer, Action.CREATE_ACCOUNT),
    }
    return render(request, "teams/portfolio.html", context)


def _columns(request: Request, sort: str) -> list[dict[str, Any]]:
    """The headings: what each is called, where a click leads, and how it is sorted now."""
    labels = {
        "name": _("Account"),
        "tier": _("Tier"),
        "lead": _("Lead"),
        "cover": _("Cover"),
        "gaps": _("Gaps"),
        "contacts": _("Contacts"),
        "team": _("Team"),
        "load": _("Overload"),
        "single": _("Single-threaded"),
        "value": _("Value a year"),
    }
    columns = []
    for name in ORDERS:
        is_sorted = sort.removeprefix("-") == name
        query = request.GET.copy()
        for key in ("after", "before"):
            query.pop(key, None)
        query["sort"] = f"-{name}" if sort == name else name
        falls = ORDERS[name][0].startswith("-") != sort.startswith("-")
        columns.append(
            {
                "name": name,
                "label": labels[name],
                "href": f"?{query.urlencode()}",
                "aria_sort": ("descending" if falls else "ascending") if is_sorted else "",
                "is_number": name in {"gaps", "contacts", "team", "value"},
            }
        )
    return columns


@login_required
def show_matrix(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = MatrixFilterForm(request.GET or None, viewer=viewer)
    if not form.is_bound:
        form = MatrixFilterForm({"on": viewer.today}, viewer=viewer)
    asked, on = form.asked()
    page = keyset(
        portfolio(viewer, asked), order=("account__name", "pk"), request=request, size=MATRIX_SIZE
    )
    context = {
        "form": form,
        "asked": asked,
        "on": on,
        "is_today": on == viewer.today,
        "page": page,
        "matrix": matrix_of([cover.account for cover in page.rows], on=on),
        "may_import": may(viewer, Action.IMPORT),
        "step": None if page.rows else before_customers(viewer),
    }
    return render(request, "teams/matrix.html", context)
