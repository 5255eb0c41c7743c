"""Screens of functions: the list with the match table, one function, one cell of the table."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.relations import get_allowed, may, require
from counterpart.directory import services
from counterpart.directory.forms import FunctionForm
from counterpart.directory.models import Function, FunctionMatch
from counterpart.directory.queries import MatchCell, MatchTable, functions_with_people, match_table
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done, warn
from counterpart.web.refusals import refusal_text


@login_required
def show_functions(request: HttpRequest) -> HttpResponse:
    """The list and the match table; a POST sets the whole table, from a page without scripts."""
    viewer = request.viewer  # type: ignore[attr-defined]
    require(Action.SEE_DIRECTORY, viewer)
    functions = functions_with_people()
    table = match_table(functions)
    if request.method == "POST":
        return _save_table(request, table)
    context = {
        "functions": functions,
        "table": table,
        "may_change": may(viewer, Action.CHANGE_PERSON),
    }
    return render(request, "directory/functions.html", context)


def _save_table(request: HttpRequest, table: MatchTable) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    require(Action.CHANGE_PERSON, viewer)
    cells = [cell for row in table.rows for cell in row.cells if cell.key in request.POST]
    try:
        wanted = {(cell.ours, cell.theirs): _typed_percent(request, cell) for cell in cells}
        changed = services.set_function_matches(wanted, by=viewer)
    except ValueError:
        warn(request, _("Nothing is saved: write whole numbers from 0 to 100."))
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
    else:
        text = ngettext("%(number)s cell is changed.", "%(number)s cells are changed.", changed)
        done(request, text % {"number": changed})
    return redirect("directory:functions")


def _typed_percent(request: HttpRequest, cell: MatchCell) -> int:
    """What was written into the cell; `ValueError` where it is no whole number."""
    return int(request.POST.get(cell.key, "").strip() or "0")


@login_required
@require_POST
def set_match(request: HttpRequest, ours: int, theirs: int) -> HttpResponse:
    """Save one cell; answers with the cell, what it was before, and a way back."""
    viewer = request.viewer  # type: ignore[attr-defined]
    functions = [
        get_allowed(Function, pk, viewer=viewer, to=Action.CHANGE_PERSON) for pk in (ours, theirs)
    ]
    match = FunctionMatch.objects.filter(ours=ours, theirs=theirs).first()
    before = match.fit_percent if match else 0
    cell = MatchCell(functions[0], functions[1], before)
    problem = ""
    try:
        wanted = _typed_percent(request, cell)
        services.set_function_matches({(cell.ours, cell.theirs): wanted}, by=viewer)
        cell = MatchCell(cell.ours, cell.theirs, wanted)
    except ValueError:
        problem = _("Write a whole number from 0 to 100.")
    except Refusal as refusal:
        problem = refusal_text(refusal)
    context = {"cell": cell, "before": before, "problem": problem, "may_change": True}
    status = 422 if problem else 200
    return render(request, "directory/match_saved.html", context, status=status)


@login_required
def create_function(request: HttpRequest) -> HttpResponse:
    require(Action.CHANGE_PERSON, request.viewer)  # type: ignore[attr-defined]
    return _function_form(request, Function())


@login_required
def edit_function(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    return _function_form(
        request, get_allowed(Function, pk, viewer=viewer, to=Action.CHANGE_PERSON)
    )


def _function_form(request: HttpRequest, function: Function) -> HttpResponse:
    is_new = function.pk is None
    form = FunctionForm(request.POST if request.method == "POST" else None, instance=function)
    if form.is_valid():
        write = services.create_function if is_new else services.change_function
        try:
            write(form.instance, by=request.viewer)  # type: ignore[attr-defined]
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _("The function “%(function)s” is saved.") % {"function": function})
            return redirect("directory:functions")
    context = {"form": form, "function": None if is_new else function}
    return render(request, "directory/function_form.html", context)


@login_required
@require_POST
def remove_function(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    function = get_allowed(Function, pk, viewer=viewer, to=Action.CHANGE_PERSON)
    try:
        services.remove_function(function, by=viewer)
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
        return redirect("directory:function_edit", pk=pk)
    done(request, _("The function “%(function)s” is removed.") % {"function": function})
    return redirect("directory:functions")
