"""Which document counts as revenue: one kind, chosen or found, everywhere."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from conftest import login_with
from counterpart.access.actions import Role
from counterpart.cli.checks_database import revenue_counts_once
from counterpart.history.models import Change
from counterpart.history.services import recording
from counterpart.ledger import services as ledger
from counterpart.ledger.models import OrderLine, RevenueBasis
from counterpart.ledger.queries import Basis, revenue_basis
from counterpart.web.templatetags.counterpart import whole_money
from ledger.conftest import order_line as line

TODAY = date(2026, 11, 23)
Document = OrderLine.Document


@pytest.fixture
def sold_twice(fjord, system):
    """Two orders over 100 and 50; invoices of them, with a credit note over 30; in two currencies.

    Another 20 EUR are ordered and not yet billed, 10 USD are billed.
    """
    ledger.record_rate(on=date(2026, 1, 1), base="USD", quote="EUR", rate=Decimal("0.5"), by=system)
    order = {"document_kind": Document.ORDER, "document_no": "SO-1"}
    lines = [
        line(fjord, "1", **order, amount_minor=10_000),
        line(fjord, "2", **order, amount_minor=5_000),
        line(fjord, "3", **order, amount_minor=2_000),
        line(fjord, "4", **order, amount_minor=-1_000),
        line(fjord, "1", amount_minor=10_000),
        line(fjord, "2", amount_minor=5_000),
        line(fjord, "3", document_no="CN-1", amount_minor=-3_000),
        line(fjord, "4", amount_minor=1_000, currency="USD"),
    ]
    ledger.post_order_lines(lines, by=system)
    return fjord


def revenue(account) -> int:
    return ledger.annual_revenue_minor([account], today=TODAY)[account.pk]


def test_without_a_choice_one_kind_counts_and_it_is_said(sold_twice):
    assert revenue_basis() == Basis(Document.INVOICE, False, (Document.INVOICE, Document.ORDER))
    assert revenue_basis().needs_choice
    assert revenue(sold_twice) == 12_500  # 100 + 50 - 30 + 10 USD at 0.5

    finding = revenue_counts_once()
    assert finding.level == "warning"
    assert "(invoice, order); only invoices count" in finding.what


@pytest.mark.parametrize(
    ("kind", "minor"),
    [(Document.ORDER, 16_000), (Document.INVOICE, 12_500), (Document.SHIPMENT, 0)],
)
def test_chosen_kind_counts_with_its_own_returns(sold_twice, system, kind, minor):
    ledger.choose_revenue_basis(kind, by=system)

    assert revenue(sold_twice) == minor
    assert revenue_basis().is_chosen and not revenue_basis().needs_choice
    assert revenue_counts_once().level == "good"


def test_value_of_an_account_follows_the_choice(sold_twice, system):
    ledger.choose_revenue_basis(Document.ORDER, by=system)

    ledger.refresh_account_values([sold_twice], by=system, today=TODAY)

    sold_twice.refresh_from_db()
    assert sold_twice.annual_value_minor == 16_000


def test_orders_alone_count_without_a_word(fjord, system):
    ledger.post_order_lines([line(fjord, document_kind=Document.ORDER)], by=system)

    assert revenue(fjord) == 10_000
    assert not revenue_basis().needs_choice


def test_choice_is_recorded_and_taken_back_to_what_is_posted(sold_twice, system):
    ledger.choose_revenue_basis(Document.ORDER, by=system)
    ledger.choose_revenue_basis("", by=system, why="Ask again")

    assert revenue(sold_twice) == 12_500
    lines = Change.objects.filter(thing="ledger.revenuebasis").order_by("pk")
    assert [(row.kind, row.after) for row in lines] == [
        ("created", {"document_kind": "order"}),
        ("changed", {"document_kind": ""}),
    ]


def test_there_is_one_choice_only(system):
    ledger.choose_revenue_basis("order", by=system)

    with pytest.raises(IntegrityError), transaction.atomic(), recording():
        RevenueBasis(pk=2, document_kind="invoice").save()


def test_settings_page_says_what_counts_and_changes_it(sold_twice, ops_client):
    page = ops_client.get("/settings/").content.decode()
    assert "Nobody chose which one counts, so it is this one: Invoice. Left out: Order." in page

    saved = ops_client.post("/settings/", {"document_kind": "order"}, follow=True)

    assert "Counted now: Order." in saved.content.decode()
    assert revenue(sold_twice) == 16_000


def test_values_are_taken_from_revenue_on_the_page(sold_twice, ops_client):
    answer = ops_client.post("/settings/values/", follow=True)

    sold_twice.refresh_from_db()
    assert answer.status_code == 200
    assert sold_twice.annual_value_minor == 12_500


def test_settings_are_not_for_everybody(client_of, nadia, db):
    assert client_of(nadia).get("/settings/").status_code == 404
    executive = login_with(Role.EXECUTIVE, "boss@example.com")
    assert executive.post("/settings/", {"document_kind": "order"}).status_code == 404
    assert not RevenueBasis.objects.exists()


def test_orders_page_adds_up_one_kind_and_shows_all_documents(sold_twice, ops_client):
    page = ops_client.get(f"/accounts/{sold_twice.pk}/orders/").content.decode()

    assert "Added up: Invoice only" in page
    assert "SO-1" in page and "CN-1" in page
    assert whole_money(15_000, "EUR") in page  # sales, without the orders
    assert whole_money(17_000, "EUR") not in page

    orders = ops_client.get(f"/accounts/{sold_twice.pk}/orders/?kind=order").content.decode()
    assert whole_money(17_000, "EUR") in orders
    assert "CN-1" not in orders
