"""Coverage models, their terms, and which account has which."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from counterpart.coverage import services
from counterpart.coverage.models import AccountCoverage, CoverageModel
from counterpart.coverage.queries.models import coverage_on, terms_on, yearly_costs
from counterpart.directory.models import Function
from coverage_room.conftest import BEGIN
from factories import AccountFactory


def test_the_five_usual_models_come_once(models, system):
    again = services.take_ready_made(since=BEGIN, currency="EUR", by=system)

    assert again == []
    assert list(models) == ["territory", "manager", "sales-force", "team", "on-site"]


def test_terms_hold_from_their_day_until_the_next(models, system):
    seller = Function.objects.get(code="sales")
    facts = {"people": 1, "currency": "EUR"}
    services.set_terms(
        models["manager"], since=date(2026, 6, 1), hours={seller: Decimal(99)}, by=system, **facts
    )

    hours = [
        {each.model.code: each.hours_in_all for each in terms_on(day)}["manager"]
        for day in (date(2026, 5, 31), date(2026, 6, 1))
    ]

    assert hours == [120, 99]


def test_terms_of_the_same_day_are_replaced_and_hours_with_them(models, system):
    seller = Function.objects.get(code="sales")
    for hours in (10, 20):
        services.set_terms(
            models["team"], since=BEGIN, hours={seller: Decimal(hours)}, by=system, people=3
        )

    (on_day,) = (each for each in terms_on(BEGIN) if each.model.code == "team")
    assert on_day.hours == {seller.pk: 20}
    assert models["team"].terms.count() == 1


def test_two_models_of_one_name_are_refused_in_words(models, system):
    with pytest.raises(services.ModelNameTaken, match="SELLING TEAM"):
        services.create_model(code="other", kind="team", name="SELLING TEAM", by=system)

    assert not CoverageModel.objects.filter(code="other").exists()


def test_fewer_people_than_the_model_needs_are_refused(models, system):
    with pytest.raises(services.TooFewPeople):
        services.set_terms(
            models["team"], since=BEGIN, hours={}, by=system, people=1, least_people=3
        )


def test_an_account_has_one_model_at_a_time(models, system):
    account = AccountFactory()
    light, heavy = models["territory"], models["team"]
    services.cover_accounts({account: light}, since=date(2026, 1, 1), by=system)

    changed = services.cover_accounts({account: heavy}, since=date(2026, 3, 1), by=system)
    same = services.cover_accounts({account: heavy}, since=date(2026, 4, 1), by=system)

    rows = AccountCoverage.objects.filter(account=account).order_by("since")
    assert [(row.model, row.since, row.until) for row in rows] == [
        (light, date(2026, 1, 1), date(2026, 3, 1)),
        (heavy, date(2026, 3, 1), None),
    ]
    assert (changed, same) == (1, 0)


def test_a_change_before_one_that_stands_is_refused_and_changes_nothing(models, system):
    first, second = AccountFactory(), AccountFactory()
    services.cover_accounts({second: models["manager"]}, since=date(2026, 5, 1), by=system)

    wanted = dict.fromkeys((first, second), models["team"])
    with pytest.raises(services.CoveredLater, match=second.name):
        services.cover_accounts(wanted, since=date(2026, 3, 1), by=system)

    assert not AccountCoverage.objects.filter(account=first).exists()


def test_where_nobody_has_said_the_model_is_assumed(models):
    standard, key = AccountFactory(tier="standard"), AccountFactory(tier="key")

    found = coverage_on(date(2026, 6, 1), [standard, key])

    assert [found[a.pk].model.code for a in (standard, key)] == ["territory", "manager"]
    assert all(each.is_assumed for each in found.values())


def test_a_model_that_covers_somebody_stays(models, system):
    services.cover_accounts({AccountFactory(): models["team"]}, since=BEGIN, by=system)

    with pytest.raises(services.ModelInUse):
        services.remove_model(models["team"], by=system)
    services.remove_model(models["on-site"], by=system)

    assert set(CoverageModel.objects.values_list("code", flat=True)) == {
        "territory", "manager", "sales-force", "team",
    }  # fmt: skip


def test_a_year_of_a_model_costs_hours_coordination_and_what_is_fixed(models):
    costs = {each.on_day.model.code: each for each in yearly_costs(date(2026, 6, 1), "EUR")}

    manager = costs["manager"]
    assert (manager.work_minor, manager.coordination_minor, manager.fixed_minor) == (
        120 * 5_000, 30_000, 250_000,
    )  # fmt: skip
    assert manager.total_minor == 880_000


def test_usual_quantities_are_set_and_taken_away_on_screen(models, ops_client):
    model = models["manager"]
    path = reverse("coverage:usual", args=[model.pk])

    ops_client.post(path, {"visit": "8.5", "travel": ""})
    assert [(row.activity, str(row.quantity_per_year)) for row in model.standards.all()] == [
        ("visit", "8.50")
    ]
    assert ops_client.post(path, {"visit": "-1"}).status_code == 422

    ops_client.post(path, {"visit": ""})
    assert not model.standards.exists()
