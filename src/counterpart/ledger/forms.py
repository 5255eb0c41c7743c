"""Forms of the ledger room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.directory.models import CURRENCY
from counterpart.ledger.models import OrderLine, Product
from counterpart.ledger.queries import Basis
from counterpart.ledger.queries.orders import RETURNS, SALES
from counterpart.web.fields import MoneyField
from counterpart.web.forms import RoomForm


class OrderFilter(RoomForm):
    product = forms.ChoiceField(label=_("Product"), required=False)
    kind = forms.ChoiceField(
        label=_("Document"),
        required=False,
        choices=[("", _("All")), *OrderLine.Document.choices],
    )
    direction = forms.ChoiceField(
        label=_("Sales or returns"),
        required=False,
        choices=[("", _("All")), (SALES, _("Sales")), (RETURNS, _("Returns"))],
    )
    since = forms.DateField(label=pgettext_lazy("first day", "From"), required=False)
    until = forms.DateField(label=pgettext_lazy("last day", "To"), required=False)
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


class RevenueForm(RoomForm):
    """Which document counts as revenue."""

    document_kind = forms.ChoiceField(
        label=_("What counts as revenue"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, basis: Basis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_itself = _("What is posted: invoices first, then acts, shipments, orders")
        kinds = sorted(OrderLine.Document, key=lambda kind: kind not in basis.posted)
        self.fields["document_kind"].choices = [("", by_itself), *((k, k.label) for k in kinds)]
        self.initial.setdefault("document_kind", basis.kind if basis.is_chosen else "")


class QuotaForm(RoomForm):
    since = forms.DateField(label=pgettext_lazy("first day", "From"))
    until = forms.DateField(label=_("Until (first day no more)"))
    amount_minor = MoneyField(label=_("Quota"))
    currency = forms.CharField(label=_("Currency"), max_length=3, validators=CURRENCY)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, own_currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        money = self.fields["amount_minor"]
        assert isinstance(money, MoneyField)  # noqa: S101
        typed = str(self.data.get("currency", "")) if self.is_bound else ""
        money.currency = typed if re.fullmatch("[A-Z]{3}", typed) else own_currency
        self.initial.setdefault("currency", own_currency)
