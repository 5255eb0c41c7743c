"""From model fields to what goes over the wire: types, bounds and values."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from pydantic import AfterValidator, AwareDatetime, Field

LARGEST_KEY = 2**63 - 1
LONGEST_TEXT = 20_000
Key = Annotated[int, Field(ge=1, le=LARGEST_KEY)]
INTEGER_BOUNDS = {
    models.SmallIntegerField: (-32768, 32767),
    models.PositiveSmallIntegerField: (0, 32767),
    models.IntegerField: (-(2**31), 2**31 - 1),
    models.PositiveIntegerField: (0, 2**31 - 1),
    models.BigIntegerField: (-(2**63), 2**63 - 1),
    models.PositiveBigIntegerField: (0, 2**63 - 1),
}


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("text must not hold the character U+0000")
    return text


def _plain_json(value: Any) -> Any:
    """Refuse what JSON columns cannot hold: NaN, infinity, U+0000."""
    if isinstance(value, str):
        _without_nul(value)
        value.encode()
    elif isinstance(value, float) and (value != value or value in (float("inf"), -float("inf"))):
        raise ValueError("numbers must be finite")
    elif isinstance(value, list):
        for part in value:
            _plain_json(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            _plain_json(name)
            _plain_json(part)
    return value


Text = Annotated[str, AfterValidator(_without_nul)]
Json = Annotated[Any, AfterValidator(_plain_json)]
JsonList = Annotated[list[Any], AfterValidator(_plain_json)]
JsonObject = Annotated[dict[str, Any], AfterValidator(_plain_json)]
LanguageCodes = list[Annotated[str, Field(pattern="^[a-z]{2}$")]]


def incoming_type(field: models.Field[Any, Any]) -> Any:
    """What a caller may send for the field, without null."""
    if isinstance(field, models.ForeignKey):
        return Key
    if field.choices:
        values = [value for value, _label in field.flatchoices]
        return Literal[tuple(["", *values] if field.blank else values)]
    if isinstance(field, models.BooleanField):
        return bool
    if isinstance(field, models.DecimalField):
        return Annotated[
            Decimal,
            Field(
                max_digits=field.max_digits, decimal_places=field.decimal_places, **_limits(field)
            ),
        ]
    if isinstance(field, models.IntegerField):
        return Annotated[int, Field(**_limits(field))]
    if isinstance(field, models.FloatField):
        return Annotated[float, Field(allow_inf_nan=False)]
    if isinstance(field, models.DateTimeField):
        return AwareDatetime
    if isinstance(field, models.DateField):
        return date
    if isinstance(field, models.JSONField):
        if field.name == "languages":
            return LanguageCodes
        return JsonList if field.default is list or field.name == "week" else Json
    shortest = 0 if field.blank else 1
    return Annotated[Text, Field(min_length=shortest, max_length=field.max_length or LONGEST_TEXT)]


def outgoing_type(field: models.Field[Any, Any]) -> Any:
    """What the API gives for the field, without null."""
    if isinstance(field, models.ForeignKey | models.AutoField):
        return int
    if field.choices:
        values = [value for value, _label in field.flatchoices]
        return Literal[tuple(["", *values] if field.blank else values)]
    if isinstance(field, models.DecimalField):
        return Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
    simple: tuple[tuple[type, Any], ...] = (
        (models.BooleanField, bool),
        (models.IntegerField, int),
        (models.FloatField, float),
        (models.DateTimeField, datetime),
        (models.DateField, date),
    )
    for kind, given in simple:
        if isinstance(field, kind):
            return given
    if isinstance(field, models.JSONField):
        return list[str] if field.name == "languages" else Any
    return str


def outgoing_value(field: models.Field[Any, Any], row: models.Model) -> Any:
    """The row's value as JSON holds it; keys stand for the rows they point at."""
    value = getattr(row, field.attname)
    if isinstance(value, Decimal):
        digits: int = field.decimal_places  # type: ignore[attr-defined]
        return f"{value:.{digits}f}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def _limits(field: models.Field[Any, Any]) -> dict[str, Any]:
    least, most = next(
        (bounds for kind, bounds in INTEGER_BOUNDS.items() if type(field) is kind), (None, None)
    )
    for validator in field._validators:  # type: ignore[attr-defined]
        if isinstance(validator, MinValueValidator):
            least = validator.limit_value
        elif isinstance(validator, MaxValueValidator):
            most = validator.limit_value
    limits = {"ge": least, "le": most}
    return {name: value for name, value in limits.items() if value is not None}
