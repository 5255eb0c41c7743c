"""Values of the history as people read them: names for keys, labels for choices, amounts, dates."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, DateField, DateTimeField, Field, ForeignKey
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from counterpart.web.templatetags.counterpart import day, hours, moment, money, number, percent

LONGEST = 160
Names = Mapping[tuple[type[Any], Any], str]


def label_of(field: Field[Any, Any]) -> str:
    """The field's name as a heading; its unit stands in the value."""
    label = str(field.verbose_name)
    if field.attname.endswith(("_minor", "_percent")):
        label = label.rsplit(",", 1)[0]
    return label[:1].upper() + label[1:]


def text_of(field: Field[Any, Any], value: Any, *, names: Names, currency: str) -> str:
    """One value of a line, which holds it as JSON, in the reader's language."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(field, ForeignKey):
        return names.get((field.related_model, value)) or f"#{value}"
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    return _plain_text(field.attname, field.to_python(value), field, currency)


def _plain_text(column: str, value: Any, field: Field[Any, Any], currency: str) -> str:
    if isinstance(field, DateTimeField):
        return moment(value)
    if isinstance(field, DateField):
        return day(value)
    if column.endswith("_minor") and currency:
        return money(value, currency)
    if column.endswith("_percent"):
        return percent(value)
    if column.startswith("hours"):
        return hours(value)
    if isinstance(value, Decimal | int | float):
        return number(value, 8)
    return Truncator(_joined(value)).chars(LONGEST)


def _joined(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(part, str | int) for part in value):
        return ", ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def currency_column(fields: Iterable[Field[Any, Any]]) -> str:
    """Which column says the currency of the amounts in the same row, if one does."""
    return next((f.attname for f in fields if f.attname.endswith("currency")), "")
