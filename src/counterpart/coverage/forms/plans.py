"""Forms of coverage plans: what is asked, and from which day a plan holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.coverage.forms.regional_hours import RegionalHoursField
from counterpart.coverage.models import CoverageModel
from counterpart.coverage.options import PlanOptions
from counterpart.customers.models import Account
from counterpart.directory.models import Function
from counterpart.web.forms import RoomForm
from counterpart.web.templatetags.counterpart import number

MOST = 10**12
FINE = tuple(range(50, 151, 5))
EFFORTS = {"usual": (100,), "coarse": (50, 75, 100, 125, 150), "fine": FINE}


class PlanForm(RoomForm):
    """What is scarce, what is supposed, and who keeps what they have."""

    SCARCE = ("budget", "leads", "teams")
    KEPT = ("tiers", "keep")
    CHANGING = ("change_cost", "spread_years")
    SUPPOSED = ("price_percent", "potential_percent", "rate_percent", "saturation_percent")
    SEARCH = ("efforts", "seconds")
    asks = {"name": _("Give the plan a name.")}

    name = forms.CharField(label=_("Name of the plan"), max_length=120)
    tiers = forms.MultipleChoiceField(
        label=_("Only accounts of these tiers"),
        choices=Account.Tier.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: all accounts."),
    )
    keep = forms.CharField(
        label=_("Accounts that get nothing lighter"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("A line each, by their full name."),
    )
    budget = forms.IntegerField(
        label=_("Budget a year"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_("What covering all accounts may cost. Empty: no limit."),
    )
    leads = forms.IntegerField(
        label=_("People who lead accounts"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Each has as many accounts as the model's terms say. Empty: no limit."),
    )
    teams = forms.IntegerField(
        label=_("Most accounts with a team"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=_("Empty: no limit."),
    )
    regional_hours = RegionalHoursField(
        label=_("Hours a year within regions"),
        help_text=_(
            "A line each, such as Nordics, Engineering: 4000, or Nordics: 9000 for all functions "
            "together. The region stands with the account."
        ),
    )
    change_cost = forms.IntegerField(
        label=_("What each change costs once"),
        min_value=0,
        max_value=MOST,
        help_text=_("Beyond setting the new model up, for instance trust that is lost."),
    )
    spread_years = forms.IntegerField(
        label=_("Years over which changing is paid"), min_value=1, max_value=20
    )
    price_percent = forms.IntegerField(label=_("Our prices, % up"), min_value=-50, max_value=100)
    potential_percent = forms.IntegerField(
        label=_("Potential of accounts, % up"), min_value=-90, max_value=500
    )
    rate_percent = forms.IntegerField(
        label=_("Cost of hours and activities, % up"), min_value=-90, max_value=500
    )
    saturation_percent = forms.IntegerField(
        label=_("Saturation where nobody has judged, % of today's sales"),
        min_value=101,
        max_value=1000,
        help_text=_("What all effort imaginable would sell."),
    )
    efforts = forms.ChoiceField(
        label=_("Hours that may be spent"),
        choices=[
            ("usual", _("The usual ones of each model")),
            ("coarse", _("Half to one and a half, in quarters")),
            ("fine", _("Half to one and a half, in steps of 5 %")),
        ],
    )
    seconds = forms.IntegerField(
        label=_("Seconds to search"),
        min_value=1,
        max_value=600,
        help_text=_("It usually ends earlier, when nothing better can exist."),
    )

    def __init__(
        self,
        *args: Any,
        options: PlanOptions,
        there: Mapping[str, Decimal],
        name: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = Account.objects.filter(pk__in=options.keep).values_list("name", flat=True)
        plain = (*self.SCARCE, *self.SUPPOSED, *self.CHANGING, "regional_hours", "seconds")
        self.initial = {
            "name": name,
            "tiers": list(options.tiers),
            "keep": "\n".join(kept),
            "efforts": next((k for k, v in EFFORTS.items() if v == options.efforts), "coarse"),
            **{field: getattr(options, field) for field in plain},
            **self.initial,
        }
        self.functions = list(Function.objects.filter(is_ours=True))
        self.fields["regional_hours"].functions = self.functions
        for function in self.functions:
            self.fields[f"hours_{function.pk}"] = forms.IntegerField(
                label=str(function),
                min_value=1,
                max_value=10**8,
                required=False,
                initial=options.hours.get(function.code),
                help_text=_("There are %(hours)s.") % {"hours": number(there[function.code])}
                if there.get(function.code)
                else "",
            )

    def clean_keep(self) -> tuple[int, ...]:
        """The accounts named, by id; all of one name."""
        names = [line.strip() for line in self.cleaned_data["keep"].splitlines() if line.strip()]
        found: dict[str, list[int]] = defaultdict(list)
        for name, pk in (
            Account.objects.filter(name__in=names).order_by("pk").values_list("name", "pk")
        ):
            found[name].append(pk)
        unknown = [name for name in names if name not in found]
        if unknown:
            raise forms.ValidationError(
                _("There is no account “%(name)s”. Write the name as the list of accounts has it."),
                params={"name": unknown[0]},
            )
        return tuple(pk for name in dict.fromkeys(names) for pk in found[name])

    @property
    def of_functions(self) -> list[Any]:
        """The fields of hours, one for each function of ours."""
        return [self[f"hours_{function.pk}"] for function in self.functions]

    def drawn(self, names: tuple[str, ...]) -> list[Any]:
        """The fields of these names."""
        return [self[name] for name in names]

    @property
    def scarce(self) -> list[Any]:
        """The fields of what is scarce."""
        return self.drawn(self.SCARCE)

    @property
    def kept(self) -> list[Any]:
        """The fields of who is in and who keeps what."""
        return self.drawn(self.KEPT)

    @property
    def changing(self) -> list[Any]:
        """The fields of what changing costs."""
        return self.drawn(self.CHANGING)

    @property
    def supposed(self) -> list[Any]:
        """The fields of what is supposed."""
        return self.drawn(self.SUPPOSED)

    @property
    def search(self) -> list[Any]:
        """The fields of how it is searched."""
        return self.drawn(self.SEARCH)

    def options(self) -> PlanOptions:
        """As the use-case takes them."""
        given = self.cleaned_data
        hours = {
            function.code: given[f"hours_{function.pk}"]
            for function in self.functions
            if given[f"hours_{function.pk}"]
        }
        return PlanOptions(
            tiers=tuple(given["tiers"]),
            budget=given["budget"],
            leads=given["leads"],
            teams=given["teams"],
            hours=hours,
            regional_hours=given["regional_hours"],
            keep=given["keep"],
            change_cost=given["change_cost"],
            spread_years=given["spread_years"],
            efforts=EFFORTS[given["efforts"]],
            saturation_percent=given["saturation_percent"],
            price_percent=given["price_percent"],
            potential_percent=given["potential_percent"],
            rate_percent=given["rate_percent"],
            seconds=given["seconds"],
        )


class PlannedFilterForm(RoomForm):
    """The filters above the accounts of a plan."""

    text = forms.CharField(
        label=pgettext_lazy("of an account", "Name"), required=False, max_length=100
    )
    model = forms.ModelChoiceField(
        CoverageModel.objects.all(), label=_("Planned"), required=False, empty_label=_("All")
    )
    changes = forms.BooleanField(label=_("Only changes"), required=False)


class AdoptPlanForm(RoomForm):
    """From which day the plan holds."""

    since = forms.DateField(label=pgettext_lazy("first day", "From"))
    why = forms.CharField(label=_("Why"), max_length=300, required=False)
