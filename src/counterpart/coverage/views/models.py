"""Coverage models: what each takes and costs, and the five usual ones to begin with."""

from __future__ import annotations

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import may, require
from counterpart.coverage import services
from counterpart.coverage.queries.models import yearly_costs
from counterpart.customers.models import Account
from counterpart.web.notices import done


@login_required
@require_GET
def list_models(request: Request) -> HttpResponse:
    viewer = request.viewer
    require(Action.SEE_COVERAGE, viewer)
    context = {
        "models": yearly_costs(viewer.today, _main_currency()),
        "currency": _main_currency(),
        "may_change": may(viewer, Action.CHANGE_COVERAGE),
    }
    return render(request, "coverage/models.html", context)


@login_required
@require_POST
def take_ready_made(request: Request) -> HttpResponse:
    viewer = request.viewer
    require(Action.CHANGE_COVERAGE, viewer)
    first = viewer.today.replace(month=1, day=1)
    made = services.take_ready_made(since=first, currency=_main_currency(), by=viewer)
    words = ngettext(
        "%(n)s coverage model is added.", "%(n)s coverage models are added.", len(made)
    )
    done(request, words % {"n": len(made)})
    return redirect("coverage:models")


def _main_currency() -> str:
    """The currency of most accounts."""
    used = Counter(Account.objects.order_by().values_list("currency", flat=True))
    return used.most_common(1)[0][0] if used else "EUR"
