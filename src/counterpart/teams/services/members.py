"""Taking somebody on an account's team by hand, and off it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.directory.models import Person
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.teams.cover import accounts_of, refresh_cover
from counterpart.teams.models import Member, SellingTeam
from counterpart.teams.services.by_hand import set_lead
from counterpart.teams.services.changed import Changed, lay, overloads_of
from counterpart.teams.services.laying import Laid, Wanted, new_batch
from counterpart.teams.services.refusals import check_employed
from counterpart.teams.services.standing import Standing, read_standing
from counterpart.teams.timeline import Span, earlier, without
from counterpart.web.templatetags.counterpart import day


class AlreadyOnTeam(Refusal):
    """Somebody is to be taken on a team as a consultant while they are one there."""

    message = _("%(person)s is already an internal consultant at %(account)s in that time.")


class EndsBeforeItBegins(Refusal):
    """A span is to end on or before the day it begins."""

    message = _("The first day no more must come after %(since)s.")


@transaction.atomic
def add_member(
    account: Account,
    person: Person,
    *,
    since: date,
    until: date | None = None,
    hours_per_month: Decimal = Decimal(0),
    line: str = Member.Line.DOTTED.value,
    by: Viewer,
    why: str = "",
    batch: str = "",
) -> Changed:
    """Take somebody on the team as an internal consultant for a time.

    Counterparts and the lead come onto the team by facing somebody and by leading.
    """
    check_employed(person, since)
    if until is not None and until <= since:
        raise EndsBeforeItBegins(since=day(since))
    until = earlier(until, person.employed_until)
    standing = read_standing([account.pk], since)
    there = Member.objects.filter(
        team__account=account, person=person, role=Member.Role.EXPERT
    ).filter(Q(until=None) | Q(until__gt=since))
    if until is not None:
        there = there.filter(since__lt=until)
    if any(row.until is None or row.until > row.since for row in there):
        raise AlreadyOnTeam(person=person, account=account)
    batch = batch or new_batch()
    member = Member(
        team=_team_from(standing, account, since, by=by, why=why, batch=batch),
        person=person,
        role=Member.Role.EXPERT,
        line=line,
        hours_per_month=hours_per_month,
        since=since,
        until=until,
    )
    history.create(member, by=by, why=why, batch=batch)
    _refresh([person.pk], account.pk, by)
    return Changed(batch, Laid(begun=1), overloads_of([person], since))


@transaction.atomic
def end_member(
    member: Member, *, since: date, by: Viewer, why: str = "", batch: str = ""
) -> Changed:
    """Take somebody off the team; `since` is the first day they are no longer on it.

    With a counterpart's place all their pairings at the account end too, and gaps appear.
    """
    account, person = member.team.account, member.person
    if member.role == Member.Role.LEAD:
        return set_lead(account, None, since=since, by=by, why=why, batch=batch)
    standing = read_standing([account.pk], since)
    if member.role == Member.Role.COUNTERPART:
        facing = {
            key: without(spans, person.pk, Span(since, None, None))
            for key, spans in standing.pairings_before.items()
        }
        wanted = Wanted(facing=facing, people=frozenset([person.pk]))
        return lay(standing, wanted, by=by, why=why, batch=batch)
    batch = batch or new_batch()
    row = Member.objects.get(pk=member.pk)
    row.until = max(since, row.since)
    history.save(row, by=by, why=why, batch=batch)
    _refresh([person.pk], account.pk, by)
    return Changed(batch, Laid(ended=1))


def _team_from(
    standing: Standing, account: Account, since: date, *, by: Viewer, why: str, batch: str
) -> SellingTeam:
    """The account's open team, which begins on the day at the latest."""
    stood = [team for team in standing.teams.get(account.pk, ()) if team.until is None]
    if not stood:
        team = SellingTeam(account=account, since=since)
        return history.create(team, by=by, why=why, batch=batch)
    stood[0].since = min(stood[0].since, since)
    return history.save(stood[0], by=by, why=why, batch=batch)


def _refresh(people: list[int], account_id: int, by: Viewer) -> None:
    refresh_cover(accounts_of(people, today=by.today) | {account_id}, today=by.today)
