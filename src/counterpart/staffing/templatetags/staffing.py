"""What only the staffing screens say."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.forms import BoundField, Form

from counterpart.staffing import words
from counterpart.staffing.forms import DrawUpForm

register = template.Library()
register.filter("gap_reason", words.gap_reason)
register.filter("limit_name", words.limit_name)
register.filter("breach_name", words.breach_name)
register.filter("level_words", words.level_words)


@register.filter
def field_named(form: Form, name: str) -> BoundField:
    """The form's field of that name, for forms that are laid out in groups."""
    return form[name]


@register.filter
def option_label(name: str) -> str:
    """What a form calls the limit or price."""
    return str(DrawUpForm.base_fields[name].label)


@register.filter
def beside(values: Sequence[Any], columns: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each value with the column it stands in."""
    return list(zip(columns, values, strict=True))
