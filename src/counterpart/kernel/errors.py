"""Refusals: what the product says when it will not do something, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


def mark(text: str) -> str:
    """Mark a text for the translators and leave it as it is."""
    return text


_ = mark


class Refusal(Exception):
    """Something the product refuses to do, said to the person who can mend it.

    A subclass is named after the fact and gives `message`, an English sentence with named
    placeholders; the web and the API translate it before they fill the placeholders in.
    """

    message: ClassVar[str] = _("This cannot be done.")

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.message % params if params else self.message)

    @property
    def code(self) -> str:
        """A stable name for programs, for example `expert_overbooked`."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row of a file: its number, its column, and the reason.

    `row` counts as a spreadsheet does: the heading is row 1. `message` is an English text with
    named placeholders, filled from `params` after translation.
    """

    row: int
    column: str
    message: str
    params: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.message % dict(self.params) if self.params else self.message
