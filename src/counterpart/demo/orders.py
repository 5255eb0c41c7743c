"""The ledger's lines: AdventureWorks' orders with the cost of goods of the day."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from counterpart.customers.models import Account
from counterpart.demo.source import Row, Shift, table
from counterpart.directory.models import Person
from counterpart.kernel.money import Money
from counterpart.ledger.models import OrderLine, Product
from counterpart.ledger.services.products import ProductFacts

SYSTEM = "adventureworks"


def products() -> list[ProductFacts]:
    """Every product that was ever sold to a store, as facts for the ledger."""
    sold = {row["ProductID"] for row in table("sales_order_detail")}
    return [
        {
            "code": row["ProductNumber"],
            "name": row["Name"],
            "category": row["Subcategory"] or row["Category"],
            "source_system": SYSTEM,
            "source_id": row["ProductID"],
        }
        for row in table("products")
        if row["ProductID"] in sold
    ]


VARIABLE_PART = Decimal("0.80")
"""Of a standard cost, what one more piece sold really costs; the rest is taken for overhead that
covering a customer one way or another does not change. AdventureWorks does not say; at full cost
most of its stores are sold to at a loss, whatever one does."""


class CostOfGoods:
    """What a product cost us on a day, from its dated standard costs."""

    def __init__(self) -> None:
        dated: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
        for row in table("product_cost_history"):
            dated[row["ProductID"]].append((row["StartDate"], Decimal(row["StandardCost"])))
        self.starts = {pk: [start for start, _ in sorted(rows)] for pk, rows in dated.items()}
        self.costs = {pk: [cost for _, cost in sorted(rows)] for pk, rows in dated.items()}

    def on(self, product: str, day: str) -> Decimal | None:
        """The variable part of the standard cost of that day; nothing where none was recorded."""
        at = bisect_right(self.starts.get(product, []), day) - 1
        return self.costs[product][at] * VARIABLE_PART if at >= 0 else None


def order_lines(
    accounts: dict[str, Account],
    sellers: dict[str, Person],
    sold: dict[str, Product],
    shift: Shift,
) -> Iterator[OrderLine]:
    """All order lines, in USD, dates moved to today."""
    orders = {row["SalesOrderID"]: row for row in table("sales_order_header")}
    costs = CostOfGoods()
    for row in table("sales_order_detail"):
        order = orders[row["SalesOrderID"]]
        yield _line(row, order, accounts[order["StoreID"]], sellers, sold, costs, shift)


def _line(
    row: Row,
    order: Row,
    account: Account,
    sellers: dict[str, Person],
    sold: dict[str, Product],
    costs: CostOfGoods,
    shift: Shift,
) -> OrderLine:
    quantity = Decimal(row["OrderQty"])
    unit_cost = costs.on(row["ProductID"], order["OrderDate"])
    return OrderLine(
        account=account,
        product=sold[row["ProductID"]],
        seller=sellers.get(order["SalesPersonID"]),
        source_system=SYSTEM,
        document_kind=OrderLine.Document.ORDER,
        document_no=f"SO{row['SalesOrderID']}",
        line_no=row["SalesOrderDetailID"],
        on=shift(date.fromisoformat(order["OrderDate"])),
        quantity=quantity,
        amount_minor=Money.of(row["LineTotal"], "USD").minor,
        cost_minor=None if unit_cost is None else Money.of(unit_cost * quantity, "USD").minor,
        currency="USD",
    )
