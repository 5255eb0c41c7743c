"""What one may ask of a coverage plan: what is scarce, what is supposed, and what shall stay.

Money is in major units of the plan's currency and a year, hours are a year's, shares are per cent.
Kept as JSON with the plan, so that it can be solved again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """Limits and suppositions of one plan. `None` means no limit."""

    tiers: tuple[str, ...] = ()
    """Accounts of these tiers; of all where none is said."""
    budget: int | None = None
    """What covering all accounts may cost."""
    leads: int | None = None
    """People who lead accounts; a model's span says how many accounts one of them has."""
    teams: int | None = None
    """Accounts that may have a selling team."""
    hours: dict[str, int] = field(default_factory=dict)
    """Hours there are, by code of our function; what is not named is not limited."""
    regional_hours: tuple[tuple[str, str, int], ...] = ()
    """Hours there are within a region of accounts: region, code of our function, hours. No code:
    of all functions together."""
    keep: tuple[int, ...] = ()
    """Accounts (by id) that get no lighter model than they have."""
    change_cost: int = 0
    """What changing the model of an account costs once, beyond setting the new one up."""
    spread_years: int = 3
    """Years over which the cost of changing and of setting up is spread."""
    efforts: tuple[int, ...] = (50, 75, 100, 125, 150)
    """Hours that may be spent, in per cent of a model's usual ones."""
    saturation_percent: int = 200
    """What all effort imaginable sells where nobody has said, in per cent of today's sales."""
    price_percent: int = 0
    """Supposed: our prices are so much higher."""
    potential_percent: int = 0
    """Supposed: what accounts can buy at most is so much more."""
    rate_percent: int = 0
    """Supposed: hours and activities cost so much more."""
    seconds: int = 10
    seed: int = 1

    @classmethod
    def from_choices(cls, choices: dict[str, Any]) -> PlanOptions:
        """Read back from a plan; what an older plan did not know takes the default."""
        known = {field.name for field in fields(cls)}
        given = {k: v for k, v in choices.get("options", {}).items() if k in known}
        for name in ("tiers", "keep", "efforts"):
            if name in given:
                given[name] = tuple(given[name])
        if "regional_hours" in given:  # JSON has lists only
            given["regional_hours"] = tuple((r, code, n) for r, code, n in given["regional_hours"])
        return cls(**given)

    def as_choices(self) -> dict[str, Any]:
        """As kept with the plan."""
        return asdict(self)
