"""How many people the sales force needs: methods, inputs from the data, and the page."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from counterpart.coverage import services
from counterpart.coverage.models import SizingSheet
from counterpart.coverage.queries.sizing import sizes_of
from counterpart.coverage.queries.sizing_inputs import (
    CallClass,
    SizingInputs,
    inputs_from_data,
    inputs_of,
    kept_sheet,
)
from counterpart.coverage.services.sizing import set_sizing
from counterpart.history.models import Change
from factories import PersonFactory

TODAY = date(2026, 11, 23)
TOLD = SizingInputs(
    currency="EUR",
    present=10,
    forecast_minor=1_000_000_000,
    per_person_minor=100_000_000,
    turnover_percent=Decimal(20),
    weeks=Decimal(50),
    hours_per_week=Decimal(40),
    selling_percent=Decimal(40),
    margin_percent=Decimal(30),
    cost_per_person_minor=7_000_000,
    commission_percent=Decimal(0),
    elasticity=Decimal("0.3"),
    kept_second_percent=Decimal(60),
    kept_third_percent=Decimal(30),
    classes=(CallClass("key", 300, Decimal(36), Decimal(1)),),
)


def sent(page, **given):
    """What the form would send untouched, with these fields filled in differently."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields} | given


def test_every_method_answers_as_on_paper(db):
    found = sizes_of(TOLD)

    assert found.breakdown.people == 12  # 10,000,000 / 1,000,000 x 1.2
    assert found.workload.headcount.people == 14  # 10,800 hours / 800
    best = 10 * (0.3 * 0.3 * 1_000_000_000 / (7_000_000 * 10)) ** (1 / 0.7)
    assert abs(found.incremental.size - best) <= 1
    assert found.plan is None


def test_the_steps_around_today_and_the_best_are_shown_and_turn_where_it_stops(db):
    found = sizes_of(TOLD)

    size = found.incremental.size
    profits = {step.number: step.profit for step in found.steps}
    assert profits[size] >= 0 > profits[size + 1]
    assert {8, 9, 10, 11, 12} <= set(profits)


def test_a_force_that_should_grow_many_times_is_followed_to_its_size(db):
    found = sizes_of(replace(TOLD, cost_per_person_minor=1_000_000))

    size = found.incremental.size
    assert size > 3 * TOLD.present
    assert found.incremental.steps[size].profit < 0


def test_the_companys_data_fill_the_inputs(fjord, system):
    assert inputs_from_data(TODAY) is None
    PersonFactory(lead_fitness_percent=80, cost_per_hour_minor=5_000, cost_currency="EUR")
    services.work_out_results(today=TODAY)

    found = inputs_from_data(TODAY)

    assert (found.present, found.forecast_minor, found.currency) == (1, 2_500_000, "EUR")
    assert (found.margin_percent, found.elasticity) == (Decimal(40), Decimal("0.31"))
    assert found.cost_per_person_minor == 5_000 * 44 * 40
    assert [(each.tier, each.accounts) for each in found.classes] == [("standard", 1)]


def test_saved_inputs_are_kept_and_a_tier_left_out_is_gone(system):
    set_sizing(TOLD, by=system)
    other = replace(TOLD, present=11, classes=(CallClass("global", 2, Decimal(50), Decimal(3)),))

    set_sizing(other, by=system)

    assert SizingSheet.objects.count() == 1
    assert inputs_of(kept_sheet()) == other


def test_the_page_shows_all_methods_and_their_steps(system, ops_client):
    empty = ops_client.get(reverse("coverage:sizes")).content.decode()
    set_sizing(TOLD, by=system)

    page = ops_client.get(reverse("coverage:sizes")).content.decode()

    assert "Nothing to size from yet" in empty
    assert "13.5 → 14" in page
    assert "12 → 12" in page


def test_inputs_are_changed_on_the_form_and_stand_in_the_history(system, ops_client):
    set_sizing(TOLD, by=system)
    address = reverse("coverage:sizing")

    ops_client.post(address, sent(ops_client.get(address), present="12", elasticity="0,25"))

    found = inputs_of(kept_sheet())
    assert (found.present, found.elasticity) == (12, Decimal("0.25"))
    assert found.classes == TOLD.classes
    assert Change.objects.filter(thing="coverage.sizingsheet").count() == 2


@pytest.mark.parametrize(
    ("field", "typed"),
    [("per_person_minor", "0"), ("weeks", "-1"), ("margin_percent", "130"), ("elasticity", "1.2")],
)
def test_what_leaves_a_method_without_an_answer_is_said_beside_its_field(
    system, ops_client, field, typed
):
    set_sizing(TOLD, by=system)
    address = reverse("coverage:sizing")

    page = ops_client.post(address, sent(ops_client.get(address), **{field: typed}))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert inputs_of(kept_sheet()) == TOLD


def test_only_operations_and_finance_change_it(system, omar, client_of):
    set_sizing(TOLD, by=system)
    outsider = client_of(omar)

    assert outsider.get(reverse("coverage:sizes")).status_code == 404
    assert outsider.post(reverse("coverage:sizing"), {}).status_code == 404
