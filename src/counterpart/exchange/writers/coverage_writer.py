"""Who leads and who faces whom from today on: by the teams' use-case for a whole staffing."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.exchange.importing.rows import ImportRow, Plan, Verdict
from counterpart.exchange.writers.base import Writing
from counterpart.kernel.errors import RowProblem
from counterpart.kernel.errors import mark as _
from counterpart.teams import services as teams
from counterpart.teams.models import Member, Pairing
from counterpart.teams.services import WantedCounterpart, WantedLead

ELSEWHERE = _("%(contact)s is not at the account named in this row.")
NOT_KEY = _("%(account)s is a standard account; only key accounts have a selling team.")
SLICE = 900


class CoverageWriter:
    """Rows of leads or of counterparts, laid over what stands today."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """Contacts of other accounts, and accounts without a team."""
        rows = _wanted(plan)
        accounts = {account.pk: account for account in _accounts(plan, rows)}
        contacts = _contacts(plan, rows)
        for row in rows:
            contact = contacts.get(row.facts.get("contact") or 0)
            named = row.facts.get("account")
            if contact is not None and named and contact.account_id != named:
                yield RowProblem(row.number, "contact", ELSEWHERE, (("contact", str(contact)),))
            account = accounts.get(contact.account_id if contact else named or 0)
            if account is not None and not account.is_key:
                yield RowProblem(row.number, "account", NOT_KEY, (("account", account.name),))

    def write(self, plan: Plan, writing: Writing) -> None:
        """From today on: what the rows say, and for all others what stands today."""
        rows = _wanted(plan)
        contacts = _contacts(plan, rows)
        ids = {account.pk for account in _accounts(plan, rows)}
        leads, pairings = _standing(ids, writing.by)
        for row in rows:
            person, hours = row.facts["person"], row.facts.get("hours_per_month")
            if plan.table.name == "leads":
                account_id = row.facts["account"]
                before = leads.get(account_id)
                leads[account_id] = WantedLead(person, _hours(hours, before))
            else:
                key = (row.facts["contact"], row.facts["rank"])
                wanted = WantedCounterpart(
                    *key[:1], person, key[1], _hours(hours, pairings.get(key))
                )
                pairings[key] = wanted
        ids |= {contact.account_id for contact in contacts.values()}
        teams.replace_staffing(
            ids,
            leads,
            pairings.values(),
            since=writing.by.today,
            by=writing.by,
            why=writing.why,
            batch=writing.batch,
        )


def _wanted(plan: Plan) -> list[ImportRow]:
    return [row for row in plan.rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]


def _hours(given: Decimal | None, before: WantedLead | WantedCounterpart | None) -> Decimal:
    if given is not None:
        return given
    return before.hours_per_month if before else Decimal(0)


def _contacts(plan: Plan, rows: list[ImportRow]) -> dict[int, Contact]:
    if plan.table.name != "coverage":
        return {}
    keys = sorted({row.facts["contact"] for row in rows})
    found: dict[int, Contact] = {}
    for start in range(0, len(keys), SLICE):
        found |= Contact.objects.in_bulk(keys[start : start + SLICE])
    return found


def _accounts(plan: Plan, rows: list[ImportRow]) -> list[Account]:
    keys = {row.facts["account"] for row in rows if row.facts.get("account")}
    keys |= {contact.account_id for contact in _contacts(plan, rows).values()}
    ordered = sorted(keys)
    found: list[Account] = []
    for start in range(0, len(ordered), SLICE):
        found += Account.objects.filter(pk__in=ordered[start : start + SLICE])
    return found


def _standing(
    ids: set[int], by: Viewer
) -> tuple[dict[int, WantedLead], dict[tuple[int, str], WantedCounterpart]]:
    leads: dict[int, WantedLead] = {}
    pairings: dict[tuple[int, str], WantedCounterpart] = {}
    ordered = sorted(ids)
    for start in range(0, len(ordered), SLICE):
        part = ordered[start : start + SLICE]
        members = Member.objects.on(by.today).filter(team__account__in=part)
        for member in members.filter(role=Member.Role.LEAD).select_related("team"):
            leads[member.team.account_id] = WantedLead(member.person_id, member.hours_per_month)
        for pairing in Pairing.objects.on(by.today).filter(account__in=part):
            pairings[(pairing.contact_id, pairing.rank)] = WantedCounterpart(
                pairing.contact_id,
                pairing.person_id,
                pairing.rank,
                pairing.hours_per_month,
                pairing.reasons,
            )
    return leads, pairings
