"""What accounts contribute: worked out, so only read."""

from __future__ import annotations

from counterpart.api.fields import Key
from counterpart.api.resources import Filter, Resource
from counterpart.coverage.models import AccountResult

COVERAGE = (
    Resource(
        "coverage",
        "account-results",
        AccountResult,
        fields=(
            "account",
            "since",
            "until",
            "currency",
            "revenue_minor",
            "margin_minor",
            "cost_to_serve_minor",
            "contribution_minor",
            "standard_minor",
            "by_activity",
            "worked_out_at",
        ),
        filters={"account": Filter(Key, "account_id")},
    ),
)
