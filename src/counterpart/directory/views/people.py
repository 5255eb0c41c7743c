"""Screens of our people: the list, the form, the reporting line, somebody leaving."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from counterpart.access.actions import Action
from counterpart.access.relations import get_allowed, may, require
from counterpart.directory import services
from counterpart.directory.fields import Offered, Picked, found_people
from counterpart.directory.forms import LeavingForm, PeopleFilterForm, PersonForm, secondary_rows
from counterpart.directory.models import Person
from counterpart.directory.queries import people_list, person_lines, reporting_line
from counterpart.directory.queries.first_steps import before_people
from counterpart.directory.queries.people import ORDER
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done
from counterpart.web.paging import keyset
from counterpart.web.refusals import refusal_text


@login_required
def show_people(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    form = PeopleFilterForm(request.GET, viewer=viewer)
    asked = form.asked()
    page = keyset(people_list(viewer, asked), order=ORDER, request=request)
    lines = person_lines(page.rows, viewer)
    context = {
        "form": form,
        "asked": asked,
        "page": page,
        "lines": lines,
        "sees_costs": any(line.cost is not None for line in lines),
        "may_create": may(viewer, Action.CHANGE_PERSON),
        "step": None if lines else before_people(viewer),
    }
    return render(request, "directory/people.html", context)


@login_required
def create_person(request: HttpRequest) -> HttpResponse:
    require(Action.CHANGE_PERSON, request.viewer)  # type: ignore[attr-defined]
    return _person_form(request, Person())


@login_required
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    rows = Person.objects.select_related("manager")
    return _person_form(request, get_allowed(rows, pk, viewer=viewer, to=Action.CHANGE_PERSON))


def _person_form(request: HttpRequest, person: Person) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    is_new = person.pk is None
    sees_cost = may(viewer, Action.SEE_COST, None if is_new else person)
    # Only asks for more rows: what was typed comes back unchecked.
    more = "more_rows" in request.POST
    data = request.POST if request.method == "POST" else None
    form = PersonForm(data, instance=person, viewer=viewer, sees_cost=sees_cost)
    rows = secondary_rows(data, person, more=more)
    valid = data is not None and not more and all([form.is_valid(), rows.is_valid()])
    if valid:
        write = services.create_person if is_new else services.change_person
        try:
            write(form.instance, secondary=rows.wanted(), by=viewer)
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _("%(person)s is saved.") % {"person": person})
            return redirect("teams:person", pk=person.pk)
    context = {"form": form, "rows": rows, "person": None if is_new else person}
    return render(request, "directory/person_form.html", context)


@login_required
def show_line(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    person = get_allowed(Person.objects.select_related("function"), pk, viewer=viewer)
    line = reporting_line(person, viewer)
    return render(request, "directory/line.html", {"person": person, "line": line})


@login_required
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    person = get_allowed(Person, pk, viewer=viewer, to=Action.CHANGE_PERSON)
    data = request.POST if request.method == "POST" else None
    form = LeavingForm(data, viewer=viewer, person=person)
    if form.is_valid():
        try:
            services.end_employment(person, by=viewer, batch=uuid4().hex, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _("It is entered when %(person)s leaves.") % {"person": person})
            return redirect("teams:person", pk=person.pk)
    return render(request, "directory/leaving.html", {"form": form, "person": person})


@login_required
def find_people(request: HttpRequest) -> HttpResponse:
    """The fragment under a person picker: whom the typed text finds."""
    name = request.GET.get("for", "")[:60]
    picked = Picked(
        key=request.GET.get(name, ""), text=request.GET.get(f"{name}_text", "").strip()[:100]
    )
    options = found_people(
        picked,
        kept_key=request.GET.get("kept", ""),
        offered=Offered(request.viewer),  # type: ignore[attr-defined]
    )
    context = {"name": name, "options": options, "was_searched": True}
    return render(request, "directory/person_options.html", context)
