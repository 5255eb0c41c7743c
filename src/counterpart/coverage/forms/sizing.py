"""The inputs of the methods that size a sales force."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counterpart.coverage.queries.sizing_inputs import CallClass, SizingInputs
from counterpart.customers.models import Account
from counterpart.web.fields import TypedNumberField
from counterpart.web.forms import HoursField, MoneyField, RoomForm

MOST_PEOPLE, MOST_ACCOUNTS = 5_000, 1_000_000
CENT = "0.01"


class ElasticityField(TypedNumberField):
    """A number with three decimals."""

    decimals = 3


def _percent(label: Any, help_text: Any = "") -> HoursField:
    return HoursField(label=label, most=100, help_text=help_text)


class SizingForm(RoomForm):
    """All inputs on one page; what is not known stays as it was."""

    BREAKDOWN = ("forecast_minor", "per_person_minor", "turnover_percent")
    YEAR = ("weeks", "hours_per_week", "selling_percent")
    INCREMENTAL = (
        "present",
        "margin_percent",
        "cost_per_person_minor",
        "commission_percent",
        "elasticity",
        "kept_second_percent",
        "kept_third_percent",
    )
    forecast_minor = MoneyField(label=_("Sales forecast for a year"))
    per_person_minor = MoneyField(label=_("Sales of one person a year"), least=CENT)
    turnover_percent = _percent(_("People who leave in a year, %"))
    weeks = HoursField(label=_("Working weeks a year"), least=1, most=53)
    hours_per_week = HoursField(label=_("Hours a week"), least=1, most=100)
    selling_percent = HoursField(
        label=_("Of it in calls, %"),
        least=1,
        most=100,
        help_text=_("The rest is travel and other work."),
    )
    present = forms.IntegerField(
        label=_("People who sell today"), min_value=1, max_value=MOST_PEOPLE
    )
    margin_percent = _percent(_("Margin, % of sales"))
    cost_per_person_minor = MoneyField(label=_("Cost of one person a year"), least=CENT)
    commission_percent = _percent(_("Commission, % of sales"))
    elasticity = ElasticityField(
        label=_("Elasticity of sales"),
        least=CENT,
        most="0.95",
        help_text=_("By how many per cent sales grow with one per cent more people."),
    )
    kept_second_percent = _percent(_("Comes again in the second year, %"))
    kept_third_percent = _percent(_("Comes again in the third year, %"))

    def __init__(self, *args: Any, told: SizingInputs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told = told
        known = {each.tier: each for each in told.classes}
        for name, value in told.plain().items():
            self.initial.setdefault(name, value)
        for field in self.fields.values():
            if isinstance(field, MoneyField):
                field.currency = told.currency
        for tier in Account.Tier:
            each = known.get(tier.value)
            self._add_class(tier.value, each)

    def _add_class(self, tier: str, each: CallClass | None) -> None:
        self.fields[f"accounts_{tier}"] = forms.IntegerField(
            label=_("Accounts"),
            min_value=0,
            max_value=MOST_ACCOUNTS,
            initial=each.accounts if each else 0,
        )
        self.fields[f"calls_{tier}"] = HoursField(
            label=_("Calls a year"), most=1000, initial=each.calls_per_year if each else 0
        )
        self.fields[f"hours_{tier}"] = HoursField(
            label=_("Hours per call"), most=100, initial=each.hours_per_call if each else 0
        )

    @property
    def of_breakdown(self) -> list[Any]:
        """The fields of the breakdown method."""
        return [self[name] for name in self.BREAKDOWN]

    @property
    def of_year(self) -> list[Any]:
        """The fields of one person's working year."""
        return [self[name] for name in self.YEAR]

    @property
    def of_incremental(self) -> list[Any]:
        """The fields of the incremental method."""
        return [self[name] for name in self.INCREMENTAL]

    @property
    def of_tiers(self) -> list[tuple[Any, list[Any]]]:
        """Each tier with its three fields."""
        return [
            (tier.label, [self[f"{name}_{tier.value}"] for name in ("accounts", "calls", "hours")])
            for tier in Account.Tier
        ]

    def inputs(self) -> SizingInputs:
        """What was filled in; money in the currency of before."""
        given = self.cleaned_data
        classes = tuple(
            CallClass(
                tier.value,
                given[f"accounts_{tier.value}"],
                given[f"calls_{tier.value}"] or Decimal(0),
                given[f"hours_{tier.value}"] or Decimal(0),
            )
            for tier in Account.Tier
            if given[f"accounts_{tier.value}"]
        )
        names = (*self.BREAKDOWN, *self.YEAR, *self.INCREMENTAL)
        plain = {name: given[name] for name in names}
        return SizingInputs(currency=self.told.currency, classes=classes, **plain)
