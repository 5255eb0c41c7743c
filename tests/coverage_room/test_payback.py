"""Whether teams pay for themselves: baselines, ledgers, and the pages they stand on."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from counterpart.coverage import services
from counterpart.coverage.models import TeamBaseline, TeamMonth
from counterpart.coverage.queries.payback import team_ledger
from counterpart.coverage.services import payback
from counterpart.history.models import Change
from counterpart.jobs.performing import perform_waiting
from coverage_room.conftest import order
from factories import AccountFactory

TODAY = date(2026, 11, 23)
TEAM_SINCE = date(2026, 2, 1)
MONTHS = [date(2026, month, 1) for month in range(2, 11)]


def sells(
    account, minor, *, since=date(2024, 8, 1), until=date(2026, 11, 1), margin=Decimal("0.4")
):
    """One invoice in the middle of every month."""
    month = since
    while month < until:
        number, on = f"{account.pk}-{month:%Y%m}", month.replace(day=15)
        order(account, number, minor, int(minor * (1 - margin)), on)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


@pytest.fixture
def peers(models):
    """Six accounts without a team, whose sales have grown by a tenth since the team began."""
    found = []
    for number in range(6):
        peer = AccountFactory(name=f"Peer {number}", tier="standard", currency="EUR")
        sells(peer, 1_000_000, until=TEAM_SINCE)
        sells(peer, 1_100_000, since=TEAM_SINCE)
        found.append(peer)
    return found


@pytest.fixture
def teamed(models, peers, system):
    """An account with a key account manager until the team, selling twice as much since."""
    account = AccountFactory(name="Bay Tools", tier="key", currency="EUR")
    services.cover_accounts({account: models["manager"]}, since=date(2024, 1, 1), by=system)
    services.cover_accounts({account: models["team"]}, since=TEAM_SINCE, by=system)
    sells(account, 1_000_000, until=TEAM_SINCE)
    sells(account, 9_000_000, since=TEAM_SINCE)
    services.work_out_results(today=TODAY)
    return account


def keep(system):
    payback.begin_baselines(today=TODAY, by=system)
    rows = list(TeamBaseline.objects.select_related("account"))
    payback.work_out_ledgers(rows, today=TODAY, by=system)


def changed(baseline, system, **given):
    facts = {
        "method": "peers",
        "lifts": (None, None, None),
        "lift_source": "",
        "adjustment_percent": Decimal(0),
        "former_cost_minor": None,
        "why": "Agreed with finance",
    }
    return payback.change_baseline(baseline, by=system, today=TODAY, **facts | given)


def test_a_team_begins_its_baseline_with_former_model_response_and_peers(
    teamed, peers, system, models
):
    keep(system)

    baseline = TeamBaseline.objects.get()
    assert (baseline.account, baseline.former, baseline.since, baseline.until) == (
        teamed, models["manager"], TEAM_SINCE, None,
    )  # fmt: skip
    assert baseline.peers == sorted(peer.pk for peer in peers)
    assert 0 < baseline.lift_low_percent < baseline.lift_percent < baseline.lift_high_percent
    assert baseline.lift_source == "prior"


def test_beginning_again_changes_nothing_and_an_ended_team_gets_its_last_day(
    teamed, system, models
):
    keep(system)
    keep(system)
    ended = date(2026, 8, 1)
    services.cover_accounts({teamed: models["manager"]}, since=ended, by=system)

    keep(system)

    baseline = TeamBaseline.objects.get()
    assert baseline.until == ended
    assert [month.first_day for month in baseline.months.all()] == MONTHS[:6]


def test_another_team_model_is_the_same_team(teamed, system, models):
    services.cover_accounts({teamed: models["on-site"]}, since=date(2026, 6, 1), by=system)

    keep(system)

    assert TeamBaseline.objects.get().since == TEAM_SINCE


def test_by_peers_a_twelfth_of_the_year_before_grows_as_they_did_in_half_a_year(teamed, system):
    keep(system)

    baseline = changed(TeamBaseline.objects.get(), system, former_cost_minor=1_200_000)

    months = list(baseline.months.all())
    assert [month.first_day for month in months] == MONTHS
    grown = [1_000_000 + round(100_000 * min(after, 6) / 6) for after in range(1, 10)]
    assert [month.former_sales_minor for month in months] == grown
    assert {month.expected_minor for month in months[5:]} == {440_000 - 100_000}
    assert {month.low_minor for month in months[5:]} == {340_000}


def test_an_account_that_has_just_begun_to_buy_has_no_year_to_grow_from(peers, models, system):
    for name, since in (("New", date(2025, 6, 1)), ("Old", date(2025, 5, 1))):
        account = AccountFactory(name=name, tier="key", currency="EUR")
        services.cover_accounts({account: models["team"]}, since=TEAM_SINCE, by=system)
        sells(account, 1_000_000, since=since)
    keep(system)

    for row in TeamBaseline.objects.all():
        changed(row, system)

    lacking = dict(TeamBaseline.objects.values_list("account__name", "lacking"))
    assert lacking == {"New": "baseline", "Old": ""}


def test_by_response_the_months_sales_lose_what_the_effort_adds(teamed, system):
    keep(system)

    lifts = (Decimal(25), Decimal(50), Decimal(100))
    baseline = changed(
        TeamBaseline.objects.get(), system, method="response", lifts=lifts, former_cost_minor=0
    )

    month = baseline.months.first()
    assert month.former_sales_minor == 6_000_000
    assert (month.low_minor, month.expected_minor, month.high_minor) == (
        1_800_000, 2_400_000, 2_880_000,
    )  # fmt: skip


def test_the_ledger_adds_up_and_says_when_the_team_has_paid(teamed, system):
    keep(system)
    baseline = TeamBaseline.objects.get()

    found = team_ledger(baseline)

    gains = [
        row.month.margin_minor - row.month.cost_minor - row.month.expected_minor
        for row in found.rows
    ]
    assert found.rows[-1].cumulative == sum(gains) == baseline.earned_minor
    assert baseline.earned_least_minor < baseline.earned_minor < baseline.earned_most_minor
    assert found.paid_from == baseline.paid_on
    assert all(row.cumulative >= 0 for row in found.rows if row.month.first_day >= found.paid_from)


def test_setting_the_team_up_is_paid_in_its_first_month(teamed, system, models):
    keep(system)

    first, second = TeamMonth.objects.order_by("first_day")[:2]
    set_up = models["team"].terms.get().set_up_minor
    assert set_up > 0
    # February has three days less than March.
    assert first.cost_minor - set_up == pytest.approx(second.cost_minor * 28 / 31, rel=0.02)


def test_a_peer_that_gets_a_team_is_no_peer_from_then_on(teamed, peers, system, models):
    keep(system)
    services.cover_accounts({peers[0]: models["manager"]}, since=date(2024, 1, 1), by=system)
    services.cover_accounts({peers[1]: models["team"]}, since=date(2026, 5, 1), by=system)
    services.cover_accounts({peers[2]: models["team"]}, since=date(2026, 5, 1), by=system)

    baseline = changed(TeamBaseline.objects.get(account=teamed), system)

    assert baseline.lacking == TeamBaseline.Lacking.BASELINE
    assert not baseline.months.exists()


def test_goods_of_unknown_cost_leave_the_ledger_open_and_say_so(teamed, system):
    order(teamed, "I-3", 100_000, None, date(2026, 6, 1))

    keep(system)

    assert TeamBaseline.objects.get().lacking == TeamBaseline.Lacking.MARGIN


def test_a_missing_rate_of_exchange_is_said_and_leaves_the_other_ledgers(teamed, models, system):
    other = AccountFactory(name="Tokyo Cycles", tier="key", currency="JPY")
    services.cover_accounts({other: models["team"]}, since=TEAM_SINCE, by=system)

    keep(system)

    lacking = dict(TeamBaseline.objects.values_list("account__name", "lacking"))
    assert lacking == {"Bay Tools": "", "Tokyo Cycles": TeamBaseline.Lacking.EXCHANGE}


def test_a_cost_without_exchange_leaves_the_ledger_open_instead_of_counting_too_little(
    teamed, system
):
    services.set_rate(
        "order", cost_minor=500, currency="JPY", unit="order", since=date(2024, 1, 1), by=system
    )

    keep(system)

    assert TeamBaseline.objects.get().lacking == TeamBaseline.Lacking.EXCHANGE


def test_a_baseline_is_not_changed_without_a_reason(teamed, system):
    keep(system)
    baseline = TeamBaseline.objects.get()

    with pytest.raises(payback.ChangeNeedsReason):
        changed(baseline, system, method="response", why="  ")

    assert TeamBaseline.objects.get().method == TeamBaseline.Method.BOTH


def test_the_reason_stands_in_the_history(teamed, system):
    keep(system)

    changed(TeamBaseline.objects.get(), system, why="They opened a plant")

    assert Change.objects.filter(why="They opened a plant").exists()


@pytest.mark.parametrize("lifts", [(Decimal(1), None, None), (Decimal(5), Decimal(4), Decimal(6))])
def test_a_range_that_does_not_hold_what_is_expected_is_refused(teamed, system, lifts):
    keep(system)

    with pytest.raises(payback.LiftsOutOfOrder):
        changed(TeamBaseline.objects.get(), system, lifts=lifts)


def test_the_page_says_it_in_a_sentence_with_a_chart_and_a_table(teamed, system, ops_client):
    keep(system)
    baseline = TeamBaseline.objects.get()

    page = ops_client.get(reverse("coverage:ledger", args=[baseline.pk]))

    text = page.content.decode()
    assert "In 9 months the team has earned" in text
    assert "It pays for itself, from" in text
    assert text.count("<tr>") == 1 + len(MONTHS)


def test_a_team_that_has_not_paid_is_behind_and_never_earns_less_than_nothing(
    teamed, system, ops_client
):
    keep(system)
    baseline = changed(TeamBaseline.objects.get(), system, adjustment_percent=Decimal(9_000))

    text = ops_client.get(reverse("coverage:ledger", args=[baseline.pk])).content.decode()

    assert "After 9 months the team is" in text
    assert "It does not pay for itself" in text


def test_a_change_on_the_form_works_the_ledger_out_anew(teamed, system, ops_client):
    keep(system)
    baseline = TeamBaseline.objects.get()
    address = reverse("coverage:baseline", args=[baseline.pk])
    sent = {"method": "peers", "adjustment_percent": "10", "former_cost_minor": "0"}

    without = ops_client.post(address, sent)
    ops_client.post(address, sent | {"why": "They opened a plant"})

    assert without.status_code == 422
    assert without.context["form"].errors["why"] == ["Say why the baseline changes."]
    assert baseline.months.last().former_sales_minor == 1_210_000


def test_the_list_is_filtered_and_costs_the_same_queries(
    teamed, system, models, ops_client, django_assert_max_num_queries
):
    address = reverse("coverage:ledgers")
    assert "No team has a ledger yet" in ops_client.get(address).content.decode()
    for number in range(3):
        other = AccountFactory(name=f"Account {number}", tier="key", currency="EUR")
        services.cover_accounts({other: models["team"]}, since=TEAM_SINCE, by=system)
        sells(other, 10_000)
    keep(system)

    with django_assert_max_num_queries(16):
        page = ops_client.get(address + "?state=paid&sort=-earned")

    assert [row.account for row in page.context["page"].rows] == [teamed]
    behind = ops_client.get(address + "?state=behind").context["page"].rows
    assert [row.account.name for row in behind] == ["Account 0", "Account 1", "Account 2"]


def test_who_may_not_see_the_account_sees_no_ledger(teamed, system, omar, client_of):
    keep(system)
    outsider = client_of(omar)

    page = outsider.get(reverse("coverage:ledger", args=[TeamBaseline.objects.get().pk]))

    assert page.status_code == 404
    assert "Bay Tools" not in outsider.get(reverse("coverage:ledgers")).content.decode()


def test_a_worker_keeps_the_ledgers(teamed, ops_client):
    ops_client.post(reverse("coverage:ledgers_work_out"))

    perform_waiting()

    assert TeamMonth.objects.count() == len(MONTHS)
