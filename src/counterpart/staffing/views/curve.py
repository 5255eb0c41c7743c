"""Value against changes: asking for the curve, and taking one of its plans."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from counterpart.access.http import Request
from counterpart.staffing import services
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.views.plans import allowed_plan

NAME_LENGTH = 120


@login_required
@require_POST
def draw_curve(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk)
    services.draw_curve_in_background(plan, by=request.viewer)
    return redirect(reverse("staffing:plan", args=[plan.pk]) + "?view=changes")


@login_required
@require_POST
def take_point(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk)
    given = request.POST.get("most_changes", "")
    if given and not given.isdecimal():
        raise Http404
    most = int(given) if given else None
    taken = services.take_point(plan, most_changes=most, name=_name(plan, most), by=request.viewer)
    return redirect("staffing:plan", taken.pk)


def _name(plan: StaffingPlan, most: int | None) -> str:
    if most is None:
        text = _("as many changes as it takes")
    else:
        text = ngettext("at most %(n)s change", "at most %(n)s changes", most) % {"n": most}
    return f"{plan.name[: NAME_LENGTH - len(text) - 2]}, {text}"
