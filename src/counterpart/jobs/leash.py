"""A child that never outlives its parent, on any system: it watches a pipe that the parent holds.

The parent starts it with `stdin=PIPE` and never writes; however the parent ends, the pipe closes.
"""

from __future__ import annotations

import os
import select
import sys
import threading
from collections.abc import Callable


class Leash:
    """The pipe, for one who looks at it now and then, without a thread."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe
        self.looking = select.poll()
        self.looking.register(pipe, select.POLLIN)

    def is_cut(self) -> bool:
        """Whether the parent is gone."""
        return any(not os.read(pipe, 1024) for pipe, _event in self.looking.poll(0))


def on_parent_gone(do: Callable[[], object] | None = None) -> None:
    """When the parent is gone, do this; by default end at once, leaving all to the database."""
    pipe = sys.stdin.fileno()

    def watch() -> None:
        while os.read(pipe, 1024):
            pass
        do() if do else os._exit(1)

    threading.Thread(target=watch, name="leash", daemon=True).start()
