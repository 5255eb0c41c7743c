"""Staffing proposals: drawn up (which queues the solving), stopped, adopted, taken back."""

from __future__ import annotations

from dataclasses import fields as fields_of
from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from pydantic import Field

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.api.fields import Key, Text
from counterpart.api.models import Scope
from counterpart.api.resources import (
    Act,
    Create,
    Facts,
    Filter,
    Param,
    Remove,
    Resource,
    by_role,
)
from counterpart.api.rows import referred
from counterpart.customers.models import Account
from counterpart.directory.models import Person
from counterpart.jobs.models import Job
from counterpart.staffing import services
from counterpart.staffing.models import Conflict, Lock, ProposedLead, ProposedPairing, StaffingPlan
from counterpart.staffing.options import StaffingOptions

PLAN = Action.PLAN_STAFFING
WHY = Param(Annotated[Text, Field(max_length=300)], "")
Keys = Annotated[list[Key], Field(max_length=20_000)]
BOUNDS: dict[str, tuple[type, float, float]] = {
    "accounts_per_lead": (int, 1, 200),
    "team_size": (int, 1, 200),
    "teams_per_person": (int, 1, 500),
    "hours_percent": (int, 1, 150),
    "budget": (int, 0, 10**12),
    "most_changes": (int, 0, 10**7),
    "value_share_percent": (int, 1, 100),
    "gap_penalty_percent": (int, 0, 500),
    "coordination_cost": (int, 0, 10**9),
    "coordination_hours": (float, 0, 100),
    "lead_hours": (float, 0, 300),
    "seconds": (int, 1, 3600),
    "seed": (int, 0, 2**31 - 1),
    "backups_from_percent": (int, 0, 100),
    "backup_hours_percent": (int, 1, 100),
    "seniority_from_percent": (int, 0, 100),
    "least_seniority": (int, 1, 5),
}
RegionBudgets = Annotated[dict[str, Annotated[int, Field(ge=0, le=10**12)]], Field(max_length=200)]


def _option(name: str, default: Any) -> Param:
    kind, least, most = BOUNDS[name]
    type_: Any = Annotated[kind, Field(ge=least, le=most)]
    unlimited = name in {
        "accounts_per_lead",
        "team_size",
        "teams_per_person",
        "budget",
        "most_changes",
        "backups_from_percent",
        "seniority_from_percent",
    }
    return Param(type_ | None if unlimited else type_, default)


OPTIONS = {
    field.name: _option(field.name, field.default)
    for field in fields_of(StaffingOptions)
    if field.name in BOUNDS
} | {"region_budgets": Param(RegionBudgets, {}, "Budget a year by region of accounts.")}


def _draw_up(facts: Facts, *, by: Viewer, why: str) -> StaffingPlan:
    options = StaffingOptions(**{name: facts[name] for name in OPTIONS})
    accounts = Account.objects.visible_to(by).filter(pk__in=facts["accounts"])
    chosen = facts["people"]
    people = Person.objects.visible_to(by).filter(pk__in=chosen) if chosen is not None else None
    for model, asked, found in (
        (Account, facts["accounts"], accounts),
        (Person, chosen or [], people or []),
    ):
        missing = set(asked) - {row.pk for row in found}
        if missing:
            referred(model, min(missing), model._meta.model_name or "", by)
    return services.draw_up(
        facts["name"],
        accounts=list(accounts),
        people=None if people is None else list(people),
        options=options,
        by=by,
    )


def _stop(plan: StaffingPlan, facts: Facts, *, by: Viewer) -> None:
    services.stop_solving(plan, by=by)


def _solve_again(plan: StaffingPlan, facts: Facts, *, by: Viewer) -> StaffingPlan:
    return services.solve_again(plan, options=None, by=by)


def _adopt(plan: StaffingPlan, facts: Facts, *, by: Viewer) -> None:
    services.adopt(plan, by=by, **facts)


def _queue_adopting(plan: StaffingPlan, facts: Facts, *, by: Viewer) -> Job | None:
    return services.adopt_in_background(plan, by=by, **facts) if services.is_large(plan) else None


