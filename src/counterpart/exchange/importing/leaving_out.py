"""Rows of a file that are no rows for us: a line of totals, people who are not active any more."""

from __future__ import annotations

from collections.abc import Sequence

from counterpart.exchange.files.table import FileRow
from counterpart.exchange.importing.mapping import ColumnMapping
from counterpart.exchange.values.words import NO, YES
from counterpart.kernel.errors import RowProblem
from counterpart.kernel.errors import mark as _

SAYS_SO = _("Left out, because the column “%(heading)s” says “%(cell)s”.")


class LeavingOut:
    """Tells the rows that a mapping leaves out, and why."""

    def __init__(self, mapping: ColumnMapping, headings: Sequence[str]) -> None:
        self.takes_totals = mapping.takes_totals
        places = {heading: place for place, heading in enumerate(headings)}
        self._told = [
            (places[heading], heading, {same_word(word) for word in words})
            for heading, words in mapping.leaves_out.items()
            if heading in places
        ]

    def reason(self, row: FileRow) -> RowProblem | None:
        """Why the row is left out; nothing when it is read."""
        if row.totals is not None and not self.takes_totals:
            return row.totals
        if row.problem is None:
            for place, heading, words in self._told:
                cell = row.cells[place].strip()
                if cell and same_word(cell) in words:
                    params = (("heading", heading[:60]), ("cell", cell[:40]))
                    return RowProblem(row.number, "", SAYS_SO, params)
        return None


def same_word(text: str) -> str:
    """The same for words that differ in case, and for all that mean yes or all that mean no."""
    word = " ".join(text.casefold().split())
    return "yes" if word in YES else "no" if word in NO else word
