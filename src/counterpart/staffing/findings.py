"""What a proposal shows beside its teams: gaps, loads, what binds, what one more hour is worth."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from counterpart.staffing.hours import UNITS_AN_HOUR, hours_of

if TYPE_CHECKING:
    from counterpart.staffing.engine import Prices, StaffingPlan, StaffingProblem

BINDING_SHOWN = 200


def findings_of(
    problem: StaffingProblem, plan: StaffingPlan, prices: Prices | None
) -> dict[str, Any]:
    """Plain data of the engine's explanation; money in minor units, hours in hours a month."""
    from counterpart.staffing import engine

    told = engine.explain(problem, plan, prices)
    parts = engine.value_parts(problem, plan)
    return {
        "parts": {
            "pairing_value": int(parts.pairing_value),
            "labour_cost": int(parts.labour_cost),
            "coordination_cost": int(parts.coordination_cost),
            "penalty_avoided": int(parts.penalty_avoided),
            "penalty_left": int(parts.penalty_left),
        },
        "gaps": [_gap(gap) for gap in told.gaps],
        "loads": [_load(load) for load in told.loads if load.hours or load.capacity],
        "binding": [_binding(limit) for limit in told.binding[:BINDING_SHOWN]],
        "hour_worth": [_hour_worth(worth) for worth in told.worth_of_one_more_hour],
        "changes": len(engine.changes(problem, engine.today_plan(problem), plan)),
    }


def _gap(gap: Any) -> dict[str, Any]:
    return {
        "kind": gap.kind,
        "id": gap.id,
        "reason": gap.reason,
        "blockers": [_plain(blocker) for blocker in gap.blockers[:5]],
    }


def _load(load: Any) -> dict[str, Any]:
    return {
        "person": int(load.person),
        "hours": float(hours_of(load.hours)),
        "capacity": float(hours_of(load.capacity)),
        "percent": round(100 * load.hours / load.capacity) if load.capacity else 0,
        "teams": int(load.teams),
        "led": int(load.led),
        "hour_worth": _hour(load.hour_worth),
    }


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


def _hour_worth(worth: Any) -> dict[str, Any]:
    return {
        "function": worth.function,
        "region": worth.region,
        "people": worth.people,
        "worth": _hour(worth.worth),
    }


def _hour(worth_of_unit: float | None) -> int | None:
    """What a whole hour a month is worth a year, from the worth of the engine's unit."""
    return None if worth_of_unit is None else round(UNITS_AN_HOUR * worth_of_unit)


def _plain(row: Any) -> dict[str, Any]:
    found = asdict(row)
    return {key: _number(value) for key, value in found.items()}


def _number(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
