"""What a post asks of a person beyond their function: skills, seniority, presence at a site.

A contact says it of its counterpart and its backup, an account of its lead. A person who lacks
one of these may stand among the candidates, so that a gap can be explained, and fills no post.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Needs:
    """What one post asks for; nothing where left as it is."""

    skills: frozenset[str] = frozenset()
    """All of them are needed."""
    seniority: int = 0
    """The least; counted as the file counts it, higher is more senior."""
    site: str = ""
    """Where the person must be able to be."""

    def __bool__(self) -> bool:
        return bool(self.skills or self.seniority or self.site)


NOTHING_NEEDED = Needs()


class Abilities(NamedTuple):
    """What each person has of what posts may ask for, one entry a person."""

    skills: Sequence[frozenset[str]]
    seniority: Sequence[int]
    sites: Sequence[frozenset[str]]

    def meet(self, person: int, needs: Needs) -> bool:
        """Whether the person has all that is needed."""
        return (
            needs.skills <= self.skills[person]
            and needs.seniority <= self.seniority[person]
            and (not needs.site or needs.site in self.sites[person])
        )
