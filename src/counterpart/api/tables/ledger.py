"""Products, order lines and rates of exchange. Order lines are posted by `posting`."""

from __future__ import annotations

from datetime import date
from typing import Any

from counterpart.access.actions import Action
from counterpart.api.fields import Key
from counterpart.api.resources import Change, Create, Filter, Resource, by_role
from counterpart.api.tables.common import Asked, with_facts
from counterpart.ledger import services
from counterpart.ledger.models import ExchangeRate, OrderLine, Product

# Orders come from other systems; who may bring files in may post them here as well.
POST = Action.IMPORT


def _change_rate(row: ExchangeRate, facts: dict[str, Any], **told: Any) -> None:
    values = {"rate": row.rate, "source": row.source, **facts}
    services.record_rate(on=row.on, base=row.base, quote=row.quote, **values, **told)


LEDGER = (
    Resource(
        "ledger",
        "products",
        Product,
        fields=("code", "name", "category", "source_system", "source_id"),
        filters={"code": Filter(Asked, "code"), "category": Filter(Asked, "category")},
        create=Create(
            lambda facts, **told: services.create_product(**facts, **told), allow=by_role(POST)
        ),
        change=Change(with_facts(services.change_product), POST),
    ),
    Resource(
        "ledger",
        "order-lines",
        OrderLine,
        fields=(
            "account",
            "product",
            "seller",
            "source_system",
            "document_kind",
            "document_no",
            "line_no",
            "on",
            "quantity",
            "amount_minor",
            "cost_minor",
            "currency",
            "posted_at",
            "posted_by",
        ),
        given=("posted_at", "posted_by"),
        filters={
            "account": Filter(Key, "account_id"),
            "product": Filter(Key, "product_id"),
            "document_no": Filter(Asked, "document_no"),
            "since": Filter(date, "on__gte", "From this day on."),
            "until": Filter(date, "on__lt", "Before this day."),
        },
    ),
    Resource(
        "ledger",
        "exchange-rates",
        ExchangeRate,
        fields=("on", "base", "quote", "rate", "source"),
        once=("on", "base", "quote"),
        filters={
            "on": Filter(date, "on"),
            "base": Filter(Asked, "base"),
            "quote": Filter(Asked, "quote"),
        },
        create=Create(
            lambda facts, **told: services.record_rate(**facts, **told), allow=by_role(POST)
        ),
        change=Change(_change_rate, POST),
    ),
)
