"""Proposals side by side."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import require
from counterpart.staffing import queries
from counterpart.staffing.comparing import MOST, comparison_of
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.views.plans import allowed_plan


@login_required
@require_GET
def compare(request: Request) -> HttpResponse:
    require(Action.PLAN_STAFFING, request.viewer)
    plans = [allowed_plan(request, pk) for pk in _chosen(request)]
    context = {"page": comparison_of(plans), "differences": _differences(plans)}
    return render(request, "staffing/compare.html", context)


def _chosen(request: Request) -> list[int]:
    """Two to four different proposals: `p` several times, or `a` and `b`."""
    given = [*request.GET.getlist("p"), *(request.GET[n] for n in "ab" if n in request.GET)]
    chosen = list(dict.fromkeys(given))
    if not chosen or not all(pk.isdecimal() for pk in chosen):
        raise Http404
    return [int(pk) for pk in chosen[:MOST]]


def _differences(plans: list[StaffingPlan]) -> list[queries.Difference] | None:
    """Place by place, where two solved proposals are compared."""
    if len(plans) != 2 or any(plan.value_minor is None for plan in plans):
        return None
    return queries.differences_between(*plans)
