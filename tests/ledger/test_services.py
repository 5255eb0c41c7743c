"""Posting order lines, rates of exchange, and what accounts are worth a year."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.customers.services import RowsRefused
from counterpart.history.models import Change
from counterpart.ledger import services as ledger
from counterpart.ledger.models import OrderLine
from counterpart.ledger.services import MissingRate, Posted
from factories import AccountFactory
from ledger.conftest import order_line as line

TODAY = date(2026, 11, 23)


def test_lines_are_posted_once_with_author_and_batch(fjord, system):
    lines = [line(fjord, "1"), line(fjord, "2", amount_minor=-2_500)]

    assert ledger.post_order_lines(lines, by=system, batch="import-1") == Posted(new=2, same=0)

    posted = OrderLine.objects.values_list("line_no", "amount_minor", "posted_by", "batch")
    assert sorted(posted) == [
        ("1", 10_000, "tests", "import-1"),
        ("2", -2_500, "tests", "import-1"),
    ]


def test_the_same_lines_again_change_nothing(fjord, system):
    ledger.post_order_lines([line(fjord)], by=system)

    again = ledger.post_order_lines([line(fjord), line(fjord, "2"), line(fjord, "2")], by=system)

    assert again == Posted(new=1, same=2)
    assert OrderLine.objects.count() == 2


def test_differing_line_is_refused_by_name_and_nothing_is_posted(fjord, system):
    ledger.post_order_lines([line(fjord)], by=system)
    rows = [line(fjord, "2"), line(fjord, "1", amount_minor=12_000)]

    assert ledger.line_states(rows) == ["new", "different"]
    with pytest.raises(RowsRefused, match="Line 1 of document INV-1 is already posted") as refused:
        ledger.post_order_lines(rows, by=system)

    assert "2026-05-04, 1 = 100.00 EUR and cannot become" in str(refused.value)
    assert OrderLine.objects.count() == 1


def test_two_differing_lines_of_one_file_are_refused(fjord, system):
    rows = [line(fjord), line(fjord, quantity=Decimal("2"))]

    problems = ledger.order_line_problems(rows, rows=[2, 3])

    assert [(p.row, p.column) for p in problems] == [(3, "line_no")]


def test_lines_with_wrong_facts_are_named(fjord, system):
    rows = [line(fjord, currency="euro"), OrderLine(document_no="X", on=TODAY, amount_minor=1)]

    problems = ledger.order_line_problems(rows, rows=[2, 3])

    assert {(p.row, p.column) for p in problems} == {
        (2, "currency"),
        (3, "currency"),
        (3, "line_no"),
        (3, "account"),
    }


@pytest.mark.parametrize("write", ["update", "delete"])
def test_the_database_refuses_to_change_posted_lines(fjord, system, write):
    ledger.post_order_lines([line(fjord)], by=system)

    with pytest.raises(IntegrityError), transaction.atomic():
        if write == "update":
            OrderLine.objects.update(amount_minor=1)
        else:
            OrderLine.objects.all().delete()

    assert OrderLine.objects.get().amount_minor == 10_000


def test_year_is_the_twelve_months_before_today(fjord, system):
    days = [date(2025, 11, 22), date(2025, 11, 23), date(2026, 11, 22), date(2026, 11, 23)]
    lines = [line(fjord, str(n), on=on, amount_minor=10**n) for n, on in enumerate(days)]
    ledger.post_order_lines(lines, by=system)

    assert ledger.annual_revenue_minor([fjord], today=TODAY) == {fjord.pk: 110}


def test_returns_count_against_sales(fjord, system):
    lines = [line(fjord, "1", amount_minor=5_000), line(fjord, "2", amount_minor=-1_999)]
    ledger.post_order_lines(lines, by=system)

    assert ledger.annual_revenue_minor([fjord], today=TODAY) == {fjord.pk: 3_001}


def test_each_line_converts_at_the_rate_of_its_day(fjord, system):
    rates = [(date(2026, 1, 1), "0.9"), (date(2026, 5, 4), "0.8"), (date(2026, 5, 5), "0.7")]
    for on, rate in rates:
        ledger.record_rate(on=on, base="USD", quote="EUR", rate=Decimal(rate), by=system)
    lines = [
        line(fjord, "1", currency="USD", on=date(2026, 5, 3), amount_minor=101),
        line(fjord, "2", currency="USD", on=date(2026, 5, 4), amount_minor=102),
        line(fjord, "3", amount_minor=1_000),
    ]
    ledger.post_order_lines(lines, by=system)

    # 90.9 + 81.6 + 1000 cents, rounded once
    assert ledger.annual_revenue_minor([fjord], today=TODAY) == {fjord.pk: 1_173}


def test_rate_of_the_other_direction_and_currencies_without_cents(system):
    account = AccountFactory(currency="EUR")
    ledger.record_rate(on=date(2026, 1, 1), base="EUR", quote="JPY", rate=Decimal(160), by=system)
    ledger.post_order_lines([line(account, currency="JPY", amount_minor=8_000)], by=system)

    assert ledger.annual_revenue_minor([account], today=TODAY) == {account.pk: 5_000}


def test_missing_rate_is_named_and_other_accounts_are_worked_out(fjord, system):
    other = AccountFactory(name="Other")
    rows = [line(fjord, "1", currency="USD"), line(other, "2", amount_minor=700)]
    ledger.post_order_lines(rows, by=system)

    revenue = ledger.annual_revenue([fjord, other], today=TODAY)

    assert revenue.minor == {other.pk: 700}
    assert [str(gap).split(". ")[0] for gap in revenue.missing] == [
        "There is no rate of exchange from USD to EUR on or before 2026-05-04"
    ]
    with pytest.raises(MissingRate):
        ledger.annual_revenue_minor([fjord], today=TODAY)


def test_values_are_refreshed_and_recorded(fjord, system):
    other = AccountFactory(name="Only returns", annual_value_minor=55)
    stuck = AccountFactory(name="No rate", annual_value_minor=66)
    rows = [
        line(fjord, "1", amount_minor=123_456),
        line(other, "2", amount_minor=-500),
        line(stuck, "3", currency="USD"),
    ]
    ledger.post_order_lines(rows, by=system)

    done = ledger.refresh_account_values([fjord, other, stuck], by=system, today=TODAY)

    assert (done.changed, len(done.missing)) == (2, 1)
    values = dict(Account.objects.values_list("name", "annual_value_minor"))
    assert values == {"Fjord Foods": 123_456, "Only returns": 0, "No rate": 66}
    assert Change.objects.latest("id").why == "Revenue of the twelve months before 2026-11-23"


def test_rate_said_again_replaces_the_earlier_word(system):
    facts = {"on": TODAY, "base": "USD", "quote": "EUR", "by": system}
    first = ledger.record_rate(rate=Decimal("0.9"), **facts)

    assert ledger.record_rate(rate=Decimal("0.91"), **facts) == first


def test_orders_are_seen_by_the_lead_and_not_by_the_team(fjord, nadia, ravi, omar, system):
    ledger.post_order_lines([line(fjord)], by=system)
    seen = {
        who.first_name: OrderLine.objects.visible_to(Viewer.of(who.login, TODAY)).count()
        for who in (nadia, ravi, omar)
    }

    assert seen == {"Nadia": 1, "Ravi": 0, "Omar": 0}


def test_products_are_created_and_changed(system):
    (helmet,) = ledger.create_products([{"code": "HL-1", "name": "Helmet"}], by=system)

    changed = ledger.change_product(helmet, name="Road helmet", by=system)

    assert (changed.code, changed.name) == ("HL-1", "Road helmet")
