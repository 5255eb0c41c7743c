"""Responses fitted to months of sales and logged hours."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from counterpart.coverage import services
from counterpart.coverage.models import ResponseFit, ServiceEntry
from counterpart.coverage.queries.histories import histories
from counterpart.coverage.queries.responses import responses_for
from counterpart.coverage.reckoning.judgement import LittleCurve
from counterpart.coverage.translate.responses import Responses
from counterpart.history import services as history
from counterpart.jobs.performing import perform_waiting
from factories import AccountFactory

from .conftest import order

TODAY = date(2026, 11, 23)
TRUTH = LittleCurve(0.4, 1.8, 1.6, 1.4)
HOURS = (4, 10, 20, 7, 14, 25, 2, 12, 9, 17, 5, 22, 11, 8, 15, 3, 19, 6, 13, 10)
ANSWERS = {"none_percent": 40, "half_percent": 75, "more_percent": 115, "saturation_percent": 160}


def months(count):
    """The first days of so many complete months up to today."""
    last = TODAY.year * 12 + TODAY.month - 2
    return [date(at // 12, at % 12 + 1, 1) for at in range(last - count + 1, last + 1)]


def live(account, function, by, sales):
    """Months of these hours; `sales` gives each month's from its hours and place."""
    for at, (month, hours) in enumerate(zip(months(len(HOURS)), HOURS, strict=True)):
        entry = ServiceEntry(
            account=account, activity="hours", function=function, on=month.replace(day=5),
            quantity=Decimal(hours),
        )  # fmt: skip
        history.create(entry, by=by)
        minor = sales(hours, at)
        order(account, f"{account.pk}-{at}", minor, minor // 2, month.replace(day=9))


@pytest.fixture
def account(models):
    return AccountFactory(name="Nordic Mills", tier="standard", currency="EUR")


def follows_the_curve(hours, at):
    noise = 1 + 0.02 * (-1) ** at
    return round(1_000_000 * TRUTH.sales(hours / 10) * noise)


def test_a_history_made_from_a_curve_finds_it_again(account, sales, system):
    live(account, sales, system, follows_the_curve)

    assert services.fit_responses(today=TODAY) == 1

    fit = ResponseFit.objects.get()
    mean = sum(HOURS[-12:]) / 12
    today = TRUTH.sales(mean / 10)
    fitted = LittleCurve(*fit.curve)
    for times in (0.5, 1.0, 1.5):
        assert fitted.sales(times) == pytest.approx(TRUTH.sales(times * mean / 10) / today, abs=0.1)
    assert (fit.verdict, fit.months) == ("fits", 20)
    assert LittleCurve(*fit.low).elasticity < fitted.elasticity < LittleCurve(*fit.high).elasticity


def test_sales_that_do_not_follow_the_hours_are_no_response(account, sales, system):
    live(account, sales, system, lambda hours, at: 1_000_000 + 50_000 * ((at * 7) % 5))

    assert services.fit_responses(today=TODAY) == 0

    assert ResponseFit.objects.get().verdict == "chance"
    assert Responses([account.pk]).of(account, 1, "EUR").source == "prior"


def test_hours_logged_in_one_month_tell_too_little(account, sales, system):
    entry = ServiceEntry(
        account=account, activity="hours", function=sales, on=date(2026, 9, 5), quantity=Decimal(9)
    )
    history.create(entry, by=system)
    order(account, "I-9", 100_000, 50_000, date(2026, 9, 9))

    services.fit_responses(today=TODAY)

    fit = ResponseFit.objects.get()
    assert (fit.verdict, fit.months, fit.curve) == ("little", 0, [])


def test_a_fit_goes_before_the_tier_and_after_the_account_itself(account, sales, system):
    live(account, sales, system, follows_the_curve)
    services.judge_response(tier="standard", by=system, **ANSWERS)
    services.fit_responses(today=TODAY)
    services.work_out_results(today=TODAY)

    def source():
        return Responses([account.pk]).of(account, 1, "EUR").source

    assert source() == "fitted"
    assert [row.account for row in responses_for(system, source="fitted")] == [account]
    services.judge_response(account=account, by=system, **ANSWERS)
    assert source() == "judged"
    assert not responses_for(system, source="fitted").exists()


def test_a_month_of_returns_is_left_out_and_the_running_month_too(account, sales, system):
    live(account, sales, system, follows_the_curve)
    order(account, "R-1", -90_000_000, -45_000_000, date(2026, 7, 20))
    order(account, "I-now", 5_000_000, 1, date(2026, 11, 2))

    found = histories([account], today=TODAY)[account.pk]

    assert len(found.periods) == len(HOURS) - 1
    assert max(sold for _hours, sold in found.periods) < 5_000_000


def test_who_orders_four_times_a_year_is_fitted_by_quarters(account, sales, system, ops_client):
    def at_the_end_of_a_quarter(_hours, at):
        place = at - len(HOURS) % 3
        if place % 3 != 2:
            return 0
        spent = sum(HOURS[at - 2 : at + 1])
        return round(3_000_000 * TRUTH.sales(spent / 30) * (1 + 0.01 * (-1) ** at))

    live(account, sales, system, at_the_end_of_a_quarter)

    found = histories([account], today=TODAY)[account.pk]
    assert (found.months_a_period, len(found.periods), found.months) == (3, 6, 18)
    quarters = [sum(HOURS[at : at + 3]) for at in range(2, 20, 3)]
    assert [hours for hours, _sold in found.periods] == quarters
    assert found.hours_a_period == sum(quarters[-4:]) / 4
    assert services.fit_responses(today=TODAY) == 1
    fitted, today = LittleCurve(*ResponseFit.objects.get().curve), found.hours_a_period / 30
    for times in (0.8, 1.0, 1.3):
        true = TRUTH.sales(times * today) / TRUTH.sales(today)
        assert fitted.sales(times) == pytest.approx(true, abs=0.15)
    page = ops_client.get(reverse("coverage:response", args=[account.pk])).content.decode()
    assert "Quarters are counted" in page


def test_a_fit_goes_when_its_log_goes(account, sales, system):
    live(account, sales, system, follows_the_curve)
    services.fit_responses(today=TODAY)
    for entry in ServiceEntry.objects.all():
        services.remove_entry(entry, by=system)

    services.fit_responses(today=TODAY)

    assert not ResponseFit.objects.exists()


def test_the_page_says_what_history_tells(account, sales, system, ops_client):
    path = reverse("coverage:response", args=[account.pk])
    assert "no hours are logged" in ops_client.get(path).content.decode()

    live(account, sales, system, follows_the_curve)
    services.fit_responses(today=TODAY)

    page = ops_client.get(path).content.decode()
    assert "Fitted to 20 months" in page
    assert "sales rise with the hours logged" in page


def test_fitting_is_asked_for_and_done_by_a_worker(account, sales, system, ops_client):
    live(account, sales, system, follows_the_curve)
    services.work_out_results(today=TODAY)
    page = ops_client.get(reverse("coverage:responses")).content.decode()
    assert "Fit to history now" in page

    answer = ops_client.post(reverse("coverage:responses_fit"))

    assert answer.url == reverse("coverage:responses")
    perform_waiting()
    assert ResponseFit.objects.get().account == account
