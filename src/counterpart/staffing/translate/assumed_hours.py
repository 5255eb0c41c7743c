"""Hours that contacts need: their own, or what the account's coverage model takes for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from counterpart.customers.models import Contact
from counterpart.staffing.frame import StaffingFrame

MONTHS = 12


def hours_of_contacts(frame: StaffingFrame) -> list[float]:
    """Hours a month of each contact of the frame, in its order.

    Where a coverage plan opened the account, the hours of each of our functions are shared among
    the contacts that this function faces best, as their own hours are to each other. Contacts that
    no function of the model faces keep their own. The lead's hours come on top.
    """
    facing = _facing(frame.matches)
    shares: dict[tuple[int, int], float] = defaultdict(float)
    faced: list[int | None] = []
    for contact in frame.contacts:
        ours = _best(facing.get(contact.function_id, {}), frame.assumed.get(contact.account_id, {}))
        faced.append(ours)
        if ours is not None:
            shares[contact.account_id, ours] += _own(contact)
    found = []
    for contact, ours in zip(frame.contacts, faced, strict=True):
        own = _own(contact)
        if ours is None:
            found.append(own)
            continue
        all_own = shares[contact.account_id, ours]
        assumed = frame.assumed[contact.account_id][ours] / MONTHS
        found.append(assumed * own / all_own if all_own else own)
    return found


def _facing(matches: Iterable[tuple[int, int, int]]) -> dict[int, dict[int, int]]:
    """How well our functions face each of theirs."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for ours, theirs, percent in matches:
        found[theirs][ours] = percent
    return found


def _best(fits: Mapping[int, int], assumed: Mapping[int, float]) -> int | None:
    """The function of the model that faces best; none where no function of it does."""
    known = [(percent, -ours) for ours, percent in fits.items() if assumed.get(ours, 0) > 0]
    return -max(known)[1] if known else None


def _own(contact: Contact) -> float:
    return float(contact.hours_per_month)
