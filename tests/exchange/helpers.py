"""What tests of imports look at."""

from __future__ import annotations

from collections.abc import Iterable

from counterpart.exchange import services
from counterpart.exchange.exporting.csv_export import CsvOptions, csv_lines
from counterpart.exchange.importing.verdicts import StoredVerdict, all_verdicts
from counterpart.exchange.models import Import
from counterpart.exchange.tables import TABLES
from counterpart.history.models import Change

COVERAGE_FILES = {
    "coverage_models": "code,name,kind\nlean,Lean,territory\nfull,Full team,team\n",
    "model_terms": (
        "model,since,people,least_people,lead,currency\n"
        "lean,2025-01-01,1,1,1200.50,EUR\nfull,2025-01-01,4,2,90000,EUR\n"
    ),
    "model_hours": (
        "model,since,function,hours_per_year\n"
        "full,2025-01-01,sales,120\nfull,2025-01-01,logistics,40.5\n"
    ),
    "service_standards": (
        "model,activity,function,quantity_per_year\nfull,visit,,12\nfull,hours,sales,30\n"
    ),
    "cost_rates": (
        "activity,function,cost,currency,unit,since\n"
        "visit,,80,EUR,each,2025-01-01\nhours,sales,50,EUR,hour,2025-01-01\n"
    ),
    "account_coverages": (
        "account,model,since,until\nAcme,lean,2024-02-01,2025-02-01\nAcme,full,2025-02-01,\n"
        "Bolt,full,2023-01-01,2024-06-01\nBolt,lean,2025-03-01,\n"
    ),
    "service_entries": (
        "account,on,activity,function,quantity,amount,currency\n"
        "Acme,2025-03-02,visit,,2,,\nAcme,2025-03-02,hours,sales,3.5,,\n"
        "Bolt,2025-03-03,travel,,,99.90,EUR\n"
    ),
}


def verdicts(upload: Import) -> list[str]:
    return [one.verdict.value for one in all_verdicts(upload.verdicts_path)]


def wrong(upload: Import) -> list[tuple[int, str, str]]:
    """Row, column and text of all that is wrong."""
    found: Iterable[StoredVerdict] = all_verdicts(upload.verdicts_path, verdict="wrong")
    return [(p.row, p.column, str(p)) for one in found for p in one.problems]


def changes(upload: Import) -> list[tuple[str, str, str]]:
    found = all_verdicts(upload.verdicts_path, verdict="changed")
    return [change for one in found for change in one.changes]


def history_length() -> int:
    return Change.objects.count()


def applied(bring, system, table: str, content: str) -> Import:
    """Brings a good file in."""
    upload = bring(content, table=table)
    assert wrong(upload) == []
    services.apply_import(upload, by=system)
    return upload


def exported(table: str, system) -> str:
    """The table as a file with codes."""
    return "".join(csv_lines(TABLES[table], system, CsvOptions(bom=False, codes=True)))
