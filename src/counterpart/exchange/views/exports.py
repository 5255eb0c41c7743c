"""Addresses of files that go out: what the viewer may see of each table."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, require
from counterpart.customers.models import Account
from counterpart.exchange.exporting.csv_export import CsvOptions, csv_lines, template_lines
from counterpart.exchange.exporting.xlsx_export import write_template, write_workbook
from counterpart.exchange.tables import ALL_TABLES, TABLES, Table
from counterpart.exchange.tables.table import Narrowing
from counterpart.staffing.models import StaffingPlan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}


@login_required
def export_table(request: Request, table: str, ext: str) -> HttpResponseBase:
    """The rows of one table that the viewer may see, of one account or proposal if asked."""
    viewer = request.viewer
    found = _found(table, ext)
    see: Action = found.model.see  # type: ignore[attr-defined]
    if see == Action.PLAN_STAFFING:
        require(see, viewer)
    narrowed = _narrowing(request, found)
    codes = request.GET.get("headings") == "codes"
    if ext == "csv":
        options = _csv_options(request, codes=codes)
        return _csv(csv_lines(found, viewer, options, narrowed=narrowed), table)
    return _workbook(
        lambda path: write_workbook(path, [found], viewer, codes=codes, narrowed=narrowed), table
    )


@login_required
def export_everything(request: Request) -> HttpResponseBase:
    """Every table in one workbook, a sheet each."""
    viewer = request.viewer
    require(Action.EXPORT_ALL, viewer)
    return _workbook(lambda path: write_workbook(path, ALL_TABLES, viewer), "counterpart")


@login_required
def export_template(request: Request, table: str, ext: str) -> HttpResponseBase:
    """An empty file with the headings, to be filled in."""
    require(Action.IMPORT, request.viewer)
    found = _found(table, ext)
    if not found.importable:
        raise Http404
    if ext == "csv":
        return _csv(template_lines(found, _csv_options(request, codes=False)), table)
    return _workbook(lambda path: write_template(path, found), table)


def _found(table: str, ext: str) -> Table:
    if table not in TABLES or ext not in ("csv", "xlsx"):
        raise Http404
    return TABLES[table]


def _narrowing(request: Request, table: Table) -> Narrowing | None:
    viewer = request.viewer
    conditions: dict[str, object] = {}
    if request.GET.get("account") and "account" in table.by_name:
        account = get_allowed(Account, request.GET["account"], viewer=viewer)
        conditions[table.by_name["account"].path] = account
    if request.GET.get("plan") and "proposal" in table.by_name:
        conditions["plan"] = get_allowed(StaffingPlan, request.GET["plan"], viewer=viewer)
    return (lambda rows: rows.filter(**conditions)) if conditions else None


def _csv_options(request: Request, *, codes: bool) -> CsvOptions:
    """Spreadsheets in Russian expect semicolons; the reader may ask for anything else."""
    usual = "semicolon" if get_language() == "ru" else "comma"
    delimiter = DELIMITERS.get(request.GET.get("delimiter", ""), DELIMITERS[usual])
    return CsvOptions(delimiter=delimiter, bom=request.GET.get("bom") != "no", codes=codes)


def _csv(lines: object, name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")  # type: ignore[arg-type]
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _workbook(write: Callable[[Path], None], name: str) -> HttpResponseBase:
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    try:
        write(Path(file.name))
    except BaseException:
        file.close()
        raise
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
