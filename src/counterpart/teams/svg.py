"""Writing SVG: tags, numbers, and texts cut to a width without measuring them."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import escape

NARROW, SLIM, WIDE, WIDEST = "iljI.,:;'|!·", "frt()[]-–/ \u00a0", "жшщюыфмдШЩЖЮМmw", "MW@%ДФ"
ELLIPSIS = "…"


def number(value: float) -> str:
    """At most one decimal, as short as can be."""
    return f"{value:.1f}".removesuffix(".0")


def tag(name: str, *content: str, **attributes: object) -> str:
    """One element; `stroke_width` becomes `stroke-width`, `class_` is `class`, None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(content)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else str(escape(str(value)))


@lru_cache(maxsize=512)
def _share(letter: str) -> float:
    if letter in NARROW:
        return 0.27
    if letter in SLIM:
        return 0.36
    if letter in WIDEST:
        return 0.92
    if letter in WIDE:
        return 0.82
    return 0.7 if letter.isupper() else 0.57


def text_width(text: str, size: float) -> float:
    """About how wide the text is in a common sans serif; rather too wide than too narrow."""
    return sum(_share(letter) for letter in text) * size


def cut(text: str, width: float, size: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if text_width(text, size) <= width:
        return text
    kept, room = "", width - size
    for letter in text:
        room -= _share(letter) * size
        if room < 0:
            break
        kept += letter
    return kept.rstrip(" ,·–-") + ELLIPSIS
