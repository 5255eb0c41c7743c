"""The five usual models, and an account that orders."""

from datetime import date

import pytest

from counterpart.coverage import services
from counterpart.coverage.models import Activity, CoverageModel
from counterpart.ledger.models import OrderLine
from factories import (
    AccountFactory,
    ContactFactory,
    FunctionFactory,
    FunctionMatchFactory,
    PersonFactory,
)

BEGIN = date(2024, 1, 1)
TODAY = date(2026, 11, 23)
SALES = (400_000_000, 60_000_000, 1_500_000)
"""A year's of three accounts, in cents."""


def order(account, number, minor, cost, on, currency="EUR"):
    """One line of an invoice, posted."""
    return OrderLine.objects.create(
        account=account,
        document_kind=OrderLine.Document.INVOICE,
        document_no=number,
        line_no="1",
        on=on,
        amount_minor=minor,
        cost_minor=cost,
        currency=currency,
    )


@pytest.fixture
def models(sales, system) -> dict[str, CoverageModel]:
    """By code, in euros; an hour of a seller costs 50, an order 40, a return 90."""
    PersonFactory(function=sales, cost_per_hour_minor=5_000, cost_currency="EUR")
    services.take_ready_made(since=BEGIN, currency="EUR", by=system)
    for activity, minor in ((Activity.ORDER, 4_000), (Activity.RETURN, 9_000)):
        services.set_rate(
            activity, cost_minor=minor, currency="EUR", unit="each", since=BEGIN, by=system
        )
    return {model.code: model for model in CoverageModel.objects.all()}


@pytest.fixture
def fjord(models, system):
    """A standard account with 10,000 of margin: two invoices, one of them a return."""
    account = AccountFactory(name="Fjord Foods", tier="standard", currency="EUR")
    order(account, "I-1", 3_000_000, 1_800_000, date(2026, 3, 2))
    order(account, "I-2", -500_000, -300_000, date(2026, 4, 2))
    return account


@pytest.fixture
def buying(db):
    return FunctionFactory(code="purchasing", name="Purchasing", name_ru="Закупки")


@pytest.fixture
def accounts(models, sales, buying):
    """Three accounts that earn 40 % on their sales, each with a buyer whom our sellers face."""
    FunctionMatchFactory(ours=sales, theirs=buying)
    made = []
    for name, minor in zip(("Large", "Middle", "Small"), SALES, strict=True):
        account = AccountFactory(name=name, tier="standard", currency="EUR")
        order(account, f"{name}-1", minor, minor * 6 // 10, date(2026, 3, 2))
        ContactFactory(account=account, function=buying)
        made.append(account)
    services.work_out_results(today=TODAY)
    return made
