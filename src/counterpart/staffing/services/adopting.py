"""Adopting a proposal: teams, leads and counterparts come into being, and can be taken back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from counterpart.access.viewer import Viewer
from counterpart.history import services as history
from counterpart.jobs.models import Job
from counterpart.jobs.services import queue
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.kernel.garbage import without_collecting
from counterpart.kernel.ticking import Tick, silent
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.queries import ADOPT, TAKE_BACK
from counterpart.staffing.services.drawing_up import refuse_unless_at_rest
from counterpart.staffing.services.opening import note_staffed
from counterpart.teams import services as teams
from counterpart.teams.models import HandOver

PLACES_AT_ONCE = 600


class NothingToAdopt(Refusal):
    """The proposal was never solved."""

    message = _("“%(plan)s” holds no teams yet. Solve it before you adopt it.")


class NotAdopted(Refusal):
    """There is nothing to take back."""

    message = _("“%(plan)s” is not adopted, so there is nothing to take back.")


@transaction.atomic
@without_collecting()
def adopt(
    plan: StaffingPlan, *, since: date, by: Viewer, why: str = "", tick: Tick = silent
) -> StaffingPlan:
    """From that day on the accounts have the proposal's leads, teams and counterparts.

    All of it or nothing, in one batch of the history; the hand-over list is made with it.
    `tick` hears how far it is, and may raise to stop.
    """
    plan = StaffingPlan.objects.select_for_update().get(pk=plan.pk)
    _refuse_unless_solved(plan)
    batch = teams.new_batch()
    teams.replace_staffing(
        plan.choices["accounts"],
        _wanted_leads(plan),
        _wanted_counterparts(plan),
        since=since,
        by=by,
        why=why or plan.name,
        batch=batch,
        tick=tick,
    )
    note_staffed(plan.choices["accounts"], on=since, by=by, batch=batch)
    plan.state = StaffingPlan.State.ADOPTED
    plan.adopted_on, plan.adoption_batch = since, batch
    return history.save(plan, by=by, why=why)


def adopt_in_background(plan: StaffingPlan, *, since: date, by: Viewer, why: str = "") -> Job:
    """The same, by a worker: for proposals that take longer than somebody waits for a page."""
    _refuse_unless_solved(plan)
    payload = {"plan": plan.pk, "since": since.isoformat(), "why": why}
    title = gettext("Adopting: %(plan)s") % {"plan": plan.name}
    return queue(ADOPT, key=f"{ADOPT}:{plan.pk}", payload=payload, title=title, by=by)


def take_back_in_background(plan: StaffingPlan, *, by: Viewer, why: str = "") -> Job:
    """Taking it back, by a worker."""
    if plan.state != StaffingPlan.State.ADOPTED:
        raise NotAdopted(plan=plan.name)
    payload = {"plan": plan.pk, "why": why}
    key = f"{TAKE_BACK}:{plan.pk}"
    title = gettext("Taking back: %(plan)s") % {"plan": plan.name}
    return queue(TAKE_BACK, key=key, payload=payload, title=title, by=by)


def is_large(plan: StaffingPlan) -> bool:
    """Whether adopting it, or taking it back, takes longer than a second or two."""
    return plan.pairings.count() > PLACES_AT_ONCE


@transaction.atomic
@without_collecting()
def take_back(
    plan: StaffingPlan, *, by: Viewer, why: str = "", tick: Tick = silent
) -> StaffingPlan:
    """Undo the adoption exactly; refused, naming the row, when something changed since."""
    plan = StaffingPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.state != StaffingPlan.State.ADOPTED:
        raise NotAdopted(plan=plan.name)
    teams.undo_staffing(plan.adoption_batch, by=by, why=why or plan.name, tick=tick)
    plan.state = StaffingPlan.State.UNDONE
    plan.adopted_on, plan.adoption_batch = None, ""
    return history.save(plan, by=by, why=why)


def hand_overs_of(plan: StaffingPlan) -> QuerySet[HandOver]:
    """What the adoption asks people to hand to each other."""
    return (
        HandOver.objects.filter(batch=plan.adoption_batch)
        .exclude(batch="")
        .select_related("account", "contact", "giver", "taker")
    )


def _refuse_unless_solved(plan: StaffingPlan) -> None:
    refuse_unless_at_rest(plan)
    if plan.state not in {StaffingPlan.State.READY, StaffingPlan.State.UNDONE}:
        raise NothingToAdopt(plan=plan.name)


def _wanted_leads(plan: StaffingPlan) -> dict[int, teams.WantedLead]:
    rows = plan.leads.filter(person__isnull=False).values_list(
        "account", "person", "hours_per_month"
    )
    return {account: teams.WantedLead(person, hours) for account, person, hours in rows}


def _wanted_counterparts(plan: StaffingPlan) -> list[teams.WantedCounterpart]:
    wanted = []
    columns = (
        "contact",
        "person",
        "hours_per_month",
        "reasons",
        "backup",
        "backup_hours_per_month",
    )
    for contact, person, hours, reasons, backup, of_backup in plan.pairings.values_list(*columns):
        if person:
            wanted.append(teams.WantedCounterpart(contact, person, "primary", hours, reasons))
        if backup:
            wanted.append(teams.WantedCounterpart(contact, backup, "backup", of_backup))
    return wanted
