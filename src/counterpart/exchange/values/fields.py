"""What a field of the model has to say about a value, as a text that is translated when read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import EmailField, Field
from django.utils.translation import override

from counterpart.exchange.files.problems import BadCell
from counterpart.kernel.errors import mark as _

NOT_AN_EMAIL = _("“%(cell)s” is not an e-mail address.")
BY_CODE = {
    "max_length": _("The text has %(show_value)s characters; at most %(limit_value)s fit."),
    "min_value": _("“%(value)s” is less than %(limit_value)s."),
    "max_value": _("“%(value)s” is more than %(limit_value)s."),
    "max_decimal_places": _("“%(value)s” has more than %(max)s decimals."),
    "max_digits": _("“%(value)s” has more than %(max)s digits."),
    "max_whole_digits": _("“%(value)s” has more than %(max)s digits before the decimals."),
}


def field_check(field: Field[Any, Any]) -> Callable[[Any], None] | None:
    """A function that refuses what the field would; none for a reference."""
    if field.is_relation:
        return None
    is_email = isinstance(field, EmailField)

    def check(value: Any) -> None:
        try:
            field.run_validators(value)
        except ValidationError as wrong:
            if is_email and wrong.error_list[0].code == "invalid":
                raise BadCell(NOT_AN_EMAIL, cell=str(value)[:60]) from None
            raise as_bad_cell(wrong) from None

    return check


def as_bad_cell(wrong: ValidationError) -> BadCell:
    """The first of a field's complaints, as a text that is translated when it is read."""
    first = wrong.error_list[0]
    if first.code in BY_CODE:
        return BadCell(BY_CODE[first.code], **(first.params or {}))
    with override("en"):
        message = str(first.message)
    return BadCell(message, **(first.params or {}))
