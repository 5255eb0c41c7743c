"""Use-cases of the ledger room."""

from counterpart.ledger.queries import AnnualRevenue, annual_revenue
from counterpart.ledger.rates import MissingRate
from counterpart.ledger.services.basis import choose_revenue_basis
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
from counterpart.ledger.services.quotas import (
    QuotaEndsBeforeItBegins,
    QuotaFacts,
    QuotaOverlaps,
    change_quota,
    give_quota,
    remove_quota,
)
from counterpart.ledger.services.values import (
    RefreshedValues,
    accounts_with_revenue,
    annual_revenue_minor,
    refresh_account_values,
)

__all__ = [
    "AnnualRevenue",
    "LineAlreadyPosted",
    "MissingRate",
    "Posted",
    "ProductFacts",
    "QuotaEndsBeforeItBegins",
    "QuotaFacts",
    "QuotaOverlaps",
    "RefreshedValues",
    "accounts_with_revenue",
    "annual_revenue",
    "annual_revenue_minor",
    "change_product",
    "change_quota",
    "choose_revenue_basis",
    "create_product",
    "create_products",
    "give_quota",
    "line_states",
    "order_line_problems",
    "post_order_lines",
    "record_rate",
    "refresh_account_values",
    "remove_quota",
]
