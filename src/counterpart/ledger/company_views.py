"""Settings of the company, and the quotas of people."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, require
from counterpart.customers.models import Account
from counterpart.directory.models import Person
from counterpart.kernel.errors import Refusal
from counterpart.ledger import services
from counterpart.ledger.forms import QuotaForm, RevenueForm
from counterpart.ledger.models import Quota, RevenueBasis
from counterpart.ledger.queries import revenue_basis
from counterpart.web.notices import done
from counterpart.web.refusals import refusal_text


@login_required
def show_settings(request: Request) -> HttpResponse:
    require(Action.CHANGE_COMPANY, request.viewer)
    basis = revenue_basis()
    form = RevenueForm(request.POST or None, basis=basis)
    if request.method == "POST" and form.is_valid():
        services.choose_revenue_basis(form.cleaned_data["document_kind"], by=request.viewer)
        done(request, _("What counts as revenue is saved."))
        return redirect("ledger:settings")
    context = {"form": form, "basis": basis, "row": RevenueBasis.objects.first()}
    return render(request, "ledger/settings.html", context)


@login_required
@require_POST
def refresh_values(request: Request) -> HttpResponse:
    """Set what accounts are worth a year to their revenue, wherever there is any."""
    viewer = request.viewer
    require(Action.CHANGE_COMPANY, viewer)
    sold = Account.objects.visible_to(viewer, Action.CHANGE_ACCOUNT).filter(
        pk__in=services.accounts_with_revenue(today=viewer.today)
    )
    values = services.refresh_account_values(sold, by=viewer, today=viewer.today)
    words = ngettext(
        "%(count)s account has another value now.",
        "%(count)s accounts have another value now.",
        values.changed,
    )
    done(request, words % {"count": values.changed})
    return redirect("ledger:settings")


@login_required
def give_quota(request: Request, pk: int) -> HttpResponse:
    person = get_allowed(Person, pk, viewer=request.viewer, to=Action.CHANGE_QUOTA)
    last = Quota.objects.filter(person=person).first() or Quota.objects.first()
    form = QuotaForm(request.POST or None, own_currency=last.currency if last else "EUR")

    def give(**facts: Any) -> None:
        services.give_quota(person, by=request.viewer, **facts)

    return _quota_page(request, person, form, give, _("The quota of %(person)s is entered."))


@login_required
def change_quota(request: Request, pk: int) -> HttpResponse:
    rows = Quota.objects.select_related("person")
    quota = get_allowed(rows, pk, viewer=request.viewer, to=Action.CHANGE_QUOTA)
    known = {name: getattr(quota, name) for name in ("since", "until", "amount_minor", "note")}
    form = QuotaForm(request.POST or None, initial=known, own_currency=quota.currency)

    def change(**facts: Any) -> None:
        services.change_quota(quota, by=request.viewer, **facts)

    words = _("The quota of %(person)s is changed.")
    return _quota_page(request, quota.person, form, change, words, quota)


@login_required
@require_POST
def remove_quota(request: Request, pk: int) -> HttpResponse:
    rows = Quota.objects.select_related("person")
    quota = get_allowed(rows, pk, viewer=request.viewer, to=Action.CHANGE_QUOTA)
    services.remove_quota(quota, by=request.viewer)
    done(request, _("The quota of %(person)s is removed.") % {"person": quota.person})
    return redirect("teams:person", pk=quota.person_id)


def _quota_page(
    request: Request,
    person: Person,
    form: QuotaForm,
    write: Any,
    words: str,
    quota: Quota | None = None,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            write(**form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, words % {"person": person})
            return redirect("teams:person", pk=person.pk)
    context = {"form": form, "person": person, "quota": quota}
    return render(request, "ledger/quota_form.html", context)
