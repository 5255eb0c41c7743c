"""Forms of how accounts answer effort."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.coverage.forms.regions import region_choices
from counterpart.coverage.models import AccountResult
from counterpart.coverage.services import Answers
from counterpart.customers.models import Account
from counterpart.directory.models import CURRENCY
from counterpart.web.forms import MoneyField, RoomForm

TODAY = 100
QUESTIONS = {
    "none_percent": (_("With no effort at all"), 60),
    "half_percent": (_("With half of today's effort"), 82),
    "more_percent": (_("With one and a half of today's effort"), 112),
    "saturation_percent": (_("With all effort imaginable"), 150),
}


class JudgementForm(RoomForm):
    """The questions of decision calculus: sales at four efforts, today's being 100 %."""

    note = forms.CharField(label=_("Why you think so"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, usual) in QUESTIONS.items():
            self.fields[name] = forms.IntegerField(
                label=label, min_value=0, max_value=1000, initial=usual
            )
        self.order_fields([*QUESTIONS, "note"])

    def clean(self) -> dict[str, Any] | None:
        """Sales never fall with effort."""
        cleaned = super().clean()
        given = {name: self.cleaned_data.get(name) for name in QUESTIONS}
        if any(value is None for value in given.values()):
            return cleaned
        answers = self.answers
        if answers["half_percent"] <= answers["none_percent"]:
            self.add_error("half_percent", _("This must be more than with no effort."))
        elif answers["half_percent"] >= TODAY:
            self.add_error("half_percent", _("Half the effort sells less than today's: below 100."))
        elif answers["more_percent"] <= TODAY:
            self.add_error("more_percent", _("More effort sells more than today's: above 100."))
        elif answers["saturation_percent"] <= answers["more_percent"]:
            text = _("This must be more than with one and a half of the effort.")
            self.add_error("saturation_percent", text)
        return cleaned

    @property
    def answers(self) -> Answers:
        """The four answers that were filled in."""
        given = self.cleaned_data
        return Answers(
            none_percent=given["none_percent"],
            half_percent=given["half_percent"],
            more_percent=given["more_percent"],
            saturation_percent=given["saturation_percent"],
        )


class SegmentJudgementForm(JudgementForm):
    """The same of all accounts of a tier, of a region, or of a tier within a region."""

    tier = forms.ChoiceField(
        label=_("Tier"), required=False, choices=[("", _("All")), *Account.Tier.choices]
    )
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = region_choices(viewer, Action.JUDGE_RESPONSE)
        self.order_fields(["tier", "region", *QUESTIONS, "note"])

    def clean(self) -> dict[str, Any] | None:
        """All accounts are no segment."""
        cleaned = super().clean()
        if not self.errors and not (self.cleaned_data["tier"] or self.cleaned_data["region"]):
            self.add_error("tier", _("Choose a tier, a region, or both."))
        return cleaned


class PotentialForm(RoomForm):
    """What an account could buy a year."""

    potential_minor = MoneyField(label=_("Potential a year"))
    currency = forms.CharField(label=_("Currency"), max_length=3, validators=CURRENCY)
    source = forms.CharField(label=_("Where the figure comes from"), max_length=200, required=False)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = str(self.data.get("currency", "")) if self.is_bound else ""
        money = self.fields["potential_minor"]
        money.currency = typed if re.fullmatch("[A-Z]{3}", typed) else currency
        self.initial.setdefault("currency", currency)


class ResponseFilterForm(RoomForm):
    """The filters above the accounts by how their response is known."""

    text = forms.CharField(
        label=pgettext_lazy("of an account", "Name"), required=False, max_length=100
    )
    tier = forms.ChoiceField(
        label=_("Tier"), required=False, choices=[("", _("All")), *Account.Tier.choices]
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    source = forms.ChoiceField(
        label=_("Known by"),
        required=False,
        choices=[
            ("", _("All")),
            ("judged", _("judged")),
            ("fitted", _("fitted to history")),
            ("segment", _("judged for its segment")),
            ("prior", _("mean of studies")),
        ],
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = region_choices(viewer, AccountResult.see)
