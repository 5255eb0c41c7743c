"""The engine's codes said to people: reasons of gaps, limits that bind or break."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, ngettext_lazy

GAP_REASONS = {
    "no_candidate": gettext_noop("Nobody with hours has a function that faces this one."),
    "forbidden": gettext_noop("Everybody who could is locked out."),
    "everyone_full": gettext_noop("Everybody who could has no hours left."),
    "team_full": gettext_noop("The team has as many people as it may have."),
    "on_too_many_teams": gettext_noop("Everybody who could is on as many teams as allowed."),
    "leading_too_many": gettext_noop("Everybody who could leads as many accounts as allowed."),
    "budget": gettext_noop("The budget is used up."),
    "changes": gettext_noop("No more changes against today are allowed."),
    "not_worth_its_cost": gettext_noop("It would cost more than it is worth."),
    "could_be_filled": gettext_noop("Somebody could; search longer or choose by hand."),
    "lacks_skills": gettext_noop("Nobody who could has the skills they ask for."),
    "not_senior_enough": gettext_noop("Nobody who could is senior enough for them."),
    "not_on_site": gettext_noop("Nobody who could can be at their site."),
    "conflict": gettext_noop("Everybody who could is in conflict with somebody on the team."),
    "region_budget": gettext_noop("The budget of the region is used up."),
}
LIMITS = {
    "no_one_beyond_their_hours": gettext_noop("Hours are used up"),
    "no_one_on_too_many_teams": gettext_noop("On as many teams as allowed"),
    "no_one_leading_too_many_accounts": gettext_noop("Leads as many accounts as allowed"),
    "no_team_too_large": gettext_noop("The team is as large as allowed"),
    "budget_is_kept": gettext_noop("The budget is used up"),
    "no_more_changes_than_allowed": gettext_noop("As many changes as allowed"),
    "regional_budgets_are_kept": gettext_noop("The budget of the region is used up"),
}
BREACHES = {
    "no_one_beyond_their_hours": gettext_noop("beyond their hours"),
    "no_one_on_too_many_teams": gettext_noop("on more teams than allowed"),
    "no_one_leading_too_many_accounts": gettext_noop("leads more accounts than allowed"),
    "no_team_too_large": gettext_noop("the team is larger than allowed"),
    "budget_is_kept": gettext_noop("beyond the budget"),
    "no_more_changes_than_allowed": gettext_noop("more changes than allowed"),
    "every_lock_is_kept": gettext_noop("breaks a lock"),
    "everyone_has_the_skills": gettext_noop("lacks a skill they ask for"),
    "everyone_is_senior_enough": gettext_noop("is not senior enough for them"),
    "everyone_can_be_on_site": gettext_noop("cannot be at their site"),
    "no_conflict_on_a_team": gettext_noop("in conflict with somebody on the team"),
    "regional_budgets_are_kept": gettext_noop("beyond the budget of the region"),
    "no_backup_for_oneself": gettext_noop("counterpart and backup of the same contact"),
    "no_backup_without_a_counterpart": gettext_noop("backs up nobody"),
    "no_forbidden_pair": gettext_noop("this pair is locked out"),
    "everyone_is_a_candidate": gettext_noop("was not a candidate"),
}
TODAY_BREAKS = {
    "no_one_beyond_their_hours": ngettext_lazy(
        "%(n)d person is asked for more hours than they have for these accounts",
        "%(n)d people are asked for more hours than they have for these accounts",
        "n",
    ),
    "no_one_on_too_many_teams": ngettext_lazy(
        "%(n)d person is on more teams than allowed",
        "%(n)d people are on more teams than allowed",
        "n",
    ),
    "no_one_leading_too_many_accounts": ngettext_lazy(
        "%(n)d person leads more accounts than allowed",
        "%(n)d people lead more accounts than allowed",
        "n",
    ),
    "no_team_too_large": ngettext_lazy(
        "%(n)d team is larger than allowed", "%(n)d teams are larger than allowed", "n"
    ),
    "everyone_has_the_skills": ngettext_lazy(
        "%(n)d contact faces somebody who lacks a skill they ask for",
        "%(n)d contacts face somebody who lacks a skill they ask for",
        "n",
    ),
    "everyone_is_senior_enough": ngettext_lazy(
        "%(n)d contact faces somebody who is not senior enough",
        "%(n)d contacts face somebody who is not senior enough",
        "n",
    ),
    "everyone_can_be_on_site": ngettext_lazy(
        "%(n)d contact faces somebody who cannot be at their site",
        "%(n)d contacts face somebody who cannot be at their site",
        "n",
    ),
    "no_backup_for_oneself": ngettext_lazy(
        "%(n)d contact has one person as counterpart and backup",
        "%(n)d contacts have one person as counterpart and backup",
        "n",
    ),
    "no_backup_without_a_counterpart": ngettext_lazy(
        "%(n)d contact has a backup and no counterpart",
        "%(n)d contacts have a backup and no counterpart",
        "n",
    ),
    "regional_budgets_are_kept": ngettext_lazy(
        "the teams of %(n)d region cost more than its budget",
        "the teams of %(n)d regions cost more than their budgets",
        "n",
    ),
    "no_conflict_on_a_team": ngettext_lazy(
        "%(n)d time two people share an account who must not",
        "%(n)d times two people share an account who must not",
        "n",
    ),
}


def gap_reason(code: str) -> str:
    """Why nobody stands there, in a sentence."""
    return _(GAP_REASONS[code]) if code in GAP_REASONS else ""


def limit_name(code: str) -> str:
    """A limit that the proposal uses to the full."""
    return _(LIMITS[code]) if code in LIMITS else code


def breach_name(code: str) -> str:
    """A limit that a change by hand would break."""
    return _(BREACHES[code]) if code in BREACHES else code


def today_breaks(code: str, n: int) -> str:
    """A limit that today's teams break, and how often."""
    if code in TODAY_BREAKS:
        return str(TODAY_BREAKS[code] % {"n": n})
    if code == "budget_is_kept":
        return _("today's teams cost more than the budget")
    return breach_name(code)


def level_words(difference: int | None) -> str:
    """“same level”, “1 level above” …"""
    if not difference:
        return _("same level")
    levels = abs(difference)
    if difference > 0:
        text = ngettext("%(n)d level above", "%(n)d levels above", levels)
    else:
        text = ngettext("%(n)d level below", "%(n)d levels below", levels)
    return text % {"n": levels}
