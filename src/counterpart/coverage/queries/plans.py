"""Coverage plans as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import CoverageModel, CoveragePlan, PlannedCoverage
from counterpart.coverage.options import PlanOptions
from counterpart.coverage.queries.seen import of_accounts_named
from counterpart.coverage.translate.portfolio import BUDGET, hours_named
from counterpart.coverage.translate.resources import amount_of, labels

ROW_ORDERS = {"gain": ("-gain_minor", "pk"), "closest": ("behind_minor", "pk")}
CLOSEST = 10


def plans_for(viewer: Viewer) -> QuerySet[CoveragePlan]:
    """Every plan that the viewer may see, without its problem file."""
    return CoveragePlan.objects.visible_to(viewer).defer("problem")


def rows_of_plan(
    plan: CoveragePlan, *, text: str = "", model: CoverageModel | None = None, changes: bool = False
) -> QuerySet[PlannedCoverage]:
    """The accounts of a plan that fit."""
    rows = plan.rows.select_related("account", "today", "model", "runner_up")
    rows = of_accounts_named(rows, text)
    if model is not None:
        rows = rows.filter(model=model)
    return rows.filter(is_change=True) if changes else rows


def closest_rows(plan: CoveragePlan) -> list[PlannedCoverage]:
    """The accounts whose choice hangs by the thinnest thread, and their runners-up."""
    rows = rows_of_plan(plan).filter(behind_minor__isnull=False).order_by("behind_minor", "pk")
    return list(rows[:CLOSEST])


def flipping_rows(plan: CoveragePlan) -> list[PlannedCoverage]:
    """The accounts whose choice changes most often when judgements are a little wrong."""
    rows = rows_of_plan(plan).filter(flips_percent__gt=0).order_by("-flips_percent", "pk")
    return list(rows[:CLOSEST])


@dataclass(frozen=True)
class Scarce:
    """One resource of a solved plan."""

    label: str | Promise
    used: str
    there: str
    """Empty where it is not limited."""
    percent: float | None
    price_minor: int | None
    """What one more of it is worth a year; of the budget, what one more of money is."""


def scarce_of(plan: CoveragePlan) -> list[Scarce]:
    """What the plan uses of everything, limited things first."""
    found, label_of = [], labels()
    for row in plan.findings.get("resources", []):
        name, used, there = row["name"], row["used"], row["there"]
        scale = 1_000 if name == "leads" else 1
        found.append(
            (
                there is None,
                Scarce(
                    label=label_of(name),
                    used=amount_of(name, used, plan.currency),
                    there="" if there is None else amount_of(name, there, plan.currency),
                    percent=100 * used / there if there else None,
                    price_minor=None
                    if there is None
                    else round(row["price"] * scale)
                    if name != BUDGET
                    else round(row["price"] * 100),
                ),
            )
        )
    return [row for _free, row in sorted(found, key=lambda pair: pair[0])]


@dataclass(frozen=True)
class Movement:
    """How many accounts a model has today and by the plan."""

    model: CoverageModel
    today: int
    planned: int
    cost_minor: int
    gain_minor: int


def movements_of(plan: CoveragePlan) -> list[Movement]:
    """By model, the lightest first."""
    found = plan.findings.get("models", [])
    models = CoverageModel.objects.in_bulk([row["model"] for row in found])
    rows = [
        Movement(models[row["model"]], row["today"], row["planned"], row["cost"], row["gain"])
        for row in found
        if row["model"] in models
    ]
    return sorted(rows, key=lambda row: (row.model.position, row.model.name))


@dataclass(frozen=True)
class Compared:
    """A model that an account may have, beside what it has and gets."""

    model: CoverageModel
    sales_minor: int
    cost_minor: int
    value_minor: int
    break_even_minor: int | None
    is_today: bool
    is_planned: bool


def compared_of(row: PlannedCoverage) -> list[Compared]:
    """Every model the account may have, at its usual effort, the lightest first."""
    models = CoverageModel.objects.in_bulk([each["model"] for each in row.models_compared])
    return [
        Compared(
            models[each["model"]],
            each["sales"],
            each["cost"],
            each["value"],
            each["break_even"],
            each["model"] == row.today_id,
            each["model"] == row.model_id,
        )
        for each in row.models_compared
        if each["model"] in models
    ]


ASKED = {
    "budget": _("Budget a year"),
    "leads": _("People who lead accounts"),
    "teams": _("Most accounts with a team"),
    "change_cost": _("What each change costs once"),
    "spread_years": _("Years over which changing is paid"),
    "price_percent": _("Our prices, % up"),
    "potential_percent": _("Potential of accounts, % up"),
    "rate_percent": _("Cost of hours and activities, % up"),
    "saturation_percent": _("Saturation where nobody has judged, % of today's sales"),
}


def asked_of(plan: CoveragePlan) -> list[tuple[str | Promise, Any]]:
    """What was asked, as label and value; `None` is no limit."""
    options, label_of = PlanOptions.from_choices(plan.choices), labels()
    found: list[tuple[str | Promise, Any]] = [
        (label, getattr(options, name)) for name, label in ASKED.items()
    ]
    limits = [(hours_named(code), hours) for code, hours in options.hours.items()]
    limits += [(hours_named(code, region), n) for region, code, n in options.regional_hours]
    return found + [(label_of(name), hours) for name, hours in limits]


def asked_differently(
    plans: Sequence[CoveragePlan],
) -> list[tuple[str | Promise, list[Any]]]:
    """What was not asked of all plans alike, with each plan's value."""
    columns = [dict(asked_of(plan)) for plan in plans]
    labels = list(dict.fromkeys(label for column in columns for label in column))
    rows = [(label, [column.get(label) for column in columns]) for label in labels]
    return [(label, values) for label, values in rows if len({str(v) for v in values}) > 1]


@dataclass(frozen=True)
class PlanDifference:
    """An account that two plans cover differently."""

    first: PlannedCoverage
    second: PlannedCoverage

    @property
    def gain_minor(self) -> int:
        """What the second choice brings beyond the first."""
        return self.second.value_minor - self.first.value_minor


def differences_between(first: CoveragePlan, second: CoveragePlan) -> list[PlanDifference]:
    """Accounts with another model, the largest difference of money first."""
    others = {row.account_id: row for row in rows_of_plan(second)}
    found = [
        PlanDifference(row, others[row.account_id])
        for row in rows_of_plan(first)
        if row.account_id in others and others[row.account_id].model_id != row.model_id
    ]
    return sorted(found, key=lambda pair: -abs(pair.gain_minor))
