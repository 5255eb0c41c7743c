"""Why somebody fits a place of a proposal, worked out for a few people without the engine.

The same weights as the engine's `FitRules`; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact, Site
from counterpart.directory.models import Person
from counterpart.directory.working_time import overlap_hours
from counterpart.staffing.models import ProposedLead, ProposedPairing
from counterpart.staffing.translate.profiles import DEFAULT_ZONE, LEAD_LEVEL
from counterpart.teams.candidates import FULL_DAY, INCUMBENT, candidates_for
from counterpart.teams.models import Member

LEAD_BASE, LEAD_SENIORITY, LEAD_LANGUAGE, LEAD_OVERLAP = 0.40, 0.20, 0.20, 0.20
Reasons = dict[int, dict[str, Any]]


def reasons_for(
    place: ProposedPairing | ProposedLead, people: Collection[int], viewer: Viewer
) -> Reasons:
    """By person, as the engine keeps them with its pairings; a fixed number of queries."""
    if isinstance(place, ProposedLead):
        return _of_leads(place.account, people, viewer)
    zone = None if place.contact.site else _home_zone(place.account)
    found = candidates_for(
        place.contact, since=viewer.today, viewer=viewer, among=people, home_zone=zone
    )
    return {
        one.person.pk: {
            "fit": one.fit_percent,
            "match": one.match_percent,
            "second_function": one.is_second_function,
            "level": one.levels_apart,
            "languages": list(one.languages),
            "overlap": round(one.overlap_hours, 1),
            "competence": one.person.competence_percent,
            "incumbent": one.is_incumbent,
            "languages_known": bool(one.person.languages and place.contact.languages),
        }
        for one in found
    }


def _of_leads(account: Account, people: Collection[int], viewer: Viewer) -> Reasons:
    rows = Person.objects.filter(pk__in=people).select_related("office__calendar")
    staying = Q(left_on=None) | Q(left_on__gt=viewer.today)
    contacts = Contact.objects.filter(staying, account=account).order_by()
    spoken = {code for codes in contacts.values_list("languages", flat=True) for code in codes}
    leads = Member.objects.on(viewer.today).filter(team__account=account, role=Member.Role.LEAD)
    today = set(leads.values_list("person", flat=True))
    zone = _home_zone(account)
    return {person.pk: _of_lead(person, account, spoken, zone, today) for person in rows}


def _home_zone(account: Account) -> str:
    site = Site.objects.filter(account=account).first()
    return site.time_zone if site else DEFAULT_ZONE


def _of_lead(
    person: Person, account: Account, spoken: set[str], zone: str, today: set[int]
) -> dict[str, Any]:
    level = person.seniority - LEAD_LEVEL[account.tier]
    languages = [code for code in sorted(person.languages) if code in spoken]
    overlap = overlap_hours(person.office, zone)
    quality = (
        LEAD_BASE
        + LEAD_SENIORITY * max(0.0, 1 - 0.25 * abs(level))
        + LEAD_LANGUAGE * bool(languages)
        + LEAD_OVERLAP * min(overlap / FULL_DAY, 1.0)
    )
    fit = quality * person.lead_fitness_percent / 100 + INCUMBENT * (person.pk in today)
    return {
        "match": person.lead_fitness_percent,
        "level": level,
        "languages": languages,
        "overlap": round(overlap, 1),
        "competence": person.competence_percent,
        "incumbent": person.pk in today,
        "fit": round(100 * fit),
        "is_lead": True,
        "languages_known": bool(person.languages and spoken),
    }
