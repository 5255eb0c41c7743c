"""Where commands write what may be JSON or a table."""

from __future__ import annotations

from pathlib import Path

from counterpart.staffing.engine import Fault, ProblemError


def is_table(path: Path) -> bool:
    """Whether the name asks for CSV rather than JSON; a `ProblemError` when it asks for neither."""
    ending = path.suffix.lower()
    if ending not in (".json", ".csv"):
        raise ProblemError([Fault(str(path), "name a file that ends in .json or .csv")])
    return ending == ".csv"
