"""The history of everything, and of one thing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, require
from counterpart.history.forms import HistoryFilter
from counterpart.history.queries import changes_of, shown, tracked_models
from counterpart.web.paging import Page, keyset

LINES_SHOWN = 30


@login_required
def show_all(request: Request) -> HttpResponse:
    require(Action.SEE_ALL_HISTORY, request.viewer)
    form = HistoryFilter(request.GET)
    page = keyset(form.chosen(), order=("-pk",), request=request, size=LINES_SHOWN)
    context = {
        "form": form,
        "page": Page(shown(page.rows, request.viewer), page.next_url, page.previous_url),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "query": request.GET.urlencode(),
    }
    return render(request, "history/all.html", context)


@login_required
def show_of(request: Request, thing: str, pk: int) -> HttpResponse:
    """The changes of one thing, inside the frame of its own page where it has one."""
    model = tracked_models().get(thing)
    if model is None:
        raise Http404
    row = get_allowed(model, pk, viewer=request.viewer)
    page = keyset(changes_of(row), order=("-pk",), request=request, size=LINES_SHOWN)
    app, name = thing.split(".")
    own_frame = f"{app}/{name}_frame.html"
    context = {
        "frame": own_frame,
        name: row,
        "thing": row,
        "thing_label": model._meta.verbose_name,
        "tab": "history",
        "page": Page(shown(page.rows, request.viewer), page.next_url, page.previous_url),
    }
    template = "history/in_frame.html" if _exists(own_frame) else "history/alone.html"
    return render(request, template, context)


def _exists(template: str) -> bool:
    try:
        get_template(template)
    except TemplateDoesNotExist:
        return False
    return True
