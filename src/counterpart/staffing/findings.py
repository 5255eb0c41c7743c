"""What a proposal shows beside its teams: gaps, loads, what binds."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from counterpart.staffing.hours import UNITS_AN_HOUR, hours_of
from counterpart.staffing.weighing import BLOCKERS_KEPT

if TYPE_CHECKING:
    from counterpart.staffing.engine import (
        Explanation,
        OpenPost,
        PersonLoad,
        StaffingPlan,
        StaffingProblem,
    )

BINDING_SHOWN = 200


def findings_of(problem: StaffingProblem, plan: StaffingPlan, told: Explanation) -> dict[str, Any]:
    """What the whole proposal comes to, as plain data; money in minor units."""
    from counterpart.staffing import engine

    parts, load = engine.value_parts(problem, plan), engine.load_of(problem, plan)
    return {
        "parts": {
            "pairing_value": int(parts.pairing_value),
            "labour_cost": int(parts.labour_cost),
            "coordination_cost": int(parts.coordination_cost),
            "penalty_avoided": int(parts.penalty_avoided),
            "penalty_left": int(parts.penalty_left),
        },
        "kept": {
            "cost": int(load.cost),
            "budget": problem.budget,
            "newcomers": int(load.changes),
            "most_changes": problem.most_changes,
            "regions": {
                name: [cost, problem.region_budgets[name]]
                for name, cost in zip(
                    problem.budgeted_regions, load.region_cost.tolist(), strict=True
                )
            },
        },
        "binding": [_binding(limit) for limit in told.binding[:BINDING_SHOWN]],
        "changes": len(engine.changes(problem, engine.today_plan(problem), plan)),
        "today": today_of(problem),
    }


def today_of(problem: StaffingProblem) -> dict[str, Any]:
    """How often today breaks each limit, and what the part of it that keeps them is worth."""
    from counterpart.staffing import engine

    today = engine.today_plan(problem)
    breaks = Counter(breach.limit for breach in engine.check(problem, today))
    kept = engine.within_limits(problem, today) if breaks else today
    return {"breaks": dict(breaks), "kept": int(engine.value_of(problem, kept))}


def gap_of(gap: OpenPost) -> dict[str, Any]:
    """Why nobody stands there, and who comes nearest."""
    return {
        "reason": gap.reason,
        "blockers": [
            {
                "person": blocker.person,
                "why": blocker.why,
                "hours_missing": float(hours_of(int(blocker.hours_missing))),
            }
            for blocker in gap.blockers[:BLOCKERS_KEPT]
        ],
    }


def load_of(load: PersonLoad) -> dict[str, Any]:
    """What a row of `ProposedLoad` holds beside its keys."""
    return {
        "hours_per_month": hours_of(int(load.hours)),
        "capacity": hours_of(int(load.capacity)),
        "percent": percent_of(load.hours, load.capacity),
        "teams": int(load.teams),
        "most_teams": load.most_teams,
        "led": int(load.led),
        "most_led": load.most_led,
        "hour_worth_minor": _hour(load.hour_worth) or 0,
    }


def percent_of(hours: Any, capacity: Any) -> int:
    """How full somebody is."""
    return round(100 * hours / capacity) if capacity else 0


def _binding(limit: Any) -> dict[str, Any]:
    row = _plain(limit)
    if limit.limit == "no_one_beyond_their_hours":
        row |= {
            "worth": _hour(limit.worth),
            "used": float(hours_of(limit.used)),
            "allowed": float(hours_of(limit.allowed)),
        }
    elif limit.worth is not None:
        row["worth"] = round(limit.worth)
    return row


def _hour(worth_of_unit: float | None) -> int | None:
    """What a whole hour a month is worth a year, from the worth of the engine's unit."""
    return None if worth_of_unit is None else round(UNITS_AN_HOUR * worth_of_unit)


def _plain(row: Any) -> dict[str, Any]:
    found = asdict(row)
    return {key: _number(value) for key, value in found.items()}


def _number(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
