"""What contacts ask of our people beyond their function, and what our people bring."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from counterpart.customers.models import Contact
from counterpart.directory.models import Person

if TYPE_CHECKING:
    from counterpart.staffing.engine import Abilities, Needs
    from counterpart.staffing.translate.profiles import Translation

YEAR = 365


def words_of(text: str) -> frozenset[str]:
    """What stands between the commas, in small letters."""
    return frozenset(" ".join(word.split()).casefold() for word in text.split(",")) - {""}


def needs_of(made: Translation) -> list[Needs]:
    """What each contact asks for; presence only where the city of their site is known."""
    from counterpart.staffing.engine import Needs

    return [
        Needs(
            skills=words_of(contact.needed_skills),
            seniority=_least_seniority(made, contact),
            site=_site_of(made, contact),
        )
        for contact in made.frame.contacts
    ]


def abilities_of(made: Translation) -> Abilities:
    """What each person brings."""
    from counterpart.staffing.engine import Abilities

    people, offices = made.frame.people, made.frame.offices
    return Abilities(
        skills=[words_of(person.skills) for person in people],
        seniority=[person.seniority for person in people],
        sites=[
            words_of(person.on_site_in) | words_of(offices[person.office_id].city)
            for person in people
        ],
    )


def present_percent(made: Translation, person: Person) -> int:
    """The part of the coming year in which the person is employed and not away for long."""
    today = made.frame.today
    end = today + timedelta(days=YEAR)
    begins = max(today, person.employed_since or today)
    ends = min(end, person.employed_until or end)
    employed = max((ends - begins).days, 0)
    away = sum(
        _days_within(since, until, begins, ends)
        for since, until in made.frame.long_absences.get(person.pk, ())
    )
    return 100 * max(employed - away, 0) // YEAR


def _days_within(since: date, until: date, begins: date, ends: date) -> int:
    return max((min(until, ends) - max(since, begins)).days, 0)


def _least_seniority(made: Translation, contact: Contact) -> int:
    least, options = contact.least_seniority or 0, made.options
    weighty = options.seniority_from_percent
    if weighty is not None and contact.influence_percent >= weighty:
        least = max(least, options.least_seniority)
    return least


def _site_of(made: Translation, contact: Contact) -> str:
    site = made.frame.sites.get(contact.site_id or 0)
    if not contact.wants_on_site or site is None:
        return ""
    return " ".join(site.city.split()).casefold()
