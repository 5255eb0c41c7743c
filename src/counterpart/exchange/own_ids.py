"""The id under which a row leaves in an export, and by which it is found when it comes back."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

from django.conf import settings


@lru_cache(maxsize=4)
def _installation_of(secret: str) -> str:
    digest = hashlib.blake2s(secret.encode(), person=b"exchange", digest_size=5).digest()
    return base64.b32encode(digest).decode().lower()[:6]


def installation() -> str:
    """Six letters that tell this installation's ids from any other's."""
    return _installation_of(settings.SECRET_KEY)


def own_id(pk: int) -> str:
    """The id of a row in files: `k7f3q2-17`."""
    return f"{installation()}-{pk}"


def pk_of(text: str) -> int | None:
    """The row's key, if the id is one of ours; ids of other installations say nothing here."""
    found = re.fullmatch(r"([a-z2-7]{6})-(\d{1,18})", text.strip())
    return int(found[2]) if found and found[1] == installation() else None
