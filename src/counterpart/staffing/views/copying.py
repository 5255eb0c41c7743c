"""Copies of a proposal with other limits, or without somebody, solved side by side."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.directory.models import Person
from counterpart.kernel.errors import Refusal
from counterpart.staffing import services
from counterpart.staffing.forms import CopyForm
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.queries import places_of
from counterpart.staffing.views.plans import allowed_plan
from counterpart.web.refusals import refusal_text

COPIES = 3
"""So many copies can be asked for at once; with the original they fill a comparison."""
FEW_CHANGES = 10
"""Offered first when a proposal is drawn up anew after something changed."""


@login_required
@require_http_methods(["GET", "POST"])
def copy(request: Request, pk: int) -> HttpResponse:
    plan, without = allowed_plan(request, pk), _without(request)
    sent = request.POST if request.method == "POST" else None
    forms = [
        CopyForm(sent, prefix=str(at), options=options, name=name[:120])
        for at, (name, options) in enumerate(_offered(request, plan, without), start=1)
    ]
    mistakes = sum(not form.is_valid() for form in forms)  # all are looked at, and said at once
    if sent is not None and not mistakes:
        wanted = [form for form in forms if form.is_wanted]
        try:
            made = [
                services.solve_again(
                    plan,
                    options=form.options(),
                    name=form.cleaned_data["name"],
                    without=without,
                    by=request.viewer,
                )
                for form in wanted
            ]
        except Refusal as refusal:
            forms[0].add_error(None, refusal_text(refusal))
        else:
            if made:
                side_by_side = [("p", plan.pk), *(("p", each.pk) for each in made)]
                return redirect(reverse("staffing:compare") + "?" + urlencode(side_by_side))
            forms[0].add_error("name", _("Give at least one copy a name."))
    status = 422 if any(form.errors for form in forms) else 200
    context = {
        "plan": plan,
        "forms": forms,
        "rows": CopyForm.CHANGED,
        "without": without,
        "is_anew": _is_anew(request),
    }
    return render(request, "staffing/copy.html", context, status=status)


def _without(request: Request) -> Person | None:
    """Whoever the copies shall do without, if anybody was named."""
    key = (request.POST or request.GET).get("without", "")
    return get_allowed(Person, key, viewer=request.viewer) if key else None


def _is_anew(request: Request) -> bool:
    """Whether it is drawn up anew because something changed, with few changes first."""
    return "anew" in (request.POST or request.GET)


def _offered(
    request: Request, plan: StaffingPlan, without: Person | None
) -> list[tuple[str, StaffingOptions]]:
    """Names and limits that the copies begin with; one without a name is not wanted."""
    options = StaffingOptions.from_choices(plan.choices)
    if without is None and not _is_anew(request):
        name = _("Copy of %(plan)s") % {"plan": plan.name}
        return [(name, options), *[("", options)] * (COPIES - 1)]
    few = places_of(plan, without) if without else FEW_CHANGES
    begin = _("Without %(person)s") % {"person": without} if without else _("Anew")
    limits = [few, 5 * few, None]
    return [(f"{begin}, {_changes(most)}", replace(options, most_changes=most)) for most in limits]


def _changes(most: int | None) -> str:
    if most is None:
        return _("any number of changes")
    words = ngettext("at most %(n)s change", "at most %(n)s changes", most)
    return words % {"n": most}
