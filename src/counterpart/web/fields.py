"""Form fields for money, hours and languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from counterpart.kernel.money import minor_digits
from counterpart.web.languages import COMMON, language_name

SPACES = re.compile(r"[\s\u00a0\u202f']")
WHOLE = re.compile(r"\d+|[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")


def typed_number(text: str, decimals: int) -> Decimal:
    """What somebody meant by “1 250,50”, “1,250.50” or “1250.5”.

    A point or comma is the decimal one where it stands alone of its kind and no more digits
    follow it than the number has decimals; otherwise it groups thousands. Anything else raises
    `ValueError`.
    """
    plain = SPACES.sub("", text).replace("\N{MINUS SIGN}", "-")
    body = plain.removeprefix("-")
    cut = max(body.rfind("."), body.rfind(","))
    whole, fraction = body, ""
    if cut > 0 and body[cut] not in body[:cut] and 1 <= len(body) - cut - 1 <= decimals:
        whole, fraction = body[:cut], body[cut + 1 :]
    if not WHOLE.fullmatch(whole) or not (fraction or "0").isdecimal():
        raise ValueError(text)
    sign = "-" if plain != body else ""
    return Decimal(f"{sign}{re.sub('[.,]', '', whole)}.{fraction or 0}")


def plain_number(value: Decimal, decimals: int) -> str:
    """The number as one would type it in the language in use: no grouping, no idle decimals."""
    whole, _point, fraction = f"{value:.{decimals}f}".partition(".")
    if not fraction.strip("0"):
        return whole
    return f"{whole}{get_format('DECIMAL_SEPARATOR')}{fraction}"


class TypedNumberInput(forms.TextInput):
    """A text box with the figures' keyboard on a phone; takes a point or a comma."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"inputmode": "decimal", "autocomplete": "off", "size": 14, **(attrs or {})}
        )


class TypedNumberField(forms.Field):
    """A number typed as people of either language type it, within bounds."""

    widget = TypedNumberInput
    decimals = 2
    default_error_messages = {
        "number": _("Write a number with at most %(decimals)s decimals, such as %(example)s."),
        "whole": _("Write a whole number, such as %(example)s."),
        "least": _("This is at least %(least)s."),
        "most": _("This is at most %(most)s."),
    }

    def __init__(self, *, least: Any = 0, most: Any = None, **kwargs: Any) -> None:
        self.least = None if least is None else Decimal(str(least))
        self.most = None if most is None else Decimal(str(most))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return typed_number(str(value), self.decimals)
        except ValueError as wrong:
            code = "number" if self.decimals else "whole"
            example = plain_number(Decimal("1250.50"), self.decimals)
            params = {"decimals": self.decimals, "example": example}
            raise ValidationError(self.error_messages[code], code, params) from wrong

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            least = plain_number(self.least, self.decimals)
            raise ValidationError(self.error_messages["least"], "least", {"least": least})
        if self.most is not None and value > self.most:
            most = plain_number(self.most, self.decimals)
            raise ValidationError(self.error_messages["most"], "most", {"most": most})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal | int | float):
            return plain_number(Decimal(str(value)), self.decimals)
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != (None if initial in self.empty_values else initial))
        except ValidationError:
            return True


class HoursField(TypedNumberField):
    """Hours as a `Decimal` with at most two decimals; “12,5” is understood."""


class MoneyField(TypedNumberField):
    """An amount typed in major units; the cleaned value is whole minor units (cents).

    The currency says how many decimals there are. A form whose row has its own currency sets
    `form.fields["price"].currency` when it is made.
    """

    def __init__(self, *, currency: str = "EUR", **kwargs: Any) -> None:
        self.currency = currency
        kwargs.setdefault("most", 10**13)
        super().__init__(**kwargs)

    @property
    def decimals(self) -> int:  # type: ignore[override]
        return minor_digits(self.currency)

    def clean(self, value: Any) -> int | None:
        amount: Decimal | None = super().clean(value)
        return None if amount is None else int(amount.scaleb(self.decimals))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return plain_number(Decimal(value).scaleb(-self.decimals), self.decimals)
        return value


class LanguagesInput(forms.Widget):
    """Languages as switches: the chosen and the most common first, the others behind a fold."""

    template_name = "web/forms/languages.html"
    shown_at_once = 8

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = list(value or [])
        free = [code for code in chosen if code not in COMMON]
        first = [code for code in COMMON if code in chosen or code in COMMON[: self.shown_at_once]]
        rest = sorted((code for code in COMMON if code not in first), key=language_name)
        context["widget"] |= {
            "first": [(code, language_name(code), code in chosen) for code in first],
            "rest": [(code, language_name(code), False) for code in rest],
            "free": " ".join(free),
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        picked = data.getlist(name) if hasattr(data, "getlist") else list(data.get(name) or [])
        typed = re.split(r"[\s,;]+", str(data.get(f"{name}_other") or "").strip().lower())
        return list(dict.fromkeys(code for code in (*picked, *typed) if code))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str) -> str:
        return ""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class LanguagesField(forms.Field):
    """A list of two-letter language codes, for the JSON lists of people and contacts."""

    widget = LanguagesInput
    default_error_messages = {
        "code": _("“%(code)s” is not a language code; write two letters, such as en, de, ru."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Languages"))
        super().__init__(**kwargs)
        self.widget.use_fieldset = True

    def to_python(self, value: Iterable[str] | None) -> list[str]:
        codes = list(value or [])
        for code in codes:
            if not re.fullmatch(r"[a-z]{2}", code):
                raise ValidationError(self.error_messages["code"], "code", {"code": code})
        return codes

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != list(data or [])
