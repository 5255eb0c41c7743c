"""Text that a spreadsheet would run as a formula leaves with an apostrophe in front."""

from __future__ import annotations

import re

# Apostrophes before such a sign get one more, so that coming back always takes exactly one away.
DANGEROUS = re.compile(r"'*[=+\-@\t\r\n]")


def guarded(text: str) -> str:
    """The text, harmless in any spreadsheet; `exchange.values` knows the way back.

    >>> guarded("=1+1"), guarded("+47 22 00 00 00"), guarded("plain")
    ("'=1+1", "'+47 22 00 00 00", 'plain')
    """
    return f"'{text}" if DANGEROUS.match(text) else text
