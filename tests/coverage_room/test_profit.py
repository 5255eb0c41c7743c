"""What accounts contribute: the results, the whale curve, and one account's statement."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from counterpart.coverage import services
from counterpart.coverage.models import AccountResult, Activity, ServiceEntry
from counterpart.coverage.queries.changed_coverage import changed_coverage
from counterpart.coverage.queries.profit import ProfitFilter, results_for, whale_of
from counterpart.coverage.queries.statement import statement_of
from counterpart.coverage.whale_chart import whale_chart
from counterpart.history import services as history
from counterpart.jobs.performing import perform_waiting
from counterpart.kernel.days import Days
from coverage_room.conftest import order
from factories import AccountFactory, put_on_team

TODAY = date(2026, 11, 23)
USUAL = 16 * 5_000 + 40_000  # a territory seller: sixteen hours of fifty, and travel
DOCUMENTS = 4_000 + 9_000  # one order, one return


def work_out():
    return services.work_out_results(today=TODAY)


def test_contribution_is_margin_less_what_serving_costs(fjord):
    work_out()

    found = AccountResult.objects.get()
    assert (found.revenue_minor, found.margin_minor) == (2_500_000, 1_000_000)
    assert found.cost_to_serve_minor == USUAL + DOCUMENTS
    assert found.contribution_minor == 1_000_000 - USUAL - DOCUMENTS
    assert found.by_activity == {"hours": 80_000, "travel": 40_000, "order": 4_000, "return": 9_000}
    assert found.standard_minor == USUAL


def test_what_is_logged_takes_the_place_of_what_is_usual(fjord, models, system):
    seller = models["manager"].terms.get().hours.get(function__code="sales").function
    entry = ServiceEntry(
        account=fjord, activity=Activity.HOURS, function=seller, on=date(2026, 5, 4),
        quantity=Decimal("7.5"),
    )  # fmt: skip
    history.create(entry, by=system)

    work_out()

    assert AccountResult.objects.get().by_activity["hours"] == 37_500


def test_a_year_under_two_models_costs_part_of_each(fjord, models, system):
    services.cover_accounts({fjord: models["territory"]}, since=date(2025, 1, 1), by=system)
    services.cover_accounts({fjord: models["manager"]}, since=date(2026, 11, 13), by=system)

    work_out()

    hours = AccountResult.objects.get().by_activity["hours"]
    light, heavy = 80_000, 120 * 5_000 + 30_000
    assert hours == pytest.approx((light * 355 + heavy * 10) / 365, abs=2)


def test_goods_of_unknown_cost_leave_the_margin_open(fjord):
    order(fjord, "I-3", 100_000, None, date(2026, 6, 1))

    work_out()

    found = AccountResult.objects.get()
    assert (found.revenue_minor, found.margin_minor, found.contribution_minor) == (
        2_600_000, None, None,
    )  # fmt: skip


def test_an_account_whose_money_cannot_be_converted_is_named_and_has_no_result(fjord, models):
    other = AccountFactory(name="Bay Tools", currency="EUR")
    order(other, "I-9", 100_000, 50_000, date(2026, 6, 1), currency="JPY")

    told = work_out()

    assert told.without_exchange == ("Bay Tools",)
    assert list(AccountResult.objects.values_list("account__name", flat=True)) == ["Fjord Foods"]


def test_working_out_again_changes_nothing(fjord):
    for _ in range(2):
        work_out()

    assert AccountResult.objects.count() == 1


def test_the_whale_curve_says_who_takes_back_what(fjord, models, system):
    loser = AccountFactory(name="Bay Tools", tier="standard", currency="EUR")
    order(loser, "I-8", 9_000_000, 9_500_000, date(2026, 6, 1))
    work_out()

    whale = whale_of(results_for(system, ProfitFilter(), today=TODAY), today=TODAY)

    lost = 500_000 + USUAL + 4_000
    assert whale.curve.peak == 1_000_000 - USUAL - DOCUMENTS
    assert whale.curve.given_back == lost
    assert [(account, each.rank) for account, each in whale.losers] == [(loser, 1)]


def test_the_statement_adds_up_and_every_row_says_where_it_comes_from(fjord, system):
    work_out()

    found = statement_of(fjord, today=TODAY)

    kept = AccountResult.objects.get()
    assert found.now.contribution == kept.contribution_minor
    assert sum(row.now for row in found.rows) == found.now.cost == kept.cost_to_serve_minor
    assert all(line.trace for row in found.rows for line in row.lines)
    assert found.before.revenue == 0


def test_the_list_is_sorted_filtered_and_costs_the_same_queries(
    fjord, models, ops_client, django_assert_max_num_queries
):
    for number in range(3):
        other = AccountFactory(name=f"Account {number}", tier="standard", currency="EUR")
        order(other, f"J-{number}", 100_000 * number, 90_000, date(2026, 6, 1))
    work_out()
    address = reverse("coverage:profit")
    ops_client.get(address)

    with django_assert_max_num_queries(16):
        page = ops_client.get(address + "?sort=-contribution&losing=on")

    shown = [row.account.name for row, _covered in page.context["rows"]]
    assert shown == ["Account 0", "Account 1", "Account 2"]
    assert ops_client.get(address).context["rows"][0][0].account == fjord


@pytest.mark.parametrize("name", ["coverage:statement", "coverage:profit", "coverage:models"])
def test_who_may_not_see_it_finds_nothing(fjord, omar, client_of, name):
    work_out()
    args = [fjord.pk] if name == "coverage:statement" else []

    page = client_of(omar).get(reverse(name, args=args))

    assert page.status_code == 404 or "Fjord Foods" not in page.content.decode()


def test_finance_asks_for_it_and_a_worker_does_it(fjord, ops_client):
    answer = ops_client.post(reverse("coverage:work_out"))

    assert answer.url == reverse("coverage:profit")
    perform_waiting()
    assert AccountResult.objects.get().account == fjord


def test_the_usual_models_are_taken_with_one_button(db, ops_client):
    empty = ops_client.get(reverse("coverage:models"))
    assert "Take the five usual models" in empty.content.decode()

    page = ops_client.post(reverse("coverage:take_ready_made"), follow=True)

    assert len(page.context["models"]) == 5


def test_the_curve_is_drawn_the_same_in_every_language(fjord, system):
    work_out()
    chart = whale_chart(
        whale_of(results_for(system, ProfitFilter(), today=TODAY), today=TODAY).curve
    )

    with translation.override("ru"):
        drawn = render_to_string(
            "coverage/whale.html",
            {"chart": chart, "whale": whale_of(AccountResult.objects.all(), today=TODAY)},
        )

    places = re.findall(r' (?:x|y|x1|x2|y1|y2|cx|cy)="([^"]*)"', drawn)
    assert places and all(re.fullmatch(r"[\d.]+", place) for place in places)


def test_before_and_after_a_change_the_same_months_stand_side_by_side(
    fjord, models, system, ops_client
):
    order(fjord, "I-5", 700_000, 300_000, date(2025, 5, 10))
    services.cover_accounts({fjord: models["territory"]}, since=date(2025, 1, 1), by=system)
    services.cover_accounts({fjord: models["manager"]}, since=date(2026, 4, 15), by=system)

    found = changed_coverage(fjord, today=TODAY)

    # Seven whole months until 15 November; the return of 2 April lies before the change.
    assert (found.former, found.model, found.months) == (models["territory"], models["manager"], 7)
    assert (found.before.days, found.after.days) == (
        Days(date(2025, 4, 15), date(2025, 11, 15)), Days(date(2026, 4, 15), date(2026, 11, 15)),
    )  # fmt: skip
    revenue, _margin, cost, contribution = found.sums
    assert (revenue.before, revenue.after, revenue.percent) == (700_000, 0, -100)
    assert cost.more == sum(row.more for row in found.costs) > 0
    assert contribution.after == -cost.after
    assert cost.is_worse and revenue.is_worse
    page = ops_client.get(reverse("coverage:statement", args=[fjord.pk])).content.decode()
    assert "the 7 months since the change" in page


@pytest.mark.parametrize("changed_on", [date(2026, 11, 10), date(2027, 1, 1), date(2024, 6, 1)])
def test_a_change_too_fresh_yet_to_come_or_long_ago_is_not_compared(
    fjord, models, system, changed_on
):
    services.cover_accounts({fjord: models["territory"]}, since=date(2024, 1, 1), by=system)
    services.cover_accounts({fjord: models["manager"]}, since=changed_on, by=system)

    assert changed_coverage(fjord, today=TODAY) is None


def hours_of(account, seller, on, quantity, system):
    entry = ServiceEntry(
        account=account, activity=Activity.HOURS, function=seller, on=on, quantity=Decimal(quantity)
    )
    return history.create(entry, by=system)


def test_every_figure_opens_to_what_was_written_down(fjord, models, sales, system, ops_client):
    """The pages behind the figures list just those orders and entries that were counted."""
    hours_of(fjord, sales, date(2026, 5, 4), "7.5", system)
    hours_of(fjord, sales, date(2025, 5, 4), "2", system)
    page = ops_client.get(reverse("coverage:statement", args=[fjord.pk]))
    opened, statement = page.context["opened"], page.context["statement"]
    by_name = {each.row.activity: each for each in opened.rows}

    orders = ops_client.get(opened.revenue_now).context
    assert orders["totals"].net_minor == statement.now.revenue
    assert ops_client.get(opened.revenue_before).context["page"].rows == []
    returns = ops_client.get(by_name["Return"].now_url).context["page"].rows
    assert [row["document_no"] for row in returns] == ["I-2"]
    hours = by_name["Hours"]
    assert [row.quantity for row in ops_client.get(hours.now_url).context["page"].rows] == [
        Decimal("7.5")
    ]
    assert [row.quantity for row in ops_client.get(hours.before_url).context["page"].rows] == [2]
    travel = by_name["Travel"]
    assert not travel.now_url and [model.code for model, _href in travel.models] == ["territory"]
    [(_part, rate_url)] = by_name["Order"].parts
    assert [rate.activity for rate in ops_client.get(rate_url).context["page"].rows] == ["order"]


def test_a_rate_that_changes_within_the_year_keeps_both_years_whole(fjord, sales, system):
    for since, minor in ((date(2024, 1, 1), 5_000), (date(2026, 6, 1), 6_000)):
        services.set_rate(
            Activity.HOURS, function=sales, cost_minor=minor, currency="EUR", unit="hour",
            since=since, by=system,
        )  # fmt: skip
    for on, quantity in ((date(2025, 5, 4), "2"), (date(2026, 5, 4), "3"), (date(2026, 7, 4), "4")):
        hours_of(fjord, sales, on, quantity, system)

    found = statement_of(fjord, today=TODAY)

    [row] = [row for row in found.rows if row.activity == "Hours"]
    assert (row.before, row.now) == (10_000, 15_000 + 24_000)
    assert [(part.quantity, part.minor) for part in row.parts] == [(3, 15_000), (4, 24_000)]
    assert sum(row.before for row in found.rows) == found.before.cost


def test_who_leads_the_account_gets_no_links_to_models_and_rates(fjord, nadia, client_of):
    put_on_team(fjord, nadia, role="lead", since=date(2026, 1, 1))

    page = client_of(nadia).get(reverse("coverage:statement", args=[fjord.pk]))

    assert page.context["opened"].rows[-1].now_url

    assert all(not each.models and not any(url for _p, url in each.parts)
               for each in page.context["opened"].rows)  # fmt: skip
