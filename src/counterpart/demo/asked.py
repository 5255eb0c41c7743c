"""What contacts ask for beyond a function, who brings it, and who must keep apart.

AdventureWorks says nothing of these; they are drawn from a seed of their own, sparingly.
"""

from __future__ import annotations

import random
from typing import Any

SKILLS = {
    "engineering": "carbon frames, suspension",
    "research": "carbon frames",
    "quality": "ISO 4210",
    "service": "suspension",
    "it": "EDI",
    "shipping": "customs",
    "finance": "letters of credit",
}
"""What people of a function may know, and contacts of the same function may ask for."""
BRINGS, ASKS = 0.45, 0.12
ON_SITE = 0.05
SENIOR_LEVEL = 4
"""Contacts of this level want somebody senior, now and then."""


class Draw:
    """One after another, in the order of the data: the same seed, the same answers."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(f"asked {seed}")  # noqa: S311 - demonstration data

    def brought_by(self, function: str, hours: int) -> dict[str, Any]:
        """Facts of one of ours."""
        words = SKILLS.get(function, "").split(", ")
        knows = [word for word in words if word and hours and self._draw.random() < BRINGS]
        return {"skills": ", ".join(knows)} if knows else {}

    def asked_by(self, function: str, level: int, city: str, ours_in: set[str]) -> dict[str, Any]:
        """Facts of one of theirs: at most one wish each, on site only where we have an office."""
        words = SKILLS.get(function, "").split(", ")
        chance, word = self._draw.random(), self._draw.choice(words)
        if word and chance < ASKS:
            return {"needed_skills": word}
        if city in ours_in and chance < ASKS + ON_SITE:
            return {"wants_on_site": True}
        if level >= SENIOR_LEVEL and chance > 1 - ASKS:
            return {"least_seniority": 3}
        return {}
