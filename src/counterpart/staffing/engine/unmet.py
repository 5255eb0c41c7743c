"""Which candidate rows put a person where they lack what the post needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from .columns import BoolArray, IntArray, People
from .needs import Needs


class Unmet(NamedTuple):
    """Candidate rows whose person lacks what the post needs."""

    skills: BoolArray
    seniority: BoolArray
    site: BoolArray

    @property
    def any(self) -> BoolArray:
        """Rows that lack at least one of the three."""
        return np.asarray(self.skills | self.seniority | self.site)


def unmet_rows(
    needs: Sequence[Needs], people: People, seniority: IntArray, post: IntArray, person: IntArray
) -> Unmet:
    """Look every row up, given its post and person: what is needed there and lacking here."""
    if not any(needs):
        return Unmet(*(np.zeros(len(person), dtype=np.bool_) for _ in range(3)))
    least = np.array([each.seniority for each in needs], dtype=np.int64)
    skills: list[frozenset[str]] = [each.skills for each in needs]
    sites = [{each.site} if each.site else set[str]() for each in needs]
    nothing = [frozenset[str]()] * len(people)
    return Unmet(
        skills=_lacking(skills, people.skills or nothing, post, person),
        seniority=np.asarray(least[post] > seniority[person]),
        site=_lacking(sites, people.sites or nothing, post, person),
    )


def _lacking(
    wanted: Sequence[Iterable[str]],
    given: Sequence[Iterable[str]],
    post: IntArray,
    person: IntArray,
) -> BoolArray:
    """Rows whose post wants a word that their person has not."""
    lacking = np.zeros(len(post), dtype=np.bool_)
    for word in sorted({word for each in wanted for word in each}):
        asks = np.array([word in each for each in wanted], dtype=np.bool_)
        has = np.array([word in each for each in given], dtype=np.bool_)
        lacking |= asks[post] & ~has[person]
    return lacking
