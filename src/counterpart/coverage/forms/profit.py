"""The filters above the accounts by contribution."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.viewer import Viewer
from counterpart.coverage.forms.regions import region_choices
from counterpart.coverage.models import AccountResult, CoverageModel
from counterpart.coverage.queries.profit import ProfitFilter
from counterpart.customers.models import Account
from counterpart.web.forms import RoomForm


class ProfitFilterForm(RoomForm):
    """The filters above the accounts by contribution."""

    text = forms.CharField(
        label=pgettext_lazy("of an account", "Name"), required=False, max_length=100
    )
    tier = forms.ChoiceField(
        label=_("Tier"), required=False, choices=[("", _("All")), *Account.Tier.choices]
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    model = forms.ModelChoiceField(
        CoverageModel.objects.all(), label=_("Covered by"), required=False, empty_label=_("All")
    )
    losing = forms.BooleanField(label=_("Losing money"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = region_choices(viewer, AccountResult.see)

    def asked(self) -> ProfitFilter:
        """What was filled in; a filter that is wrong narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        model = given.get("model")
        return ProfitFilter(
            text=given.get("text", "").strip(),
            tier=given.get("tier", ""),
            region=given.get("region", ""),
            model=model.pk if model else None,
            losing=bool(given.get("losing")),
        )
