"""Quotas: given, changed and seen by those who may; beside the revenue of the accounts led."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from conftest import login_with
from counterpart.access.actions import Role
from counterpart.access.viewer import Viewer
from counterpart.history.models import Change
from counterpart.ledger import services as ledger
from counterpart.ledger.models import OrderLine, Quota
from counterpart.teams.queries.quotas import quotas_of
from counterpart.web.templatetags.counterpart import whole_money
from factories import AccountFactory, put_on_team
from ledger.conftest import order_line as line

FIRST, SECOND = date(2026, 4, 1), date(2026, 7, 1)


@pytest.fixture
def quota(nadia, system):
    return ledger.give_quota(
        nadia, since=FIRST, until=SECOND, amount_minor=20_000, currency="EUR", by=system
    )


def reached(person, by):
    return [(r.quota.since, r.reached_minor, r.percent) for r in quotas_of(person, by).results]


def test_quota_stands_beside_what_the_led_accounts_brought(nadia, ravi, fjord, quota, system):
    elsewhere = AccountFactory(name="Elsewhere")
    later = AccountFactory(name="Led later")
    put_on_team(elsewhere, nadia, since=date(2026, 1, 1))  # on the team, not its lead
    put_on_team(later, nadia, role="lead", since=date(2026, 6, 1))
    ledger.record_rate(on=date(2026, 1, 1), base="USD", quote="EUR", rate=Decimal("0.5"), by=system)
    lines = [
        line(fjord, "1", on=date(2026, 3, 31), amount_minor=1),
        line(fjord, "2", on=date(2026, 4, 1), amount_minor=10_000),
        line(fjord, "3", on=date(2026, 6, 30), amount_minor=-2_000),
        line(fjord, "4", on=date(2026, 5, 1), amount_minor=400, currency="USD"),
        line(fjord, "5", on=date(2026, 7, 1), amount_minor=2),
        line(fjord, "6", on=date(2026, 5, 1), document_kind=OrderLine.Document.ORDER),
        line(elsewhere, "7", on=date(2026, 5, 1), amount_minor=5),
        line(later, "8", on=date(2026, 5, 31), amount_minor=7),
        line(later, "9", on=date(2026, 6, 1), amount_minor=1_800),
    ]
    ledger.post_order_lines(lines, by=system)

    assert reached(nadia, system) == [(FIRST, 10_000, 50)]


def test_missing_rate_leaves_it_open(nadia, fjord, quota, system):
    row = line(fjord, "1", on=date(2026, 5, 1), currency="USD")
    ledger.post_order_lines([row], by=system)

    assert reached(nadia, system) == [(FIRST, None, None)]


def test_overlapping_and_backward_quotas_are_refused(nadia, quota, system):
    facts = {"amount_minor": 1, "currency": "EUR", "by": system}

    with pytest.raises(ledger.QuotaOverlaps, match="Nadia Berg has a quota from"):
        ledger.give_quota(nadia, since=date(2026, 6, 30), until=date(2026, 9, 1), **facts)
    with pytest.raises(ledger.QuotaEndsBeforeItBegins):
        ledger.give_quota(nadia, since=SECOND, until=SECOND, **facts)
    ledger.give_quota(nadia, since=SECOND, until=date(2026, 10, 1), **facts)
    ledger.change_quota(quota, amount_minor=30_000, by=system, why="Agreed")

    line_ = Change.objects.filter(thing="ledger.quota").latest("pk")
    assert (line_.after, line_.why) == ({"amount_minor": 30_000}, "Agreed")


def test_page_shows_quotas_to_those_who_may_see_them(nadia, ravi, fjord, quota, client_of):
    own = client_of(nadia).get(f"/people/{nadia.pk}/").content.decode()
    assert whole_money(20_000, "EUR") in own and "Add a quota" not in own
    mate = client_of(ravi).get(f"/people/{nadia.pk}/")
    assert mate.status_code == 200
    assert whole_money(20_000, "EUR") not in mate.content.decode()
    finance = login_with(Role.SALES_FINANCE, "finance@example.com")
    assert "Add a quota" in finance.get(f"/people/{nadia.pk}/").content.decode()


def test_page_without_quotas_says_nothing(nadia, client_of):
    assert "Quota" not in client_of(nadia).get(f"/people/{nadia.pk}/").content.decode()


def test_quota_is_given_changed_and_removed_on_the_page(nadia, ops_client):
    sent = {"since": "2026-04-01", "until": "2026-07-01", "amount_minor": "250", "currency": "EUR"}
    ops_client.post(f"/people/{nadia.pk}/quotas/new/", sent)
    quota = Quota.objects.get()
    assert (quota.person, quota.amount_minor) == (nadia, 25_000)

    twice = ops_client.post(f"/people/{nadia.pk}/quotas/new/", sent)
    assert "has a quota from" in twice.content.decode()
    ops_client.post(f"/quotas/{quota.pk}/", {**sent, "amount_minor": "300", "currency": "JPY"})
    quota.refresh_from_db()
    assert (quota.amount_minor, quota.currency) == (300, "JPY")
    ops_client.post(f"/quotas/{quota.pk}/remove/")
    assert not Quota.objects.exists()


def test_running_quota_is_marked(nadia, fjord, system):
    today = timezone.localdate()
    ledger.give_quota(
        nadia,
        since=today.replace(month=1, day=1),
        until=today.replace(year=today.year + 1, month=1, day=1),
        amount_minor=0,
        currency="EUR",
        by=system,
    )

    (result,) = quotas_of(nadia, Viewer.system("tests")).results
    assert (result.is_running, result.percent) == (True, None)


def test_history_of_a_person_keeps_the_amount_from_team_mates(
    nadia, ravi, fjord, quota, system, client_of
):
    ledger.change_quota(quota, amount_minor=7_654_321, note="Wagner", by=system)
    ledger.remove_quota(quota, by=system)
    address = f"/history/directory.person/{nadia.pk}/"

    mate = client_of(ravi).get(address).content.decode()
    finance = login_with(Role.SALES_FINANCE, "finance@example.com").get(address).content.decode()

    shown = "7,654,321" if "7,654,321" in finance else "76,543.21"
    assert shown in finance and "Wagner" in finance
    assert shown not in mate and "7654321" not in mate and "Wagner" not in mate
