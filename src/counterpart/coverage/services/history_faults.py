"""Why dated rows of an account's coverage cannot stand so together."""

from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class OfAnotherAccount(Refusal):
    """A coverage would move from one account to another."""

    message = _(
        "The id is that of a coverage of %(other)s. Give that account, or empty the id to add a "
        "row."
    )


class EndsBeforeItBegins(Refusal):
    """A coverage would end on its first day or before."""

    message = _(
        "This coverage begins on %(since)s and cannot end by then. Give a later day, or leave the "
        "end empty: it then holds until the next one begins."
    )


class EndsInTheNext(Refusal):
    """Two coverages would hold on the same day."""

    message = _(
        "The next coverage, “%(model)s”, begins on %(since)s, before this one ends. Give that day "
        "as the end, or leave the end empty."
    )


class EndsBeforeTheNext(Refusal):
    """The next coverage was moved, and this one would end as before."""

    message = _(
        "The next coverage, “%(model)s”, begins on %(since)s now, and this one would end before. "
        "Give that day as the end, or leave the end empty."
    )


class TwoBegin(Refusal):
    """Two coverages of an account would begin on one day."""

    message = _(
        "Another coverage of %(account)s, “%(model)s”, begins on %(since)s too. Give another day."
    )


class HasModelAlready(Refusal):
    """An account would change from a model to the same."""

    message = _(
        "%(account)s has “%(model)s” from %(since)s on already. Leave this row out, or change "
        "that day in the row with its Counterpart id."
    )


class NotOffered(Refusal):
    """A model that may not be chosen any more was chosen from today on."""

    message = _(
        "“%(model)s” may not be chosen from today on. Choose another model, or let it be chosen "
        "first."
    )
