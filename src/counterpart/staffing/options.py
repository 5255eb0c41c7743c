"""What one may ask of a staffing proposal: limits and the prices behind the value.

Money is in major units of the proposal's currency and a year, hours are a month, shares are per
cent. Kept as JSON with the proposal, so that it can be drawn up again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
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
    backups_from_percent: int | None = None
    """Contacts of at least so much influence get a backup whose hours are planned."""
    backup_hours_percent: int = 10
    """Hours of a backup, of those that the counterpart needs."""
    seniority_from_percent: int | None = None
    """Contacts of at least so much influence ask for the least seniority below."""
    least_seniority: int = 3
    region_budgets: dict[str, int] = field(default_factory=dict)
    """Budget a year by region of accounts, in major units."""

    @classmethod
    def from_choices(cls, choices: dict[str, Any]) -> StaffingOptions:
        """Read back from a proposal; what an older proposal did not know takes the default."""
        known = {field.name for field in fields(cls)}
        return cls(**{k: v for k, v in choices.get("options", {}).items() if k in known})

    def as_choices(self) -> dict[str, Any]:
        """As kept with the proposal."""
        return asdict(self)
