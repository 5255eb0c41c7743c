"""How the headings and words of a file are to be read: chosen once, remembered per source."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from counterpart.exchange.headings.own import normal

ALL_OTHER = "*"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Our columns with the headings they are read from; one heading may serve several.

    `values` gives, for a column, their word (in small letters) and ours; the word `*` stands for
    all that are not named. `defaults` fill what a new row leaves empty. `otherwise` gives, for a
    column, the heading read where the cell under its own is empty. `leaves_out` gives, for a
    heading, the words whose rows are no rows for us, such as people who are not active any more.
    `leaves_wrong` leaves out every wrong row of this one file; it is never remembered.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    otherwise: Mapping[str, str] = field(default_factory=dict)
    leaves_out: Mapping[str, Sequence[str]] = field(default_factory=dict)
    takes_totals: bool = False
    leaves_wrong: bool = False
    decimal: str = ""
    dates: str = ""
    clears_empty: bool = False

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> ColumnMapping:
        """As it was stored; names that are no longer known are left out."""
        known = {name: stored[name] for name in cls.__dataclass_fields__ if name in stored}
        return cls(**known)


def heading_key(headings: Sequence[str]) -> str:
    """The same for files with the same headings in any order."""
    together = "\n".join(sorted(normal(heading) for heading in headings))
    return hashlib.blake2s(together.encode(), digest_size=16).hexdigest()
