"""Candidate rows of backups, made of those of the contacts they stand behind."""

from __future__ import annotations

from typing import Any

import numpy as np

from .columns import Backups, Candidates, IntArray, whole_numbers


def with_backups(
    candidates: Candidates,
    unmet_penalty: IntArray,
    contacts: IntArray,
    *,
    hours_percent: int,
    value_percent: int,
) -> tuple[Candidates, Backups]:
    """The candidates of contacts and leads with a backup post for each of these contacts.

    Whoever could face a contact could back it up, for so much of the hours (rounded up) and
    cost, and of the value and penalty.
    """
    posts = len(candidates.first) - 1
    first, last = candidates.first[contacts], candidates.first[contacts + 1]
    lengths = last - first
    backup = np.repeat(np.arange(len(contacts)), lengths)
    inside = np.arange(len(backup)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    row = first[backup] + inside
    hours = -(-candidates.hours[row] * hours_percent // 100)
    post_of_row = np.repeat(np.arange(posts), np.diff(candidates.first))
    columns = {
        "post": [post_of_row, posts + backup],
        "person": [candidates.person, candidates.person[row]],
        "value": [candidates.value, candidates.value[row] * value_percent // 100],
        "cost": [
            candidates.cost,
            candidates.cost[row] * hours // np.maximum(candidates.hours[row], 1),
        ],
        "hours": [candidates.hours, hours],
    }
    together: dict[str, Any] = {name: np.concatenate(parts) for name, parts in columns.items()}
    penalty = unmet_penalty[contacts] * value_percent // 100
    backups = Backups(contact=whole_numbers(contacts), penalty=whole_numbers(penalty))
    return Candidates.of_rows(posts=posts + len(contacts), **together), backups
