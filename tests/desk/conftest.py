"""Ines asks; Ravi is her counterpart, Lena his backup."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from counterpart.customers.models import Account, Contact
from counterpart.desk import services
from counterpart.desk.models import Question
from counterpart.directory.models import Person
from factories import LoginFactory, PairingFactory, PersonFactory

SINCE = date(2026, 1, 1)


def monday(hour: int, minute: int = 0, *, day: int = 0) -> datetime:
    """By the clock of Berlin, an hour ahead of UTC; `day` days later."""
    return datetime(2026, 11, 23 + day, hour - 1, minute, tzinfo=UTC)


@pytest.fixture
def lena(ravi: Person) -> Person:
    """Ravi's backup, in his office."""
    return PersonFactory(
        first_name="Lena",
        last_name="Wolf",
        function=ravi.function,
        office=ravi.office,
        login=LoginFactory(email="lena@example.com"),
    )


@pytest.fixture
def faced(fjord: Account, ines: Contact, ravi: Person, lena: Person) -> Account:
    """Fjord Foods, where Ravi faces Ines, and Lena is his backup."""
    PairingFactory(account=fjord, contact=ines, person=ravi, since=SINCE)
    PairingFactory(account=fjord, contact=ines, person=lena, since=SINCE, rank="backup")
    return fjord


@pytest.fixture
def ask(faced, ines, system):
    """Ines asks about delivery windows; other facts by name."""

    def asked(*, at: datetime | None = None, **facts: object) -> Question:
        given = {"subject": "Delivery windows", "body": "When do you deliver?", **facts}
        return services.ask(faced, contact=ines, by=system, now=at or monday(9), **given)

    return asked
