"""What was done for accounts: logged, changed, taken back, done twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from counterpart.coverage import services
from counterpart.coverage.models import AccountResult, Activity, ServiceEntry
from counterpart.coverage.queries.beside import models_beside
from counterpart.coverage.queries.duplicates import duplicates_of
from counterpart.coverage.reckoning.activities import What
from counterpart.jobs.performing import perform_waiting
from factories import (
    ContactFactory,
    MemberFactory,
    PairingFactory,
    PersonFactory,
    SiteFactory,
    TeamFactory,
)

TODAY = date(2026, 11, 23)
DAY = date(2026, 5, 4)


@pytest.fixture
def two(sales):
    """Two of ours from two offices."""
    return PersonFactory(function=sales), PersonFactory(function=sales)


def visit(account, person, site, system, on=DAY, **more):
    return services.log_entry(
        account, activity=Activity.VISIT, person=person, site=site, on=on, quantity=Decimal(1),
        by=system, **more,
    )  # fmt: skip


def test_hours_are_of_the_function_of_the_person(fjord, two, sales, system):
    entry = services.log_entry(
        fjord, activity="hours", person=two[0], on=DAY, quantity=Decimal(3), by=system
    )

    assert entry.function == sales


def test_a_day_ahead_and_what_the_ledger_counts_are_refused(fjord, system):
    with pytest.raises(services.EntryAhead):
        services.log_entry(
            fjord, activity="visit", on=date(2027, 1, 1), quantity=Decimal(1), by=system
        )
    with pytest.raises(services.FromTheLedger):
        services.log_entry(fjord, activity="order", on=DAY, quantity=Decimal(1), by=system)
    assert not ServiceEntry.objects.exists()


def test_two_journeys_to_one_site_on_one_day_are_found_and_priced(fjord, two, models, system):
    services.set_rate(
        "visit", cost_minor=20_000, currency="EUR", unit="visit", since=date(2024, 1, 1), by=system
    )
    site = SiteFactory(account=fjord)
    visit(fjord, two[0], site, system)
    visit(fjord, two[1], site, system)

    found = duplicates_of([fjord], TODAY)

    assert [(row.kind, row.minor) for row in found.rows] == [("journey", 20_000)]
    assert set(found.rows[0].people) == set(two)
    assert found.totals == {"EUR": 20_000}


def test_a_joint_visit_and_a_backup_are_no_duplicates(fjord, two, models, system):
    site = SiteFactory(account=fjord)
    for person in two:
        visit(fjord, person, site, system, is_joint=True)
    contact = ContactFactory(account=fjord)
    PairingFactory(contact=contact, person=two[0])
    PairingFactory(contact=contact, person=two[1], rank="backup")

    assert duplicates_of([fjord], TODAY).rows == []


def test_two_of_ours_at_one_function_are_told_and_priced_at_nothing(fjord, two, logistics):
    for person in two:
        contact = ContactFactory(account=fjord, function=logistics)
        PairingFactory(contact=contact, person=person)

    found = duplicates_of([fjord], TODAY)

    assert [(row.kind, row.where, row.minor) for row in found.rows] == [
        ("function", "Logistics", 0)
    ]


def test_entries_are_logged_changed_and_taken_back_on_screen(fjord, two, ops_client):
    path = reverse("coverage:entries", args=[fjord.pk])
    sent = {"activity": "hours", "on": "2026-05-04", "quantity": "2.5", "currency": "EUR",
            "person": str(two[0].pk)}  # fmt: skip

    assert ops_client.post(path, {**sent, "amount_minor": "10"}).status_code == 422
    assert ops_client.post(path, {**sent, "person": ""}).status_code == 422
    assert ops_client.post(path, sent).url == path
    entry = ServiceEntry.objects.get()
    assert entry.quantity == Decimal("2.5")
    assert "2.5" in ops_client.get(path).content.decode()

    one = reverse("coverage:entry", args=[entry.pk])
    assert ops_client.post(one, {**sent, "quantity": "4"}).url == path
    assert ServiceEntry.objects.get().quantity == 4

    ops_client.post(reverse("coverage:entry_remove", args=[entry.pk]))
    assert not ServiceEntry.objects.exists()


def test_the_models_stand_beside_each_other_before_the_coverage_is_changed(fjord, ops_client):
    services.work_out_results(today=TODAY)

    rows = models_beside(fjord, TODAY)

    territory, manager = rows[0], rows[1]
    assert (territory.is_today, manager.is_today) == (True, False)
    assert manager.cost_minor > territory.cost_minor
    assert manager.sales_minor > territory.sales_minor == 2_500_000
    assert territory.contribution_minor == 1_000_000 - 13_000 - territory.cost_minor
    page = ops_client.get(reverse("coverage:cover", args=[fjord.pk])).content.decode()
    assert "What each model would bring here" in page


def test_a_rate_in_a_currency_without_exchange_is_named_and_stops_nothing(fjord, models, system):
    services.set_rate(
        "order", cost_minor=500, currency="JPY", unit="order", since=date(2025, 1, 1), by=system
    )

    told = services.work_out_results(today=TODAY)

    assert AccountResult.objects.get().revenue_minor == 2_500_000
    assert told.accounts == 1
    assert told.unpriced == (What("order"),)


def test_what_was_not_counted_is_told_on_the_page_of_all_accounts(fjord, system, ops_client):
    services.set_rate(
        "order", cost_minor=500, currency="JPY", unit="order", since=date(2025, 1, 1), by=system
    )
    services.work_out_in_background(by=system)
    perform_waiting()

    page = ops_client.get(reverse("coverage:profit")).content.decode()

    assert "none of exchange: Order." in page


@pytest.fixture
def member(fjord, nadia, client_of):
    """A browser of somebody on the account's team who does not lead it."""
    MemberFactory(team=TeamFactory(account=fjord), person=nadia)
    return client_of(nadia)


def test_the_team_logs_quantities_and_sees_no_money(fjord, member, nadia, system):
    money = services.log_entry(
        fjord, activity=Activity.TRAVEL, on=DAY, amount_minor=123_456, currency="EUR", by=system
    )
    path = reverse("coverage:entries", args=[fjord.pk])
    sent = {"activity": "hours", "on": "2026-05-04", "quantity": "2", "amount_minor": "77",
            "person": str(nadia.pk)}  # fmt: skip

    assert member.post(path, sent).url == path
    entry = ServiceEntry.objects.exclude(pk=money.pk).get()
    assert (entry.quantity, entry.amount_minor) == (2, None)
    page = member.get(path).content.decode()
    assert "1,234" not in page and "Done twice" not in page
    for name in ("entry", "entry_remove"):
        assert member.post(reverse(f"coverage:{name}", args=[money.pk])).status_code == 404
    assert member.post(reverse("coverage:entry_remove", args=[entry.pk])).url == path
    assert member.get(reverse("coverage:statement", args=[fjord.pk])).status_code == 404


def test_the_team_judges_the_response_and_sees_no_sales(fjord, member):
    services.work_out_results(today=TODAY)
    path = reverse("coverage:response", args=[fjord.pk])

    page = member.get(path).content.decode()

    assert "What do you think?" in page
    assert "Sales today" not in page and "under each coverage model" not in page
