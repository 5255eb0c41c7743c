"""The use-cases of staffing: draw up, solve, change by hand, lock, adopt, take back."""

from counterpart.staffing.services.adopting import (
    ADOPT,
    TAKE_BACK,
    NothingToAdopt,
    adopt,
    adopt_in_background,
    hand_overs_of,
    is_large,
    take_back,
    take_back_in_background,
)
from counterpart.staffing.services.changing import (
    CannotChange,
    NobodyToBackUp,
    Preview,
    change_by_hand,
    preview_changes,
)
from counterpart.staffing.services.curve import (
    NoSuchPoint,
    NotSolvedYet,
    curve_job,
    draw_curve,
    draw_curve_in_background,
    take_point,
)
from counterpart.staffing.services.drawing_up import (
    NobodyToStaffWith,
    NoContactsToStaff,
    discard,
    draw_up,
    missing_sides,
    solve_again,
    stop_solving,
)
from counterpart.staffing.services.drilling import (
    DRILL,
    NothingToDrill,
    drill_in_background,
    drill_plan,
)
from counterpart.staffing.services.keeping_apart import (
    OwnConflict,
    keep_apart,
    let_together,
)
from counterpart.staffing.services.locking import (
    AlreadyLocked,
    AtAnotherAccount,
    lock,
    unlock,
)
from counterpart.staffing.services.locking_many import (
    WantedLock,
    lock_many,
    lock_problems,
)
from counterpart.staffing.services.opening import (
    NothingOpened,
    staff_waiting_accounts,
    waiting_accounts,
)
from counterpart.staffing.services.solving import NothingToStaff, solve_plan

__all__ = [
    "ADOPT",
    "DRILL",
    "TAKE_BACK",
    "AlreadyLocked",
    "AtAnotherAccount",
    "CannotChange",
    "NoContactsToStaff",
    "NoSuchPoint",
    "NobodyToBackUp",
    "NobodyToStaffWith",
    "NotSolvedYet",
    "NothingOpened",
    "NothingToAdopt",
    "NothingToDrill",
    "NothingToStaff",
    "OwnConflict",
    "Preview",
    "WantedLock",
    "adopt",
    "adopt_in_background",
    "change_by_hand",
    "curve_job",
    "discard",
    "draw_curve",
    "draw_curve_in_background",
    "draw_up",
    "drill_in_background",
    "drill_plan",
    "hand_overs_of",
    "is_large",
    "keep_apart",
    "let_together",
    "lock",
    "lock_many",
    "lock_problems",
    "missing_sides",
    "preview_changes",
    "solve_again",
    "solve_plan",
    "staff_waiting_accounts",
    "stop_solving",
    "take_back",
    "take_back_in_background",
    "take_point",
    "unlock",
    "waiting_accounts",
]
