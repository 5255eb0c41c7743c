"""What can go wrong with a job, in words for the person who asked for it."""

from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class JobStillRuns(Refusal):
    """The job was asked to run again before it ended."""

    message = _("“%(title)s” has not ended yet. Wait for it, or cancel it first.")


class JobHasEnded(Refusal):
    """There is nothing left to cancel."""

    message = _("“%(title)s” has already ended.")


class Cancelled(Exception):
    """Raised by a handler that leaves because it was asked to stop and has nothing to keep."""


class LeaseLost(Exception):
    """Another worker holds the job now; whatever this one still does must not count."""


BUG = _(
    "Something went wrong inside the product. Try again; if it happens again, ask your "
    "administrator to look in the log for job %(number)s."
)
TROUBLE = _(
    "The database or the network did not answer, %(attempts)s times in a row. Try again later; "
    "the log has the details under job %(number)s."
)
KILLED = _(
    "The work was broken off %(attempts)s times before it could end, for example because memory "
    "ran out or the machine was restarted. Try a smaller piece, or ask your administrator."
)
UNKNOWN_KIND = _("This version of the product does not know the work “%(kind)s”.")
