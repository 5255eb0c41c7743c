"""What accounts are worth a year, taken from what they ordered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.customers.services import AccountChange, change_accounts
from counterpart.ledger.models import OrderLine
from counterpart.ledger.queries import annual_revenue, counted_kind
from counterpart.ledger.queries.revenue import year_before
from counterpart.ledger.rates import MissingRate


@dataclass(frozen=True, slots=True)
class RefreshedValues:
    """How many accounts got another value, and which rates are missing for the others."""

    changed: int
    missing: tuple[MissingRate, ...]


def accounts_with_revenue(*, today: date) -> QuerySet[OrderLine, Any]:
    """Ids of accounts with any line that counts in the twelve months before today."""
    lines = OrderLine.objects.filter(
        document_kind=counted_kind(), on__gte=year_before(today), on__lt=today
    )
    return lines.order_by().values("account").distinct()


def annual_revenue_minor(accounts: Iterable[Account], *, today: date) -> dict[int, int]:
    """The revenue of the twelve months before today, by account id, in the account's currency.

    Refuses, naming the rate that is missing, rather than add up different currencies.
    """
    revenue = annual_revenue(accounts, today=today)
    if revenue.missing:
        raise revenue.missing[0]
    return revenue.minor


def refresh_account_values(
    accounts: Iterable[Account], *, by: Viewer, today: date, batch: str = ""
) -> RefreshedValues:
    """Set the yearly value of the accounts to their revenue of the twelve months before today.

    More returns than sales count as no value. Accounts for which a rate is missing keep theirs.
    """
    known = {account.pk: account for account in accounts}
    revenue = annual_revenue(known.values(), today=today)
    changes = [
        AccountChange(known[pk], {"annual_value_minor": max(minor, 0)})
        for pk, minor in revenue.minor.items()
    ]
    why = _("Revenue of the twelve months before %(day)s") % {"day": today.isoformat()}
    changed = change_accounts(changes, by=by, why=why, batch=batch)
    return RefreshedValues(changed=changed, missing=revenue.missing)
