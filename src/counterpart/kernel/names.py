"""Names of people as they are written where they live."""

from __future__ import annotations

import re

# Han characters, kana and Hangul: the family's name stands first.
FAMILY_FIRST = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)


def is_family_first(*names: str) -> bool:
    """Whether the names are written in a script that puts the family's first."""
    return all(FAMILY_FIRST.fullmatch(name) for name in names)


def full_name(first: str, last: str) -> str:
    """Both names in one.

    >>> full_name("Ines", "Dahl"), full_name("健", "佐藤")
    ('Ines Dahl', '佐藤 健')
    """
    if is_family_first(first, last):
        return f"{last} {first}"
    return f"{first} {last}".strip()


def split_name(full: str) -> tuple[str, str]:
    """The first name, with the titles before it, and the last.

    >>> split_name("Dr. Karl-Heinz von der Mühle"), split_name("佐藤 健")
    (('Dr. Karl-Heinz', 'von der Mühle'), ('健', '佐藤'))
    """
    first, *rest = full.split() or [""]
    if len(rest) == 1 and is_family_first(first, *rest):
        return rest[0], first
    while len(rest) > 1 and first.endswith(".") and len(first.split()[-1]) > 2:
        first = f"{first} {rest.pop(0)}"
    return first, " ".join(rest)
