"""How many people the sales force needs, by every method, and what the methods are told."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import may, require
from counterpart.coverage.forms import SizingForm
from counterpart.coverage.queries.sizing import Sizes, sizes_of
from counterpart.coverage.queries.sizing_inputs import (
    SizingInputs,
    inputs_from_data,
    inputs_of,
    kept_sheet,
)
from counterpart.coverage.reckoning.exact import decimal_of
from counterpart.coverage.services.sizing import set_sizing
from counterpart.ledger.rates import MissingRate
from counterpart.web.notices import done, warn
from counterpart.web.refusals import refusal_text


@login_required
@require_GET
def show_sizes(request: Request) -> HttpResponse:
    viewer = request.viewer
    require(Action.SEE_COVERAGE, viewer)
    sheet = kept_sheet()
    told = _told(request)
    context = {
        "sheet": sheet,
        "told": told,
        "may_change": may(viewer, Action.CHANGE_COVERAGE),
        **(_figures(told, sizes_of(told)) if told else {}),
    }
    return render(request, "coverage/sizes.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def change_sizing(request: Request) -> HttpResponse:
    viewer = request.viewer
    require(Action.CHANGE_COVERAGE, viewer)
    told = _told(request)
    if told is None:
        return redirect("coverage:sizes")
    form = SizingForm(request.POST or None, told=told)
    if form.is_bound and form.is_valid():
        set_sizing(form.inputs(), by=viewer)
        done(request, _("The inputs are saved."))
        return redirect("coverage:sizes")
    status = 422 if form.errors else 200
    return render(request, "coverage/sizing.html", {"form": form}, status=status)


def _figures(told: SizingInputs, sizes: Sizes) -> dict[str, object]:
    """The answers, fractions as decimals that templates can print."""
    return {
        "sizes": sizes,
        "breakdown_needed": decimal_of(sizes.breakdown.needed),
        "workload_needed": decimal_of(sizes.workload.headcount.needed),
        "workload_hours": decimal_of(sizes.workload.hours_per_year),
        "selling_hours": decimal_of(sizes.selling_hours),
        "working_hours": told.weeks * told.hours_per_week,
        "steps": [
            {
                "number": step.number,
                "added": round(step.added_sales),
                "margin": round(step.margin),
                "cost": round(step.cost),
                "profit": round(step.profit),
            }
            for step in sizes.steps
        ],
        "one_more": {
            "ratio": decimal_of(sizes.one_more.ratio),
            "percent": decimal_of(100 * sizes.one_more.three_years),
            "verdict": sizes.one_more.verdict,
        },
    }


def _told(request: Request) -> SizingInputs | None:
    """What was saved, or else what the company's data say; a missing rate is said in words."""
    sheet = kept_sheet()
    if sheet is not None:
        return inputs_of(sheet)
    try:
        return inputs_from_data(request.viewer.today)
    except MissingRate as missing:
        warn(request, refusal_text(missing))
        return None
