"""What one fills in to make a token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from counterpart.api.models import Scope
from counterpart.web.forms import RoomForm


class TokenForm(RoomForm):
    """What it is for, what it may do, and until when."""

    asks = {
        "name": _("Say which program the token is for."),
        "scopes": _("Choose what the program may do."),
    }

    name = forms.CharField(label=_("What it is for"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may do yourself."),
    )
    expires_on = forms.DateField(
        label=_("Works until (first day no more)"),
        required=False,
        help_text=_("Leave empty for a token that works until it is revoked."),
    )
