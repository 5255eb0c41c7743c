"""Who faces whom, in files: today's coverage to bring in, teams and proposals to take out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from counterpart.access.viewer import Viewer
from counterpart.exchange.tables.columns import Kind, columns_for, of, refers, text
from counterpart.exchange.tables.customer_tables import IN_WORDS
from counterpart.exchange.tables.table import Table
from counterpart.staffing.models import Conflict, Lock, ProposedLead, ProposedPairing
from counterpart.teams.models import HandOver, Member, Pairing, SellingTeam


def leads_of_today(viewer: Viewer) -> QuerySet[Any]:
    """Who leads which account today."""
    return Member.objects.visible_to(viewer).on(viewer.today).filter(role=Member.Role.LEAD)


def pairings_of_today(viewer: Viewer) -> QuerySet[Any]:
    """Who faces whom today."""
    return Pairing.objects.visible_to(viewer).on(viewer.today)


HOURS = of(Kind.DECIMAL, "hours_per_month", example="6")
SINCE = of(Kind.DATE, "since", example="2026-01-01")
LEADS = Table(
    name="leads",
    label=_("Leads of today"),
    model=Member,
    key=("account",),
    words=("pk",),
    rows=leads_of_today,
    help=_("Who leads each account today; the import changes the lead from today on."),
    columns=columns_for(
        Member,
        [
            refers(
                "accounts",
                "account",
                label=_("Account"),
                field="",
                path="team__account",
                required=True,
                example="Fjord Foods",
            ),
            refers("people", "person", label=_("Lead"), required=True, example="nadia@example.com"),
            HOURS,
            replace(SINCE, importable=False),
        ],
    ),
)
COVERAGE = Table(
    name="coverage",
    label=_("Counterparts of today"),
    model=Pairing,
    key=("contact", "rank"),
    words=("pk",),
    rows=pairings_of_today,
    help=_("Who faces each contact today; the import changes the counterpart from today on."),
    columns=columns_for(
        Pairing,
        [
            refers("accounts", "account", label=_("Account"), field="", path="account"),
            refers(
                "contacts",
                "contact",
                within="account",
                required=True,
                help=IN_WORDS,
                example="Ines Dahl",
            ),
            refers("people", "person", required=True, example="ravi@example.com"),
            of(Kind.CHOICE, "rank", example="Primary"),
            HOURS,
            replace(SINCE, importable=False),
        ],
    ),
)
TEAMS = Table(
    name="teams",
    label=_("Selling teams"),
    model=SellingTeam,
    importable=False,
    words=("account__name",),
    columns=columns_for(
        SellingTeam,
        [
            refers("accounts", "account", label=_("Account")),
            SINCE,
            of(Kind.DATE, "until"),
        ],
    ),
)
MEMBERS = Table(
    name="members",
    label=_("Team members, all dates"),
    model=Member,
    importable=False,
    words=("pk",),
    columns=columns_for(
        Member,
        [
            refers("accounts", "account", label=_("Account"), field="", path="team__account"),
            refers("people", "person", label=_("Person")),
            of(Kind.CHOICE, "role"),
            of(Kind.CHOICE, "line"),
            HOURS,
            SINCE,
            of(Kind.DATE, "until"),
        ],
    ),
)
PAIRINGS = Table(
    name="pairings",
    label=_("Counterparts, all dates"),
    model=Pairing,
    importable=False,
    words=("pk",),
    columns=columns_for(
        Pairing,
        [
            refers("accounts", "account", label=_("Account")),
            refers("contacts", "contact"),
            refers("people", "person"),
            of(Kind.CHOICE, "rank"),
            HOURS,
            SINCE,
            of(Kind.DATE, "until"),
        ],
    ),
)
HAND_OVERS = Table(
    name="hand_overs",
    label=_("Hand-overs"),
    model=HandOver,
    importable=False,
    words=("pk",),
    columns=columns_for(
        HandOver,
        [
            refers("accounts", "account", label=_("Account")),
            refers("contacts", "contact", label=_("Contact")),
            refers("people", "giver", label=_("From whom")),
            refers("people", "taker", label=_("To whom")),
            of(Kind.DATE, "due_on"),
            of(Kind.DATE, "done_on"),
            text("note"),
        ],
    ),
)
GAIN = of(Kind.MONEY, "gain", field="gain_minor", label=_("Value a year"), currency="currency")
PLAN_CURRENCY = of(Kind.CURRENCY, "currency", field="", label=_("Currency"), path="plan__currency")
PROPOSED_LEADS = Table(
    name="proposed_leads",
    label=_("Proposed leads"),
    model=ProposedLead,
    importable=False,
    words=("pk",),
    columns=columns_for(
        ProposedLead,
        [
            of(Kind.TEXT, "proposal", field="", label=_("Proposal"), path="plan__name"),
            refers("accounts", "account", label=_("Account")),
            refers("people", "person", label=_("Lead")),
            of(Kind.DECIMAL, "hours_per_month", label=_("Hours a month")),
            GAIN,
            PLAN_CURRENCY,
            of(Kind.YES_NO, "is_by_hand", label=_("Set by hand")),
        ],
    ),
)
PROPOSED_PAIRINGS = Table(
    name="proposed_pairings",
    label=_("Proposed counterparts"),
    model=ProposedPairing,
    importable=False,
    words=("pk",),
    columns=columns_for(
        ProposedPairing,
        [
            of(Kind.TEXT, "proposal", field="", label=_("Proposal"), path="plan__name"),
            refers("accounts", "account", label=_("Account")),
            refers("contacts", "contact", label=_("Contact")),
            refers("people", "person", label=_("Counterpart")),
            refers("people", "backup", label=_("Backup")),
            of(Kind.DECIMAL, "hours_per_month", label=_("Hours a month")),
            of(Kind.DECIMAL, "backup_hours_per_month", label=_("Hours a month as backup")),
            GAIN,
            PLAN_CURRENCY,
            of(Kind.YES_NO, "is_by_hand", label=_("Set by hand")),
        ],
    ),
)
LOCKS = Table(
    name="locks",
    label=_("Locks"),
    model=Lock,
    key=("account", "contact", "person"),
    decides="kind",
    words=("pk",),
    help=_("Who must face a contact, or never may; without a contact, who leads the account."),
    columns=columns_for(
        Lock,
        [
            of(Kind.CHOICE, "kind", required=True, example="Must"),
            refers("accounts", "account", label=_("Account"), required=True, example="Fjord Foods"),
            refers(
                "contacts",
                "contact",
                label=_("Contact"),
                within="account",
                help=IN_WORDS,
                example="Ines Dahl",
            ),
            refers(
                "people",
                "person",
                label=_("Person"),
                required=True,
                example="ravi@example.com",
            ),
            text("why"),
        ],
    ),
)
CONFLICTS = Table(
    name="conflicts",
    label=_("Conflicts of interest"),
    model=Conflict,
    key=("person", "other"),
    either_way=("person", "other"),
    words=("pk",),
    help=_("Two people who must not work for the same account; the order does not matter."),
    columns=columns_for(
        Conflict,
        [
            refers(
                "people",
                "person",
                label=_("Person"),
                required=True,
                example="nadia@example.com",
            ),
            refers(
                "people",
                "other",
                label=_("Apart from"),
                required=True,
                example="ravi@example.com",
            ),
            text("why"),
        ],
    ),
)
TEAM_TABLES = (LEADS, COVERAGE, TEAMS, MEMBERS, PAIRINGS, HAND_OVERS)
STAFFING_TABLES = (PROPOSED_LEADS, PROPOSED_PAIRINGS, LOCKS, CONFLICTS)
