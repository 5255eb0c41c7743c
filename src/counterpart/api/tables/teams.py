"""Selling teams, their members, and who faces whom; each as of any day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pydantic import Field

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.api.fields import Key, Text
from counterpart.api.problems import Problem
from counterpart.api.resources import Act, Change, Create, Facts, Filter, Param, Resource, by_owner
from counterpart.teams import services
from counterpart.teams.models import HandOver, Member, Pairing, SellingTeam

CHANGE, TICK = Action.CHANGE_TEAM, Action.TICK_HAND_OVER
WHY = Param(Annotated[Text, Field(max_length=500)], "")


def _as_of(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    return rows.filter(pk__in=rows.model.objects.on(day).order_by().values("pk"))


AS_OF = Filter(date, _as_of, "Those that hold on this day; without it, all there ever were.")


def _open_team(facts: Facts, viewer: Viewer) -> None:
    by_owner("team", CHANGE)(facts, viewer)


def _join(facts: Facts, *, by: Viewer, why: str) -> Member:
    """A lead takes the place of the former one; others join for a time."""
    team, person, role = facts["team"], facts["person"], facts["role"]
    told: dict[str, Any] = {"since": facts["since"], "by": by, "why": why}
    hours = facts["hours_per_month"]
    if role == Member.Role.COUNTERPART:
        raise Problem(
            422,
            _("Counterparts join the team by facing a contact: create a pairing."),
            errors=[{"pointer": "/role", "detail": "lead or expert"}],
        )
    if role == Member.Role.LEAD:
        services.set_lead(team.account, person, hours_per_month=hours or None, **told)
    else:
        until, line = facts["until"], facts["line"]
        services.add_member(
            team.account, person, hours_per_month=hours, until=until, line=line, **told
        )
    rows = Member.objects.filter(team__account=team.account, person=person, role=role)
    return rows.on(facts["since"]).latest("pk")


def _pair(facts: Facts, *, by: Viewer, why: str) -> Pairing:
    contact, person, rank, since = (facts[n] for n in ("contact", "person", "rank", "since"))
    hours = facts.pop("hours_needed")
    services.set_counterpart(
        contact, person, rank=rank, since=since, hours_per_month=hours, by=by, why=why
    )
    rows = Pairing.objects.filter(contact=contact, person=person, rank=rank)
    return rows.on(since).latest("pk")


def _end_pairing(row: Pairing, facts: Facts, *, by: Viewer) -> None:
    services.end_counterpart(row.contact, rank=row.rank, by=by, **facts)


def _end_member(row: Member, facts: Facts, *, by: Viewer) -> None:
    services.end_member(row, by=by, **facts)


def _change_hand_over(row: HandOver, facts: Facts, *, by: Viewer, why: str) -> None:
    services.complete_hand_over(row, on=facts.get("done_on", row.done_on), by=by)


def _open_hand_overs(rows: QuerySet[Any], is_open: bool) -> QuerySet[Any]:
    return rows.filter(done_on__isnull=is_open)


END = {"since": Param(date, about="The first day no more."), "why": WHY}
Hours = Annotated[Any, Field(ge=0, le=744)]

TEAMS = (
    Resource(
        "teams",
        "teams",
        SellingTeam,
        fields=("account", "since", "until"),
        filters={"account": Filter(Key, "account_id"), "as_of": AS_OF},
    ),
    Resource(
        "teams",
        "members",
        Member,
        fields=("team", "person", "role", "line", "hours_per_month", "since", "until"),
        filters={
            "team": Filter(Key, "team_id"),
            "account": Filter(Key, "team__account_id"),
            "person": Filter(Key, "person_id"),
            "role": Filter(Literal[tuple(Member.Role.values)], "role"),
            "as_of": AS_OF,
        },
        create=Create(_join, allow=_open_team),
        acts=(Act("end", "End: place on a selling team", _end_member, CHANGE, END),),
    ),
    Resource(
        "teams",
        "pairings",
        Pairing,
        fields=(
            "account",
            "contact",
            "person",
            "rank",
            "hours_per_month",
            "since",
            "until",
            "reasons",
        ),
        given=("account", "hours_per_month", "until", "reasons"),
        filters={
            "account": Filter(Key, "account_id"),
            "contact": Filter(Key, "contact_id"),
            "person": Filter(Key, "person_id"),
            "rank": Filter(Literal[tuple(Pairing.Rank.values)], "rank"),
            "as_of": AS_OF,
        },
        create=Create(
            _pair,
            allow=by_owner("contact", CHANGE),
            extra={
                "hours_needed": Param(
                    Annotated[int, Field(ge=0, le=744)] | None,
                    None,
                    "Hours a month; without it, what the contact needs.",
                )
            },
        ),
        acts=(Act("end", "End: counterpart", _end_pairing, CHANGE, END),),
    ),
    Resource(
        "teams",
        "hand-overs",
        HandOver,
        fields=("account", "contact", "giver", "taker", "due_on", "done_on", "note"),
        once=("account", "contact", "giver", "taker", "due_on", "note"),
        filters={
            "account": Filter(Key, "account_id"),
            "giver": Filter(Key, "giver_id"),
            "taker": Filter(Key, "taker_id"),
            "is_open": Filter(bool, _open_hand_overs, "Those still to be done, or those done."),
        },
        change=Change(_change_hand_over, TICK),
    ),
)
