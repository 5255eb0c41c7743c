"""Why an import is not written: said to the person who can mend it."""

from collections.abc import Sequence

from django.utils.translation import gettext

from counterpart.kernel.errors import Refusal, RowProblem
from counterpart.kernel.errors import mark as _


class RowsAreWrong(Refusal):
    """Some rows are wrong, so that none is written."""

    message = _(
        "%(count)s rows are wrong, the first is row %(row)s. Correct them in the file, or change "
        "the mapping, and check again."
    )


class VerdictsHaveChanged(Refusal):
    """Somebody changed the data between the dry run and now."""

    message = _(
        "The data changed since the dry run, and other rows would be written now. "
        "The file was checked again: look at the new verdicts."
    )


class RowRefused(Refusal):
    """A row that was good in the dry run is not any more."""

    message = _(
        "Row %(row)s: %(problem)s Nothing was written; the file was checked again: look at the "
        "new verdicts."
    )

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        text = gettext(first.message) % dict(first.params)
        super().__init__(row=first.row, problem=text)


class MayNotWrite(Refusal):
    """Whoever brings the file in lacks the right to what a row asks for."""

    message = _(
        "You may not bring this row in. It takes the right “%(action)s”, which these have: "
        "%(who)s. Ask one of them, or leave the row out."
    )


class NotChecked(Refusal):
    """There is no dry run to act upon."""

    message = _("Check the file first; only what was checked can be brought in.")


class AlreadyBroughtIn(Refusal):
    """Somebody pressed the button twice, or two workers held the same job."""

    message = _("This file was brought in already.")


class NothingToDo(Refusal):
    """Every row is there already."""

    message = _("Every row of the file is here already; there is nothing to bring in.")


class NotApplied(Refusal):
    """What was not brought in cannot be taken back."""

    message = _("This import was not brought in, or was taken back already.")


class PostedLinesStay(Refusal):
    """Order lines are never taken back."""

    message = _("Posted order lines stay. Post correcting lines with a minus sign instead.")
