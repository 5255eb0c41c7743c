"""An empty installation is filled in order: functions, offices, people, customers, staffing."""

import pytest
from django.urls import reverse

from factories import AccountFactory, FunctionFactory, OfficeFactory, PersonFactory

ACCOUNTS, COVERAGE, PEOPLE, STAFFING = (
    "teams:portfolio",
    "teams:matrix",
    "directory:people",
    "staffing:plans",
)
FUNCTIONS_BUTTON = '<a class="button primary" href="/functions/">Add functions</a>'
PEOPLE_BUTTON = '<a class="button primary" href="/people/">Add people</a>'
CUSTOMERS_BUTTON = '<a class="button primary" href="/files/">Import customers</a>'


@pytest.fixture
def shown(ops_client):
    return lambda name: ops_client.get(reverse(name)).content.decode()


@pytest.mark.parametrize("page", [ACCOUNTS, COVERAGE, PEOPLE, STAFFING])
def test_everything_begins_with_functions(shown, page):
    text = shown(page)

    assert FUNCTIONS_BUTTON in text
    assert "Import customers" not in text


@pytest.mark.parametrize("page", [ACCOUNTS, COVERAGE, PEOPLE, STAFFING])
def test_offices_follow(shown, page):
    FunctionFactory()

    assert '<a class="button primary" href="/offices/">Add offices</a>' in shown(page)


@pytest.mark.parametrize("page", [ACCOUNTS, COVERAGE, STAFFING])
def test_people_come_next(shown, page):
    FunctionFactory()
    OfficeFactory()

    assert PEOPLE_BUTTON in shown(page)


@pytest.mark.parametrize("page", [ACCOUNTS, COVERAGE, STAFFING])
def test_then_customers(shown, page):
    PersonFactory()

    assert CUSTOMERS_BUTTON in shown(page)


def test_people_are_entered_once_there_are_functions_and_offices(shown):
    FunctionFactory()
    OfficeFactory()

    assert "Enter your people one by one" in shown(PEOPLE)


def test_proposals_come_last(shown):
    PersonFactory()
    AccountFactory()

    assert "Draw one up" in shown(STAFFING)


def test_those_who_cannot_begin_are_told_what_they_will_see(nadia, client_of):
    page = client_of(nadia).get(reverse(ACCOUNTS)).content.decode()

    assert "You see the accounts you lead" in page
    assert "Add functions" not in page


def test_a_filter_that_fits_nothing_leads_back_to_all(ops_client):
    page = ops_client.get(reverse(ACCOUNTS), {"tier": "global"}).content.decode()

    assert "No key account fits" in page
    assert "Add functions" not in page
