"""Forms about logins and their roles."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.actions import Role
from counterpart.web.forms import RoomForm


class RolesForm(RoomForm):
    """The company-wide roles of a login."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Somebody without a role sees the accounts whose team they are on, and nothing else."
        ),
    )


class NewLoginForm(RolesForm):
    asks = {"email": _("Write the e-mail address with which this person logs in.")}
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    field_order = ["email", "roles"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class LoginFilterForm(RoomForm):
    """Above the list of logins."""

    q = forms.CharField(
        label=_("E-mail"), required=False, widget=forms.TextInput({"type": "search"})
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All states")),
            ("open", _("May log in")),
            ("closed", pgettext_lazy("login", "Closed")),
        ],
    )
