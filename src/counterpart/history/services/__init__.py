"""Writing tracked rows: every write leaves its line in the history, in the same transaction."""

from counterpart.history.lines import differences, values_of
from counterpart.history.models import recording
from counterpart.history.removal import StillUsed
from counterpart.history.services.undoing import (
    ChangedSince,
    NothingToUndo,
    TargetGone,
    UsedSince,
    undo_batch,
)
from counterpart.history.services.writing import (
    RemovedMeanwhile,
    create,
    create_many,
    remove,
    remove_many,
    save,
    update_many,
)
from counterpart.history.written import Written, on_write

__all__ = [
    "ChangedSince",
    "NothingToUndo",
    "RemovedMeanwhile",
    "StillUsed",
    "TargetGone",
    "UsedSince",
    "Written",
    "create",
    "create_many",
    "differences",
    "on_write",
    "recording",
    "remove",
    "remove_many",
    "save",
    "undo_batch",
    "update_many",
    "values_of",
]
