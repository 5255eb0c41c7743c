"""Whether teams pay for themselves: worked out, so only read."""

from __future__ import annotations

from counterpart.api.fields import Key
from counterpart.api.resources import Filter, Resource
from counterpart.coverage.models import TeamBaseline, TeamMonth

PAYBACK = (
    Resource(
        "coverage",
        "team-baselines",
        TeamBaseline,
        fields=(
            "account",
            "former",
            "since",
            "until",
            "method",
            "lift_low_percent",
            "lift_percent",
            "lift_high_percent",
            "lift_source",
            "adjustment_percent",
            "former_cost_minor",
            "peers",
            "currency",
            "earned_minor",
            "earned_least_minor",
            "earned_most_minor",
            "paid_on",
            "lacking",
        ),
        filters={"account": Filter(Key, "account_id")},
    ),
    Resource(
        "coverage",
        "team-months",
        TeamMonth,
        fields=(
            "baseline",
            "first_day",
            "revenue_minor",
            "margin_minor",
            "cost_minor",
            "former_sales_minor",
            "low_minor",
            "expected_minor",
            "high_minor",
        ),
        filters={"baseline": Filter(Key, "baseline_id")},
    ),
)
