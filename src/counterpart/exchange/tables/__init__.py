"""Every table that files can hold, by name; in the order in which they are brought in."""

from counterpart.exchange.tables.account_coverages import ACCOUNT_COVERAGES
from counterpart.exchange.tables.columns import Column, Kind
from counterpart.exchange.tables.coverage_inputs import COVERAGE_INPUTS
from counterpart.exchange.tables.coverage_tables import COVERAGE_TABLES
from counterpart.exchange.tables.customer_tables import CUSTOMER_TABLES, LEDGER_TABLES
from counterpart.exchange.tables.desk_tables import DESK_TABLES
from counterpart.exchange.tables.directory_tables import DIRECTORY_TABLES
from counterpart.exchange.tables.payback_tables import PAYBACK_TABLES
from counterpart.exchange.tables.sizing_tables import SIZING_TABLES
from counterpart.exchange.tables.table import Table
from counterpart.exchange.tables.team_tables import STAFFING_TABLES, TEAM_TABLES
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _

ALL_TABLES = (
    *DIRECTORY_TABLES,
    *CUSTOMER_TABLES,
    *LEDGER_TABLES,
    *COVERAGE_INPUTS,
    ACCOUNT_COVERAGES,
    *COVERAGE_TABLES,
    *PAYBACK_TABLES,
    *SIZING_TABLES,
    *TEAM_TABLES,
    *STAFFING_TABLES,
    *DESK_TABLES,
)
TABLES: dict[str, Table] = {table.name: table for table in ALL_TABLES}


class UnknownTable(Refusal):
    """A table was asked for that files cannot hold."""

    message = _("There is no table “%(name)s”. The tables are: %(known)s.")


def table_named(name: str, *, to_import: bool = False) -> Table:
    """The table, or a refusal that names those there are."""
    known = [table.name for table in ALL_TABLES if table.importable or not to_import]
    if name not in known:
        raise UnknownTable(name=name, known=", ".join(known))
    return TABLES[name]


__all__ = ["ALL_TABLES", "TABLES", "Column", "Kind", "Table", "UnknownTable", "table_named"]
