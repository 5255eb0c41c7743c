"""Names in the order in which people look for them, whatever the database."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

NAMES = "counterpart_names"
"""The collation of columns with names: ours on SQLite, the one of ICU's root on PostgreSQL."""

# Letters that stand with another one and that Unicode does not take apart.
AS_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
)
OWN_LETTERS = frozenset("йў")  # marks make them letters of their own, unlike ё
SIGNS = "!"  # all of them before digits and letters, as one


def compare_names(one: str, other: str) -> int:
    """Negative when the first comes before the second, 0 only for the very same text."""
    if one == other:
        return 0
    first, second = sort_key(one), sort_key(other)
    if first == second:
        first, second = one, other
    return -1 if first < second else 1


def sort_key(name: str) -> str:
    """The same for letters that differ in case and marks only.

    >>> sorted(["Zeta", "Örn", "otto", "Жук", "Ёлка", "Егор"], key=sort_key)
    ['Örn', 'otto', 'Zeta', 'Егор', 'Ёлка', 'Жук']
    """
    return name.lower() if name.isascii() else _key(name)


@lru_cache(maxsize=8192)
def _key(name: str) -> str:
    plain = name.casefold().translate(AS_LETTERS)
    return "".join(map(_letter, unicodedata.normalize("NFC", plain)))


def _letter(letter: str) -> str:
    if letter.isascii() or letter in OWN_LETTERS:
        return letter
    kept = ""
    for part in unicodedata.normalize("NFKD", letter):
        kind = unicodedata.category(part)[0]
        if kind != "M":
            kept += SIGNS if kind in "PS" else part
    return kept
