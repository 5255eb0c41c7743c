"""Changing a proposal by hand: what it costs is known before and after, without the engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.staffing.findings import percent_of
from counterpart.staffing.hours import hours_of
from counterpart.staffing.models import HandChange, ProposedLead, ProposedPairing, StaffingPlan
from counterpart.staffing.queries import OpenAccount
from counterpart.staffing.reasons import reasons_for
from counterpart.staffing.services.drawing_up import refuse_unless_at_rest
from counterpart.staffing.sheet import BACKUP, LEAD, Offer, Post, Use, loses_backup, put
from counterpart.staffing.weighing import PersonUse, breaches_of, broken_at, gap_at
from counterpart.teams import services as teams

Place = ProposedPairing | ProposedLead


class CannotChange(Refusal):
    """The person was not offered for this place when the proposal was solved."""

    message = _(
        "%(person)s was not among the candidates for %(about)s when the proposal was solved. "
        "Lock %(person)s there and solve again."
    )


class NobodyToBackUp(Refusal):
    """A backup stands behind somebody else who faces the contact."""

    message = _(
        "Nobody else faces %(contact)s, so nobody can back them up. Choose who faces "
        "%(contact)s first, or another person as the backup."
    )


class SolvedLongAgo(Refusal):
    """The proposal was solved by a version that did not keep what a change by hand needs."""

    message = _("“%(plan)s” was solved too long ago to be changed by hand. Solve it again first.")


@dataclass(frozen=True)
class Preview:
    """What one change by hand would do to the proposal's value, and which limits it breaks."""

    person_id: int | None
    value_change_minor: int
    breaches: tuple[str, ...]
    loses_backup: bool
    """Whether the contact would have no backup any more."""


class Weighing:
    """One place of a proposal, or the backup there, and what standing there would come to."""

    def __init__(self, place: Place, *, as_backup: bool = False) -> None:
        account = OpenAccount.read(place.plan, [place.account_id]).get(place.account_id)
        if account is None:
            raise SolvedLongAgo(plan=place.plan.name)
        self.account, self.name = account, post_name(place)
        self.post = account.sheet.posts[self.name]
        self.before = account.sheet.use(account.standing)
        self.backs_up = account.standing.get(self.name) if as_backup else None
        self.as_backup = as_backup
        if as_backup:
            self.name = BACKUP + self.name
            self.post = account.sheet.posts.get(self.name) or _named_backup(self.post)

    def may_stand(self, person_id: int) -> bool:
        """Whether the person would not back up nobody, or themselves."""
        return not self.as_backup or self.backs_up not in (None, person_id)

    def after(self, person_id: int | None) -> Use:
        """What the account uses with this person there."""
        return self.account.sheet.use(put(self.account.standing, self.name, person_id))

    def preview(self, person_id: int | None) -> Preview:
        """What it would cost and break."""
        after, found = self.after(person_id), self.account
        breaches = breaches_of(found.sheet, self.before, after, found.people, found.kept)
        return Preview(
            person_id,
            value_change_minor=after.value - self.before.value,
            breaches=(*broken_at(self.post, person_id), *breaches),
            loses_backup=loses_backup(found.standing, self.name, person_id),
        )


def _named_backup(post: Post) -> Post:
    """The place of a backup that is not planned: whoever could face the contact, for nothing."""
    offers = {pk: Offer(pk, 0, 0, 0, offer.barred) for pk, offer in post.offers.items()}
    return Post(penalty=0, today=None, lock=None, offers=offers)


def post_name(place: Place) -> str:
    """The place's name on the sheet of its account."""
    return LEAD if isinstance(place, ProposedLead) else str(place.contact_id)


def preview_changes(
    place: Place, people: Sequence[int | None] | None = None, *, as_backup: bool = False
) -> list[Preview]:
    """Every candidate of the place (or those given), dearest loss last; nobody included.

    As a backup, whoever faces the contact is no candidate.
    """
    weighing = Weighing(place, as_backup=as_backup)
    offered: Iterable[int | None] = people or [*weighing.post.offers, None]
    found = [weighing.preview(pk) for pk in offered if pk is None or weighing.may_stand(pk)]
    return sorted(found, key=lambda preview: (bool(preview.breaches), -preview.value_change_minor))


