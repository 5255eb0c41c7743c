"""Screens where somebody's absences and deputies are entered and removed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.relations import get_allowed
from counterpart.directory import services
from counterpart.directory.forms import AbsenceForm, DeputyForm
from counterpart.directory.models import Absence, Deputy, Person
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done
from counterpart.web.refusals import refusal_text


@login_required
def create_absence(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    person = get_allowed(Person, pk, viewer=viewer, to=Action.CHANGE_ABSENCE)
    form = AbsenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.add_absence(person, by=viewer, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _("The absence of %(person)s is entered.") % {"person": person})
            return redirect("teams:person", pk=person.pk)
    return render(request, "directory/absence_form.html", {"form": form, "person": person})


@login_required
@require_POST
def remove_absence(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    rows = Absence.objects.select_related("person")
    absence = get_allowed(rows, pk, viewer=viewer, to=Action.CHANGE_ABSENCE)
    services.remove_absence(absence, by=viewer)
    done(request, _("The absence of %(person)s is removed.") % {"person": absence.person})
    return redirect("teams:person", pk=absence.person_id)


@login_required
def create_deputy(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    person = get_allowed(Person, pk, viewer=viewer, to=Action.CHANGE_ABSENCE)
    data = request.POST if request.method == "POST" else None
    form = DeputyForm(data, viewer=viewer, person=person)
    if form.is_valid():
        try:
            services.add_deputy(person, by=viewer, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            words = {"deputy": form.cleaned_data["deputy"], "person": person}
            done(request, _("%(deputy)s now stands in for %(person)s.") % words)
            return redirect("teams:person", pk=person.pk)
    return render(request, "directory/deputy_form.html", {"form": form, "person": person})


@login_required
@require_POST
def remove_deputy(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    rows = Deputy.objects.select_related("person", "deputy")
    row = get_allowed(rows, pk, viewer=viewer, to=Action.CHANGE_ABSENCE)
    services.remove_deputy(row, by=viewer)
    words = {"deputy": row.deputy, "person": row.person}
    done(request, _("%(deputy)s no longer stands in for %(person)s.") % words)
    return redirect("teams:person", pk=row.person_id)
