"""Whom the company that others keep shuts out: backups by their contact, people in conflict."""

from __future__ import annotations

import numpy as np

from ..columns import BoolArray, IntArray
from .instance import IS_BACKUP, MEMBER, PERSON, POST, TWIN, Instance


class Company:
    """Who stands where, as far as it shuts others out; filled one row at a time."""

    def __init__(self, instance: Instance) -> None:
        self.twin = instance.place[:, TWIN].tolist()
        self.is_backup = instance.place[:, IS_BACKUP].tolist()
        self.first_apart, self.apart = instance.first_apart.tolist(), instance.apart.tolist()
        self.at_post: dict[int, int] = {}
        self.members: set[int] = set()

    def welcomes(self, post: int, person: int, member: int) -> bool:
        """Whether the person may stand there: another than the twin's, nobody in conflict near.

        A backup also asks for somebody who faces the contact.
        """
        twin = self.twin[post]
        if twin >= 0:
            other = self.at_post.get(twin)
            if other == person or (other is None and self.is_backup[post]):
                return False
        if member in self.members:
            return True
        others = self.apart[self.first_apart[member] : self.first_apart[member + 1]]
        return not any(other in self.members for other in others)

    def add(self, post: int, person: int, member: int) -> None:
        """The person stands there now."""
        self.at_post[post] = person
        self.members.add(member)


def keeps_company(at: Instance, rows: IntArray) -> bool:
    """Whether these rows, one per post or -1, go together: backups and conflicts."""
    backups = np.flatnonzero(at.is_backup & (rows >= 0))
    twins = rows[at.place[backups, TWIN]]
    if bool((twins < 0).any()):
        return False
    if bool((at.row[twins, PERSON] == at.row[rows[backups], PERSON]).any()):
        return False
    members = np.unique(at.row[rows[rows >= 0], MEMBER])
    return not bool(shut_out_members(at, members)[members].any())


def shut_out_members(at: Instance, members: IntArray) -> BoolArray:
    """Memberships that one of these excludes by a conflict."""
    shut = np.zeros(len(at.membership), dtype=np.bool_)
    if len(at.apart):
        chosen = np.zeros(len(at.membership), dtype=np.bool_)
        chosen[members] = True
        whose = np.repeat(np.arange(len(at.membership)), np.diff(at.first_apart))
        shut[at.apart[chosen[whose]]] = True
    return shut


def shut_out_rows(at: Instance, standing: IntArray, free: BoolArray) -> BoolArray:
    """Rows that cannot be used while these rows stand and only the free posts change.

    They meet a conflict, or would back up a contact that stays without a counterpart.
    """
    if not at.is_entangled:
        return np.zeros(len(at.row), dtype=np.bool_)
    shut = shut_out_members(at, np.unique(at.row[standing, MEMBER]))[at.row[:, MEMBER]]
    filled = np.zeros(at.posts + 1, dtype=np.bool_)
    filled[at.row[standing, POST]] = True
    filled[:-1] |= free
    twin = at.place[:, TWIN]
    alone = at.is_backup & ~filled[twin]
    taken = np.full(at.posts, -1)
    taken[at.row[standing, POST]] = at.row[standing, PERSON]
    post = at.row[:, POST]
    same = (twin[post] >= 0) & (taken[twin[post]] == at.row[:, PERSON])
    return np.asarray(shut | alone[post] | same)


def must_stay_filled(at: Instance, standing: IntArray) -> BoolArray:
    """Posts that others' standing rows need filled: locked ones, and contacts with a backup."""
    must = at.must.copy()
    posts = at.row[standing, POST]
    backups = posts[at.is_backup[posts]]
    must[at.place[backups, TWIN]] = True
    return must
