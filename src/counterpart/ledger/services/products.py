"""Use-cases of products and of rates of exchange."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.services.facts import put
from counterpart.history import services as history
from counterpart.ledger.models import ExchangeRate, Product


class ProductFacts(TypedDict, total=False):
    code: str
    name: str
    category: str
    source_system: str
    source_id: str


def create_product(
    *, by: Viewer, why: str = "", batch: str = "", **facts: Unpack[ProductFacts]
) -> Product:
    """Add something we sell."""
    product = Product()
    put(product, facts)
    return history.create(product, by=by, why=why, batch=batch)


@transaction.atomic
def change_product(
    product: Product, *, by: Viewer, why: str = "", batch: str = "", **facts: Unpack[ProductFacts]
) -> Product:
    """Change some facts of something we sell."""
    changed = Product.objects.select_for_update().get(pk=product.pk)
    put(changed, facts)
    return history.save(changed, by=by, why=why, batch=batch)


def create_products(
    rows: Sequence[ProductFacts], *, by: Viewer, why: str = "", batch: str = ""
) -> list[Product]:
    """Add many things we sell, checked before."""
    products = [Product() for _row in rows]
    for product, facts in zip(products, rows, strict=True):
        put(product, facts)
    return history.create_many(products, by=by, why=why, batch=batch)


@transaction.atomic
def record_rate(
    *,
    on: date,
    base: str,
    quote: str,
    rate: Decimal,
    source: str = "",
    by: Viewer,
    why: str = "",
    batch: str = "",
) -> ExchangeRate:
    """Say what one unit of `base` cost in `quote` on a day; a later word replaces an earlier."""
    known = ExchangeRate.objects.select_for_update().filter(on=on, base=base, quote=quote).first()
    if known is None:
        known = ExchangeRate(on=on, base=base, quote=quote, rate=rate, source=source)
        return history.create(known, by=by, why=why, batch=batch)
    known.rate, known.source = rate, source
    return history.save(known, by=by, why=why, batch=batch)
