"""Functions, and which of ours faces which of theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.directory.models import Function, FunctionMatch
from counterpart.directory.services.uses import refuse_while_used
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class FunctionOnNeitherSide(Refusal):
    """A function exists neither with us nor at customers."""

    message = _("“%(function)s” must exist on our side, at customers, or on both sides.")


class FitOutOfRange(Refusal):
    """How well a function faces another is a percentage."""

    message = _("%(ours)s – %(theirs)s: the fit is from 0 to 100 percent, not %(percent)s.")


class FunctionsDoNotFace(Refusal):
    """A match needs one function of ours and one of theirs."""

    message = _("%(ours)s – %(theirs)s: the first must exist on our side, the second at customers.")


@transaction.atomic
def create_function(function: Function, *, by: Viewer, why: str = "", batch: str = "") -> Function:
    """Add a function to ours, theirs or both. One on both sides faces itself to begin with."""
    _refuse_neither_side(function)
    history.create(function, by=by, why=why, batch=batch)
    face_themselves([function], by=by, why=why, batch=batch)
    return function


def face_themselves(
    functions: Sequence[Function], *, by: Viewer, why: str = "", batch: str = ""
) -> None:
    """Let new functions that exist on both sides face themselves fully: counterparts by nature.

    Without it the first proposal of a company that entered no matches would be nothing but gaps.
    """
    both = [function for function in functions if function.is_ours and function.is_theirs]
    matches = [FunctionMatch(ours=each, theirs=each, fit_percent=100) for each in both]
    history.create_many(matches, by=by, why=why, batch=batch)


@transaction.atomic
def change_function(function: Function, *, by: Viewer, why: str = "", batch: str = "") -> Function:
    """Keep what was changed; matches on a side where it no longer exists go away."""
    _refuse_neither_side(function)
    history.save(function, by=by, why=why, batch=batch)
    if not function.is_ours:
        history.remove_many(list(function.faces.all()), by=by, why=why, batch=batch)
    if not function.is_theirs:
        history.remove_many(list(function.faced_by.all()), by=by, why=why, batch=batch)
    return function


@transaction.atomic
def remove_function(function: Function, *, by: Viewer, why: str = "", batch: str = "") -> None:
    """Remove a function that nobody has, with its matches."""
    refuse_while_used(function)
    history.remove(function, by=by, why=why, batch=batch)


@transaction.atomic
def set_function_matches(
    percent: Mapping[tuple[Function, Function], int],
    *,
    by: Viewer,
    only_these: bool = False,
    why: str = "",
    batch: str = "",
) -> int:
    """Set how well each of our functions faces each of theirs; keys are (ours, theirs).

    Nought takes a match away. With `only_these` every pair that is not named goes too. Counts
    the pairs that came, changed or went.
    """
    for (ours, theirs), fit in percent.items():
        _refuse_wrong_match(ours, theirs, fit)
    rows = FunctionMatch.objects.select_for_update().order_by("pk")
    there = {(row.ours_id, row.theirs_id): row for row in rows}
    wanted = {(ours.pk, theirs.pk): fit for (ours, theirs), fit in percent.items()}
    gone: list[FunctionMatch] = []
    kept: list[FunctionMatch] = []
    for key, row in there.items():
        row.fit_percent = wanted.get(key, 0 if only_these else row.fit_percent)
        (kept if row.fit_percent else gone).append(row)
    new = [
        FunctionMatch(ours_id=ours, theirs_id=theirs, fit_percent=fit)
        for (ours, theirs), fit in wanted.items()
        if fit and (ours, theirs) not in there
    ]
    gone = list(FunctionMatch.objects.filter(pk__in=[row.pk for row in gone]))
    history.remove_many(gone, by=by, why=why, batch=batch)
    changed = history.update_many(kept, by=by, why=why, batch=batch)
    history.create_many(new, by=by, why=why, batch=batch)
    return len(gone) + changed + len(new)


def _refuse_neither_side(function: Function) -> None:
    if not function.is_ours and not function.is_theirs:
        raise FunctionOnNeitherSide(function=function)


def _refuse_wrong_match(ours: Function, theirs: Function, percent: int) -> None:
    if not 0 <= percent <= 100:
        raise FitOutOfRange(ours=ours, theirs=theirs, percent=percent)
    if percent and not (ours.is_ours and theirs.is_theirs):
        raise FunctionsDoNotFace(ours=ours, theirs=theirs)
