"""Amounts: in major units in a file, in minor units of their currency in a table."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.importing.rows import ImportRow
from counterpart.exchange.tables import Column, Kind, Table
from counterpart.exchange.values import as_bad_cell
from counterpart.kernel.errors import mark as _
from counterpart.kernel.money import minor_digits

TOO_PRECISE = _("“%(amount)s” has more decimals than %(currency)s has.")
USUAL_CURRENCY = "EUR"


class Amounts:
    """The columns of a table that hold money."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns = {c.name: c for c in table.columns if c.kind is Kind.MONEY}

    def scale(self, row: ImportRow, there: Mapping[str, Any]) -> None:
        """Put the amounts of the row into minor units; `there` is what the row meant holds."""
        for name in row.facts.keys() & self.columns.keys():
            amount = row.facts[name]
            if amount is None:
                continue
            column = self.columns[name]
            field = column.model_field(self.table.model)
            currency = self._currency(column, row, there)
            minor = Decimal(amount).scaleb(minor_digits(currency or USUAL_CURRENCY))
            try:
                if minor != minor.to_integral_value():
                    raise BadCell(TOO_PRECISE, amount=amount, currency=currency)
                row.facts[name] = int(minor)
                if field is not None:
                    field.run_validators(int(minor))
            except BadCell as bad:
                row.refuse(name, bad)
            except ValidationError as wrong:
                row.refuse(name, as_bad_cell(wrong))

    def _currency(self, column: Column, row: ImportRow, there: Mapping[str, Any]) -> Any:
        currency = row.facts.get(column.currency) or there.get(column.currency)
        if currency:
            return currency
        field = self.table.by_name[column.currency].model_field(self.table.model)
        return field.get_default() if field is not None else ""

    def show_changes(self, row: ImportRow, there: Mapping[str, Any]) -> None:
        """Put the changes of amounts back into major units, as people read them."""
        for name in row.changes.keys() & self.columns.keys():
            currency = self.columns[name].currency
            now, was = row.facts.get(currency), there.get(currency)
            old, new = row.changes[name]
            row.changes[name] = (_in_major(old, was), _in_major(new, now or was))


def _in_major(minor: int | None, currency: Any) -> Decimal | None:
    if minor is None:
        return None
    return Decimal(minor).scaleb(-minor_digits(currency or USUAL_CURRENCY))
