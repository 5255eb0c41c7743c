"""A staffing plan: who fills each post."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .columns import NOBODY, IntArray, whole_numbers


@dataclass(frozen=True, eq=False)
class StaffingPlan:
    """One person, or `NOBODY`, for every post of a problem (contacts first, then leads)."""

    person_of_post: IntArray

    def __post_init__(self) -> None:
        object.__setattr__(self, "person_of_post", whole_numbers(self.person_of_post))

    @classmethod
    def empty(cls, posts: int) -> StaffingPlan:
        """The plan in which nobody is assigned, worth 0 by definition."""
        return cls(np.full(posts, NOBODY))

    def with_person(self, post: int, person: int) -> StaffingPlan:
        """The same plan with one post given to another person (or to `NOBODY`)."""
        people = self.person_of_post.copy()
        people[post] = person
        return StaffingPlan(people)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StaffingPlan):
            return NotImplemented
        return np.array_equal(self.person_of_post, other.person_of_post)

    def __hash__(self) -> int:
        return hash(self.person_of_post.tobytes())
