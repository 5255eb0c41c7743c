"""Forms of the customers room."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, BuyingRole, Contact, Need, Site
from counterpart.directory.fields import PersonField
from counterpart.directory.models import Function
from counterpart.web.forms import HoursField, LanguagesField, MoneyField, RoomForm, RoomModelForm

STRENGTHS = [(1, _("a little")), (2, _("often")), (3, _("always"))]


class AccountField(forms.CharField):
    """An account by its name, completed while typing; “Name #12” where several have the name."""

    default_error_messages = {
        "unknown": _("No account is called “%(name)s”. Choose one from the list."),
        "several": _("Several accounts are called “%(name)s”. Choose one from the list."),
    }
    viewer: Viewer | None = None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            account = Account.objects.filter(pk=value).first()
            return f"{account.name} #{account.pk}" if account else ""
        return value

    def clean(self, value: Any) -> Account | None:
        text = super().clean(value)
        if not text or self.viewer is None:
            return None
        seen = Account.objects.visible_to(self.viewer)
        numbered = re.search(r"#(\d{1,18})$", text)
        found = list((seen.filter(pk=numbered[1]) if numbered else seen.filter(name=text))[:2])
        if len(found) != 1:
            code = "several" if found else "unknown"
            raise ValidationError(self.error_messages[code], code, {"name": text})
        return found[0]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class AccountForm(RoomModelForm):
    asks = {
        "name": _("Give the account a name."),
        "currency": _("Say in which currency its value is, such as EUR."),
    }
    parent = AccountField(
        label=_("Group"),
        required=False,
        help_text=_("The account it belongs to. Type a part of the name."),
        widget=forms.TextInput(
            attrs={
                "list": "account-options",
                "autocomplete": "off",
                "hx-get": reverse_lazy("customers:account_options"),
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#account-options",
                "hx-swap": "outerHTML",
            }
        ),
    )
    annual_value_minor = MoneyField(label=_("Value a year"), required=False)
    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=500,
        help_text=_("Needed when the tier changes; it stands in the history."),
    )

    class Meta:
        model = Account
        fields = [
            "name",
            "tier",
            "industry",
            "city",
            "region",
            "country",
            "website",
            "currency",
            "note",
        ]
        widgets = {
            "currency": forms.TextInput({"size": 4, "maxlength": 3, "spellcheck": "false"}),
            "country": forms.TextInput({"size": 4, "maxlength": 2, "spellcheck": "false"}),
        }

    field_order = [
        "name",
        "tier",
        "why",
        "parent",
        "annual_value_minor",
        "currency",
        "industry",
        "city",
        "region",
        "country",
        "website",
        "note",
    ]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        assert isinstance(parent, AccountField)  # noqa: S101
        parent.viewer = viewer
        money = self.fields["annual_value_minor"]
        assert isinstance(money, MoneyField)  # noqa: S101
        typed = str(self.data.get("currency", "")) if self.is_bound else ""
        money.currency = typed if re.fullmatch("[A-Z]{3}", typed) else self.instance.currency
        self.initial.setdefault("annual_value_minor", self.instance.annual_value_minor)
        self.initial.setdefault("parent", self.instance.parent_id)
        if self.instance.pk is None:
            del self.fields["why"]

    def clean_annual_value_minor(self) -> int:
        return self.cleaned_data["annual_value_minor"] or 0

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


class LoseAccountForm(RoomForm):
    asks = {"on": _("Say on which day the account was lost.")}
    on = forms.DateField(label=_("Lost on"), widget=forms.DateInput)
    why = forms.CharField(label=_("Why"), max_length=500, required=False)


class SiteForm(RoomModelForm):
    asks = {"name": _("Give the site a name.")}

    class Meta:
        model = Site
        fields = ["name", "city", "country", "address", "time_zone"]
        widgets = {"country": forms.TextInput({"size": 4, "maxlength": 2, "spellcheck": "false"})}
        help_texts = {"time_zone": _("Such as Europe/Oslo or America/New_York.")}

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


