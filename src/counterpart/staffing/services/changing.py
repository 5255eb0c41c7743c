"""Changing a proposal by hand: what it costs is known before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.staffing.hours import hours_of
from counterpart.staffing.models import ProposedLead, ProposedPairing, StaffingPlan
from counterpart.staffing.services.drawing_up import refuse_unless_at_rest
from counterpart.staffing.services.solving import unpacked
from counterpart.staffing.translate import whole

Place = ProposedPairing | ProposedLead


class CannotChange(Refusal):
    """The person was not offered for this place when the proposal was solved."""

    message = _(
        "%(person)s was not among the candidates for %(about)s when the proposal was solved. "
        "Lock %(person)s there and solve again."
    )


@dataclass(frozen=True)
class Preview:
    """What one change by hand would do to the proposal's value, and which limits it breaks."""

    person_id: int | None
    value_change_minor: int
    breaches: tuple[str, ...]


class Sheet:
    """The engine's problem and plan as the proposal stands now, changes by hand included."""

    def __init__(self, plan: StaffingPlan) -> None:
        from counterpart.staffing import engine

        self.engine = engine
        self.problem = unpacked(plan)
        chosen = [-1] * self.problem.posts
        at = self.problem.person_number
        for contact, person in plan.pairings.values_list("contact", "person"):
            post = self.problem.post_number[("contact", str(contact))]
            chosen[post] = at.get(str(person), -1)
        for account, person in plan.leads.values_list("account", "person"):
            post = self.problem.post_number[("lead", str(account))]
            chosen[post] = at.get(str(person), -1)
        self.plan = engine.StaffingPlan(whole(chosen))

    def candidates(self, place: Place) -> list[int]:
        """Keys of the people who were offered for the place."""
        post = self.post_of(place)
        rows = self.problem.candidates
        first, last = int(rows.first[post]), int(rows.first[post + 1])
        return [int(self.problem.people.ids[int(n)]) for n in rows.person[first:last]]

    def post_of(self, place: Place) -> int:
        """The engine's number of the place."""
        if isinstance(place, ProposedLead):
            return int(self.problem.post_number[("lead", str(place.account_id))])
        return int(self.problem.post_number[("contact", str(place.contact_id))])

    def try_out(self, place: Place, person_id: int | None):
        """The engine's answer to "what if this person stood here?"."""
        person = None if person_id is None else str(person_id)
        if isinstance(place, ProposedLead):
            return self.engine.what_if(
                self.problem, self.plan, account=str(place.account_id), person=person
            )
        return self.engine.what_if(
            self.problem, self.plan, contact=str(place.contact_id), person=person
        )


def preview_changes(place: Place, people: Sequence[int | None] | None = None) -> list[Preview]:
    """Every candidate of the place (or those given), dearest loss last; nobody included."""
    sheet = Sheet(place.plan)
    offered: Sequence[int | None] = people or [*sheet.candidates(place), None]
    found = []
    for person_id in offered:
        tried = sheet.try_out(place, person_id)
        breaches = tuple(breach.limit for breach in tried.breaches)
        found.append(Preview(person_id, int(tried.value_change), breaches))
    return sorted(found, key=lambda preview: (bool(preview.breaches), -preview.value_change_minor))


@transaction.atomic
def change_by_hand(place: Place, *, person_id: int | None, by: Viewer, why: str = "") -> Preview:
    """Put somebody else (or nobody) there; the proposal's value and findings follow."""
    from counterpart.staffing.findings import findings_of

    plan = StaffingPlan.objects.select_for_update().get(pk=place.plan_id)
    refuse_unless_at_rest(plan)
    sheet = Sheet(plan)
    if person_id is not None and person_id not in sheet.candidates(place):
        raise CannotChange(person=str(person_id), about=str(place))
    tried = sheet.try_out(place, person_id)
    place.person_id = person_id
    place.is_by_hand = True
    if isinstance(place, ProposedPairing) and place.backup_id == person_id:
        place.backup_id = None
    _write_terms(place, sheet, person_id)
    history.save(place, by=by, why=why)
    plan.value_minor = int(tried.value)
    plan.findings = {
        **findings_of(sheet.problem, tried.plan, None),
        "hour_worth": plan.findings.get("hour_worth", []),
        "by_hand": True,
    }
    history.save(plan, by=by, why=why)
    return Preview(person_id, int(tried.value_change), tuple(b.limit for b in tried.breaches))


def _write_terms(place: Place, sheet: Sheet, person_id: int | None) -> None:
    """Hours and gain of the pair, from the engine's problem."""
    place.hours_per_month, place.gain_minor, place.reasons = hours_of(0), 0, {}
    if person_id is None:
        return
    rows, post = sheet.problem.candidates, sheet.post_of(place)
    person = sheet.problem.person_number[str(person_id)]
    for row in range(int(rows.first[post]), int(rows.first[post + 1])):
        if int(rows.person[row]) == person:
            place.hours_per_month = hours_of(int(rows.hours[row]))
            place.gain_minor = int(rows.value[row]) - int(rows.cost[row])
