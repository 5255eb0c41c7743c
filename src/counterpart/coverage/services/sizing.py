"""What the company says for sizing the sales force: one sheet, kept and changed."""

from __future__ import annotations

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import SizingClass, SizingSheet
from counterpart.coverage.queries.sizing_inputs import SizingInputs, kept_sheet
from counterpart.history import services as history


@transaction.atomic
def set_sizing(told: SizingInputs, *, by: Viewer, why: str = "") -> SizingSheet:
    """Keep these inputs in the place of those before; tiers without accounts have no class."""
    sheet = kept_sheet()
    write = history.save if sheet else history.create
    sheet = sheet or SizingSheet()
    for name, value in told.plain().items():
        setattr(sheet, name, value)
    sheet = write(sheet, by=by, why=why)
    before = {row.tier: row for row in sheet.classes.all()}
    new = []
    for each in told.classes:
        row = before.pop(each.tier, None)
        is_new = row is None
        row = row or SizingClass(sheet=sheet, tier=each.tier)
        row.accounts = each.accounts
        row.calls_per_year, row.hours_per_call = each.calls_per_year, each.hours_per_call
        if is_new:
            new.append(row)
        else:
            history.save(row, by=by, why=why)
    history.create_many(new, by=by, why=why)
    if before:
        history.remove_many(list(before.values()), by=by, why=why)
    return sheet
