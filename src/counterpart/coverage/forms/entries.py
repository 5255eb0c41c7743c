"""The form of what was done for an account."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import DOCUMENTS, Activity, ServiceEntry
from counterpart.customers.models import Account, Site
from counterpart.directory.fields import PersonField
from counterpart.directory.models import CURRENCY, Function
from counterpart.web.forms import HoursField, MoneyField, RoomForm

LOGGED = [choice for choice in Activity.choices if choice[0] not in DOCUMENTS]


class EntryFilterForm(RoomForm):
    """The filters above what was done for an account."""

    activity = forms.ChoiceField(
        label=_("Activity"), required=False, choices=[("", _("All")), *LOGGED]
    )
    function = forms.ModelChoiceField(
        Function.objects.filter(is_ours=True),
        label=_("Function"),
        required=False,
        empty_label=_("All"),
    )
    since = forms.DateField(label=pgettext_lazy("first day", "From"), required=False)
    until = forms.DateField(label=pgettext_lazy("last day", "To"), required=False)

    def chosen(self, rows: QuerySet[ServiceEntry]) -> QuerySet[ServiceEntry]:
        """Those that fit; a filter that is wrong narrows nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        columns = {
            "activity": "activity",
            "function": "function",
            "since": "on__gte",
            "until": "on__lte",
        }
        return rows.filter(
            **{column: asked[name] for name, column in columns.items() if asked.get(name)}
        )


class EntryForm(RoomForm):
    """Hours, visits or money on a day."""

    activity = forms.ChoiceField(label=_("Activity"), choices=LOGGED)
    on = forms.DateField(label=_("Date"))
    quantity = HoursField(
        label=_("Quantity"), required=False, most=100_000, help_text=_("Hours, visits or units.")
    )
    amount_minor = MoneyField(
        label=_("Or money spent"), required=False, help_text=_("In place of a quantity.")
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, validators=CURRENCY)
    person = PersonField(label=_("By whom"), required=False)
    function = forms.ModelChoiceField(
        Function.objects.filter(is_ours=True),
        label=_("Function"),
        required=False,
        help_text=_("Of hours: the person's own where none is chosen."),
    )
    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"), required=False)
    is_joint = forms.BooleanField(
        label=_("Made together with colleagues on purpose"), required=False
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        account: Account,
        viewer: Viewer,
        sees_money: bool,
        entry: ServiceEntry | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._sees_money = sees_money
        self.fields["site"].queryset = account.sites.all()
        self.fields["person"].offer(viewer, current=entry.person if entry else None)
        names = ("activity", "on", "quantity", "amount_minor", "currency", "person", "function",
                 "site", "is_joint", "note")  # fmt: skip
        if entry is not None:
            self.initial = {**{name: getattr(entry, name) for name in names}, **self.initial}
        self.initial.setdefault("on", viewer.today)
        self.initial.setdefault("currency", account.currency)
        if viewer.person is not None and entry is None:
            self.initial.setdefault("person", viewer.person)
        if not sees_money:
            del self.fields["amount_minor"], self.fields["currency"]
            self.fields["quantity"].required = True
            return
        typed = str(self.data.get("currency", "")) if self.is_bound else ""
        known = entry.currency if entry else account.currency
        self.fields["amount_minor"].currency = typed if re.fullmatch("[A-Z]{3}", typed) else known

    def clean(self) -> dict[str, Any] | None:
        """A quantity or an amount, not both and not neither."""
        cleaned = super().clean()
        given = self.cleaned_data
        if self._sees_money and "quantity" in given and "amount_minor" in given:
            both = given["quantity"] is not None and given["amount_minor"] is not None
            if both or (given["quantity"] is None and given["amount_minor"] is None):
                self.add_error("quantity", _("Give a quantity or an amount of money, not both."))
        is_hours = given.get("activity") == Activity.HOURS
        if is_hours and not given.get("person") and not given.get("function"):
            self.add_error("person", _("Say whose hours they are: a person or a function."))
        return cleaned
