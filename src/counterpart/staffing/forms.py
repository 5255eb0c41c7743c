"""What one fills in to draw up, change and adopt a proposal."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.directory.fields import PersonField
from counterpart.directory.models import Function, Office, Seniority
from counterpart.staffing.choosing import (
    MOST_NAMED,
    Choice,
    chips_of,
    named_in,
    offered_accounts,
    offered_people,
)
from counterpart.staffing.options import StaffingOptions
from counterpart.web.forms import RoomForm

WHY_LENGTH = 200
MOST_BUDGET_DIGITS = 12
KEY_TIERS = [choice for choice in Account.Tier.choices if choice[0] != Account.Tier.STANDARD]


class DrawUpForm(RoomForm):
    """Which accounts, whose hours, within which limits."""

    asks = {"name": _("Give the proposal a name.")}

    name = forms.CharField(label=_("Name of the proposal"), max_length=120)
    tiers = forms.MultipleChoiceField(
        label=_("Accounts"),
        choices=KEY_TIERS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    countries = forms.CharField(
        label=_("Only in these countries"),
        required=False,
        help_text=_("Two-letter codes, such as US, CA. Leave empty for all."),
    )
    functions = forms.ModelMultipleChoiceField(
        label=_("People of these functions"),
        queryset=Function.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    offices = forms.ModelMultipleChoiceField(
        label=_("People of these offices"),
        queryset=Office.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    accounts_per_lead = forms.IntegerField(
        label=_("Most accounts a lead may have"), min_value=1, max_value=200, required=False
    )
    team_size = forms.IntegerField(
        label=_("Most people on a team"), min_value=1, max_value=200, required=False
    )
    teams_per_person = forms.IntegerField(
        label=_("Most teams a person may be on"), min_value=1, max_value=500, required=False
    )
    hours_percent = forms.IntegerField(
        label=_("Plan this much of people's hours, %"), min_value=1, max_value=150
    )
    budget = forms.IntegerField(
        label=_("Budget a year"),
        min_value=0,
        required=False,
        help_text=_("For the hours and the coordination, in the accounts' main currency."),
    )
    most_changes = forms.IntegerField(
        label=_("Most changes against today"),
        min_value=0,
        required=False,
        help_text=_("How many places may get somebody new. Leave empty for no limit."),
    )
    seconds = forms.IntegerField(
        label=_("Seconds to search"),
        min_value=1,
        max_value=3600,
        help_text=_("It can be stopped at any moment; the best plan so far is kept."),
    )
    value_share_percent = forms.IntegerField(
        label=_("Part of an account's value that depends on its team, %"),
        min_value=1,
        max_value=100,
    )
    gap_penalty_percent = forms.IntegerField(
        label=_("What a contact without a counterpart puts at risk, %"), min_value=0, max_value=500
    )
    coordination_cost = forms.IntegerField(
        label=_("Coordination of one more member, a year"), min_value=0
    )
    coordination_hours = forms.FloatField(
        label=_("Hours a month each member spends on the team"), min_value=0, max_value=100
    )
    lead_hours = forms.FloatField(
        label=_("Hours a month the lead spends on an account"), min_value=0, max_value=300
    )

    backups_from_percent = forms.IntegerField(
        label=_("Plan a backup for contacts of this influence, %"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Their hours count. Empty: backups are named afterwards and take no hours."),
    )
    backup_hours_percent = forms.IntegerField(
        label=_("Hours of a backup, % of the counterpart's"),
        min_value=1,
        max_value=100,
        required=False,
    )
    seniority_from_percent = forms.IntegerField(
        label=_("Ask for seniority from this influence, %"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Empty: only contacts that ask for it themselves."),
    )
    least_seniority = forms.TypedChoiceField(
        label=_("Least seniority there"), choices=Seniority, coerce=int, required=False
    )
    region_budgets = forms.CharField(
        label=_("Budgets a year by region"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("A line each, such as Nordics: 300000. The region stands with the account."),
    )

    MORE_LIMITS = (
        "backups_from_percent",
        "backup_hours_percent",
        "seniority_from_percent",
        "least_seniority",
    )
    LIMITS = (
        "accounts_per_lead",
        "team_size",
        "teams_per_person",
        "hours_percent",
        "budget",
        "most_changes",
        "seconds",
    )
    PRICES = (
        "value_share_percent",
        "gap_penalty_percent",
        "coordination_cost",
        "coordination_hours",
        "lead_hours",
    )

    # Buttons that change or recount what is chosen, and do not solve.
    CHOOSING = (
        "step",
        *(
            f"{kind}_{act}"
            for kind in ("account", "person")
            for act in ("add", "leave_out", "drop")
        ),
    )

    def __init__(self, data: QueryDict | None = None, *, viewer: Viewer) -> None:
        super().__init__(data)
        self.viewer = viewer
        sent = data if data is not None else QueryDict()
        self.accounts = chips_of(named_in(sent, "account"), offered_accounts(viewer))
        self.people = chips_of(named_in(sent, "person"), offered_people(viewer))
        self.find_account = sent.get("find_account", "").strip()[:100]
        self.find_person = sent.get("find_person", "").strip()[:100]
        self.is_choosing = any(name in sent for name in self.CHOOSING)
        functions = Function.objects.filter(is_ours=True)
        offices = Office.objects.all()
        self.fields["functions"].queryset = functions
        self.fields["offices"].queryset = offices
        self.fields["tiers"].initial = [code for code, _label in KEY_TIERS]
        self.fields["functions"].initial = list(functions)
        self.fields["offices"].initial = list(offices)
        for name, value in StaffingOptions().as_choices().items():
            if name in self.fields:
                self.fields[name].initial = value
        self.fields["region_budgets"].initial = ""

    def clean_countries(self) -> list[str]:
        """Country codes in capital letters."""
        codes = [code.strip().upper() for code in self.cleaned_data["countries"].split(",")]
        wrong = [code for code in codes if code and (len(code) != 2 or not code.isalpha())]
        if wrong:
            raise forms.ValidationError(
                _("“%(code)s” is not a two-letter country code."), params={"code": wrong[0]}
            )
        return [code for code in codes if code]

    def clean_region_budgets(self) -> dict[str, int]:
        """A whole amount by region."""
        budgets = {}
        for line in self.cleaned_data["region_budgets"].splitlines():
            name, _colon, amount = (part.strip() for part in line.rpartition(":"))
            amount = amount.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
            if not line.strip():
                continue
            if not name or not amount.isdecimal() or len(amount) > MOST_BUDGET_DIGITS:
                raise forms.ValidationError(
                    _("“%(line)s” is no region with a whole amount; write Nordics: 300000."),
                    params={"line": line.strip()[:60]},
                )
            if not Account.objects.filter(region=name).exists():
                raise forms.ValidationError(
                    _("No account lies in the region “%(region)s”."), params={"region": name}
                )
            budgets[name] = int(amount)
        return budgets

    @property
    def has_more_limits(self) -> bool:
        """Whether one of the folded limits was filled in or is wrong."""
        wrong = any(name in self.errors for name in (*self.MORE_LIMITS, "region_budgets"))
        asked = ("backups_from_percent", "seniority_from_percent", "region_budgets")
        return wrong or (self.is_bound and any(self.data.get(name) for name in asked))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.accounts.are_gone or self.people.are_gone:
            self.add_error(
                None,
                _(
                    "Some of those you named can no longer be chosen and were taken off the "
                    "list. Look again, then solve."
                ),
            )
        return cleaned

    def refuse_too_many(self) -> None:
        """Say that names are for exceptions; filters choose the many."""
        for chips in (self.accounts, self.people):
            if len(chips.named.keys) > MOST_NAMED:
                words = _("At most %(most)s can be named one by one; use the filters for more.")
                self.add_error(None, forms.ValidationError(words, params={"most": MOST_NAMED}))

    def choice(self) -> Choice:
        """The accounts and people as things stand; a filter that is wrong chooses nothing."""
        given = {name: field.initial for name, field in self.fields.items()}
        if self.is_bound:
            self.is_valid()
            given = self.cleaned_data
        functions, offices = given.get("functions") or (), given.get("offices") or ()
        return Choice(
            tiers=tuple(given.get("tiers") or ()),
            countries=tuple(given.get("countries") or ()),
            functions=tuple(row.pk for row in functions),
            offices=tuple(row.pk for row in offices),
            takes_everybody=(
                len(functions) == self.fields["functions"].queryset.count()
                and len(offices) == self.fields["offices"].queryset.count()
            ),
            accounts=self.accounts.named,
            people=self.people.named,
        )

    def options(self) -> StaffingOptions:
        """Limits and prices as the engine's side takes them."""
        names = (*self.LIMITS, *self.PRICES, *self.MORE_LIMITS, "region_budgets")
        given = {name: self.cleaned_data[name] for name in names}
        for name in ("backup_hours_percent", "least_seniority"):
            given[name] = given[name] or getattr(StaffingOptions(), name)
        return StaffingOptions(**given)


