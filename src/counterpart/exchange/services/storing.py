"""Files are kept up to a size."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class FileTooBig(Refusal):
    """A file is larger than the installation takes."""

    message = _("The file has %(size)s MB; at most %(limit)s MB are taken. Cut it into several.")


def store(chunks: Iterable[bytes], path: Path) -> int:
    """Write the file and give back its size in bytes; a file beyond the limit leaves nothing."""
    limit = settings.UPLOAD_LIMIT_MB * 1024 * 1024
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                break
            file.write(chunk)
    if size > limit:
        path.unlink()
        raise FileTooBig(size=f"{size / 1024**2:.0f}+", limit=settings.UPLOAD_LIMIT_MB)
    return size
