"""What is scarce in a coverage plan, in words and amounts that a reader knows."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counterpart.coverage.translate.portfolio import A_LEAD, BUDGET, LEADS, TEAMS, whose_hours
from counterpart.directory.models import Function
from counterpart.web.templatetags.counterpart import whole_money

LABELS = {
    BUDGET: _("Budget for coverage"),
    LEADS: _("People who lead accounts"),
    TEAMS: _("Accounts with a team"),
}


def labels() -> Callable[[str], str | Promise]:
    """What each of them is called on screen; functions are read once."""
    functions = {function.code: function for function in Function.objects.all()}

    def label_of(resource: str) -> str | Promise:
        if resource in LABELS:
            return LABELS[resource]
        code, region = whose_hours(resource)
        function = functions.get(code, code) if code else _("all functions")
        if region:
            return _("Hours: %(function)s, %(region)s") % {"function": function, "region": region}
        return _("Hours: %(function)s") % {"function": function}

    return label_of


def amount_of(resource: str, amount: int, currency: str) -> str:
    """So much of it: money, people, accounts or hours."""
    if resource == BUDGET:
        return whole_money(amount, currency)
    if resource == LEADS:
        return number_format(amount / A_LEAD, decimal_pos=1, force_grouping=True)
    return number_format(amount, decimal_pos=0, force_grouping=True)
