"""What is scarce in a coverage plan, in words and amounts that a reader knows."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counterpart.coverage.translate.portfolio import A_LEAD, BUDGET, HOURS, LEADS, TEAMS
from counterpart.directory.models import Function
from counterpart.web.templatetags.counterpart import whole_money

LABELS = {
    BUDGET: _("Budget for coverage"),
    LEADS: _("People who lead accounts"),
    TEAMS: _("Accounts with a team"),
}


def label_of(resource: str) -> str | Promise:
    """What it is called on screen."""
    if resource in LABELS:
        return LABELS[resource]
    code = resource.removeprefix(HOURS)
    function = Function.objects.filter(code=code).first()
    return _("Hours: %(function)s") % {"function": function or code}


def amount_of(resource: str, amount: int, currency: str) -> str:
    """So much of it: money, people, accounts or hours."""
    if resource == BUDGET:
        return whole_money(amount, currency)
    if resource == LEADS:
        return number_format(amount / A_LEAD, decimal_pos=1, force_grouping=True)
    return number_format(amount, decimal_pos=0, force_grouping=True)
