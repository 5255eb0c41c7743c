"""What a file lacks that nothing refuses, but without which new rows are of little use."""

from __future__ import annotations

from counterpart.exchange.importing.mapping import ColumnMapping
from counterpart.exchange.models import Import
from counterpart.kernel.errors import mark as _

# By table: the column, its word on the command line, and what follows from leaving it out.
LACKING = {
    "accounts": (
        (
            "tier",
            _(
                "The file gives no tier, so new accounts will be “Standard”, which get no selling "
                "team. Give a tier for new rows, such as “Key account”, if these are key accounts."
            ),
        ),
    ),
    "people": (
        (
            "hours_per_month",
            _(
                "The file gives no hours, so new people will have none for key accounts and "
                "staffing cannot propose them. Give “Hours a month for key accounts” for new rows."
            ),
        ),
        (
            "lead_fitness_percent",
            _(
                "The file gives no fitness to lead, so none of the new people could lead an "
                "account. Give it for new rows, or enter it later for those who can."
            ),
        ),
    ),
}


def advice_for(upload: Import) -> list[tuple[str, str]]:
    """Columns that new rows of a checked file should have, with the reason, to be translated."""
    if not upload.counts.get("new"):
        return []
    mapping = ColumnMapping.from_json(upload.mapping)
    return [
        (name, text)
        for name, text in LACKING.get(upload.table, ())
        if not mapping.columns.get(name) and not mapping.defaults.get(name)
    ]
