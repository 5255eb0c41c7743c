"""Forms of the selling teams: filters, and changes by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.directory.fields import PersonField
from counterpart.directory.models import Person
from counterpart.teams.candidates import Candidate
from counterpart.teams.models import Member, Pairing
from counterpart.teams.queries.portfolio import PortfolioFilter, countries_seen
from counterpart.web.forms import HoursField, RoomForm

KEY_TIERS = [choice for choice in Account.Tier.choices if choice[0] != Account.Tier.STANDARD]


class PortfolioFilterForm(RoomForm):
    """The filters above the portfolio."""

    text = forms.CharField(
        label=pgettext_lazy("of an account", "Name"), required=False, max_length=100
    )
    tier = forms.ChoiceField(label=_("Tier"), required=False)
    lead = forms.CharField(label=_("Lead"), required=False, max_length=100)
    country = forms.ChoiceField(label=_("Country"), required=False)
    with_gaps = forms.BooleanField(label=_("With gaps"), required=False)
    single_threaded = forms.BooleanField(label=_("Single-threaded"), required=False)
    overloaded = forms.BooleanField(label=_("Overloaded"), required=False)
    mine = forms.BooleanField(label=_("Led by me"), required=False)
    group = forms.ModelChoiceField(
        Account.objects.none(), required=False, widget=forms.HiddenInput, label=""
    )

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data)
        everything = [("", _("All"))]
        self.fields["text"].widget.input_type = "search"
        self.fields["tier"].choices = [*everything, *KEY_TIERS]
        self.fields["country"].choices = [
            *everything,
            *((code, code) for code in countries_seen(viewer)),
        ]
        self.fields["lead"].widget.input_type = "search"
        self.fields["group"].queryset = Account.objects.visible_to(viewer)
        if viewer.person is None:
            del self.fields["mine"]

    def asked(self) -> PortfolioFilter:
        """What is asked for; a wrong value narrows nothing."""
        self.is_valid()
        return PortfolioFilter(**{k: v for k, v in self.cleaned_data.items() if v})


class MatrixFilterForm(RoomForm):
    """The filters above the coverage matrix."""

    text = forms.CharField(
        label=pgettext_lazy("of an account", "Name"), required=False, max_length=100
    )
    tier = forms.ChoiceField(label=_("Tier"), required=False)
    with_gaps = forms.BooleanField(label=_("With gaps"), required=False)
    mine = forms.BooleanField(label=_("Led by me"), required=False)
    on = forms.DateField(label=_("As of"), required=False)

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data)
        self.today = viewer.today
        self.fields["text"].widget.input_type = "search"
        self.fields["tier"].choices = [("", _("All")), *KEY_TIERS]
        if viewer.person is None:
            del self.fields["mine"]

    def asked(self) -> tuple[PortfolioFilter, date]:
        """What is asked for, and the day; a wrong value narrows nothing."""
        self.is_valid()
        picked = {k: v for k, v in self.cleaned_data.items() if v}
        on = picked.pop("on", self.today)
        return PortfolioFilter(**picked), on


class DayForm(RoomForm):
    """The day as of which something is shown."""

    on = forms.DateField(label=_("As of"), required=False)


class _SinceForm(RoomForm):
    """Something that begins on a day, with a reason for the history."""

    since = forms.DateField(label=_("From"))
    why = forms.CharField(label=_("Why"), required=False, max_length=300)


class PairingForm(_SinceForm):
    """The counterpart of a contact: one of the candidates, or somebody else."""

    rank = forms.ChoiceField(label=_("Rank"), choices=Pairing.Rank)
    other = PersonField(label=_("Somebody else"), required=False)
    hours_per_month = HoursField(
        label=_("Hours a month"),
        required=False,
        most=744,
        help_text=_("Empty: the hours the contact needs; none for a backup."),
    )
    field_order = ["other", "rank", "since", "hours_per_month", "why"]

    def __init__(self, *args: Any, viewer: Viewer, candidates: list[Candidate], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["other"].offer(viewer)
        self.candidates = {str(one.person.pk): one for one in candidates}

    @property
    def picked(self) -> str:
        """The key of the candidate who was picked, as it was sent."""
        return (
            self.data.get("candidate", "") if self.is_bound else self.initial.get("candidate", "")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        candidate = self.candidates.get(self.picked)
        person = cleaned.get("other") or (candidate.person if candidate else None)
        if person is None:
            self.add_error(None, _("Choose one of the candidates or somebody else."))
        known = self.candidates.get(str(person.pk)) if person else None
        cleaned["person"], cleaned["reasons"] = person, known.reasons if known else {}
        return cleaned


class EndForm(_SinceForm):
    """The first day on which something holds no more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].label = _("First day no more")


class LeadForm(_SinceForm):
    """Who leads an account."""

    person = PersonField(
        label=_("Lead"), required=False, help_text=_("Empty: nobody leads the account.")
    )
    hours_per_month = HoursField(label=_("Hours a month"), required=False, most=744)
    field_order = ["person", "since", "hours_per_month", "why"]

    def __init__(self, *args: Any, viewer: Viewer, current: Person | None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        able = Person.objects.filter(lead_fitness_percent__gt=0)
        self.fields["person"].offer(viewer, able, current=current)


class MemberForm(_SinceForm):
    """An internal consultant for the team."""

    person = PersonField(label=_("Person"))
    until = forms.DateField(label=_("Until (first day no more)"), required=False)
    hours_per_month = HoursField(label=_("Hours a month"), most=744)
    line = forms.ChoiceField(label=_("Line"), choices=Member.Line, initial=Member.Line.DOTTED)
    field_order = ["person", "since", "until", "hours_per_month", "line", "why"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(viewer)
