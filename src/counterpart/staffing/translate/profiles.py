"""Rows as the engine's profiles.

The engine counts in minor units of the proposal's currency a year and in halves of an hour a
month. numpy is loaded only when this is called: pages that show a proposal never need it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.directory.working_time import overlap_matrix
from counterpart.kernel.money import minor_digits
from counterpart.ledger.queries import known_rates
from counterpart.ledger.rates import MissingRate, Rates
from counterpart.staffing.frame import StaffingFrame
from counterpart.staffing.hours import UNITS_AN_HOUR
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.translate.assumed_hours import hours_of_contacts
from counterpart.staffing.translate.worth import Worth, worth_of

LEAD_LEVEL = {"strategic": 5, "global": 5, "national": 4, "key": 3, "standard": 2}
DEFAULT_ZONE = "UTC"


def whole(values: list[int]) -> Any:
    """A column of whole numbers."""
    import numpy as np

    return np.array(values, dtype=np.int64)


class Translation:
    """One frame as numpy columns, and the engine's problem made of them."""

    def __init__(self, frame: StaffingFrame, options: StaffingOptions, currency: str) -> None:
        self.frame, self.options, self.currency = frame, options, currency
        self._rates: Rates | None = None
        self.major = 10 ** minor_digits(currency)
        self.person_at = {person.pk: n for n, person in enumerate(frame.people)}
        self.account_at = {account.pk: n for n, account in enumerate(frame.accounts)}
        spoken = {code for person in frame.people for code in person.languages}
        spoken |= {code for contact in frame.contacts for code in contact.languages}
        self.languages = sorted(spoken)
        self._read_places()
        self._read_skills()

    def _read_places(self) -> None:
        offices = sorted({person.office_id for person in self.frame.people})
        zones = sorted({site.time_zone for site in self.frame.sites.values()} | {DEFAULT_ZONE})
        self.office_at = {pk: n for n, pk in enumerate(offices)}
        self.zone_at = {zone: n for n, zone in enumerate(zones)}
        rows = [self.frame.offices[pk] for pk in offices]
        self.overlap = overlap_matrix(rows, zones) if rows else [[0.0]]
        self.home_zone: dict[int, str] = {}
        for site in self.frame.sites.values():
            self.home_zone.setdefault(site.account_id, site.time_zone)

    def _read_skills(self) -> None:
        """Each distinct set of functions becomes one row of the match table."""
        fit = {(ours, theirs): percent / 100 for ours, theirs, percent in self.frame.matches}
        theirs = sorted({contact.function_id for contact in self.frame.contacts})
        self.theirs_at = {pk: n for n, pk in enumerate(theirs)}
        sets = {person.pk: self._skills_of(person) for person in self.frame.people}
        self.skill_at = {skills: n for n, skills in enumerate(sorted(set(sets.values())))}
        self.skill_of = [self.skill_at[sets[person.pk]] for person in self.frame.people]
        self.match = [
            [
                max((fit.get((f, their), 0.0) * w for f, w in skills), default=0.0)
                for their in theirs
            ]
            for skills in self.skill_at
        ] or [[0.0] * len(theirs)]

    def _skills_of(self, person: Person) -> tuple[tuple[int, float], ...]:
        """Home function in full; a second one by how much weaker the person is in it."""
        home = max(person.competence_percent, 1)
        others = self.frame.secondary.get(person.pk, [])
        weaker = [(pk, round(0.85 * min(1.0, percent / home), 2)) for pk, percent in others]
        return ((person.function_id, 1.0), *sorted(weaker))

    def money(self, minor: int, currency: str) -> int:
        """Into the proposal's currency, by the day's rate."""
        if currency == self.currency or not minor:
            return minor
        if self._rates is None:
            self._rates = known_rates()
        today = self.frame.today
        exact = self._rates.minor_units(minor, currency, self.currency, today)
        if exact is None:
            raise MissingRate(
                base=currency, quote=self.currency, on=today.isoformat(), account=self.currency
            )
        return round(exact)

    def zone_of(self, contact: Contact) -> str:
        """The contact's site's time zone, else the account's first site's."""
        site = self.frame.sites.get(contact.site_id or 0)
        return site.time_zone if site else self.home_zone.get(contact.account_id, DEFAULT_ZONE)

    def speaks(self, codes: list[list[str]]) -> Any:
        """People (or contacts) x languages."""
        import numpy as np

        at = {code: n for n, code in enumerate(self.languages)}
        table = np.zeros((len(codes), max(len(at), 1)), dtype=bool)
        for row, spoken in enumerate(codes):
            table[row, [at[code] for code in spoken]] = True
        return table

    def profiles(self) -> tuple[Any, Any, Any, Any]:
        """People, contacts, accounts and tables as the engine's scorer wants them."""
        import numpy as np

        from counterpart.staffing import engine

        frame, whole = self.frame, np.int64
        people = engine.PersonProfiles(
            function=np.array(self.skill_of, dtype=whole),
            second_function=np.full(len(frame.people), -1, dtype=whole),
            level=np.array([p.seniority for p in frame.people], dtype=whole),
            languages=self.speaks([p.languages for p in frame.people]),
            office=np.array([self.office_at[p.office_id] for p in frame.people], dtype=whole),
            competence=np.array([p.competence_percent / 100 for p in frame.people]),
            fitness_to_lead=np.array([p.lead_fitness_percent / 100 for p in frame.people]),
            cost_per_hour=np.array([self._cost_of_unit(p) for p in frame.people], dtype=whole),
        )
        contacts = engine.ContactProfiles(
            account=np.array([self.account_at[c.account_id] for c in frame.contacts], dtype=whole),
            function=np.array([self.theirs_at[c.function_id] for c in frame.contacts], dtype=whole),
            level=np.array([c.level for c in frame.contacts], dtype=whole),
            languages=self.speaks([c.languages for c in frame.contacts]),
            site=np.array([self.zone_at[self.zone_of(c)] for c in frame.contacts], dtype=whole),
            hours=np.array(hours_of_contacts(frame)) * UNITS_AN_HOUR,
            weight=np.array([max(c.influence_percent, 1) / 100 for c in frame.contacts]),
            incumbent=self._people_or_nobody(
                [frame.primaries_today.get(c.pk) for c in frame.contacts]
            ),
        )
        accounts = engine.AccountProfiles(
            value=np.array([float(self.value_at_stake(a)) for a in frame.accounts]),
            level=np.array([LEAD_LEVEL[a.tier] for a in frame.accounts], dtype=whole),
            languages=self.speaks([self._spoken_at(a) for a in frame.accounts]),
            site=np.array(
                [self.zone_at[self.home_zone.get(a.pk, DEFAULT_ZONE)] for a in frame.accounts],
                dtype=whole,
            ),
            lead_hours=np.full(len(frame.accounts), self.options.lead_hours * UNITS_AN_HOUR),
            incumbent_lead=self._people_or_nobody(
                [frame.leads_today.get(a.pk) for a in frame.accounts]
            ),
        )
        tables = engine.FitTables(
            function_match=np.array(self.match, dtype=float),
            overlap_hours=np.array(self.overlap, dtype=float),
        )
        return people, contacts, accounts, tables

    @cached_property
    def worth(self) -> Worth:
        """What each account is worth a year."""
        return worth_of(
            self.frame.accounts,
            today=self.frame.today,
            money=self.money,
            coordination=self.options.coordination_cost * self.major,
        )

    def value_at_stake(self, account: Account) -> int:
        """What a year's business depends on how well the account's people are faced."""
        value = self.worth.values[account.pk]
        return value * self.options.value_share_percent // 100

    def _cost_of_unit(self, person: Person) -> int:
        """The engine's unit of time every month, for a year."""
        return self.money(person.cost_per_hour_minor, person.cost_currency) * 12 // UNITS_AN_HOUR

    def _people_or_nobody(self, people: list[int | None]) -> Any:
        import numpy as np

        return np.array([self.person_at.get(pk or 0, -1) for pk in people], dtype=np.int64)

    def _spoken_at(self, account: Account) -> list[str]:
        at = self.account_at[account.pk]
        return sorted({code for c in self._contacts_by_account[at] for code in c.languages})

    @property
    def _contacts_by_account(self) -> list[list[Contact]]:
        if not hasattr(self, "_grouped"):
            self._grouped: list[list[Contact]] = [[] for _ in self.frame.accounts]
            for contact in self.frame.contacts:
                self._grouped[self.account_at[contact.account_id]].append(contact)
        return self._grouped
