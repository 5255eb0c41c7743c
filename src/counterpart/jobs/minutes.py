"""What a worker does about once a minute: small things of other rooms that follow from the time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

log = logging.getLogger(__name__)
Due = Callable[[datetime], object]
_DUE: list[Due] = []


def on_minute(due: Due) -> None:
    """Have it called with the time. It must be quick, and may run in several workers at once."""
    _DUE.append(due)


def do_what_is_due(now: datetime) -> None:
    """Call everything; what fails is told and tried again in a minute."""
    for due in _DUE:
        try:
            due(now)
        except Exception:
            log.exception("%s failed; it is tried again in a minute", due.__name__)
