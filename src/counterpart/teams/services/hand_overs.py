"""What is to be handed from one of ours to another when staffing changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Contact
from counterpart.directory.models import Person
from counterpart.history import services as history
from counterpart.teams.models import HandOver
from counterpart.teams.services.standing import hold
from counterpart.teams.timeline import Facing, Span

DAYS_TO_HAND_OVER = 14


@transaction.atomic
def complete_hand_over(hand_over: HandOver, *, on: date | None, by: Viewer) -> HandOver:
    """Tick a hand-over as done on the day, or take the tick back with `None`."""
    row = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    row.done_on = on
    return history.save(row, by=by)


class HandOvers:
    """Collects the hand-overs of one change.

    Whoever takes what nobody had takes it from the one who gave it up before, if that hand-over
    is still open; otherwise there is nothing to hand over.
    """

    def __init__(self, account_ids: Collection[int], since: date, batch: str) -> None:
        open_ones = HandOver.objects.filter(
            account__in=account_ids, taker__isnull=True, done_on__isnull=True
        )
        rows = open_ones.select_related("giver", "contact")
        self._orphans = {(row.account_id, row.contact_id): row for row in rows}
        self._since, self._batch = since, batch
        self.new: list[HandOver] = []
        self.taken: list[HandOver] = []

    def note(
        self,
        account_id: int,
        contact: Contact | None,
        before: Iterable[Span[Facing]],
        after: Iterable[Span[Facing]],
        persons: Mapping[int, Person],
    ) -> None:
        """Compare who stands on the day with who will; `contact` None is the lead."""
        giver, taker = _person_on(before, self._since), _person_on(after, self._since)
        orphan = self._orphans.get((account_id, contact.pk if contact else None))
        if giver is None and taker is not None and orphan is not None:
            orphan.taker = persons[taker]
            self.taken.append(orphan)
        elif giver is not None and giver != taker:
            hand_over = HandOver(
                account_id=account_id,
                contact_id=contact.pk if contact else None,
                giver_id=giver,
                taker_id=taker,
                due_on=self._since + timedelta(days=DAYS_TO_HAND_OVER),
                batch=self._batch,
            )
            new_one = persons[taker] if taker is not None else None
            hold(hand_over, contact=contact, giver=persons[giver], taker=new_one)
            self.new.append(hand_over)

    def write(self, *, by: Viewer, why: str) -> int:
        """Save them all; how many there are."""
        history.update_many(self.taken, by=by, why=why, batch=self._batch)
        history.create_many(self.new, by=by, why=why, batch=self._batch)
        return len(self.taken) + len(self.new)


def _person_on(spans: Iterable[Span[Facing]], day: date) -> int | None:
    return next((span.what.person_id for span in spans if span.holds_on(day)), None)
