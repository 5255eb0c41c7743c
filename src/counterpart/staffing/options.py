"""What one may ask of a staffing proposal: limits and the prices behind the value.

Money is in major units of the proposal's currency and a year, hours are a month, shares are per
cent. Kept as JSON with the proposal, so that it can be drawn up again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class StaffingOptions:
    """Limits and prices of one proposal. `None` means no limit."""

    accounts_per_lead: int | None = 4
    team_size: int | None = 8
    teams_per_person: int | None = 10
    hours_percent: int = 100
    """How much of people's hours may be planned."""
    budget: int | None = None
    most_changes: int | None = None
    value_share_percent: int = 40
    """Part of an account's yearly value that depends on how well its people are faced."""
    gap_penalty_percent: int = 50
    """What a contact without a counterpart puts at risk, of the contact's part of the value."""
    coordination_cost: int = 800
    """What one more person on a team costs in coordination."""
    coordination_hours: float = 1.0
    lead_hours: float = 16.0
    seconds: int = 20
    seed: int = 1

    @classmethod
    def from_choices(cls, choices: dict[str, Any]) -> StaffingOptions:
        """Read back from a proposal; what an older proposal did not know takes the default."""
        known = {field.name for field in fields(cls)}
        return cls(**{k: v for k, v in choices.get("options", {}).items() if k in known})

    def as_choices(self) -> dict[str, Any]:
        """As kept with the proposal."""
        return asdict(self)
