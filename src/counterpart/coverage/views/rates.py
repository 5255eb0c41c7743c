"""What units of serving cost, from which day on."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may, require
from counterpart.coverage import services
from counterpart.coverage.forms import RateFilterForm, RateForm
from counterpart.coverage.models import CostRate
from counterpart.coverage.queries.models import hours_by_people
from counterpart.coverage.views.models import main_currency
from counterpart.web.notices import done
from counterpart.web.paging import keyset


@login_required
@require_http_methods(["GET", "POST"])
def list_rates(request: Request) -> HttpResponse:
    viewer = request.viewer
    require(Action.SEE_COVERAGE, viewer)
    may_change = may(viewer, Action.CHANGE_COVERAGE)
    sent = request.POST if may_change and request.method == "POST" else None
    form = RateForm(sent, currency=main_currency(), initial={"since": viewer.today})
    if form.is_bound and form.is_valid():
        facts = dict(form.cleaned_data)
        services.set_rate(facts.pop("activity"), by=viewer, **facts)
        done(request, _("The rate is saved."))
        return redirect("coverage:rates")
    rows = CostRate.objects.visible_to(viewer).select_related("function")
    filters = RateFilterForm(request.GET, auto_id="filter_%s")
    page = keyset(filters.chosen(rows), order=("activity", "-since", "pk"), request=request)
    context = {
        "page": page,
        "filters": filters if page.rows or rows.exists() else None,
        "form": form,
        "may_change": may_change,
        "by_people": hours_by_people(),
    }
    return render(request, "coverage/rates.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove_rate(request: Request, pk: int) -> HttpResponse:
    rate = get_allowed(CostRate, pk, viewer=request.viewer, to=Action.CHANGE_COVERAGE)
    services.remove_rate(rate, by=request.viewer)
    done(request, _("The rate is removed; the one before it holds on."))
    return redirect("coverage:rates")
