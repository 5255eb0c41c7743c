"""Tags of the selling teams: one of ours on the mirror's table, and why there is a gap."""

from __future__ import annotations

from typing import Any

from django import template

from counterpart.teams.mirror import Mirror, Theirs
from counterpart.teams.mirror_svg import away_text, stand_in_text
from counterpart.teams.mirror_svg import gap_reason as reason_of

register = template.Library()


@register.inclusion_tag("teams/face.html")
def face(mirror: Mirror, person_id: int) -> dict[str, Any]:
    """One of ours with function, office and load."""
    who = mirror.people[person_id]
    return {"who": who, "away": away_text(who), "stand_in": stand_in_text(who)}


@register.filter
def gap_reason(contact: Theirs) -> str:
    """Why nobody faces the contact, as far as is known."""
    return reason_of(contact)
