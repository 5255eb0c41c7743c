"""Coverage models: what each takes and costs, new ones, and terms from another day on."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may, require
from counterpart.coverage import services
from counterpart.coverage.forms import ModelForm, TermsForm, UsualForm
from counterpart.coverage.models import CoverageModel
from counterpart.coverage.queries.models import terms_on, without_terms, yearly_costs
from counterpart.customers.models import Account
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done, warn
from counterpart.web.refusals import refusal_text


@login_required
@require_GET
def list_models(request: Request) -> HttpResponse:
    viewer = request.viewer
    require(Action.SEE_COVERAGE, viewer)
    currency = main_currency()
    context = {
        "models": yearly_costs(viewer.today, currency),
        "bare": without_terms(viewer.today),
        "currency": currency,
        "may_change": may(viewer, Action.CHANGE_COVERAGE),
    }
    return render(request, "coverage/models.html", context)


@login_required
@require_POST
def take_ready_made(request: Request) -> HttpResponse:
    viewer = request.viewer
    require(Action.CHANGE_COVERAGE, viewer)
    first = viewer.today.replace(month=1, day=1)
    made = services.take_ready_made(since=first, currency=main_currency(), by=viewer)
    words = ngettext(
        "%(n)s coverage model is added.", "%(n)s coverage models are added.", len(made)
    )
    done(request, words % {"n": len(made)})
    return redirect("coverage:models")


@login_required
@require_http_methods(["GET", "POST"])
def create_model(request: Request) -> HttpResponse:
    require(Action.CHANGE_COVERAGE, request.viewer)
    return _model_page(request, ModelForm(request.POST or None), None)


@login_required
@require_http_methods(["GET", "POST"])
def change_model(request: Request, pk: int) -> HttpResponse:
    model = get_allowed(CoverageModel, pk, viewer=request.viewer, to=Action.CHANGE_COVERAGE)
    return _model_page(request, ModelForm(request.POST or None, instance=model), model)


@login_required
@require_http_methods(["GET", "POST"])
def set_terms(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    model = get_allowed(CoverageModel, pk, viewer=viewer, to=Action.CHANGE_COVERAGE)
    before = next((each for each in terms_on(viewer.today) if each.model == model), None)
    form = TermsForm(
        request.POST or None,
        before=before,
        currency=main_currency(),
        initial={"since": viewer.today},
    )
    if form.is_bound and form.is_valid():
        try:
            services.set_terms(model, by=viewer, **form.facts())
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _("The terms are saved."))
            return redirect("coverage:models")
    status = 422 if form.errors else 200
    return render(request, "coverage/terms.html", {"form": form, "model": model}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def set_usual(request: Request, pk: int) -> HttpResponse:
    """Usual quantities of a model."""
    model = get_allowed(CoverageModel, pk, viewer=request.viewer, to=Action.CHANGE_COVERAGE)
    standards = model.standards.filter(function=None)
    known = {row.activity: row.quantity_per_year for row in standards}
    form = UsualForm(request.POST or None, known=known)
    if request.method == "POST" and form.is_valid():
        services.set_usual(model, form.quantities(), by=request.viewer)
        done(request, _("The usual quantities are saved."))
        return redirect("coverage:models")
    status = 422 if form.errors else 200
    return render(request, "coverage/usual.html", {"form": form, "model": model}, status=status)


@login_required
@require_POST
def remove_model(request: Request, pk: int) -> HttpResponse:
    model = get_allowed(CoverageModel, pk, viewer=request.viewer, to=Action.CHANGE_COVERAGE)
    try:
        services.remove_model(model, by=request.viewer)
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
        return redirect("coverage:model_edit", pk)
    done(request, _("“%(model)s” is removed.") % {"model": model})
    return redirect("coverage:models")


def _model_page(request: Request, form: Any, model: CoverageModel | None) -> HttpResponse:
    if form.is_bound and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in form.Meta.fields}
        try:
            if model is None:
                made = services.create_model(by=request.viewer, **facts)
            else:
                services.change_model(model, by=request.viewer, **facts)
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _("The coverage model is saved."))
            return redirect("coverage:models") if model else redirect("coverage:terms", made.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "model": model}
    return render(request, "coverage/model_form.html", context, status=status)


def main_currency() -> str:
    """The currency of most accounts."""
    used = Counter(Account.objects.order_by().values_list("currency", flat=True))
    return used.most_common(1)[0][0] if used else "EUR"
