"""How accounts answer effort: judged, taken from the tier, or from the mean of studies."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from counterpart.coverage import engine, services
from counterpart.coverage.models import AccountResult, ResponseJudgement, ServiceEntry
from counterpart.coverage.queries.responses import response_page, responses_for
from counterpart.coverage.reckoning.judgement import Judgement, LittleCurve, closed_form
from counterpart.coverage.translate.responses import Responses, account_responses
from counterpart.history import services as history
from counterpart.ledger.models import ExchangeRate

TODAY = date(2026, 11, 23)
ANSWERS = {"none_percent": 40, "half_percent": 75, "more_percent": 115, "saturation_percent": 160}


@pytest.fixture
def worked_out(fjord):
    services.work_out_results(today=TODAY)
    return fjord


def known(account):
    return Responses([account.pk]).of(account, 2_500_000, "EUR")


def test_the_mean_of_studies_is_taken_where_nobody_has_judged(worked_out):
    found = known(worked_out)

    assert found.source == "prior"
    assert found.curve.elasticity == pytest.approx(0.31)
    assert found.curve.ceiling == pytest.approx(2.0)
    low, high = found.range_at(2)
    assert low < found.curve.sales(2) < high


def test_a_potential_says_where_sales_saturate(worked_out, system):
    services.set_potential(worked_out, potential_minor=3_750_000, currency="EUR", by=system)

    assert known(worked_out).curve.ceiling == pytest.approx(1.5)
    page = response_page(worked_out, today=TODAY)
    assert page.share_of_wallet == pytest.approx(100 / 1.5)


def test_a_potential_in_another_currency_counts_at_the_rate_of_its_day(
    worked_out, system, ops_client
):
    services.set_potential(worked_out, potential_minor=7_500_000, currency="USD", by=system)
    assert known(worked_out).curve.ceiling == pytest.approx(2.0)
    page = ops_client.get(reverse("coverage:response", args=[worked_out.pk])).content.decode()
    assert "The potential is in USD" in page

    rate = ExchangeRate(base="USD", quote="EUR", on=date(2026, 1, 2), rate=Decimal("0.5"))
    history.create(rate, by=system)

    assert known(worked_out).curve.ceiling == pytest.approx(1.5)
    assert response_page(worked_out, today=TODAY).share_of_wallet == pytest.approx(100 / 1.5)


def test_what_is_judged_of_the_account_goes_before_its_tier_and_that_before_studies(
    worked_out, system
):
    services.judge_response(tier="standard", by=system, **ANSWERS)
    assert known(worked_out).source == "segment"

    services.judge_response(account=worked_out, by=system, **{**ANSWERS, "saturation_percent": 200})

    found = known(worked_out)
    assert (found.source, found.judges, found.curve.ceiling) == ("judged", 1, 2.0)


def test_several_judgements_meet_in_the_middle_and_their_spread_is_kept(worked_out, system):
    for judge, most in (("Ann", 140), ("Bo", 160), ("Cy", 200)):
        answers = {**ANSWERS, "saturation_percent": most}
        services.judge_response(account=worked_out, judge=judge, by=system, **answers)

    page = response_page(worked_out, today=TODAY)

    assert page.known.curve.ceiling == pytest.approx(1.6)
    assert page.spread[3] == (140, 160, 200)
    low, high = page.known.range_at(50)
    assert low < page.known.curve.sales(50) < high


def test_a_person_who_judges_again_changes_their_judgement(worked_out, system):
    services.judge_response(account=worked_out, by=system, **ANSWERS)
    services.judge_response(account=worked_out, by=system, **{**ANSWERS, "none_percent": 20})

    assert ResponseJudgement.objects.get().none_percent == 20


def test_effort_is_what_was_logged_where_somebody_logs(worked_out, models, system):
    result = AccountResult.objects.select_related("account").get()
    usual = account_responses([result], {worked_out.pk: 16.0}, today=TODAY)
    assert usual[worked_out.pk].response.effort == 16

    sales = models["manager"].terms.get().hours.get(function__code="sales").function
    entry = ServiceEntry(
        account=worked_out, activity="hours", function=sales, on=date(2026, 5, 1),
        quantity=Decimal(25),
    )  # fmt: skip
    history.create(entry, by=system)

    logged = account_responses([result], {worked_out.pk: 16.0}, today=TODAY)
    assert logged[worked_out.pk].response.effort == 25


@pytest.mark.parametrize(
    "wrong",
    [{"half_percent": 30}, {"half_percent": 100}, {"more_percent": 100},
     {"saturation_percent": 110}],
)  # fmt: skip
def test_a_curve_that_falls_with_effort_is_refused_in_words(worked_out, ops_client, wrong, system):
    path = reverse("coverage:response", args=[worked_out.pk])

    answer = ops_client.post(path, {**ANSWERS, **wrong})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode() or "error" in answer.content.decode()
    assert not ResponseJudgement.objects.exists()
    with pytest.raises(services.JudgementMakesNoSense):
        services.judge_response(
            account=worked_out, by=system, **{**ANSWERS, "saturation_percent": 90}
        )


def test_a_judgement_is_given_changed_and_withdrawn_on_screen(worked_out, ops_client):
    path = reverse("coverage:response", args=[worked_out.pk])

    assert ops_client.post(path, ANSWERS).url == path
    page = ops_client.get(path).content.decode()
    assert "Change my judgement" in page
    assert "Judged by 1 person." in page

    row = ResponseJudgement.objects.get()
    ops_client.post(reverse("coverage:judgement_withdraw", args=[row.pk]))
    assert not ResponseJudgement.objects.exists()


def test_the_curve_is_drawn_while_one_types(ops_client):
    path = reverse("coverage:response_preview")

    assert "<polyline" in ops_client.get(path, ANSWERS).content.decode()
    fallen = ops_client.get(path, {**ANSWERS, "half_percent": 20}).content.decode()
    assert "<polyline" not in fallen
    assert "once sales rise" in fallen


def test_the_list_is_narrowed_by_how_a_response_is_known(worked_out, system):
    def listed(source):
        return [row.account_id for row in responses_for(system, source=source)]

    assert (listed("judged"), listed("prior")) == ([], [worked_out.pk])
    services.judge_response(account=worked_out, by=system, **ANSWERS)
    assert (listed("judged"), listed("prior")) == ([worked_out.pk], [])


@given(
    st.floats(0, 0.9), st.floats(0.05, 0.95), st.floats(0.05, 0.95), st.floats(1.05, 5),
    st.floats(0, 20),
)  # fmt: skip
def test_what_pages_draw_is_what_the_engine_counts(none, half, more, most, effort):
    judgement = Judgement("x", none, none + half * (1 - none), 1, 1 + more * (most - 1), most)
    try:
        plain = closed_form(judgement)
    except engine.ProblemError:
        return

    counted = engine.judged_curve(judgement)

    assert isinstance(plain, LittleCurve)
    assert plain.sales(effort) == pytest.approx(counted.value(effort), rel=1e-9, abs=1e-9)
    assert plain.elasticity == pytest.approx(counted.elasticity(), rel=1e-9)
