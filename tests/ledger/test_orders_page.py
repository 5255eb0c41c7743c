"""Orders of an account: who sees them, what adds up, and what it costs in queries."""

from datetime import date

import pytest

from counterpart.ledger import services as ledger
from counterpart.ledger.chart import PLOT_HEIGHT, chart_of
from counterpart.ledger.queries.orders import Quarter, quarters_of, totals_of
from factories import AccountFactory
from ledger.conftest import order_line


@pytest.fixture
def crate(system):
    return ledger.create_product(code="C-1", name="Crate", by=system)


@pytest.fixture
def orders(fjord, crate, ravi, system) -> str:
    """Fjord Foods bought in two quarters, returned once, and has an order in dollars."""
    lines = [
        order_line(fjord, "1", product=crate, seller=ravi, cost_minor=6_000),
        order_line(fjord, "2", amount_minor=5_001, cost_minor=1),
        order_line(
            fjord,
            document_no="RET-1",
            on=date(2026, 8, 1),
            amount_minor=-2_000,
            cost_minor=-1_000,
            product=crate,
        ),
        order_line(fjord, document_no="USD-1", document_kind="order", currency="USD"),
        order_line(AccountFactory(name="Other"), document_no="SECRET-1", product=crate),
    ]
    ledger.post_order_lines(lines, by=system)
    return f"/accounts/{fjord.pk}/orders/"


def test_lead_sees_orders_and_others_find_nothing(client_of, orders, nadia, ravi, omar):
    document = f"{orders}document/?kind=invoice&number=INV-1&source=&currency=EUR"
    seen = {
        (who.first_name, client_of(who).get(address).status_code)
        for who in (nadia, ravi, omar)
        for address in (orders, document)
    }

    assert seen == {("Nadia", 200), ("Ravi", 404), ("Omar", 404)}


def test_orders_ask_for_a_login(client, orders):
    assert client.get(orders).headers["Location"].startswith("/login/")


def test_totals_are_exact_and_in_one_currency(client_of, orders, nadia):
    page = client_of(nadia).get(orders)

    totals = page.context["totals"]
    assert (totals.sales_minor, totals.returns_minor, totals.net_minor) == (15_001, -2_000, 13_001)
    assert totals.margin_minor == 13_001 - 5_001
    assert [row["document_no"] for row in page.context["page"].rows] == ["RET-1", "INV-1"]
    assert "Only amounts in EUR are added up here. There are also orders in USD." in (
        page.content.decode()
    )
    assert "SECRET-1" not in page.content.decode()


@pytest.mark.parametrize(
    ("query", "documents"),
    [
        ("?currency=USD", ["USD-1"]),
        ("?kind=order", []),
        ("?kind=invoice", ["RET-1", "INV-1"]),
        ("?currency=XXX", ["RET-1", "INV-1"]),
    ],
)
def test_documents_are_filtered(client_of, orders, nadia, query, documents):
    rows = client_of(nadia).get(f"{orders}{query}").context["page"].rows

    assert [row["document_no"] for row in rows] == documents


def test_product_filter_counts_only_its_lines(client_of, orders, nadia, crate):
    page = client_of(nadia).get(f"{orders}?product={crate.pk}")

    assert page.context["totals"].net_minor == 8_000


def test_margin_is_shown_only_where_every_cost_is_known(fjord, system):
    known, unknown = order_line(fjord, "1", cost_minor=0), order_line(fjord, "2")
    ledger.post_order_lines([known], by=system)
    assert totals_of(fjord.order_lines.order_by()).margin_minor == 10_000

    ledger.post_order_lines([unknown], by=system)
    assert totals_of(fjord.order_lines.order_by()).margin_minor is None


def test_document_unfolds_to_its_lines(client_of, orders, nadia):
    address = f"{orders}document/?kind=invoice&number=INV-1&source=&currency=EUR"
    part = client_of(nadia).get(address, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert part.count("<tr>") == 3
    assert "Crate" in part
    assert "Ravi Iyer" in part
    assert "50.01" in part
    assert client_of(nadia).get(address.replace("INV-1", "SECRET-1")).status_code == 404


def test_documents_go_on_where_the_page_ends(client_of, fjord, nadia, system):
    lines = [order_line(fjord, document_no=f"INV-{n:03}") for n in range(60)]
    ledger.post_order_lines(lines, by=system)
    client = client_of(nadia)

    first = client.get(f"/accounts/{fjord.pk}/orders/")
    second = client.get(first.context["page"].next_url)

    numbers = [row["document_no"] for row in [*first.context["page"], *second.context["page"]]]
    assert numbers == [f"INV-{n:03}" for n in range(60)]
    assert len(first.content) < 61_440


def test_account_without_orders_says_where_they_come_from(client_of, fjord, nadia):
    page = client_of(nadia).get(f"/accounts/{fjord.pk}/orders/").content.decode()

    assert "No orders yet" in page


def test_queries_do_not_grow_with_documents(client_of, fjord, nadia, crate, system, queries_of):
    def post(number: int) -> None:
        line = order_line(fjord, document_no=f"INV-{number}", product=crate, seller=nadia)
        ledger.post_order_lines([line], by=system)

    post(1)
    address = f"/accounts/{fjord.pk}/orders/"
    with_one = queries_of(client_of(nadia), address)
    post(2)
    post(3)
    assert queries_of(client_of(nadia), address) == with_one
    assert with_one <= 15


def test_quarters_without_orders_stand_between(fjord, system):
    days = [date(2025, 11, 1), date(2026, 5, 1)]
    lines = [order_line(fjord, str(n), on=on) for n, on in enumerate(days)]
    ledger.post_order_lines([*lines, order_line(fjord, "9", amount_minor=-30)], by=system)

    assert quarters_of(fjord.order_lines.order_by(), most=8) == [
        Quarter(2025, 4, 10_000, 0),
        Quarter(2026, 1, 0, 0),
        Quarter(2026, 2, 10_000, -30),
    ]
    assert [q.number for q in quarters_of(fjord.order_lines.order_by(), most=2)] == [1, 2]


def test_bars_share_one_scale():
    chart = chart_of([Quarter(2026, 1, 300, -100), Quarter(2026, 2, 0, 0)])

    high, empty = chart.bars
    assert (high.sales_height, high.returns_height) == (PLOT_HEIGHT * 0.75, PLOT_HEIGHT * 0.25)
    assert (empty.sales_height, empty.returns_height) == (0, 0)
    assert chart_of([]).bars == ()
