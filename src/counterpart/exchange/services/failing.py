"""A file that cannot be read at all."""

from __future__ import annotations

from counterpart.exchange.files.problems import UnreadableFile
from counterpart.exchange.models import Import


def keep_as_failed(upload: Import, wrong: UnreadableFile) -> None:
    """Keep the file with the row that says why it cannot be read."""
    problem = wrong.problem
    upload.state = Import.State.FAILED
    upload.failure = {
        "row": problem.row,
        "column": problem.column,
        "message": problem.message,
        "params": dict(problem.params),
    }
    upload.save()
