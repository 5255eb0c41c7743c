"""What accounts could buy in a year, in the currency that is asked for."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from counterpart.coverage.models import AccountPotential
from counterpart.coverage.translate.service import Converter
from counterpart.ledger.queries import known_rates
from counterpart.ledger.rates import Rates


class Potentials:
    """Of some accounts, read once."""

    def __init__(self, accounts: Collection[int]) -> None:
        rows = AccountPotential.objects.filter(account__in=list(accounts))
        self.of_account = {row.account_id: row for row in rows}

    def minor(self, account: int, currency: str) -> int | None:
        """In minor units, at the rate of exchange of the day when it was said.

        Nothing where nobody has said it, and where no rate brings it into the currency.
        """
        row = self.of_account.get(account)
        if row is None:
            return None
        if row.currency == currency:
            return row.potential_minor
        into = Converter(self._exchange, currency, row.on)
        return into.minor_or_none(row.potential_minor, row.currency)

    @cached_property
    def _exchange(self) -> Rates:
        return known_rates()