class CopyForm(RoomForm):
    """One copy of a proposal: its name and what limits it. One without a name is not wanted."""

    CHANGED = DrawUpForm.LIMITS

    def __init__(
        self, data: QueryDict | None = None, *, prefix: str, options: StaffingOptions, name: str
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.before = options
        self.fields["name"] = forms.CharField(
            label=_("Name of the copy"), max_length=120, required=False, initial=name
        )
        for field in self.CHANGED:
            self.fields[field] = deepcopy(DrawUpForm.base_fields[field])
            self.fields[field].initial = getattr(options, field)
            self.fields[field].help_text = ""
            if data is not None and not data.get(f"{prefix}-name", "").strip():
                self.fields[field].required = False

    @property
    def is_wanted(self) -> bool:
        """Whether it has a name."""
        return bool(self.cleaned_data.get("name"))

    def options(self) -> StaffingOptions:
        """The original's options with the limits given here."""
        return replace(self.before, **{name: self.cleaned_data[name] for name in self.CHANGED})


class AdoptForm(RoomForm):
    """From when on, and why."""

    asks = {"since": _("Say from which day on the proposal is in force.")}

    since = forms.DateField(label=_("In force from"), widget=forms.DateInput)
    why = forms.CharField(label=_("Why"), max_length=300, required=False)


class ConflictForm(RoomForm):
    """Two people who must not work for the same account."""

    asks = {"person": _("Choose a person."), "other": _("Choose the other person.")}

    person = PersonField(label=_("Person"))
    other = PersonField(label=_("Apart from"))
    why = forms.CharField(label=_("Why"), required=False, max_length=WHY_LENGTH)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "other"):
            self.fields[name].offer(viewer)


class WhyForm(RoomForm):
    """Why a place is changed or locked; several lines, so that Enter chooses nobody."""

    why = forms.CharField(
        label=_("Your reason"),
        required=False,
        max_length=WHY_LENGTH,
        widget=forms.Textarea(attrs={"rows": "2"}),
        help_text=_("Kept in the history with your choice."),
    )


def why_given(request: HttpRequest) -> str:
    """What was written there, on one line, as long as a reason may be."""
    return " ".join(request.POST.get("why", "").split())[:WHY_LENGTH]
