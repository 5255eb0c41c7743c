"""What was done for an account, and what was done twice."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may, require
from counterpart.coverage import services
from counterpart.coverage.forms import EntryFilterForm, EntryForm
from counterpart.coverage.models import ServiceEntry
from counterpart.coverage.queries.duplicates import accounts_with_calls, duplicates_of
from counterpart.customers.models import Account
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done
from counterpart.web.paging import keyset
from counterpart.web.refusals import refusal_text

ROWS_A_PAGE = 25
MOST_SHOWN = 200


@login_required
@require_http_methods(["GET", "POST"])
def list_entries(request: Request, pk: int) -> HttpResponse:
    """The entries of an account, and a form for the next."""
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=ServiceEntry.see)
    sees_money = may(viewer, Action.SEE_CONTRIBUTION, account)
    form = EntryForm(request.POST or None, account=account, viewer=viewer, sees_money=sees_money)
    if request.method == "POST":
        get_allowed(Account, pk, viewer=viewer, to=Action.LOG_SERVICE)
        if form.is_valid():
            try:
                services.log_entry(account, by=viewer, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, refusal_text(refusal))
            else:
                done(request, _("The entry is saved."))
                return redirect("coverage:entries", account.pk)
    filters = EntryFilterForm(request.GET, auto_id="filter_%s")
    entries = ServiceEntry.objects.filter(account=account)
    rows = filters.chosen(entries).select_related("person", "function", "site")
    page = keyset(rows, order=("-on", "pk"), request=request, size=ROWS_A_PAGE)
    context = {
        "account": account,
        "tab": "log",
        "sees_money": sees_money,
        "page": page,
        "filters": filters if page.rows or entries.exists() else None,
        "form": form if may(viewer, Action.LOG_SERVICE, account) else None,
        "duplicates": duplicates_of([account], viewer.today) if sees_money else None,
    }
    status = 422 if form.errors else 200
    return render(request, "coverage/entries.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def change_entry(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    entry, sees_money = _own_to_change(request, pk)
    account = entry.account
    form = EntryForm(
        request.POST or None, account=account, viewer=viewer, entry=entry, sees_money=sees_money
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change_entry(entry, by=viewer, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _("The entry is saved."))
            return redirect("coverage:entries", account.pk)
    status = 422 if form.errors else 200
    context = {
        "account": account,
        "tab": "log",
        "form": form,
        "back": reverse("coverage:entries", args=[account.pk]),
        "entry": entry,
    }
    return render(request, "coverage/entry.html", context, status=status)


@login_required
@require_POST
def remove_entry(request: Request, pk: int) -> HttpResponse:
    entry, _sees_money = _own_to_change(request, pk)
    services.remove_entry(entry, by=request.viewer)
    done(request, _("The entry is taken back."))
    return redirect("coverage:entries", entry.account_id)


def _own_to_change(request: Request, pk: int) -> tuple[ServiceEntry, bool]:
    """The entry, and whether money is seen; entries of money only by who sees money."""
    rows = ServiceEntry.objects.select_related("account", "person", "function")
    entry = get_allowed(rows, pk, viewer=request.viewer, to=Action.LOG_SERVICE)
    sees_money = may(request.viewer, Action.SEE_CONTRIBUTION, entry.account)
    if entry.amount_minor is not None and not sees_money:
        raise Http404
    return entry, sees_money


@login_required
@require_GET
def list_duplicates(request: Request) -> HttpResponse:
    """Everything done twice at any account, the dearest first."""
    require(Action.SEE_COVERAGE, request.viewer)
    accounts = Account.objects.filter(pk__in=accounts_with_calls(request.viewer.today))
    found = duplicates_of(list(accounts), request.viewer.today)
    context = {"found": found, "rows": found.rows[:MOST_SHOWN]}
    return render(request, "coverage/duplicates.html", context)
