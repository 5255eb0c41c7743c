"""Products, order lines and rates of exchange. Order lines are posted by `posting`."""

from __future__ import annotations

from datetime import date
from typing import Any

from counterpart.access.actions import Action
from counterpart.api.fields import Key
from counterpart.api.resources import (
    Change,
    Create,
    Filter,
    Remove,
    Resource,
    by_owner,
    by_role,
)
from counterpart.api.tables.common import Asked, with_facts
from counterpart.ledger import services
from counterpart.ledger.models import (
    ExchangeRate,
    OrderLine,
    Product,
    Quota,
    RevenueBasis,
)

# Orders come from other systems; who may bring files in may post them here as well.
POST = Action.IMPORT


def _change_rate(row: ExchangeRate, facts: dict[str, Any], **told: Any) -> None:
    values = {"rate": row.rate, "source": row.source, **facts}
    services.record_rate(on=row.on, base=row.base, quote=row.quote, **values, **told)


def _choose(facts: dict[str, Any], **told: Any) -> RevenueBasis:
    return services.choose_revenue_basis(facts["document_kind"], **told)


def _change_choice(row: RevenueBasis, facts: dict[str, Any], **told: Any) -> None:
    services.choose_revenue_basis(facts.get("document_kind", row.document_kind), **told)


def _give_quota(facts: dict[str, Any], **told: Any) -> Quota:
    return services.give_quota(facts.pop("person"), **facts, **told)


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
    Resource(
        "ledger",
        "revenue-basis",
        RevenueBasis,
        fields=("document_kind",),
        create=Create(_choose, allow=by_role(Action.CHANGE_COMPANY)),
        change=Change(_change_choice, Action.CHANGE_COMPANY),
    ),
    Resource(
        "ledger",
        "quotas",
        Quota,
        fields=("person", "since", "until", "amount_minor", "currency", "note"),
        once=("person",),
        filters={
            "person": Filter(Key, "person_id"),
            "since": Filter(date, "until__gt", "Those that hold on this day or later."),
        },
        create=Create(_give_quota, allow=by_owner("person", Action.CHANGE_QUOTA)),
        change=Change(with_facts(services.change_quota), Action.CHANGE_QUOTA),
        remove=Remove(services.remove_quota, Action.CHANGE_QUOTA),
    ),
)
