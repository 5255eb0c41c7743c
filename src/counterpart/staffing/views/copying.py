"""Copies of a proposal with other limits, solved side by side."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from counterpart.access.http import Request
from counterpart.kernel.errors import Refusal
from counterpart.staffing import services
from counterpart.staffing.forms import CopyForm
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.views.plans import allowed_plan
from counterpart.web.refusals import refusal_text

COPIES = 3
"""So many copies can be asked for at once; with the original they fill a comparison."""


@login_required
@require_http_methods(["GET", "POST"])
def copy(request: Request, pk: int) -> HttpResponse:
    plan = allowed_plan(request, pk)
    options = StaffingOptions.from_choices(plan.choices)
    sent = request.POST if request.method == "POST" else None
    name = _("Copy of %(plan)s") % {"plan": plan.name}
    forms = [
        CopyForm(sent, prefix=str(at), options=options, name=name[:120] if at == 1 else "")
        for at in range(1, COPIES + 1)
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
    context = {"plan": plan, "forms": forms, "rows": CopyForm.CHANGED}
    return render(request, "staffing/copy.html", context, status=status)
