"""Filters for what the directory shows."""

from collections.abc import Iterable

from django import template

from counterpart.web.languages import language_name

register = template.Library()


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """“English, German” for the codes of a person's or a contact's languages."""
    return ", ".join(str(language_name(code)) for code in codes)
