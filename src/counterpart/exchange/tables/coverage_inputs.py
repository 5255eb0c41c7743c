"""What coverage rests on, in files: models, what they take, cost rates, and what was done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.coverage.models import (
    CostRate,
    CoverageModel,
    ModelHours,
    ModelTerms,
    ServiceEntry,
    ServiceStandard,
)
from counterpart.exchange.tables.columns import (
    OWN_ID,
    SOURCE,
    Column,
    Kind,
    columns_for,
    of,
    refers,
    text,
)
from counterpart.exchange.tables.table import Table

SINCE = of(Kind.DATE, "since", label=_("From"), required=True, example="2026-01-01")
MODEL = refers("coverage_models", "model", label=_("Coverage model"), required=True, example="team")
ACTIVITY = of(Kind.CHOICE, "activity", label=_("Activity"), required=True, example="visit")
FUNCTION = refers("functions", "function", label=_("Function"), example="sales")
CURRENCY = of(Kind.CURRENCY, "currency", label=_("Currency"), example="EUR")


def _money(name: str, **more: Any) -> Column:
    return of(Kind.MONEY, name, field=f"{name}_minor", currency="currency", **more)


COVERAGE_MODELS = Table(
    name="coverage_models",
    label=_("Coverage models"),
    model=CoverageModel,
    key=("code",),
    help=_("Ways to cover an account, from the lightest to the heaviest."),
    needs=Action.CHANGE_COVERAGE,
    columns=columns_for(
        CoverageModel,
        [
            text("code", label=_("Code"), required=True, example="team"),
            text("name", label=_("Name"), required=True, example="Selling team"),
            text("name_ru", label=_("Name in Russian")),
            of(Kind.CHOICE, "kind", label=_("Kind"), required=True, example="team"),
            of(Kind.WHOLE, "position", label=_("Order")),
            of(Kind.YES_NO, "is_offered", label=_("May be chosen")),
            text("note", label=_("Note")),
        ],
    ),
)
MODEL_TERMS = Table(
    name="model_terms",
    label=_("Terms of coverage models"),
    model=ModelTerms,
    key=("model", "since"),
    words=("pk",),
    help=_("What a coverage model takes for one account, from a day on."),
    needs=Action.CHANGE_COVERAGE,
    columns=columns_for(
        ModelTerms,
        [
            MODEL,
            SINCE,
            of(Kind.WHOLE, "people"),
            of(Kind.WHOLE, "least_people"),
            of(Kind.WHOLE, "span"),
            of(Kind.WHOLE, "least_functions"),
            _money("lead", label=_("Lead, a year")),
            _money("travel", label=_("Travel, a year")),
            _money("office", label=_("Office on site, a year")),
            _money("coordination_per_pair", label=_("Coordination of each pair, a year")),
            _money("set_up", label=_("Setting it up once")),
            CURRENCY,
            text("source", label=_("Source")),
        ],
    ),
)
MODEL_HOURS = Table(
    name="model_hours",
    label=_("Hours of coverage models"),
    model=ModelHours,
    key=("model", "since", "function"),
    words=("pk",),
    help=_("Hours a year of each of our functions, by the terms that say them."),
    needs=Action.CHANGE_COVERAGE,
    columns=columns_for(
        ModelHours,
        [
            replace(MODEL, field="", path="terms__model"),
            replace(SINCE, field="", path="terms__since"),
            replace(FUNCTION, required=True),
            of(Kind.DECIMAL, "hours_per_year", required=True, example="120"),
        ],
    ),
)
STANDARDS = Table(
    name="service_standards",
    label=_("Usual quantities"),
    model=ServiceStandard,
    key=("model", "activity", "function"),
    words=("pk",),
    help=_("What is taken to be done for an account of a model where nothing is logged."),
    needs=Action.CHANGE_COVERAGE,
    columns=columns_for(
        ServiceStandard,
        [
            MODEL,
            ACTIVITY,
            FUNCTION,
            of(Kind.DECIMAL, "quantity_per_year", required=True, example="12"),
            text("source", label=_("Source")),
        ],
    ),
)
COST_RATES = Table(
    name="cost_rates",
    label=_("Cost rates"),
    model=CostRate,
    key=("activity", "function", "since"),
    words=("pk",),
    help=_("What one unit of an activity costs, from a day on."),
    needs=Action.CHANGE_COVERAGE,
    columns=columns_for(
        CostRate,
        [
            ACTIVITY,
            FUNCTION,
            _money("cost", required=True, example="40.00"),
            CURRENCY,
            text("unit", label=_("Unit"), required=True, example="each"),
            SINCE,
            text("source", label=_("Source")),
        ],
    ),
)
SERVICE_ENTRIES = Table(
    name="service_entries",
    label=_("Service log"),
    model=ServiceEntry,
    key=("account", "on", "activity", "function", "person", "note"),
    words=("pk",),
    help=_("What was done for accounts: hours, visits, money spent."),
    needs=Action.LOG_SERVICE,
    columns=columns_for(
        ServiceEntry,
        [
            OWN_ID,
            *SOURCE,
            refers("accounts", "account", label=_("Account"), required=True),
            of(Kind.DATE, "on", label=_("Date"), required=True, example="2026-03-02"),
            ACTIVITY,
            replace(FUNCTION, help=_("Of hours: the person's own where none is given.")),
            refers("people", "person", label=_("Person")),
            refers("sites", "site", within="account", label=_("Site")),
            of(Kind.DECIMAL, "quantity", label=_("Quantity"), example="2"),
            _money("amount", needs=Action.SEE_CONTRIBUTION),
            replace(CURRENCY, needs=Action.SEE_CONTRIBUTION),
            of(Kind.YES_NO, "is_joint", label=_("Together on purpose")),
            text("note", label=_("Note")),
        ],
    ),
)
COVERAGE_INPUTS = (
    COVERAGE_MODELS,
    MODEL_TERMS,
    MODEL_HOURS,
    STANDARDS,
    COST_RATES,
    SERVICE_ENTRIES,
)
