"""Which writer brings in which table."""

from counterpart.exchange.writers.account_coverages import AccountCoverageWriter
from counterpart.exchange.writers.base import Writer, Writing
from counterpart.exchange.writers.coverage_inputs import (
    HoursWriter,
    ModelWriter,
    RateWriter,
    StandardWriter,
    TermsWriter,
)
from counterpart.exchange.writers.coverage_writer import CoverageWriter
from counterpart.exchange.writers.customer_writers import (
    AccountWriter,
    ContactWriter,
    OrderLineWriter,
)
from counterpart.exchange.writers.people_writer import PeopleWriter
from counterpart.exchange.writers.plain import FunctionWriter, PlainWriter
from counterpart.exchange.writers.service_writers import EntryWriter
from counterpart.exchange.writers.staffing_writers import ConflictWriter, LockWriter

_WRITERS: dict[str, Writer] = {
    "functions": FunctionWriter(),
    "people": PeopleWriter(),
    "accounts": AccountWriter(),
    "contacts": ContactWriter(),
    "order_lines": OrderLineWriter(),
    "leads": CoverageWriter(),
    "coverage": CoverageWriter(),
    "locks": LockWriter(),
    "conflicts": ConflictWriter(),
    "coverage_models": ModelWriter(),
    "model_terms": TermsWriter(),
    "model_hours": HoursWriter(),
    "service_standards": StandardWriter(),
    "cost_rates": RateWriter(),
    "account_coverages": AccountCoverageWriter(),
    "service_entries": EntryWriter(),
}


def writer_of(table: str) -> Writer:
    """How the table's rows are checked and written."""
    return _WRITERS.get(table, PlainWriter())


__all__ = ["Writer", "Writing", "writer_of"]
