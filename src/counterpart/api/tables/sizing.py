"""What the company says for sizing its sales force."""

from __future__ import annotations

from counterpart.api.fields import Key
from counterpart.api.resources import Filter, Resource
from counterpart.coverage.models import SizingClass, SizingSheet

SIZING = (
    Resource(
        "coverage",
        "sizing-sheets",
        SizingSheet,
        fields=(
            "is_current",
            "currency",
            "present",
            "forecast_minor",
            "per_person_minor",
            "turnover_percent",
            "weeks",
            "hours_per_week",
            "selling_percent",
            "margin_percent",
            "cost_per_person_minor",
            "commission_percent",
            "elasticity",
            "kept_second_percent",
            "kept_third_percent",
        ),
    ),
    Resource(
        "coverage",
        "sizing-classes",
        SizingClass,
        fields=("sheet", "tier", "accounts", "calls_per_year", "hours_per_call"),
        filters={"sheet": Filter(Key, "sheet_id")},
    ),
)
