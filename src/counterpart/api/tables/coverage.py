"""What accounts contribute: worked out, so only read."""

from __future__ import annotations

from counterpart.api.fields import Key
from counterpart.api.resources import Filter, Resource
from counterpart.coverage.models import AccountResult, CoveragePlan, PlannedCoverage

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
    Resource(
        "coverage",
        "coverage-plans",
        CoveragePlan,
        fields=(
            "name",
            "state",
            "choices",
            "currency",
            "value_minor",
            "bound_minor",
            "today_minor",
            "cost_minor",
            "changes",
            "seconds",
            "status",
            "findings",
            "created_at",
            "adopted_on",
        ),
    ),
    Resource(
        "coverage",
        "planned-coverages",
        PlannedCoverage,
        fields=(
            "plan",
            "account",
            "today",
            "model",
            "is_change",
            "effort_percent",
            "hours",
            "sales_today_minor",
            "sales_minor",
            "cost_minor",
            "today_minor",
            "value_minor",
            "gain_minor",
            "runner_up",
            "behind_minor",
            "at_least_minor",
            "at_most_minor",
            "flips_percent",
            "overrated_percent",
            "functions",
            "source",
            "models_compared",
        ),
        filters={"plan": Filter(Key, "plan_id"), "account": Filter(Key, "account_id")},
    ),
)
