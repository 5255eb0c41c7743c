"""Text to words: folded alike when it is stored and when it is asked for.

Case, ё/е and accents of Latin letters make no difference; each word is kept as it is, so that
names and beginnings are found, and as its stem, so that forms of it are: English words by the
English stemmer, Cyrillic ones by the Russian (Snowball, through PyStemmer). German ä, ö, ü are
found written ae, oe, ue too. Chinese and Japanese are written without blanks: of them every two
neighbouring characters are kept, so that any part is found; katakana count as hiragana.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

WORD = re.compile(r"[^\W_]+")
PHONE = re.compile(r"\+?\d[\d\s().\-/]{5,}\d")
CYRILLIC = re.compile(r"[\u0400-\u052f]")
# Han characters, hiragana and katakana.
_UNSPACED = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
SCRIPTS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
UNSPACED = re.compile(f"[{_UNSPACED}]")
HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}
WRITTEN_OUT = re.compile(r"([aou])e")
# Letters that Unicode does not take apart into a letter and an accent.
UNSPLIT = str.maketrans(
    {"ё": "е", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
LONGEST_WORD = 40
LONGEST_TEXT = 4000
WORDS_ASKED = 8
_stemmers = threading.local()


def words_of(text: str) -> list[str]:
    """The folded words in their order. An e-mail address gives its parts."""
    text = text[:LONGEST_TEXT]
    if text.isascii():  # nothing to fold but the case
        return [word[:LONGEST_WORD] for word in WORD.findall(text.lower())]
    folded = unicodedata.normalize("NFKC", text).casefold().translate(UNSPLIT)
    found = []
    for word in WORD.findall(folded):
        for part in [word] if word.isascii() else SCRIPTS.findall(word):
            found += [part] if is_unspaced(part) else [_without_accents(part)[:LONGEST_WORD]]
    return [word.translate(HIRAGANA) if is_unspaced(word) else word for word in found]


def stems_of(texts: Iterable[object]) -> str:
    """What is stored for a row: every word and every stem once, and phone numbers in one piece."""
    found: dict[str, None] = {}
    before = ""
    for text in filter(None, texts):
        words = words_of(str(text))
        for word in words:
            found |= dict.fromkeys(kept_of(word))
        name = words[0] if len(words) == 1 and is_unspaced(words[0]) else ""
        if name and before:
            # Names are typed in one piece, the family's first, whatever the order of the columns.
            found |= {before[-1] + name[0]: None, name[-1] + before[0]: None}
        before = name
        for phone in PHONE.findall(str(text)):
            digits = re.sub(r"\D", "", phone)
            # With and without the codes of country and city, as people type them.
            found |= {digits: None, digits[-10:]: None, digits[-7:]: None}
    return " ".join(found)


@lru_cache(maxsize=16_384)
def kept_of(word: str) -> tuple[str, ...]:
    """What is stored of a word."""
    if is_unspaced(word):
        return (*pairs_of(word), word[-1])
    return (word, stem_of(word), shortened(word))


def is_unspaced(word: str) -> bool:
    """Whether the word is of a script that puts no blanks between words."""
    return not word.isascii() and bool(UNSPACED.match(word))


def pairs_of(word: str) -> tuple[str, ...]:
    """Every two characters that stand side by side."""
    return tuple(word[at : at + 2] for at in range(len(word) - 1))


def shortened(word: str) -> str:
    """The word as if ae, oe and ue were ä, ö and ü without their dots: "mueller" as "muller"."""
    return WRITTEN_OUT.sub(r"\1", word)


@lru_cache(maxsize=16_384)
def stem_of(word: str) -> str:
    """The part that forms of the word have in common."""
    if word.isdecimal():
        return word
    language = "russian" if CYRILLIC.search(word) else "english"
    stem: str = _stemmer(language).stemWord(word)
    return stem or word


def _without_accents(word: str) -> str:
    if word.isascii() or CYRILLIC.search(word):  # й is a letter, not an и with an accent
        return word
    parts = unicodedata.normalize("NFKD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _stemmer(language: str) -> Any:
    """One a thread: Snowball's stemmers must not be shared."""
    if not hasattr(_stemmers, language):
        from Stemmer import Stemmer

        setattr(_stemmers, language, Stemmer(language))
    return getattr(_stemmers, language)
