"""What an account ordered."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.customers.models import Account
from counterpart.ledger.chart import chart_of
from counterpart.ledger.forms import OrderFilter
from counterpart.ledger.models import OrderLine
from counterpart.ledger.queries import counted_kind
from counterpart.ledger.queries.orders import (
    currencies_of,
    document_lines,
    documents_of,
    lines_of,
    products_of,
    quarters_of,
    totals_of,
)
from counterpart.web.paging import keyset

QUARTERS_SHOWN = 12
DOCUMENT_ORDER = ("-on", "document_no", "document_kind", "source_system")
MOST_LINES = 200


@login_required
def list_orders(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=Action.SEE_ORDERS)
    currencies = currencies_of(account)
    filters = OrderFilter(request.GET, products=products_of(account), currencies=currencies)
    picked = filters.cleaned_data if filters.is_valid() else {}
    currency = picked.pop("currency", "") or next(iter(currencies), account.currency)
    direction = picked.pop("direction", "")
    lines = lines_of(account, currency=currency, **picked)
    documents = keyset(documents_of(lines, direction), order=DOCUMENT_ORDER, request=request)
    kinds = dict(OrderLine.Document.choices)
    for document in documents.rows:
        document["kind_name"] = kinds[document["document_kind"]]
    added_up = OrderLine.Document(picked.get("kind") or counted_kind())
    counted = lines.filter(document_kind=added_up)
    quarters = quarters_of(counted, most=QUARTERS_SHOWN)
    context = {
        "account": account,
        "tab": "orders",
        "has_orders": bool(currencies),
        "other_currencies": [other for other in currencies if other != currency],
        "currency": currency,
        "filters": filters,
        "totals": totals_of(counted),
        "added_up": added_up,
        "has_other_kinds": any(row["document_kind"] != added_up for row in documents.rows),
        "may_choose": viewer.has_role_for(Action.CHANGE_COMPANY),
        "quarters": quarters,
        "chart": chart_of(quarters),
        "page": documents,
    }
    return render(request, "ledger/orders.html", context)


@login_required
def show_document(request: Request, pk: int) -> HttpResponse:
    """The lines of one document, to be shown under it; a page by itself without scripts."""
    account = get_allowed(Account, pk, viewer=request.viewer, to=Action.SEE_ORDERS)
    wanted = {name: request.GET.get(name, "") for name in ("kind", "number", "source", "currency")}
    lines = list(document_lines(account, **wanted)[: MOST_LINES + 1])
    if not lines:
        raise Http404
    context = {
        "account": account,
        "tab": "orders",
        "lines": lines[:MOST_LINES],
        "is_cut": len(lines) > MOST_LINES,
        "has_costs": any(line.cost_minor is not None for line in lines),
        "number": wanted["number"],
    }
    part = "ledger/lines.html" if request.htmx else "ledger/document.html"
    return render(request, part, context)
