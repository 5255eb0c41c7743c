"""Needs and problems of an account."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.customers import services
from counterpart.customers.forms import NeedFilter, NeedForm
from counterpart.customers.models import Account, Need
from counterpart.customers.queries.needs import needs_of
from counterpart.customers.views.saving import changed_facts, saved
from counterpart.web.notices import done
from counterpart.web.paging import keyset

ROWS = Need.objects.select_related("account")


@login_required
def list_needs(request: Request, pk: int) -> HttpResponse:
    account = get_allowed(Account, pk, viewer=request.viewer)
    filters = NeedFilter(request.GET)
    picked = filters.cleaned_data if filters.is_valid() else {}
    needs = needs_of(account, today=request.viewer.today, **picked)
    context = {
        "account": account,
        "tab": "needs",
        "filters": filters,
        "is_filtered": any(picked.values()),
        "page": keyset(needs, order=("rank", "due", "pk"), request=request),
    }
    return render(request, "customers/needs.html", context)


@login_required
def create_need(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT)
    form = NeedForm(
        request.POST or None,
        account=account,
        viewer=viewer,
        instance=Need(account=account),
        initial={"contact": request.GET.get("contact")},
    )
    if request.method == "POST" and saved(
        form, lambda: services.create_need(account, by=viewer, **_all_facts(form))
    ):
        done(request, _("Saved."))
        return redirect("customers:needs", pk)
    context = {"account": account, "form": form, "tab": "needs"}
    return render(request, "customers/need_form.html", context)


@login_required
def edit_need(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    need = get_allowed(ROWS, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT)
    form = NeedForm(
        request.POST or None,
        account=need.account,
        viewer=viewer,
        instance=get_allowed(ROWS, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT),
    )
    if request.method == "POST" and saved(
        form, lambda: services.change_need(need, by=viewer, **changed_facts(form))
    ):
        done(request, _("Saved."))
        return redirect("customers:needs", need.account_id)
    context = {"account": need.account, "need": need, "form": form, "tab": "needs"}
    return render(request, "customers/need_form.html", context)


@login_required
@require_POST
def settle_need(request: Request, pk: int, how: str) -> HttpResponse:
    """Met, dropped, or open again."""
    need = get_allowed(ROWS, pk, viewer=request.viewer, to=Action.CHANGE_ACCOUNT)
    if how == "met":
        services.meet_need(need, by=request.viewer)
    elif how == "dropped":
        services.drop_need(need, by=request.viewer)
    elif how == "open":
        services.reopen_need(need, review_on=need.review_on, by=request.viewer)
    else:
        raise Http404
    done(request, _("Saved."))
    return redirect("customers:needs", need.account_id)


def _all_facts(form: NeedForm) -> dict[str, Any]:
    names = {field.name for field in Need._meta.concrete_fields}
    return {name: value for name, value in form.cleaned_data.items() if name in names}
