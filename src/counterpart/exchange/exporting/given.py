"""Giving a finished file to a browser or a program."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {".csv": "text/csv; charset=utf-8", ".xlsx": XLSX}


def given_file(path: Path, name: str) -> FileResponse:
    """The file to be kept under this name."""
    kind = TYPES[path.suffix]
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)
