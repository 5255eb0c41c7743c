"""One box that finds everything: a page of results, and a list under the box while typing."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from counterpart.access.http import Request
from counterpart.search.queries import Group, find, hit_of, matches
from counterpart.search.registry import kind_named
from counterpart.web.paging import Page, keyset

LIST_UNDER_THE_BOX = "search-found"
SHOWN_UNDER_THE_BOX = 5


@login_required
def show_results(request: Request) -> HttpResponse:
    typed = request.GET.get("q", "")[:200]
    if request.headers.get("HX-Target") == LIST_UNDER_THE_BOX:
        groups = find(typed, request.viewer, SHOWN_UNDER_THE_BOX)
        return render(request, "search/found.html", _context(typed, groups))
    if request.GET.get("kind"):
        return _show_kind(request, typed)
    groups = find(typed, request.viewer)
    return render(request, "search/results.html", _context(typed, groups))


def _context(typed: str, groups: list[Group]) -> dict[str, object]:
    return {"q": typed, "groups": groups, "all_query": urlencode({"q": typed})}


def _show_kind(request: Request, typed: str) -> HttpResponse:
    """All hits of one kind, page by page."""
    kind = kind_named(request.GET["kind"])
    if kind is None:
        raise Http404
    page = keyset(matches(kind, typed, request.viewer), order=("pk",), request=request)
    hits = [hit_of(kind, row) for row in page.rows]
    context = {
        **_context(typed, []),
        "label": kind.model._meta.verbose_name_plural,
        "icon": kind.icon,
        "page": Page(hits, page.next_url, page.previous_url),
    }
    return render(request, "search/kind.html", context)
