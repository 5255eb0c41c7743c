"""Screens: who may open them, what they show, and that more rows cost no more queries."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from counterpart.teams import services as teams
from counterpart.teams.cover import refresh_cover
from counterpart.teams.models import HandOver, Member, Pairing
from factories import AccountFactory, ContactFactory, PersonFactory

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def staffed(fjord, ines, ravi, system):
    """Ravi faces Ines since October."""
    teams.set_counterpart(ines, ravi, since=OCTOBER, by=system)
    return fjord


def account_pages(account):
    names = ["mirror", "mirror_more", "mirror_svg", "roster", "hand_overs"]
    return [reverse(f"teams:{name}", args=[account.pk]) for name in names]


def test_team_sees_the_account_and_a_colleague_outside_finds_nothing(
    staffed, nadia, ravi, omar, client_of
):
    for page in account_pages(staffed):
        assert client_of(nadia).get(page).status_code == 200
        assert client_of(ravi).get(page).status_code == 200
        assert client_of(omar).get(page).status_code == 404


def test_only_operations_change_a_team(staffed, ines, nadia, ops_client, client_of):
    pairing, member = Pairing.objects.get(), Member.objects.on(date(2026, 11, 23)).first()
    pages = [
        reverse("teams:pairing_edit", args=[ines.pk]),
        reverse("teams:pairing_end", args=[pairing.pk]),
        reverse("teams:lead_edit", args=[staffed.pk]),
        reverse("teams:member_create", args=[staffed.pk]),
        reverse("teams:member_end", args=[member.pk]),
    ]
    for page in pages:
        assert ops_client.get(page).status_code == 200
        assert client_of(nadia).get(page).status_code == 404
        assert client_of(nadia).post(page, {}).status_code == 404


def test_nobody_sees_anything_without_a_login(staffed, ines, ravi, client):
    pages = [
        *account_pages(staffed),
        reverse("teams:portfolio"),
        reverse("teams:matrix"),
        reverse("teams:person", args=[ravi.pk]),
        reverse("teams:contact_counterparts", args=[ines.pk]),
    ]
    for page in pages:
        assert client.get(page).status_code == 302


def test_portfolio_shows_only_accounts_the_viewer_may_see(staffed, nadia, omar, system, client_of):
    AccountFactory(name="Secret Cycles")
    refresh_cover(None, today=system.today)

    page = client_of(nadia).get(reverse("teams:portfolio")).content.decode()

    assert "Fjord Foods" in page
    assert "Secret Cycles" not in page
    assert "Fjord Foods" not in client_of(omar).get(reverse("teams:portfolio")).content.decode()
    assert "Fjord Foods" not in client_of(omar).get(reverse("teams:matrix")).content.decode()


def test_portfolio_filters_and_sorts(staffed, ops_client, system):
    AccountFactory(name="Alpine Motors")
    ContactFactory(account=AccountFactory(name="Gap Motors"))
    refresh_cover(None, today=system.today)

    def names(query):
        page = ops_client.get(reverse("teams:portfolio") + query)
        return [cover.account.name for cover in page.context["page"].rows]

    assert names("") == ["Alpine Motors", "Fjord Foods", "Gap Motors"]
    assert names("?sort=-name") == ["Gap Motors", "Fjord Foods", "Alpine Motors"]
    assert names("?sort=value")[0] == "Fjord Foods"
    assert names("?with_gaps=on") == ["Gap Motors"]
    assert names("?lead=berg") == ["Fjord Foods"]
    assert names("?text=motors&sort=gaps") == ["Gap Motors", "Alpine Motors"]
    assert names("?sort=lead")[-1] == "Fjord Foods"
    assert names("?sort=nonsense&tier=nonsense") == ["Alpine Motors", "Fjord Foods", "Gap Motors"]


@pytest.mark.parametrize("sort", ["name", "lead", "cover", "-gaps", "single", "value"])
def test_portfolio_pages_hold_every_account_once(ops_client, system, sort):
    for _ in range(7):
        AccountFactory()
    refresh_cover(None, today=system.today)
    seen, url = [], reverse("teams:portfolio") + f"?sort={sort}"

    from counterpart.teams.views import portfolio as views

    size, views.PORTFOLIO_SIZE = views.PORTFOLIO_SIZE, 3
    try:
        while url:
            page = ops_client.get(url).context["page"]
            seen += [cover.pk for cover in page.rows]
            url = page.next_url
    finally:
        views.PORTFOLIO_SIZE = size

    assert len(seen) == len(set(seen)) == 7


def test_mirror_page_in_both_languages_and_on_another_day(staffed, ines, ops_client):
    address = reverse("teams:mirror", args=[staffed.pk])

    english = ops_client.get(address).content.decode()
    russian = ops_client.get(address, headers={"accept-language": "ru"}).content.decode()
    before = ops_client.get(f"{address}?on=2026-09-30").content.decode()

    assert "Influence covered" in english and "Покрыто влияния" in russian
    assert "Ravi Iyer" in english and "Логистика" in russian
    assert "No counterpart" in before and "Find one" not in before


def test_mirror_file_stands_alone(staffed, ops_client):
    answer = ops_client.get(reverse("teams:mirror_svg", args=[staffed.pk]))

    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "Fjord%20Foods" in answer["Content-Disposition"]
    assert b"<a " not in answer.content and b'role="img"' in answer.content


def test_empty_account_says_what_to_do(ops_client, system):
    account = AccountFactory()

    page = ops_client.get(reverse("teams:mirror", args=[account.pk])).content.decode()

    assert "Nobody sits in the buying center yet" in page


def test_counterpart_is_set_from_the_page_and_taken_back(staffed, ines, omar, ops_client, system):
    page = reverse("teams:pairing_edit", args=[ines.pk])
    sent = {"candidate": omar.pk, "rank": "primary", "since": "2026-12-01", "why": "Closer"}

    answer = ops_client.post(page, sent, follow=True)

    assert Pairing.objects.on(date(2026, 12, 1)).get().person == omar
    undo = next(m.extra_tags for m in answer.context["messages"] if m.extra_tags).split()[0]
    ops_client.post(undo)
    assert Pairing.objects.get().until is None


def test_refusal_stands_on_the_form(staffed, ines, ops_client, system):
    from counterpart.directory import services as directory

    gone = PersonFactory(function=ines.function)
    today = timezone.localdate()
    directory.end_employment(gone, until=today + timedelta(days=7), by=system)
    page = reverse("teams:pairing_edit", args=[ines.pk])
    later = today + timedelta(days=30)
    sent = {"candidate": gone.pk, "rank": "primary", "since": later.isoformat()}

    answer = ops_client.post(page, sent)

    assert answer.status_code == 200
    assert "does not work for us" in answer.content.decode()


def test_nothing_chosen_is_asked_for(staffed, ines, ops_client):
    page = reverse("teams:pairing_edit", args=[ines.pk])

    answer = ops_client.post(page, {"rank": "primary", "since": "2026-12-01"})

    assert "Choose one of the candidates" in answer.content.decode()


@pytest.fixture
def hand_over(staffed, ines, omar, system):
    """Ravi hands Ines over to Omar in a week."""
    in_a_week = timezone.localdate() + timedelta(days=7)
    teams.set_counterpart(ines, omar, since=in_a_week, by=system)
    return HandOver.objects.get()


def test_lead_ticks_a_hand_over_and_another_member_may_not(
    hand_over, staffed, nadia, system, client_of
):
    from factories import LoginFactory

    other = PersonFactory(login=LoginFactory(email="other@example.com"))
    teams.add_member(staffed, other, since=OCTOBER, hours_per_month=1, by=system)
    tick = reverse("teams:hand_over_done", args=[hand_over.pk])

    assert client_of(other).post(tick).status_code == 404
    page = client_of(other).get(reverse("teams:hand_overs", args=[staffed.pk])).content.decode()
    assert "Ines Dahl" in page and tick not in page
    client_of(nadia).post(tick)

    assert HandOver.objects.get().done_on is not None


def test_giver_and_taker_tick_it_on_their_own_page(
    hand_over, staffed, ravi, omar, system, client_of
):
    tick = reverse("teams:hand_over_done", args=[hand_over.pk])
    for member in Member.objects.on(system.today).filter(person=ravi):
        teams.end_member(member, since=system.today, by=system)
    own = {person: reverse("teams:person", args=[person.pk]) for person in (ravi, omar)}

    for person in (ravi, omar):
        client = client_of(person)
        assert client.get(reverse("teams:hand_overs", args=[staffed.pk])).status_code == 404
        page = client.get(own[person]).content.decode()
        assert tick in page and "Fjord Foods" in page
        assert reverse("teams:hand_overs", args=[staffed.pk]) not in page
        answer = client.post(tick)
        assert answer.url == own[person]
        hand_over.refresh_from_db()
        assert hand_over.done_on is not None
        assert tick not in client.get(own[person]).content.decode()
        client.post(tick)
        hand_over.refresh_from_db()
        assert hand_over.done_on is None  # open again


def test_others_see_the_hand_over_of_a_colleague_without_the_tick(
    hand_over, ravi, omar, staffed, system, client_of
):
    from factories import LoginFactory

    mate = PersonFactory(login=LoginFactory(email="mate@example.com"))
    teams.add_member(staffed, mate, since=OCTOBER, hours_per_month=1, by=system)

    page = client_of(mate).get(reverse("teams:person", args=[ravi.pk])).content.decode()

    assert "Hand-overs" in page
    assert reverse("teams:hand_over_done", args=[hand_over.pk]) not in page


def test_undo_of_an_unknown_batch_is_not_found(staffed, ops_client):
    assert ops_client.post(reverse("teams:undo", args=["nothing"])).status_code == 404


def test_person_page_hides_accounts_the_viewer_may_not_see(
    staffed, ines, ravi, nadia, system, client_of
):
    secret = ContactFactory(account=AccountFactory(name="Secret Cycles"), first_name="Olga")
    teams.set_counterpart(secret, ravi, since=OCTOBER, by=system)
    address = reverse("teams:person", args=[ravi.pk])

    seen = client_of(nadia).get(address).content.decode()
    own = client_of(ravi).get(address).content.decode()

    assert "Ines Dahl" in seen and "Secret Cycles" not in seen and "Olga" not in seen
    assert "at accounts that you do not see" in seen
    assert "Secret Cycles" in own


def test_contact_fragment_says_who_and_since_when(staffed, ines, ops_client):
    page = ops_client.get(reverse("teams:contact_counterparts", args=[ines.pk])).content.decode()

    assert "Ravi Iyer" in page


PAGES = ["portfolio", "matrix", "mirror", "roster", "hand_overs", "person", "pairing_edit"]


@pytest.mark.parametrize("name", PAGES)
def test_more_rows_cost_no_more_queries(
    name, staffed, ines, logistics, ravi, ops_client, system, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    subject = {"person": ravi.pk, "pairing_edit": ines.pk}.get(name, staffed.pk)
    page = reverse(f"teams:{name}", args=[] if name in {"portfolio", "matrix"} else [subject])
    ops_client.get(page)
    with CaptureQueriesContext(connection) as few:
        ops_client.get(page)

    for _ in range(2):
        person = PersonFactory(function=logistics)
        for account in (staffed, AccountFactory()):
            contact = ContactFactory(account=account, function=logistics)
            teams.set_counterpart(contact, ravi, since=OCTOBER, by=system)
            teams.set_counterpart(contact, person, rank="backup", since=OCTOBER, by=system)
            teams.set_counterpart(contact, person, since=system.today, by=system)
            other = ContactFactory(account=account, function=logistics)
            teams.set_counterpart(other, ravi, since=OCTOBER, by=system)
    refresh_cover(None, today=system.today)

    assert len(few) <= 15
    with django_assert_num_queries(len(few)):
        ops_client.get(page)


def test_relations_follow_the_teams_of_today(fjord, omar, system):
    from counterpart.access.viewer import Viewer
    from counterpart.customers.models import Account

    tomorrow = system.today + timedelta(days=1)
    teams.add_member(fjord, omar, since=tomorrow, by=system)

    def seen(day):
        return list(Account.objects.visible_to(Viewer.of(omar.login, today=day)))

    assert seen(system.today) == []
    assert seen(tomorrow) == [fjord]
