"""Names of the languages that business is most often done in, in the interface's language."""

from __future__ import annotations

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_noop as _

# By how often they are met in business, so that the first ones are offered at once.
NAMES = {
    "en": _("English"),
    "de": _("German"),
    "fr": _("French"),
    "es": _("Spanish"),
    "ru": _("Russian"),
    "zh": _("Chinese"),
    "it": _("Italian"),
    "pt": _("Portuguese"),
    "ar": _("Arabic"),
    "bg": _("Bulgarian"),
    "cs": _("Czech"),
    "da": _("Danish"),
    "el": _("Greek"),
    "et": _("Estonian"),
    "fi": _("Finnish"),
    "he": _("Hebrew"),
    "hi": _("Hindi"),
    "hu": _("Hungarian"),
    "hy": _("Armenian"),
    "ja": _("Japanese"),
    "ka": _("Georgian"),
    "kk": _("Kazakh"),
    "ko": _("Korean"),
    "lt": _("Lithuanian"),
    "lv": _("Latvian"),
    "nl": _("Dutch"),
    "no": _("Norwegian"),
    "pl": _("Polish"),
    "ro": _("Romanian"),
    "sk": _("Slovak"),
    "sr": _("Serbian"),
    "sv": _("Swedish"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "uz": _("Uzbek"),
    "vi": _("Vietnamese"),
}
COMMON = tuple(NAMES)


def language_name(code: str) -> str:
    """The language's name, or its code where we know none."""
    return translate(NAMES[code]) if code in NAMES else code
