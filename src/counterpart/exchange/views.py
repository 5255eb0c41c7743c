"""Screens of files: what there is, a file on its way in, files out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, require
from counterpart.exchange import services
from counterpart.exchange.exporting.wrong_rows import wrong_row_lines
from counterpart.exchange.files.problems import UnreadableFile
from counterpart.exchange.forms import NewImportForm, NotationForm, ReadingForm, mapping_from
from counterpart.exchange.importing.mapping import ColumnMapping
from counterpart.exchange.importing.rows import VERDICT_LABELS, Verdict
from counterpart.exchange.mapping_page import mapping_page, mapping_questions, source_systems
from counterpart.exchange.models import Import
from counterpart.exchange.queries import standing_of, tables_seen, verdict_page
from counterpart.exchange.reading import sheets_of
from counterpart.jobs import services as jobs
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done, warn
from counterpart.web.refusals import refusal_text

State = Import.State
RECENT = 15


@login_required
def show_home(request: Request) -> HttpResponse:
    viewer = request.viewer
    may_import = viewer.has_role_for(Action.IMPORT)
    page = {
        "lines": tables_seen(viewer),
        "may_import": may_import,
        "may_export_all": viewer.has_role_for(Action.EXPORT_ALL),
        "imports": Import.objects.all()[:RECENT] if may_import else [],
        "verdict_labels": list(VERDICT_LABELS.values()),
    }
    return render(request, "exchange/home.html", page)


@login_required
def create_import(request: Request) -> HttpResponse:
    viewer = request.viewer
    require(Action.IMPORT, viewer)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewImportForm(*given, initial={"table": request.GET.get("table", "")})
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = services.take_file(
                file.chunks(),
                file_name=file.name,
                by=viewer,
                table=form.cleaned_data["table"],
                system=form.cleaned_data["system"],
            )
        except Refusal as refusal:
            form.add_error("file", refusal_text(refusal))
        else:
            return _go_on(upload, viewer)
    page = {"form": form, "systems": source_systems()}
    return render(request, "exchange/new.html", page)


def _go_on(upload: Import, viewer: Any) -> HttpResponse:
    """To the dry run when nothing is left to ask, else to the mapping."""
    if upload.state == State.MAPPING:
        if mapping_questions(upload, viewer).is_empty:
            services.ask_for_check(upload, by=viewer)
        else:
            return redirect("exchange:mapping", pk=upload.pk)
    return redirect("exchange:import", pk=upload.pk)


@login_required
def show_import(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    rows = Import.objects.select_related("job")
    upload = get_allowed(rows, pk, viewer=viewer, to=Action.IMPORT)
    standing = standing_of(upload)
    page: dict[str, Any] = {"upload": upload, "standing": standing}
    if standing.state in (State.CHECKED, State.APPLIED, State.UNDONE):
        after = request.GET.get("after", "")
        page["page"] = verdict_page(
            upload,
            verdict=request.GET.get("verdict", ""),
            after=int(after) if after.isdecimal() and len(after) < 10 else 0,
        )
        page["filters"] = _filters(upload, page["page"].shown)
        page["stats"] = [
            (label, upload.counts.get(verdict, 0), verdict is Verdict.WRONG)
            for verdict, label in VERDICT_LABELS.items()
        ]
    if standing.state == State.FAILED:
        page["reading"] = _reading_form(upload)
        page["systems"] = source_systems()
    page["table"] = services.TABLES.get(upload.table)
    return render(request, "exchange/import.html", page)


def _filters(upload: Import, shown: str) -> list[tuple[str, str, bool]]:
    address = reverse("exchange:import", args=[upload.pk])
    counts = upload.counts
    found = [(_("All") + f" {sum(counts.values())}", f"{address}?verdict=all", shown == "all")]
    for verdict, label in VERDICT_LABELS.items():
        if counts.get(verdict):
            text = f"{label} {counts[verdict]}"
            found.append((text, f"{address}?verdict={verdict}", shown == verdict))
    return found


def _reading_form(upload: Import, data: Any = None) -> ReadingForm:
    try:
        sheets = sheets_of(upload.path)
    except (UnreadableFile, OSError):
        sheets = []
    initial = {
        "table": upload.table,
        "system": upload.source_system,
        "sheet": upload.sheet,
        "encoding": upload.encoding,
        "delimiter": upload.delimiter,
    }
    return ReadingForm(data, sheets=sheets, initial=initial)


@login_required
def show_mapping(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    upload = get_allowed(Import, pk, viewer=viewer, to=Action.IMPORT)
    if upload.state not in (State.MAPPING, State.CHECKED, State.CHECKING):
        return redirect("exchange:import", pk=pk)
    if request.method == "POST":
        notation = NotationForm(request.POST)
        if notation.is_valid():
            mapping = mapping_from(request.POST, upload.headings, notation)
            services.choose_mapping(upload, mapping, by=viewer)
            asked = {key for key in request.POST if key.startswith("word-")}
            if not mapping_questions(upload, viewer).new_words(asked):
                services.ask_for_check(upload, by=viewer)
                return redirect("exchange:import", pk=pk)
            warn(request, _("The columns you chose hold words that we do not know; see below."))
    mapping = ColumnMapping.from_json(upload.mapping)
    page = {
        "upload": upload,
        "page": mapping_page(upload, viewer),
        "notation": NotationForm(initial=mapping.as_json()),
        "reading": _reading_form(upload),
        "systems": source_systems(),
    }
    return render(request, "exchange/mapping.html", page)


@login_required
@require_POST
def read_again(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    upload = get_allowed(Import, pk, viewer=viewer, to=Action.IMPORT)
    form = _reading_form(upload, request.POST)
    if upload.state in (State.MAPPING, State.CHECKED, State.FAILED) and form.is_valid():
        facts = form.cleaned_data
        services.read_differently(upload, **facts)
        return _go_on(upload, viewer)
    return redirect("exchange:import", pk=pk)


@login_required
@require_POST
def check_import(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    upload = get_allowed(Import, pk, viewer=viewer, to=Action.IMPORT)
    return _then_back(request, upload, lambda: services.ask_for_check(upload, by=viewer))


@login_required
@require_POST
def apply_import(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    upload = get_allowed(Import, pk, viewer=viewer, to=Action.IMPORT)
    return _then_back(request, upload, lambda: services.ask_to_apply(upload, by=viewer))


@login_required
@require_POST
def undo_import(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    upload = get_allowed(Import, pk, viewer=viewer, to=Action.IMPORT)
    return _then_back(request, upload, lambda: services.undo_import(upload, by=viewer))


@login_required
@require_POST
def cancel_import(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    rows = Import.objects.select_related("job")
    upload = get_allowed(rows, pk, viewer=viewer, to=Action.IMPORT)
    if upload.job is None:
        raise Http404
    job = upload.job
    return _then_back(request, upload, lambda: jobs.cancel(job, by=viewer))


@login_required
@require_POST
def discard_import(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    upload = get_allowed(Import, pk, viewer=viewer, to=Action.IMPORT)
    try:
        services.discard_import(upload)
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
        return redirect("exchange:import", pk=pk)
    done(request, _("The file %(file)s is forgotten.") % {"file": upload.file_name})
    return redirect("exchange:home")


def _then_back(request: Request, upload: Import, act: Any) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
    return redirect("exchange:import", pk=upload.pk)


@login_required
def show_wrong_rows(request: Request, pk: int) -> HttpResponseBase:
    """The wrong rows as they stand in the file, each with its reason, to be corrected."""
    viewer = request.viewer
    upload = get_allowed(Import, pk, viewer=viewer, to=Action.IMPORT)
    if upload.table not in services.TABLES or not upload.counts:
        raise Http404
    lines: Iterator[str] = wrong_row_lines(upload)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="wrong-rows.csv"'
    return response
