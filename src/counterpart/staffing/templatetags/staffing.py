"""What only the staffing screens say."""

from django import template
from django.forms import BoundField, Form

from counterpart.staffing import words

register = template.Library()
register.filter("gap_reason", words.gap_reason)
register.filter("limit_name", words.limit_name)
register.filter("breach_name", words.breach_name)
register.filter("level_words", words.level_words)


@register.filter
def field_named(form: Form, name: str) -> BoundField:
    """The form's field of that name, for forms that are laid out in groups."""
    return form[name]
