"""When a web process has grown heavy. Only Linux tells; elsewhere none ever is."""

from __future__ import annotations

import resource
from pathlib import Path

from counterpart.cli.frugal import give_back_memory

# What a process may have of its own, in megabytes, before a fresh one takes its place. A glance
# takes a millisecond, so it waits until there is something to see.
MOST_OF_ITS_OWN = 25
PAGES_BETWEEN_GLANCES = 250


class Weight:
    """What this process has of its own, beside what it shares with the one that forked it."""

    def __init__(self) -> None:
        self.pages_seen, self.was_too_much = 0, False

    def has_become_too_much(self) -> bool:
        """Once: when it is too heavy even after giving back what it can. Only Linux tells."""
        if self.was_too_much or self._pages() - self.pages_seen < PAGES_BETWEEN_GLANCES:
            return False
        if own_mb() > MOST_OF_ITS_OWN:
            give_back_memory()
            self.was_too_much = own_mb() > MOST_OF_ITS_OWN
        self.pages_seen = self._pages()
        return self.was_too_much

    def _pages(self) -> int:
        """How many pages of memory this process has asked the system for so far."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def own_mb() -> float:
    """Memory that no other process shares, in megabytes; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
