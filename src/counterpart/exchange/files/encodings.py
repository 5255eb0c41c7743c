"""Which encoding a text file is in: by its mark, by being valid UTF-8, or by sound evidence."""

from __future__ import annotations

import codecs
import itertools
import re
from pathlib import Path

from counterpart.exchange.files.problems import UnreadableFile
from counterpart.kernel.errors import mark as _

CHUNK = 1 << 20
ENCODINGS = ("utf-8", "utf-16", "windows-1251", "windows-1252", "koi8-r", "cp866")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters and the signs that Russian office programs write, as Windows-1251 holds them.
RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ")
SIGNS = frozenset("«»№„“”’‘…–—\u00a0°·•€§©®™")
FREQUENT = frozenset("оеаинтсрвл")
HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
WORD = re.compile(r"[^\W\d_]+")


def encoding_of(path: Path, *, asked: str = "") -> str:
    """The encoding to read the file with; what was asked for wins over any guess.

    UTF-8 is given back also for a file in which few bytes are not UTF-8: the rows that hold
    them are then named one by one.
    """
    with path.open("rb") as file:
        start = file.read(4)
    for mark_bytes, name in MARKS:
        if start.startswith(mark_bytes):
            return name
    if asked:
        return asked
    if _is_utf8(path):
        return "utf-8"
    if _looks_like_windows_1251(path):
        return "windows-1251"
    if _looks_like_utf16(start):
        raise UnreadableFile(
            _("The file seems to be UTF-16 without its mark. Save it as “CSV UTF-8”.")
        )
    return "utf-8"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _looks_like_utf16(start: bytes) -> bool:
    return len(start) == 4 and start.count(0) == 2


def _looks_like_windows_1251(path: Path) -> bool:
    """Whether the bytes beyond ASCII read as Russian words in Windows-1251, and as nothing else.

    Other encodings betray themselves: Western letters stand inside Latin words, KOI8-R turns
    the case of letters about, CP866 gives signs for letters, broken UTF-8 is every other byte
    Р or С.
    """
    with path.open("rb") as file:
        lines = [line for line in file.read(4 * CHUNK).split(b"\n") if HIGH_BYTES.search(line)]
    sample = b"\n".join(lines[:2000])
    try:
        text = sample.decode("windows-1251")
    except UnicodeDecodeError:
        return False
    high = [letter for letter in text if ord(letter) > 127]
    letters = [letter for letter in high if letter in RUSSIAN]
    known = len(letters) + sum(letter in SIGNS for letter in high)
    if len(letters) < 4 or known < 0.97 * len(high):
        return False
    lead_bytes = sum(letter in "РС" for letter in letters)
    if lead_bytes > 0.35 * len(letters):
        return False
    words = [word for word in WORD.findall(text) if any(ord(letter) > 127 for letter in word)]
    mixed = sum(any(letter.isascii() for letter in word) for word in words)
    turned = sum(
        any(a.islower() and b.isupper() for a, b in itertools.pairwise(word)) for word in words
    )
    frequent = sum(letter.lower() in FREQUENT for letter in letters)
    return (
        mixed <= 0.1 * len(words) and turned <= 0.1 * len(words) and frequent >= 0.3 * len(letters)
    )
