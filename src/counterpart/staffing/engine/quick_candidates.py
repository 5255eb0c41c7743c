"""Candidate lists of a problem file, column by column: quick where nothing is wrong.

A large file names hundreds of thousands of candidates; looking at each by itself takes seconds.
Whatever is unusual is left to `problem_posts`, which says what is wrong and where.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .columns import Candidates

MOST = 10**15
COLUMNS = ("value", "cost", "hours")


def quick_candidates(listed: list[Any], person_number: dict[str, int]) -> Candidates | None:
    """The candidates of every post, or `None` where a list is not plainly as it should be."""
    if set(map(type, listed)) - {list}:
        return None
    flat = [each for one in listed for each in one]
    if set(map(type, flat)) - {dict}:
        return None
    try:
        person = [person_number[each["person"]] for each in flat]
        columns = [
            [each["value"] for each in flat],
            [each.get("cost", 0) for each in flat],
            [each["hours"] for each in flat],
        ]
    except (KeyError, TypeError):
        return None
    if any(set(map(type, column)) - {int} for column in columns):
        return None
    reasons = [each.get("reasons") for each in flat]
    if set(map(type, reasons)) - {dict, type(None)} or _unknown_keys(flat):
        return None
    return _candidates(listed, person, columns, reasons, len(person_number))


def _unknown_keys(flat: list[dict[str, Any]]) -> bool:
    known = sum(3 + ("cost" in each) + ("reasons" in each) for each in flat)
    return sum(map(len, flat)) != known


def _candidates(
    listed: list[list[Any]],
    person: list[int],
    columns: list[list[int]],
    reasons: list[Any],
    people: int,
) -> Candidates | None:
    least = dict.fromkeys(COLUMNS, 0) | {"value": -MOST}
    for name, column in zip(COLUMNS, columns, strict=True):
        if column and not least[name] <= min(column) <= max(column) <= MOST:
            return None
    post = np.repeat(np.arange(len(listed)), [len(one) for one in listed])
    who = np.array(person, dtype=np.int64)
    if (np.diff(np.sort(post * (people + 1) + who)) == 0).any():  # stands twice at one post
        return None
    return Candidates.of_rows(
        posts=len(listed),
        post=post,
        person=who,
        **{name: np.array(c, dtype=np.int64) for name, c in zip(COLUMNS, columns, strict=True)},
        reasons=reasons if any(each is not None for each in reasons) else (),
    )
