"""Which model serves an account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.coverage.models import CoverageModel
from counterpart.web.forms import RoomForm


class CoverForm(RoomForm):
    """Which model serves an account from a day on."""

    model = forms.ModelChoiceField(
        CoverageModel.objects.filter(is_offered=True), label=_("Covered by")
    )
    since = forms.DateField(label=pgettext_lazy("first day", "From"))
    why = forms.CharField(label=_("Why"), max_length=300, required=False)
