"""Forms of coverage models, their terms and what a unit of serving costs."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.coverage.models import Activity, CostRate, CoverageModel, ModelTerms
from counterpart.coverage.queries.models import ModelOnDay
from counterpart.directory.models import CURRENCY, Function
from counterpart.web.forms import HoursField, MoneyField, RoomForm, RoomModelForm


class ModelForm(RoomModelForm):
    """What a coverage model is."""

    class Meta:
        model = CoverageModel
        fields = ["name", "name_ru", "code", "kind", "position", "note", "is_offered"]

    asks = {"code": _("Give the model a short code, such as key-team.")}


class TermsForm(RoomForm):
    """What a model takes from a day on: people, hours of each function, and fixed costs."""

    MONEY = (
        "lead_minor",
        "travel_minor",
        "office_minor",
        "coordination_per_pair_minor",
        "set_up_minor",
    )
    WHO = ("since", "people", "least_people", "span", "least_functions")
    REST = ("currency", "source")
    since = forms.DateField(label=pgettext_lazy("first day", "From"))
    people = forms.IntegerField(label=_("People on it"), min_value=1, max_value=1000)
    least_people = forms.IntegerField(label=_("Fewest people"), min_value=1, max_value=1000)
    span = forms.IntegerField(label=_("Accounts per lead"), min_value=1, max_value=1000)
    least_functions = forms.IntegerField(
        label=_("Fewest functions of the customer involved"), min_value=1, max_value=50
    )
    lead_minor = MoneyField(label=_("Lead, a year"), required=False)
    travel_minor = MoneyField(label=_("Travel, a year"), required=False)
    office_minor = MoneyField(label=_("Office on site, a year"), required=False)
    coordination_per_pair_minor = MoneyField(
        label=_("Coordination of each pair of people, a year"), required=False
    )
    set_up_minor = MoneyField(label=_("Setting it up, once"), required=False)
    currency = forms.CharField(label=_("Currency"), max_length=3, validators=CURRENCY)
    source = forms.CharField(label=_("Where these figures come from"), required=False)

    def __init__(self, *args: Any, before: ModelOnDay | None, currency: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        terms = before.terms if before else ModelTerms(currency=currency)
        typed = str(self.data.get("currency", "")) if self.is_bound else ""
        for name, field in self.fields.items():
            if name != "since":
                self.initial.setdefault(name, getattr(terms, name))
            if isinstance(field, MoneyField):
                field.currency = typed if re.fullmatch("[A-Z]{3}", typed) else terms.currency
        hours = before.hours if before else {}
        self.functions = list(Function.objects.filter(is_ours=True))
        for function in self.functions:
            self.fields[f"hours_{function.pk}"] = HoursField(
                label=str(function),
                required=False,
                most=20_000,
                initial=hours.get(function.pk),
            )

    @property
    def who(self) -> list[Any]:
        """The fields of the day, the people and the least that is needed."""
        return [self[name] for name in self.WHO]

    @property
    def of_money(self) -> list[Any]:
        """The fields of costs, their currency and source."""
        return [self[name] for name in (*self.MONEY, *self.REST)]

    @property
    def of_functions(self) -> list[Any]:
        """The fields of hours, one for each function."""
        return [self[f"hours_{function.pk}"] for function in self.functions]

    def facts(self) -> dict[str, Any]:
        """As the use-case takes them; a cost left empty is none."""
        given = self.cleaned_data
        plain = {
            name: given[name] or 0
            for name in (*self.MONEY, "people", "least_people", "span", "least_functions")
        }
        hours = {
            function: given[f"hours_{function.pk}"]
            for function in self.functions
            if given[f"hours_{function.pk}"]
        }
        rest = {name: given[name] for name in ("since", "currency", "source")}
        return {**plain, **rest, "hours": hours}


class RateForm(RoomForm):
    """What one unit of an activity costs from a day on."""

    activity = forms.ChoiceField(label=_("Activity"), choices=Activity.choices)
    function = forms.ModelChoiceField(
        Function.objects.filter(is_ours=True),
        label=_("Function"),
        required=False,
        empty_label=_("The same for all"),
    )
    cost_minor = MoneyField(label=_("Cost of a unit"))
    currency = forms.CharField(label=_("Currency"), max_length=3, validators=CURRENCY)
    unit = forms.CharField(
        label=_("Unit"), max_length=20, help_text=_("For instance hour, visit, km.")
    )
    since = forms.DateField(label=pgettext_lazy("first day", "From"))
    source = forms.CharField(label=_("Where the figure comes from"), max_length=200, required=False)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        money = self.fields["cost_minor"]
        typed = str(self.data.get("currency", "")) if self.is_bound else ""
        money.currency = typed if re.fullmatch("[A-Z]{3}", typed) else currency
        self.initial.setdefault("currency", currency)


class RateFilterForm(RoomForm):
    """The filters above the rates."""

    activity = forms.ChoiceField(
        label=_("Activity"), required=False, choices=[("", _("All")), *Activity.choices]
    )
    function = forms.ModelChoiceField(
        Function.objects.filter(is_ours=True),
        label=_("Function"),
        required=False,
        empty_label=_("All"),
    )

    def chosen(self, rows: QuerySet[CostRate]) -> QuerySet[CostRate]:
        """Those that fit; a filter that is wrong narrows nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("activity"):
            rows = rows.filter(activity=asked["activity"])
        return rows.filter(function=asked["function"]) if asked.get("function") else rows


class UsualForm(RoomForm):
    """What is usual in a year for an account of a model, where nothing is logged."""

    ASKED = (Activity.VISIT, Activity.TRAVEL, Activity.OFFICE, Activity.OVERLAY)

    def __init__(self, *args: Any, known: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for activity in self.ASKED:
            self.fields[activity.name.lower()] = HoursField(
                label=activity.label,
                required=False,
                most=100_000,
                initial=known.get(activity.value),
            )

    def quantities(self) -> dict[str, Any]:
        """By activity; nothing where the field is empty."""
        return {each.value: self.cleaned_data[each.name.lower()] for each in self.ASKED}
