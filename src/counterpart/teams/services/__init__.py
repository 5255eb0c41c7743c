"""Use-cases of selling teams: staffing adopted as a whole, changed by hand, ended by leaving."""

from counterpart.teams.services.adoption import (
    WantedCounterpart,
    WantedLead,
    replace_staffing,
    undo_staffing,
)
from counterpart.teams.services.by_hand import end_counterpart, set_counterpart, set_lead
from counterpart.teams.services.changed import Changed, Overload, overloads_of
from counterpart.teams.services.hand_overs import complete_hand_over
from counterpart.teams.services.laying import Laid, new_batch
from counterpart.teams.services.leaving import contacts_changed, employment_ended, people_leave
from counterpart.teams.services.members import add_member, end_member

__all__ = [
    "Changed",
    "Laid",
    "Overload",
    "WantedCounterpart",
    "WantedLead",
    "add_member",
    "complete_hand_over",
    "contacts_changed",
    "employment_ended",
    "end_counterpart",
    "end_member",
    "new_batch",
    "overloads_of",
    "people_leave",
    "replace_staffing",
    "set_counterpart",
    "set_lead",
    "undo_staffing",
]
