"""Text to words: folded alike when it is stored and when it is asked for.

Case, ё/е and accents of Latin letters make no difference; each word is kept as it is, so that
names and beginnings are found, and as its stem, so that forms of it are: English words by the
English stemmer, Cyrillic ones by the Russian (Snowball, through PyStemmer).
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
    return [_without_accents(word)[:LONGEST_WORD] for word in WORD.findall(folded)]


def stems_of(texts: Iterable[object]) -> str:
    """What is stored for a row: every word and every stem once, and phone numbers in one piece."""
    found: dict[str, None] = {}
    for text in texts:
        if not text:
            continue
        for word in words_of(str(text)):
            found[word] = None
            found[stem_of(word)] = None
        for phone in PHONE.findall(str(text)):
            digits = re.sub(r"\D", "", phone)
            # With and without the codes of country and city, as people type them.
            found |= {digits: None, digits[-10:]: None, digits[-7:]: None}
    return " ".join(found)


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
