"""Order lines from the least."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterpart.customers.models import Account
from counterpart.ledger.models import OrderLine


def order_line(account: Account, number: str = "1", **facts) -> OrderLine:
    """An unposted line of invoice INV-1 over 100.00 EUR."""
    facts = {
        "document_no": "INV-1",
        "on": date(2026, 5, 4),
        "amount_minor": 10_000,
        "currency": "EUR",
    } | facts
    return OrderLine(account=account, line_no=number, **facts)


@pytest.fixture
def queries_of() -> Callable[[Client, str], int]:
    """How many queries a page asks, seen by a browser that has been there before."""

    def count(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return count
