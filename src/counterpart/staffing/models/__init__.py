"""The tables of the room, by what they are about."""

from counterpart.staffing.models.asked import ChangeCurve, Leaving
from counterpart.staffing.models.by_hand import Conflict, HandChange, Lock
from counterpart.staffing.models.opened import OpenedAccount
from counterpart.staffing.models.plans import StaffingPlan
from counterpart.staffing.models.proposed import (
    AccountSheet,
    Proposed,
    ProposedLead,
    ProposedLoad,
    ProposedPairing,
)

__all__ = [
    "AccountSheet",
    "ChangeCurve",
    "Conflict",
    "HandChange",
    "Leaving",
    "Lock",
    "OpenedAccount",
    "Proposed",
    "ProposedLead",
    "ProposedLoad",
    "ProposedPairing",
    "StaffingPlan",
]
