"""Which coverage model serves an account, changed by hand."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.coverage import services
from counterpart.coverage.forms import CoverForm
from counterpart.coverage.queries.beside import models_beside
from counterpart.coverage.queries.models import coverage_on
from counterpart.customers.models import Account
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done
from counterpart.web.refusals import refusal_text


@login_required
@require_http_methods(["GET", "POST"])
def cover_account(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=Action.ADOPT_COVERAGE)
    covered = coverage_on(viewer.today, [account]).get(account.pk)
    known = {"model": covered.model if covered else None, "since": viewer.today}
    form = CoverForm(request.POST or None, initial=known)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            services.cover_accounts(
                {account: given["model"]}, since=given["since"], by=viewer, why=given["why"]
            )
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _("The coverage of %(account)s is saved.") % {"account": account.name})
            return redirect("coverage:statement", account.pk)
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "account": account,
        "tab": "profit",
        "covered": covered,
        "beside": models_beside(account, viewer.today),
    }
    return render(request, "coverage/cover.html", context, status=status)
