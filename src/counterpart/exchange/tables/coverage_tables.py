"""What accounts contribute, in files: taken out only, since it is worked out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from counterpart.coverage.models import AccountResult
from counterpart.exchange.tables.columns import Column, Kind, columns_for, of, refers
from counterpart.exchange.tables.table import Table


def _money(name: str) -> Column:
    return of(Kind.MONEY, name, field=f"{name}_minor", currency="currency")


ACCOUNT_RESULTS = Table(
    name="account_results",
    label=_("Results of accounts"),
    model=AccountResult,
    importable=False,
    words=("pk",),
    help=_("What each account brought in, cost to serve and contributed in twelve months."),
    columns=columns_for(
        AccountResult,
        [
            refers("accounts", "account", label=_("Account")),
            of(Kind.DATE, "since", label=_("From")),
            of(Kind.DATE, "until", label=_("Until (first day no more)")),
            _money("revenue"),
            _money("margin"),
            _money("cost_to_serve"),
            _money("contribution"),
            _money("standard"),
            of(Kind.CURRENCY, "currency", label=_("Currency")),
        ],
    ),
)
COVERAGE_TABLES = (ACCOUNT_RESULTS,)
