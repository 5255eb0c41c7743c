"""The pages on which models, terms, rates and coverage are entered."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from counterpart.coverage.models import AccountCoverage, CostRate, CoverageModel, ModelTerms
from coverage_room.conftest import BEGIN
from factories import AccountFactory

NEW = {
    "name": "Door keeper",
    "code": "door",
    "kind": "manager",
    "position": "15",
    "is_offered": "on",
}


def terms_fields(page, **given):
    """What the form would send untouched, with these fields filled in differently."""
    form = page.context["form"]
    known = {name: form[name].value() for name in form.fields}
    sent = {name: "" if value is None else value for name, value in known.items()}
    return sent | given


def test_a_model_of_ones_own_begins_with_its_terms(models, ops_client):
    answer = ops_client.post(reverse("coverage:model_create"), NEW)

    made = CoverageModel.objects.get(code="door")
    assert answer.url == reverse("coverage:terms", args=[made.pk])


def test_a_second_model_of_the_name_is_refused_on_the_form(models, ops_client):
    page = ops_client.post(reverse("coverage:model_create"), NEW | {"name": "Selling team"})

    assert page.status_code == 422
    assert "already" in page.content.decode()
    assert not CoverageModel.objects.filter(code="door").exists()


def test_terms_from_another_day_start_from_those_that_hold(models, sales, ops_client):
    model = models["manager"]
    address = reverse("coverage:terms", args=[model.pk])
    page = ops_client.get(address)
    fields = terms_fields(
        page, since="2026-12-01", travel_minor="3,000", **{f"hours_{sales.pk}": "130.5"}
    )

    ops_client.post(address, fields)

    new = ModelTerms.objects.get(model=model, since=date(2026, 12, 1))
    assert (new.travel_minor, new.people, new.coordination_per_pair_minor) == (300_000, 2, 30_000)
    assert [row.hours_per_year for row in new.hours.all()] == [Decimal("130.5")]
    assert ModelTerms.objects.get(model=model, since=BEGIN).travel_minor == 250_000


def test_a_negative_cost_is_said_beside_the_field_and_changes_nothing(models, ops_client):
    address = reverse("coverage:terms", args=[models["manager"].pk])
    fields = terms_fields(ops_client.get(address), travel_minor="-1")

    page = ops_client.post(address, fields)

    assert page.status_code == 422
    assert page.context["form"].errors["travel_minor"] == ["This is at least 0."]
    assert ModelTerms.objects.filter(model=models["manager"]).count() == 1


def test_a_rate_without_a_currency_is_refused(models, ops_client):
    sent = {"activity": "visit", "cost_minor": "180", "unit": "visit", "since": "2026-01-01"}

    page = ops_client.post(reverse("coverage:rates"), sent | {"currency": ""})
    ops_client.post(reverse("coverage:rates"), sent | {"currency": "EUR"})

    assert "currency" in page.context["form"].errors
    assert CostRate.objects.get(activity="visit").cost_minor == 18_000


def test_a_removed_rate_is_gone(models, ops_client):
    rate = CostRate.objects.get(activity="order")

    ops_client.post(reverse("coverage:rate_remove", args=[rate.pk]))

    assert not CostRate.objects.filter(activity="order").exists()


def test_coverage_is_changed_by_hand_with_a_day(models, ops_client):
    account = AccountFactory()
    address = reverse("coverage:cover", args=[account.pk])

    ops_client.post(address, {"model": models["team"].pk, "since": "2026-02-01", "why": "Grows"})
    earlier = ops_client.post(address, {"model": models["on-site"].pk, "since": "2026-01-01"})

    assert earlier.status_code == 422
    row = AccountCoverage.objects.get(account=account)
    assert (row.model, row.since, row.until) == (models["team"], date(2026, 2, 1), None)


def test_a_model_in_use_is_kept_and_says_why(models, ops_client):
    account, team = AccountFactory(), models["team"]
    cover = reverse("coverage:cover", args=[account.pk])
    ops_client.post(cover, {"model": team.pk, "since": "2026-02-01"})

    page = ops_client.post(reverse("coverage:model_remove", args=[team.pk]), follow=True)

    assert "stays for the record" in page.content.decode()
    assert CoverageModel.objects.filter(pk=team.pk).exists()
