"""Forms of the ledgers of teams: the filters, and what a team is held against."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.coverage.models import TeamBaseline
from counterpart.coverage.queries.payback import LedgerFilter
from counterpart.web.forms import HoursField, MoneyField, RoomForm

LEAST, MOST = -99, 10_000


class LedgerFilterForm(RoomForm):
    """The filters above the ledgers."""

    text = forms.CharField(
        label=pgettext_lazy("of an account", "Name"), required=False, max_length=100
    )
    state = forms.ChoiceField(
        label=_("Pays for itself"),
        required=False,
        choices=[
            ("", _("All")),
            ("paid", pgettext_lazy("of a team", "Has paid")),
            ("behind", pgettext_lazy("of a team", "Not yet")),
            ("lacking", pgettext_lazy("of a team", "Cannot be told")),
        ],
    )

    def asked(self) -> LedgerFilter:
        """What was filled in; a filter that is wrong narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return LedgerFilter(given.get("text", "").strip(), given.get("state", ""))


def _percent(label: Any, *, least: int = LEAST) -> HoursField:
    return HoursField(label=label, required=False, least=least, most=MOST)


class BaselineForm(RoomForm):
    """What the team is held against, and why that changes."""

    LIFTS = ("lift_low_percent", "lift_percent", "lift_high_percent")
    method = forms.ChoiceField(
        label=pgettext_lazy("of a baseline", "How it is found"),
        choices=TeamBaseline.Method.choices,
        widget=forms.RadioSelect,
    )
    adjustment_percent = _percent(_("Sales that would have come anyway, %"), least=-100)
    former_cost_minor = MoneyField(
        label=_("Cost to serve without the team, a year"), required=False
    )
    lift_low_percent = _percent(_("Team sells more by at least, %"))
    lift_percent = _percent(_("Team sells more by, %"))
    lift_high_percent = _percent(_("Team sells more by at most, %"))
    lift_source = forms.CharField(
        label=_("Where the three figures come from"), max_length=200, required=False
    )
    why = forms.CharField(
        label=_("Why the baseline changes"),
        max_length=300,
        help_text=_("The reason stands in the history beside the change."),
    )
    asks = {"why": _("Say why the baseline changes.")}

    def __init__(self, *args: Any, baseline: TeamBaseline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name != "why":
                self.initial.setdefault(name, getattr(baseline, name))
            if isinstance(field, MoneyField):
                field.currency = baseline.currency
        self.fields["adjustment_percent"].help_text = _(
            "For instance from a plant that the customer has opened; counts with the peers."
        )
        self.fields["former_cost_minor"].help_text = _(
            "Empty: what the twelve months before the team cost."
        )

    @property
    def of_peers(self) -> list[Any]:
        """The fields that bear on the peers' way and on the cost."""
        return [self["adjustment_percent"], self["former_cost_minor"]]

    @property
    def of_response(self) -> list[Any]:
        """The fields of the lift."""
        return [self[name] for name in (*self.LIFTS, "lift_source")]

    def facts(self) -> dict[str, Any]:
        """As the use-case takes them."""
        given = self.cleaned_data
        low, middle, high = (given[name] for name in self.LIFTS)
        rest = ("method", "lift_source", "former_cost_minor", "why")
        return {
            **{name: given[name] for name in rest},
            "lifts": (low, middle, high),
            "adjustment_percent": given["adjustment_percent"] or 0,
        }
