"""A file on its way in: what it is, how it is read, and what its columns mean."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, require
from counterpart.access.viewer import Viewer
from counterpart.exchange import services
from counterpart.exchange.files.problems import UnreadableFile
from counterpart.exchange.forms import NewImportForm, NotationForm, ReadingForm, mapping_from
from counterpart.exchange.importing.mapping import ColumnMapping
from counterpart.exchange.mapping_page import mapping_page, mapping_questions, source_systems
from counterpart.exchange.models import Import
from counterpart.exchange.reading import sheets_of
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import warn
from counterpart.web.refusals import refusal_text

State = Import.State


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
        "reading": reading_form(upload),
        "systems": source_systems(),
    }
    return render(request, "exchange/mapping.html", page)


@login_required
@require_POST
def read_again(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    upload = get_allowed(Import, pk, viewer=viewer, to=Action.IMPORT)
    form = reading_form(upload, request.POST)
    if upload.state in (State.MAPPING, State.CHECKED, State.FAILED) and form.is_valid():
        services.read_differently(upload, **form.cleaned_data)
        return _go_on(upload, viewer)
    return redirect("exchange:import", pk=pk)


def _go_on(upload: Import, viewer: Viewer) -> HttpResponse:
    """To the dry run when nothing is left to ask, else to the mapping."""
    if upload.state == State.MAPPING:
        if mapping_questions(upload, viewer).is_empty:
            services.ask_for_check(upload, by=viewer)
        else:
            return redirect("exchange:mapping", pk=upload.pk)
    return redirect("exchange:import", pk=upload.pk)


def reading_form(upload: Import, data: Any = None) -> ReadingForm:
    """How the file is read now, to be changed."""
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
