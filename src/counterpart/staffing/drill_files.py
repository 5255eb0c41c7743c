"""The report on everybody's leaving as a file: by person, by post, or by function.

Money in whole units of the proposal's currency, hours a month. What begins like a formula is
kept from being one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from counterpart.kernel.guard import guarded
from counterpart.kernel.money import minor_digits
from counterpart.staffing.drills import PostShown, Shown, shown_together
from counterpart.staffing.models import Leaving
from counterpart.staffing.words import gap_reason

ROWS_AT_ONCE = 200
Money = Callable[[int], int]
Line = list[Any]


@dataclass(frozen=True)
class ReportFile:
    """One way to write the report."""

    headings: Callable[[str], list[str]]
    lines: Callable[[QuerySet[Leaving], Money], Iterator[Line]]

    def rows(self, leavings: QuerySet[Leaving], currency: str) -> Iterator[Line]:
        """The headings, then a line each."""
        digits = minor_digits(currency)
        yield self.headings(currency)
        yield from self.lines(leavings, lambda minor: round(Decimal(minor).scaleb(-digits)))


def _person_headings(currency: str) -> list[str]:
    names = [_("Person"), _("Function"), _("Office"), _("Contacts"), _("Leads")]
    money = [_("Lost at once"), _("Lost with stand-ins"), _("Stays at risk")]
    names += [f"{name}, {currency}" for name in money]
    names += [_("Contacts that nobody takes"), _("Accounts that nobody leads")]
    return [*names, _("Posts that only the stand-in could take"), _("Load of the function, %")]


def _by_person(leavings: QuerySet[Leaving], money: Money) -> Iterator[Line]:
    for row in leavings.defer("detail").iterator(chunk_size=ROWS_AT_ONCE):
        yield [
            *_who(row),
            guarded(str(row.person.office or "")),
            row.contacts,
            row.led,
            money(row.lost_at_once_minor),
            money(row.lost_minor),
            money(row.at_risk_minor),
            row.contacts_open,
            row.led_open,
            row.without_choice,
            row.function_percent,
        ]


def _post_headings(currency: str) -> list[str]:
    earns, would, others = _("Earns now"), _("Would earn"), _("Others who could")
    names = [_("Person"), _("Function"), _("Account"), _("Post"), f"{earns}, {currency}"]
    names += [_("Stand-in"), f"{would}, {currency}", _("Hours a month"), _("Why nobody")]
    return [*names, f"{others}, {currency}"]


def _by_post(leavings: QuerySet[Leaving], money: Money) -> Iterator[Line]:
    for row, told in _told(leavings):
        for post in told.posts:
            yield [
                *_who(row),
                guarded(str(post.account or "")),
                guarded(_post_name(post)),
                money(post.earned),
                guarded(str(post.stand_in or "")),
                money(post.earns) if post.stand_in else "",
                post.hours if post.stand_in else "",
                gap_reason(post.why) if post.stand_in is None else "",
                guarded("; ".join(f"{who}: {money(earns)}" for who, earns in post.others or ())),
            ]


def _post_name(post: PostShown) -> str:
    if post.is_lead:
        return _("Lead of the account")
    name = str(post.about or "")
    return _("Backup of %(contact)s") % {"contact": name} if post.is_backup else name


def _function_headings(currency: str) -> list[str]:
    names = [_("Person"), _("Function"), _("Function of those who remain"), _("People")]
    return [*names, _("Hours before"), _("Hours after"), _("Hours there are"), _("Load, %")]


def _by_function(leavings: QuerySet[Leaving], money: Money) -> Iterator[Line]:
    for row, told in _told(leavings):
        for each in told.functions:
            hours = each.before, each.after, each.capacity
            yield [*_who(row), guarded(str(each.function)), each.people, *hours, each.percent]


def _who(row: Leaving) -> Line:
    return [guarded(str(row.person)), guarded(str(row.person.function))]


def _told(leavings: QuerySet[Leaving]) -> Iterator[tuple[Leaving, Shown]]:
    """With names put to keys, so many at once."""
    part: list[Leaving] = []
    for row in leavings.iterator(chunk_size=ROWS_AT_ONCE):
        part.append(row)
        if len(part) == ROWS_AT_ONCE:
            yield from zip(part, shown_together(part), strict=True)
            part = []
    yield from zip(part, shown_together(part), strict=True)


FILES = {
    "": ReportFile(_person_headings, _by_person),
    "post": ReportFile(_post_headings, _by_post),
    "function": ReportFile(_function_headings, _by_function),
}
