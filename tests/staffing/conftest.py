"""Two key accounts with contacts, and enough people to staff them."""

from dataclasses import dataclass

import pytest

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Function, Person
from counterpart.staffing import services
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.options import StaffingOptions
from factories import AccountFactory, ContactFactory, PersonFactory

QUICK = StaffingOptions(seconds=2, coordination_cost=100, lead_hours=8)


@dataclass
class Market:
    """What there is to staff."""

    accounts: list[Account]
    contacts: list[Contact]
    people: list[Person]


@pytest.fixture
def market(sales: Function, logistics: Function) -> Market:
    lead = PersonFactory(function=sales, lead_fitness_percent=90, hours_per_month=60)
    experts = [PersonFactory(function=logistics, hours_per_month=20) for _ in range(2)]
    accounts = [
        AccountFactory(name=f"Account {letter}", annual_value_minor=50_000_000) for letter in "AB"
    ]
    contacts = [
        ContactFactory(account=account, function=logistics, hours_per_month=5)
        for account in accounts
        for _ in range(2)
    ]
    return Market(accounts, contacts, [lead, *experts])


@pytest.fixture
def proposal(market: Market, system: Viewer) -> StaffingPlan:
    """Solved here and now."""
    return services.draw_up(
        "First", accounts=market.accounts, people=None, options=QUICK, by=system, solve_now=True
    )