def _queue_undoing(plan: StaffingPlan, facts: Facts, *, by: Viewer) -> Job | None:
    if not services.is_large(plan):
        return None
    return services.take_back_in_background(plan, by=by, **facts)


def _undo(plan: StaffingPlan, facts: Facts, *, by: Viewer) -> None:
    services.take_back(plan, by=by, **facts)


def _light(viewer: Viewer) -> QuerySet[StaffingPlan]:
    return StaffingPlan.objects.visible_to(viewer).defer("problem", "trajectory")


def _lock(facts: Facts, *, by: Viewer, why: str) -> Lock:
    kind, person = facts["kind"], facts["person"]
    return services.lock(
        kind, person, account=facts["account"], contact=facts["contact"], why=why, by=by
    )


def _keep_apart(facts: Facts, *, by: Viewer, why: str) -> Conflict:
    return services.keep_apart(facts["person"], facts["other"], why=why, by=by)


STAFFING = (
    Resource(
        "staffing",
        "plans",
        StaffingPlan,
        fields=(
            "name",
            "state",
            "currency",
            "value_minor",
            "bound_minor",
            "today_value_minor",
            "greedy_value_minor",
            "seconds",
            "status",
            "findings",
            "created_at",
            "adopted_on",
        ),
        given=(
            "state",
            "currency",
            "value_minor",
            "bound_minor",
            "today_value_minor",
            "greedy_value_minor",
            "seconds",
            "status",
            "findings",
            "created_at",
            "adopted_on",
        ),
        rows=_light,
        filters={"state": Filter(Literal[tuple(StaffingPlan.State.values)], "state")},
        scope=Scope.STAFFING,
        create=Create(
            _draw_up,
            allow=by_role(PLAN),
            extra={
                "accounts": Param(Keys, about="Which accounts to staff."),
                "people": Param(Keys | None, None, "Whose hours; without it, everybody's."),
                **OPTIONS,
            },
        ),
        remove=Remove(services.discard, PLAN),
        acts=(
            Act("stop", "Stop: the best plan so far is kept", _stop, PLAN),
            Act("again", "Solve again as of today", _solve_again, PLAN, status=201),
            Act(
                "adopt",
                "Adopt from a day on",
                _adopt,
                Action.ADOPT_STAFFING,
                {"since": Param(date), "why": WHY},
                queue=_queue_adopting,
            ),
            Act(
                "undo",
                "Take the adoption back",
                _undo,
                Action.ADOPT_STAFFING,
                {"why": WHY},
                queue=_queue_undoing,
            ),
        ),
    ),
    Resource(
        "staffing",
        "proposed-leads",
        ProposedLead,
        fields=(
            "plan",
            "account",
            "person",
            "hours_per_month",
            "gain_minor",
            "reasons",
            "is_by_hand",
        ),
        filters={"plan": Filter(Key, "plan_id"), "account": Filter(Key, "account_id")},
        scope=Scope.STAFFING,
    ),
    Resource(
        "staffing",
        "proposed-pairings",
        ProposedPairing,
        fields=(
            "plan",
            "account",
            "contact",
            "person",
            "backup",
            "hours_per_month",
            "backup_hours_per_month",
            "gain_minor",
            "reasons",
            "is_by_hand",
        ),
        filters={
            "plan": Filter(Key, "plan_id"),
            "account": Filter(Key, "account_id"),
            "contact": Filter(Key, "contact_id"),
        },
        scope=Scope.STAFFING,
    ),
    Resource(
        "staffing",
        "locks",
        Lock,
        fields=("kind", "account", "contact", "person", "why"),
        given=("why",),
        filters={"account": Filter(Key, "account_id"), "person": Filter(Key, "person_id")},
        scope=Scope.STAFFING,
        create=Create(_lock, allow=by_role(PLAN)),
        remove=Remove(services.unlock, PLAN),
    ),
    Resource(
        "staffing",
        "conflicts",
        Conflict,
        fields=("person", "other", "why"),
        given=("why",),
        filters={"person": Filter(Key, "person_id"), "other": Filter(Key, "other_id")},
        scope=Scope.STAFFING,
        create=Create(_keep_apart, allow=by_role(PLAN)),
        remove=Remove(services.let_together, PLAN),
    ),
)
