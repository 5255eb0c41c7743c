"""Filters and tags that every template may use without loading them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Any, Literal

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from counterpart.kernel.money import minor_digits

register = template.Library()

# A template hands over "" where it finds no value.
Figure = Decimal | float | int | Literal[""]

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def figure(value: Figure, decimals: int) -> str:
    """A number as people of the language write it: grouped, with a true minus sign."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text: str = number_format(abs(exact), decimals, use_l10n=True, force_grouping=True)
    return f"{MINUS}{text}" if exact < 0 else text


def _shortest(value: Figure, most_decimals: int) -> str:
    exact = round(Decimal(str(value)), most_decimals).normalize()
    return figure(exact, max(0, -int(exact.as_tuple().exponent)))


@register.filter
def money(minor: int | Literal[""] | None, currency: str) -> str:
    """Minor units as an amount, for example “1,250.00 EUR”; nothing for nothing."""
    if minor is None or minor == "":
        return ""
    digits = minor_digits(currency)
    return f"{figure(Decimal(minor).scaleb(-digits), digits)}{NBSP}{currency}"


@register.filter
def whole_money(minor: int | Literal[""] | None, currency: str) -> str:
    """The same without decimals, for lists where cents are noise."""
    if minor is None or minor == "":
        return ""
    return f"{figure(Decimal(minor).scaleb(-minor_digits(currency)), 0)}{NBSP}{currency}"


@register.filter
def short_money(minor: int | Literal[""] | None, currency: str) -> str:
    """To three significant figures, for tiles and charts: “1.25 M EUR”."""
    if minor is None or minor == "":
        return ""
    with localcontext(prec=3):
        amount = +Decimal(minor).scaleb(-minor_digits(currency))
    for limit, unit in (
        (Decimal(10**9), pgettext("billion, after a number", "bn")),
        (Decimal(10**6), pgettext("million, after a number", "M")),
        (Decimal(10**3), pgettext("thousand, after a number", "K")),
    ):
        if abs(amount) >= limit:
            return f"{_shortest(amount / limit, 2)}{NBSP}{unit}{NBSP}{currency}"
    return f"{figure(amount, 0)}{NBSP}{currency}"


@register.filter
def hours(value: Figure | None) -> str:
    """“12.5 h”; nothing for nothing."""
    if value is None or value == "":
        return ""
    unit = pgettext("hours, after a number", "h")
    return f"{_shortest(value, 2)}{NBSP}{unit}"


@register.filter
def percent(value: Figure | None, decimals: int = 1) -> str:
    """A value from 0 to 100 as “85%”, with so many decimals at most where it is not whole."""
    if value is None or value == "":
        return ""
    return pgettext("percent after a number", "%(number)s%%") % {
        "number": _shortest(value, decimals)
    }


@register.filter
def number(value: Figure | None, decimals: int = 0) -> str:
    """A plain number, grouped; with so many decimals at most."""
    return "" if value is None or value == "" else _shortest(value, decimals)


def short_month(month: int) -> str:
    """The month's name as it stands inside a date."""
    return (
        pgettext("month in a date", "Jan"),
        pgettext("month in a date", "Feb"),
        pgettext("month in a date", "Mar"),
        pgettext("month in a date", "Apr"),
        pgettext("month in a date", "May"),
        pgettext("month in a date", "Jun"),
        pgettext("month in a date", "Jul"),
        pgettext("month in a date", "Aug"),
        pgettext("month in a date", "Sep"),
        pgettext("month in a date", "Oct"),
        pgettext("month in a date", "Nov"),
        pgettext("month in a date", "Dec"),
    )[month - 1]


@register.filter
def day(value: date | None) -> str:
    """“23 Nov 2026”; an instant is shown as its day in the time zone in use."""
    if not value:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.day}{NBSP}{short_month(value.month)}{NBSP}{value.year}"


@register.filter
def month(value: date | None) -> str:
    """“Nov 2026”, the month that a day is in."""
    if not value:
        return ""
    names = (
        pgettext("month alone", "Jan"),
        pgettext("month alone", "Feb"),
        pgettext("month alone", "Mar"),
        pgettext("month alone", "Apr"),
        pgettext("month alone", "May"),
        pgettext("month alone", "Jun"),
        pgettext("month alone", "Jul"),
        pgettext("month alone", "Aug"),
        pgettext("month alone", "Sep"),
        pgettext("month alone", "Oct"),
        pgettext("month alone", "Nov"),
        pgettext("month alone", "Dec"),
    )
    return f"{names[value.month - 1]}{NBSP}{value.year}"


@register.filter
def moment(value: datetime | None) -> str:
    """“23 Nov 2026, 14:05” in the time zone in use."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local)}, {local:%H:%M}"


@register.filter
def initials(name: object) -> str:
    """Two letters that stand for a name on a small round picture."""
    words = str(name).split()
    if len(words) > 1:
        return f"{words[0][0]}{words[-1][0]}".upper()
    return words[0][:2].upper() if words else "?"


@register.filter
def hue(name: object) -> int:
    """One of eight avatar colours, always the same for the same name."""
    return sum(map(ord, str(name))) % 8


@register.filter
def bar_width(value: Figure | None) -> str:
    """A percentage kept between 0 and 100, as an SVG attribute wants it."""
    return f"{min(100.0, max(0.0, float(value or 0))):.1f}"


@register.filter
def bar_tone(value: Figure | None, kind: str | None) -> str:
    """What a percentage means: a `load` over 100 is bad, a `cover` under 60 is bad."""
    level = float(value or 0)
    if kind == "load":
        return "bad" if level > 100 else "warn" if level > 90 else "good"
    if kind == "cover":
        return "bad" if level < 60 else "warn" if level < 85 else "good"
    return "info"


@lru_cache(maxsize=1024)
def _icon(name: str, size: int, attributes: tuple[tuple[str, str], ...]) -> SafeString:
    from lucide import _render_icon

    kwargs: dict[str, Any] = {"aria_hidden": "true", "focusable": "false", "class": "icon"}
    return mark_safe(_render_icon(name, size, **{**kwargs, **dict(attributes)}))  # noqa: S308


@register.simple_tag(name="lucide")
def icon(name: str, size: int = 20, **attributes: object) -> str:
    """An icon by its name at lucide.dev, drawn in the colour of the text and unseen by readers."""
    return _icon(name, size, tuple((key, str(value)) for key, value in attributes.items()))
