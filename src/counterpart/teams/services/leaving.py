"""When somebody leaves, on either side, what they stood for ends that day and gaps appear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from counterpart.access.viewer import Viewer
from counterpart.directory.models import Person
from counterpart.history import services as history
from counterpart.teams.cover import refresh_cover
from counterpart.teams.models import Member, Pairing
from counterpart.teams.services.laying import Laid, Timeline, Wanted, lay_wanted, new_batch
from counterpart.teams.services.standing import ContactRank, read_standing
from counterpart.teams.timeline import Span, without


@transaction.atomic
def contacts_changed(account_ids: Collection[int], by: Viewer) -> None:
    """End the pairings of contacts who left, and work out the cover of the accounts anew."""
    overdue = Pairing.objects.filter(
        account__in=account_ids, contact__left_on__isnull=False
    ).filter(Q(until=None) | (Q(until__gt=F("contact__left_on")) & Q(until__gt=F("since"))))
    left: dict[tuple[int, Any], set[int]] = defaultdict(set)
    for account_id, contact_id, left_on in overdue.values_list(
        "account", "contact", "contact__left_on"
    ):
        if left_on is not None:
            left[account_id, left_on].add(contact_id)
    for (account_id, left_on), contact_ids in sorted(left.items()):
        standing = read_standing([account_id], left_on)
        ended: dict[ContactRank, Timeline] = {
            key: [] for key in standing.pairings if key[0] in contact_ids
        }
        people = {span.what.person_id for key in ended for span in standing.pairings_before[key]}
        wanted = Wanted(facing=ended, people=frozenset(people), with_hand_overs=False)
        lay_wanted(standing, wanted, by=by, why="", batch=new_batch())
    refresh_cover(account_ids, today=by.today)


@transaction.atomic
def employment_ended(person: Person, *, by: Viewer, why: str = "", batch: str = "") -> Laid:
    """End all that the person stands for on the day their employment ends.

    Each lead and each contact they leave is noted as a hand-over that nobody has taken yet.
    """
    day = person.employed_until
    if day is None:
        return Laid()
    batch = batch or new_batch()
    ending = Q(until=None) | (Q(until__gt=day) & Q(until__gt=F("since")))
    pairings = Pairing.objects.filter(ending, person=person).order_by()
    members = Member.objects.filter(ending, person=person).order_by()
    accounts = set(pairings.values_list("account", flat=True))
    accounts |= set(members.values_list("team__account", flat=True))
    if not accounts:
        return Laid()
    standing = read_standing(accounts, day)
    gone: Span[None] = Span(day, None, None)
    wanted = Wanted(
        facing={
            key: without(spans, person.pk, gone) for key, spans in standing.pairings_before.items()
        },
        leading={
            key: without(spans, person.pk, gone) for key, spans in standing.leads_before.items()
        },
        people=frozenset([person.pk]),
    )
    laid = lay_wanted(standing, wanted, by=by, why=why, batch=batch)
    consulting = list(members.filter(role=Member.Role.EXPERT).select_related("team", "person"))
    for row in consulting:
        row.until = max(day, row.since)
    history.update_many(consulting, by=by, why=why, batch=batch)
    refresh_cover(accounts, today=by.today)
    return laid


def people_leave(people: Sequence[Person], by: Viewer) -> None:
    """Told by the directory when the end of somebody's employment is entered."""
    for person in people:
        employment_ended(person, by=by)