@transaction.atomic
def change_by_hand(
    place: Place,
    *,
    person_id: int | None,
    by: Viewer,
    why: str = "",
    as_backup: bool = False,
) -> Preview:
    """Put somebody else (or nobody) there; the proposal's value and findings follow.

    As a backup, behind whoever faces the contact; the counterpart stays.
    """
    light = StaffingPlan.objects.defer("problem", "trajectory")
    plan = light.select_for_update().get(pk=place.plan_id)
    refuse_unless_at_rest(plan)
    place = type(place).objects.select_related("account", "person").get(pk=place.pk)
    place.plan = plan
    rank = "backup" if as_backup else "person"
    weighing = Weighing(place, as_backup=as_backup)
    if person_id is not None and person_id not in weighing.post.offers:
        raise CannotChange(person=str(person_id), about=str(place))
    if person_id is not None and not weighing.may_stand(person_id):
        raise NobodyToBackUp(contact=str(getattr(place, "contact", place.account)))
    tried, after = weighing.preview(person_id), weighing.after(person_id)
    former = getattr(place, rank)
    if as_backup and isinstance(place, ProposedPairing):
        _stand_behind(place, weighing, person_id)
    else:
        _stand(place, weighing, person_id, by)
    _follow(plan, weighing, after)
    change = HandChange(
        plan=plan,
        account=place.account,
        contact=getattr(place, "contact", None),
        is_backup=as_backup,
        former=former,
        person=getattr(place, rank),
        value_change_minor=tried.value_change_minor,
        currency=plan.currency,
    )
    batch = teams.new_batch()
    history.create(change, by=by, why=why, batch=batch)
    history.update_many([plan], by=by, why=why, batch=batch)
    return tried


def _stand(place: Place, weighing: Weighing, person_id: int | None, by: Viewer) -> None:
    """The row of the place, with hours, gain and reasons of who stands there now."""
    place.person_id = person_id
    place.is_by_hand = True
    if isinstance(place, ProposedPairing) and loses_backup(
        weighing.account.standing, weighing.name, person_id
    ):
        place.backup_id, place.backup_hours_per_month = None, hours_of(0)
    offer = weighing.post.offers.get(person_id or 0)
    if offer is None:
        account, name = weighing.account, weighing.name
        people = {
            pk: person.moved(pk, weighing.before, weighing.after(None))
            for pk, person in account.people.items()
        }
        standing = put(account.standing, name, None)
        place.reasons = {"gap": gap_at(account.sheet, name, standing, people, account.kept)}
        place.hours_per_month, place.gain_minor = hours_of(0), 0
    else:
        place.hours_per_month = hours_of(offer.units)
        place.gain_minor = offer.value - offer.cost
        place.reasons = reasons_for(place, [offer.person], by).get(offer.person, {})
    place.save()


def _stand_behind(place: ProposedPairing, weighing: Weighing, person_id: int | None) -> None:
    """The row of the place, with the backup and the hours that are planned for them."""
    offer = weighing.post.offers.get(person_id or 0)
    place.backup_id = person_id
    place.backup_hours_per_month = hours_of(offer.units if offer else 0)
    place.is_by_hand = True
    place.save()


def _follow(plan: StaffingPlan, weighing: Weighing, after: Use) -> None:
    """Value, findings and loads after the change."""
    before, sheet = weighing.before, weighing.account.sheet
    found: dict[str, Any] = {**plan.findings, "by_hand": True}
    names = ("pairing_value", "labour_cost", "coordination_cost")
    found["parts"] = {
        name: found["parts"][name] + getattr(after, name) - getattr(before, name)
        for name in (*names, "penalty_avoided", "penalty_left")
    }
    found["changes"] += after.changes - before.changes
    kept = weighing.account.kept.moved(sheet.region, before, after)
    found["kept"] = kept.as_findings()
    moved = _write_loads(plan, weighing, after)
    used: list[tuple[str, str, str, Any, Any]] = [
        (limit, "person", str(pk), have, allowed)
        for pk, person in moved.items()
        for limit, have, allowed in person.limits()
    ]
    account = str(weighing.account.account_id)
    used.append(("no_team_too_large", "account", account, len(after.members), sheet.team_size))
    used += kept.limits(sheet.region)
    found["binding"] = _binding(found["binding"], used)
    plan.findings = found
    plan.value_minor = (plan.value_minor or 0) + after.value - before.value
    plan.gaps = plan.pairings.filter(person=None).count()
    plan.covered = plan.pairings.exclude(person=None).count()


def _write_loads(plan: StaffingPlan, weighing: Weighing, after: Use) -> dict[int, PersonUse]:
    before = weighing.before
    touched = before.members | after.members
    rows = list(plan.loads.filter(person__in=touched))
    moved = {}
    for row in rows:
        person = PersonUse.of(row).moved(row.person_id, before, after)
        row.hours_per_month, row.teams, row.led = person.hours, person.teams, person.led
        row.percent = percent_of(person.hours, person.capacity)
        moved[row.person_id] = person
    fields = ["hours_per_month", "teams", "led", "percent"]
    plan.loads.bulk_update(rows, fields)
    return moved


def _binding(
    standing: list[dict[str, Any]], used: Iterable[tuple[str, str, str, Any, Any]]
) -> list[dict[str, Any]]:
    """The limits used to the full: those touched looked at anew, the others as they stand."""
    now = {(limit, kind, about): (have, allowed) for limit, kind, about, have, allowed in used}
    known = {(row["limit"], row["kind"], row["about"]): row for row in standing}
    found = [row for key, row in known.items() if key not in now]
    for (limit, kind, about), (have, allowed) in now.items():
        if allowed is not None and allowed > 0 and have >= allowed:
            row = known.get((limit, kind, about), {"worth": None})
            limits = {"used": float(have), "allowed": float(allowed)}
            found.append({**row, "limit": limit, "kind": kind, "about": about, **limits})
    return found
