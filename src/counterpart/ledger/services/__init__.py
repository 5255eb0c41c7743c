"""Use-cases of the ledger room."""

from counterpart.ledger.queries import AnnualRevenue, annual_revenue
from counterpart.ledger.rates import MissingRate
from counterpart.ledger.services.posting import (
    LineAlreadyPosted,
    Posted,
    line_states,
    order_line_problems,
    post_order_lines,
)
from counterpart.ledger.services.products import (
    ProductFacts,
    change_product,
    create_product,
    create_products,
    record_rate,
)
from counterpart.ledger.services.values import (
    RefreshedValues,
    annual_revenue_minor,
    refresh_account_values,
)

__all__ = [
    "AnnualRevenue",
    "LineAlreadyPosted",
    "MissingRate",
    "Posted",
    "ProductFacts",
    "RefreshedValues",
    "annual_revenue",
    "annual_revenue_minor",
    "change_product",
    "create_product",
    "create_products",
    "line_states",
    "order_line_problems",
    "post_order_lines",
    "record_rate",
    "refresh_account_values",
]