ASKED_OF_US = ("needed_skills", "least_seniority", "wants_on_site")


class ContactForm(RoomModelForm):
    asks = {
        "first_name": _("Write the first name."),
        "function": _("Choose what this person does; staffing looks for counterparts by it."),
        "hours_per_month": _("Say how many hours a month they need from us, such as 4."),
    }
    more = ASKED_OF_US
    more_title = _("More: skills, seniority and presence they ask of us")
    roles = forms.MultipleChoiceField(
        label=_("Buying roles"),
        choices=BuyingRole.Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = LanguagesField(required=False)
    hours_per_month = HoursField(label=_("Hours a month they need from us"), most=744)

    class Meta:
        model = Contact
        fields = [
            "first_name",
            "last_name",
            "title",
            "function",
            "level",
            "influence_percent",
            "attitude",
            "reports_to",
            "site",
            "email",
            "phone",
            "goals",
            *ASKED_OF_US,
        ]
        help_texts = {
            "needed_skills": _("Divided by commas; whoever faces them has all of them."),
            "wants_on_site": _("At their site's city: our office is there, or we can be there."),
        }
        widgets = {"goals": forms.Textarea(attrs={"rows": 4})}

    field_order = [
        "first_name",
        "last_name",
        "title",
        "function",
        "level",
        "influence_percent",
        "attitude",
        "roles",
        "reports_to",
        "site",
        "email",
        "phone",
        "languages",
        "hours_per_month",
        "goals",
        *ASKED_OF_US,
    ]

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = account.contacts.exclude(pk=self.instance.pk)
        self.fields["reports_to"].queryset = colleagues.order_by("last_name", "first_name")
        self.fields["site"].queryset = account.sites.all()
        functions = Function.objects.filter(is_theirs=True)
        self.fields["function"].queryset = functions
        self.initial.setdefault("languages", self.instance.languages)
        self.initial.setdefault("hours_per_month", self.instance.hours_per_month)


class LeaveForm(RoomForm):
    asks = {"on": _("Say from which day on they are no longer there.")}
    on = forms.DateField(label=_("First day no longer there"), widget=forms.DateInput)


class TieForm(RoomForm):
    speaker = forms.ModelChoiceField(Contact.objects.none(), label=_("Listens to"))
    strength = forms.TypedChoiceField(label=_("How much"), choices=STRENGTHS, coerce=int, initial=2)

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Contact.objects.filter(account_id=contact.account_id, left_on__isnull=True)
        others = others.exclude(pk=contact.pk).order_by("last_name", "first_name")
        self.fields["speaker"].queryset = others


class NeedForm(RoomModelForm):
    asks = {"title": _("Say in a few words what they need.")}
    owner = PersonField(
        label=_("Owner"), required=False, help_text=_("Who of ours keeps it current.")
    )

    class Meta:
        model = Need
        fields = ["kind", "title", "detail", "contact", "review_on", "state"]
        widgets = {"detail": forms.Textarea(attrs={"rows": 4})}

    field_order = ["kind", "title", "detail", "contact", "owner", "review_on", "state"]

    def __init__(self, *args: Any, account: Account, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contacts = account.contacts.order_by("last_name", "first_name")
        self.fields["contact"].queryset = contacts
        owner = self.fields["owner"]
        assert isinstance(owner, PersonField)  # noqa: S101
        owner.offer(viewer)
        self.initial.setdefault("owner", self.instance.owner_id)
        if self.instance.pk is None:
            del self.fields["state"]


class NeedFilter(RoomForm):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("overdue", _("Review overdue")), *Need.State.choices],
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *Need.Kind.choices]
    )


class MapFilter(RoomForm):
    role = forms.ChoiceField(
        label=_("Buying role"), required=False, choices=[("", _("All")), *BuyingRole.Role.choices]
    )
    attitude = forms.ChoiceField(label=_("Attitude"), required=False, choices=[("", _("All"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attitudes = Contact._meta.get_field("attitude").choices or []
        choices = [("", _("All")), *((str(value), text) for value, text in attitudes)]
        self.fields["attitude"].choices = choices
