"""Languages in files: by code, by locale, or by name in English, Russian or the language itself."""

from __future__ import annotations

import re
from functools import lru_cache

from django.conf.locale import LANG_INFO
from django.utils.translation import override

from counterpart.exchange.files.problems import BadCell
from counterpart.kernel.errors import mark as _
from counterpart.web.languages import NAMES, language_name

UNKNOWN = _("“%(cell)s” is not a language we know. Write its two letters, such as de.")
ALSO = {"norwegian": "no", "норвежский": "no", "mandarin": "zh", "китайский": "zh", "nb": "no",
        "englisch": "en", "französisch": "fr", "italienisch": "it", "spanisch": "es",
        "russisch": "ru", "polnisch": "pl", "tschechisch": "cs", "türkisch": "tr",
        "niederländisch": "nl", "schwedisch": "sv", "dänisch": "da", "japanisch": "ja",
        "chinesisch": "zh", "koreanisch": "ko", "portugiesisch": "pt", "ungarisch": "hu",
        "英語": "en", "ドイツ語": "de", "中国語": "zh", "韓国語": "ko", "フランス語": "fr",
        "日本語": "ja"}  # fmt: skip


def parse_languages(cell: str) -> list[str]:
    """Codes of the languages in the cell, `en; German, русский`, each once, in their order."""
    found: dict[str, None] = {}
    for word in re.split(r"[,;/|\n]", cell):
        if word.strip():
            found[_code_of(word.strip())] = None
    return list(found)


def _code_of(word: str) -> str:
    spelled = word.casefold().removesuffix(" язык").strip()
    code = _codes_by_name().get(spelled)
    if code is None:
        locale = re.fullmatch(r"([a-z]{2})[_-][a-z]{2,4}", spelled)
        code = locale[1] if locale else spelled
        if code not in _codes():
            raise BadCell(UNKNOWN, cell=word[:60])
    return code


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(NAMES) | {code for code in LANG_INFO if len(code) == 2}


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    names = {LANG_INFO[code]["name_local"].casefold(): code for code in _codes() & set(LANG_INFO)}
    names |= {LANG_INFO[code]["name"].casefold(): code for code in _codes() & set(LANG_INFO)}
    for reader in ("en", "ru"):
        with override(reader):
            names |= {language_name(code).casefold(): code for code in NAMES}
    return names | ALSO
