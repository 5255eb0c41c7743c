"""Forms of the ledger room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counterpart.ledger.models import OrderLine, Product
from counterpart.web.forms import RoomForm


class OrderFilter(RoomForm):
    product = forms.ChoiceField(label=_("Product"), required=False)
    kind = forms.ChoiceField(
        label=_("Document"),
        required=False,
        choices=[("", _("All")), *OrderLine.Document.choices],
    )
    currency = forms.ChoiceField(label=_("Currency"), required=False)

    def __init__(
        self, *args: Any, products: Sequence[Product], currencies: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(product.pk), product.name) for product in products]
        self.fields["product"].choices = [("", _("All")), *names]
        self.fields["currency"].choices = [(c, c) for c in currencies]
        if len(currencies) < 2:
            del self.fields["currency"]
