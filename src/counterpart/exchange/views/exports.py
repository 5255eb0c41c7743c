"""Addresses of files that go out: what the viewer may see of each table."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import require
from counterpart.exchange.exporting.csv_export import CsvOptions, template_lines
from counterpart.exchange.exporting.given import XLSX
from counterpart.exchange.exporting.wanted import DELIMITERS, EVERYTHING, HISTORY, WantedFile
from counterpart.exchange.exporting.xlsx_export import write_template
from counterpart.exchange.models import EXPORT_KEPT_DAYS
from counterpart.exchange.services.exporting import ask_for_export, is_large, title_of
from counterpart.exchange.tables import TABLES, Table
from counterpart.history.forms import HistoryFilter


@login_required
def export_table(request: Request, table: str, ext: str) -> HttpResponseBase:
    """The rows of one table that the viewer may see, of one account or proposal if asked."""
    return _given_out(request, _wanted(request, table, ext))


@login_required
def export_everything(request: Request) -> HttpResponseBase:
    """Every table in one workbook, a sheet each."""
    return _given_out(request, WantedFile(EVERYTHING, "xlsx"))


@login_required
def export_history(request: Request) -> HttpResponseBase:
    """The lines of the history that its filter leaves."""
    asked = {name: request.GET.get(name, "") for name in HistoryFilter.base_fields}
    chosen = {name: value for name, value in asked.items() if value}
    return _given_out(request, WantedFile(HISTORY, "csv", chosen=chosen))


def _given_out(request: Request, wanted: WantedFile) -> HttpResponseBase:
    """A small file at once; a large one is asked for and prepared by a worker."""
    viewer = request.viewer
    wanted.check(viewer)
    if request.method == "POST":
        return redirect("exchange:prepared", ask_for_export(wanted, by=viewer).pk)
    if is_large(wanted, viewer):
        page = {
            "what": title_of(wanted),
            "rows": wanted.count(viewer),
            "days": EXPORT_KEPT_DAYS,
            "back": _back(wanted),
        }
        return render(request, "exchange/ask.html", page)
    if wanted.format == "csv":
        return _csv(wanted.lines(viewer), wanted.name)
    return _workbook(lambda path: wanted.write(path, viewer), wanted.name)


def _back(wanted: WantedFile) -> tuple[str, str]:
    """The page that the file was asked for on: its address and name."""
    if wanted.table != HISTORY:
        return reverse("exchange:home"), _("Files")
    query = f"?{urlencode(wanted.chosen)}" if wanted.chosen else ""
    return reverse("history:all") + query, _("History")


@login_required
def export_template(request: Request, table: str, ext: str) -> HttpResponseBase:
    """An empty file with the headings, to be filled in."""
    require(Action.IMPORT, request.viewer)
    found = _found(table, ext)
    if not found.importable:
        raise Http404
    if ext == "csv":
        return _csv(template_lines(found, _csv_options(request, codes=False)), f"{table}.csv")
    return _workbook(lambda path: write_template(path, found), f"{table}.xlsx")


def _found(table: str, ext: str) -> Table:
    if table not in TABLES or ext not in ("csv", "xlsx"):
        raise Http404
    return TABLES[table]


def _wanted(request: Request, table: str, ext: str) -> WantedFile:
    options = _csv_options(request, codes=request.GET.get("headings") == "codes")
    found = _found(table, ext)
    return WantedFile(
        table,
        ext,
        codes=options.codes,
        delimiter=options.delimiter,
        bom=options.bom,
        account=_key(request, "account") if "account" in found.by_name else None,
        plan=_key(request, "plan") if found.plans is not None else None,
    )


def _key(request: Request, name: str) -> int | None:
    sent = request.GET.get(name)
    if not sent:
        return None
    if not sent.isdecimal():
        raise Http404
    return int(sent)


def _csv_options(request: Request, *, codes: bool) -> CsvOptions:
    """Spreadsheets in Russian expect semicolons; the reader may ask for anything else."""
    usual = "semicolon" if get_language() == "ru" else "comma"
    delimiter = DELIMITERS.get(request.GET.get("delimiter", ""), DELIMITERS[usual])
    return CsvOptions(delimiter=delimiter, bom=request.GET.get("bom") != "no", codes=codes)


def _csv(lines: object, name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")  # type: ignore[arg-type]
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _workbook(write: Callable[[Path], None], name: str) -> HttpResponseBase:
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    try:
        write(Path(file.name))
    except BaseException:
        file.close()
        raise
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
