"""What the sales force's size is reckoned from, in files: taken out only."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from counterpart.coverage.models import SizingClass, SizingSheet
from counterpart.customers.models import Account
from counterpart.exchange.tables.columns import Kind, columns_for, of
from counterpart.exchange.tables.table import Table

SIZING_SHEETS = Table(
    name="sizing_sheets",
    label=_("Sales force size"),
    model=SizingSheet,
    importable=False,
    words=("pk",),
    help=_("What the methods that size the sales force are told; the company keeps one sheet."),
    columns=columns_for(
        SizingSheet,
        [
            of(Kind.WHOLE, "present", label=_("People who sell today")),
            of(Kind.MONEY, "forecast", field="forecast_minor", currency="currency"),
            of(Kind.MONEY, "per_person", field="per_person_minor", currency="currency"),
            of(Kind.DECIMAL, "turnover_percent", label=_("People who leave in a year, %")),
            of(Kind.DECIMAL, "weeks", label=_("Working weeks a year")),
            of(Kind.DECIMAL, "hours_per_week", label=_("Hours a week")),
            of(Kind.DECIMAL, "selling_percent", label=_("Of it in calls, %")),
            of(Kind.DECIMAL, "margin_percent", label=_("Margin, % of sales")),
            of(Kind.MONEY, "cost_per_person", field="cost_per_person_minor", currency="currency"),
            of(Kind.DECIMAL, "commission_percent", label=_("Commission, % of sales")),
            of(Kind.DECIMAL, "elasticity", label=_("Elasticity of sales")),
            of(Kind.DECIMAL, "kept_second_percent", label=_("Comes again in the second year, %")),
            of(Kind.DECIMAL, "kept_third_percent", label=_("Comes again in the third year, %")),
            of(Kind.CURRENCY, "currency", label=_("Currency")),
        ],
    ),
)
SIZING_CLASSES = Table(
    name="sizing_classes",
    label=_("Calls by tier"),
    model=SizingClass,
    importable=False,
    words=("pk",),
    help=_("The calls that accounts of each tier need, for the workload method."),
    columns=columns_for(
        SizingClass,
        [
            of(Kind.CHOICE, "tier", label=_("Tier"), choices=Account.Tier.choices),
            of(Kind.WHOLE, "accounts", label=_("Accounts")),
            of(Kind.DECIMAL, "calls_per_year", label=_("Calls a year")),
            of(Kind.DECIMAL, "hours_per_call", label=_("Hours per call")),
        ],
    ),
)
SIZING_TABLES = (SIZING_SHEETS, SIZING_CLASSES)
