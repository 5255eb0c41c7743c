"""Hours that there are within regions, a line each, as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counterpart.coverage.forms.regions import regions_of
from counterpart.customers.models import Account
from counterpart.directory.models import Function
from counterpart.web.fields import typed_number

RegionalHours = tuple[tuple[str, str, int], ...]
"""Region, code of our function (none: all together), hours a year."""
MOST_HOURS = 10**8


class RegionalHoursField(forms.CharField):
    """Lines such as “Nordics, Engineering: 4000” or, for all functions, “Nordics: 9000”.

    A region may have commas and colons of its own; what accounts lie in decides.
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": "3"})
        super().__init__(required=False, max_length=20_000, widget=widget, **kwargs)
        self.functions: Sequence[Function] = ()

    def prepare_value(self, value: Any) -> Any:
        """As lines."""
        if value is None or isinstance(value, str):
            return value
        names = {function.code: str(function) for function in self.functions}
        return "\n".join(
            f"{', '.join(filter(None, (region, names.get(code, code))))}: {hours}"
            for region, code, hours in value
        )

    def clean(self, value: Any) -> RegionalHours:
        """Each line read; the first that makes no sense is named."""
        text: str = super().clean(value)
        regions = set(regions_of(Account.objects.all()))
        found: dict[tuple[str, str], int] = {}
        for line in filter(None, map(str.strip, text.splitlines())):
            whose, colon, amount = line.rpartition(":")
            hours = _hours(amount) if colon else None
            if hours is None:
                raise _wrong(
                    line, _("“%(line)s” has no whole number of hours; write Nordics: 9000.")
                )
            region, code = self._whose(whose.strip(), regions, line)
            if (region, code) in found:
                raise _wrong(line, _("“%(line)s” is said twice; write one line for it."))
            found[region, code] = hours
        return tuple((region, code, hours) for (region, code), hours in found.items())

    def _whose(self, text: str, regions: set[str], line: str) -> tuple[str, str]:
        if text in regions:
            return text, ""
        region, comma, name = (part.strip() for part in text.rpartition(","))
        if not comma or region not in regions:
            raise _wrong(line, _("“%(line)s” begins with no region that an account lies in."))
        for function in self.functions:
            if name.casefold() in {
                each.casefold() for each in (function.code, function.name, function.name_ru)
            }:
                return region, function.code
        raise _wrong(line, _("“%(line)s” names no function of ours after the comma."))


def _hours(amount: str) -> int | None:
    try:
        hours = int(typed_number(amount.strip(), 0))
    except ValueError:
        return None
    return hours if 0 < hours <= MOST_HOURS else None


def _wrong(line: str, text: Any) -> forms.ValidationError:
    return forms.ValidationError(text, params={"line": line[:80]})
