"""What can be wrong with a file as a whole; each names the row to look at."""

from __future__ import annotations

from counterpart.kernel.errors import Refusal, RowProblem
from counterpart.kernel.errors import mark as _


class UnreadableFile(Refusal):
    """A file cannot be read as a table; `problem` says in which row and what to do."""

    message = _("Row %(row)s: %(reason)s")

    def __init__(self, message: str, *, row: int = 1, column: str = "", **params: object) -> None:
        texts = tuple((name, str(value)) for name, value in params.items())
        self.problem = RowProblem(row=row, column=column, message=message, params=texts)
        super().__init__(row=row, reason=self.problem)


class BadCell(Refusal):
    """A cell that cannot be understood; becomes a `RowProblem` where its row is known."""

    def __init__(self, message: str, **params: object) -> None:
        self.message = message  # type: ignore[misc]
        super().__init__(**params)

    def at(self, row: int, column: str) -> RowProblem:
        """The same, with the row and the column where it stands."""
        params = tuple((name, str(value)) for name, value in self.params.items())
        return RowProblem(row, column, self.message, params)
