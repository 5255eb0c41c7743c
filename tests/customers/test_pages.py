"""Screens of the customers room: what they show, to whom, and at what price in queries."""

from datetime import date
from xml.etree import ElementTree

import pytest

from counterpart.customers import services as customers
from counterpart.customers.models import Account, Contact, Need, Site, Tie
from counterpart.history.models import Change
from factories import AccountFactory, ContactFactory, FunctionFactory, NeedFactory, SiteFactory

SVG = "{http://www.w3.org/2000/svg}"


def addresses(account: Account, contact: Contact) -> list[str]:
    need = NeedFactory(account=account, title="Dock times")
    site = SiteFactory(account=account)
    olaf = ContactFactory(account=account, first_name="Olaf", function=contact.function)
    tie = customers.set_tie(contact, speaker=olaf, by=system_viewer())
    return [
        f"/accounts/{account.pk}/edit/",
        f"/accounts/{account.pk}/lose/",
        f"/accounts/{account.pk}/reopen/",
        f"/accounts/{account.pk}/group/",
        f"/accounts/{account.pk}/buying-center/",
        f"/accounts/{account.pk}/buying-center.svg",
        f"/accounts/{account.pk}/contacts/new/",
        f"/accounts/{account.pk}/needs/",
        f"/accounts/{account.pk}/needs/new/",
        f"/accounts/{account.pk}/sites/",
        f"/accounts/{account.pk}/sites/new/",
        f"/contacts/{contact.pk}/",
        f"/contacts/{contact.pk}/edit/",
        f"/contacts/{contact.pk}/leave/",
        f"/contacts/{contact.pk}/return/",
        f"/contacts/{contact.pk}/ties/",
        f"/ties/{tie.pk}/remove/",
        f"/needs/{need.pk}/edit/",
        f"/needs/{need.pk}/met/",
        f"/sites/{site.pk}/edit/",
        f"/sites/{site.pk}/remove/",
    ]


def system_viewer():
    from factories import system

    return system()


POST_ONLY = ("reopen", "return", "ties", "remove", "met")


def test_outsider_finds_nothing(client_of, fjord, ines, omar):
    client = client_of(omar)
    for address in addresses(fjord, ines):
        answer = client.post(address) if is_post_only(address) else client.get(address)
        assert (address, answer.status_code) == (address, 404)


def test_team_member_reads_but_does_not_change(client_of, fjord, ines, ravi):
    client = client_of(ravi)
    seen = [a for a in addresses(fjord, ines) if not is_post_only(a)]
    changing = ("edit/", "lose/", "leave/", "new/")

    for address in seen:
        wanted = 404 if address.endswith(changing) else 200
        assert (address, client.get(address).status_code) == (address, wanted)


def test_lead_opens_every_screen(client_of, fjord, ines, nadia):
    client = client_of(nadia)
    for address in addresses(fjord, ines):
        if not is_post_only(address):
            assert (address, client.get(address).status_code) == (address, 200)


def test_screens_ask_for_a_login(client, fjord, ines):
    for address in addresses(fjord, ines):
        answer = client.post(address)
        assert (answer.status_code, answer.headers["Location"][:7]) == (302, "/login/")


def is_post_only(address: str) -> bool:
    return address.rstrip("/").split("/")[-1] in POST_ONLY


def test_only_sales_operations_creates_accounts(client_of, ops_client, nadia, fjord):
    assert client_of(nadia).get("/accounts/new/").status_code == 404

    answer = ops_client.post(
        "/accounts/new/",
        {
            "name": "Nordic Steel",
            "tier": "key",
            "currency": "EUR",
            "annual_value_minor": "1 250,50",
            "parent": "Fjord Foods",
        },
    )

    made = Account.objects.get(name="Nordic Steel")
    assert answer.headers["Location"] == f"/accounts/{made.pk}/buying-center/"
    assert (made.tier, made.annual_value_minor, made.parent) == ("key", 125_050, fjord)


def test_account_form_says_why_a_tier_needs_a_reason(ops_client, fjord):
    fields = {"name": "Fjord Foods", "tier": "global", "currency": "EUR"}

    answer = ops_client.post(f"/accounts/{fjord.pk}/edit/", fields)
    assert "Say why Fjord Foods changes from Key account to Global" in answer.content.decode()

    ops_client.post(f"/accounts/{fjord.pk}/edit/", {**fields, "why": "Four countries"})
    fjord.refresh_from_db()
    assert fjord.tier == "global"
    assert Change.objects.filter(why="Four countries").exists()


def test_account_form_completes_and_refuses_parents(ops_client, fjord):
    twins = [AccountFactory(name="Twin"), AccountFactory(name="Twin")]
    options = ops_client.get("/accounts/options/?parent=twi").content.decode()
    assert [f'value="Twin #{twin.pk}"' in options for twin in twins] == [True, True]

    fields = {"name": "Fjord Foods", "tier": "key", "currency": "EUR"}
    address = f"/accounts/{fjord.pk}/edit/"
    for typed, words in (("Twin", "Several accounts"), ("Nobody", "No account is called")):
        answer = ops_client.post(address, {**fields, "parent": typed})
        assert words in answer.content.decode()

    ops_client.post(address, {**fields, "parent": f"Twin #{twins[1].pk}"})
    fjord.refresh_from_db()
    assert fjord.parent == twins[1]


def test_saving_an_untouched_form_changes_nothing(ops_client, fjord, system):
    customers.change_account(fjord, parent=AccountFactory(name="Holding"), by=system)
    before = Change.objects.count()
    page = ops_client.get(f"/accounts/{fjord.pk}/edit/")
    typed = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}

    ops_client.post(f"/accounts/{fjord.pk}/edit/", typed | {"annual_value_minor": "1000000"})

    assert Change.objects.count() == before


def test_account_is_lost_and_won_back(ops_client, fjord):
    ops_client.post(f"/accounts/{fjord.pk}/lose/", {"on": "2026-11-20", "why": "Price"})
    fjord.refresh_from_db()
    assert fjord.lost_on == date(2026, 11, 20)

    ops_client.post(f"/accounts/{fjord.pk}/reopen/")
    fjord.refresh_from_db()
    assert fjord.lost_on is None


def test_group_shows_what_the_viewer_may_see(client_of, ops_client, fjord, nadia, system):
    holding = AccountFactory(name="Nordic Holding", annual_value_minor=500_00)
    AccountFactory(name="Sister Plant", parent=holding, annual_value_minor=300_00)
    customers.change_account(fjord, parent=holding, by=system)

    all_of_it = ops_client.get(f"/accounts/{fjord.pk}/group/").content.decode()
    own = client_of(nadia).get(f"/accounts/{fjord.pk}/sites/").content.decode()

    assert "Nordic Holding" in all_of_it
    assert "Sister Plant" in all_of_it
    assert "1,000,800" in all_of_it
    assert "Nordic Holding" not in own


def test_map_shows_everybody_and_the_same_as_a_table(client_of, fjord, ines, nadia, system):
    olaf = ContactFactory(
        account=fjord, first_name="Olaf", last_name="Lie", level=5, reports_to=None
    )
    customers.change_contact(ines, reports_to=olaf, attitude=2, roles={"decider"}, by=system)
    customers.set_tie(ines, speaker=olaf, strength=3, by=system)

    page = client_of(nadia).get(f"/accounts/{fjord.pk}/buying-center/").content.decode()

    picture, table = page.split("</svg>")[-2:], page.split("<table", 1)[1]
    assert "Ines Dahl, " in page
    assert "influence 70%, Champion, Decision maker" in page
    assert table.count('<th scope="row">') == 2
    assert 'style="' not in page
    assert picture


def test_downloaded_map_is_a_picture_by_itself(client_of, fjord, ines, nadia):
    answer = client_of(nadia).get(f"/accounts/{fjord.pk}/buying-center.svg")

    root = ElementTree.fromstring(answer.content)  # noqa: S314
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert 'filename="fjord-foods-buying-center.svg"' in answer.headers["Content-Disposition"]
    assert root.tag == f"{SVG}svg"
    assert not root.findall(f".//{SVG}a")
    assert {rect.get("fill") for rect in root.iter(f"{SVG}rect")} >= {"#ffffff", "#566074"}


def test_map_writes_numbers_with_points_in_every_language(client_of, fjord, ines, nadia):
    client = client_of(nadia)
    nadia.login.language = "ru"
    nadia.login.save()

    root = ElementTree.fromstring(  # noqa: S314
        client.get(f"/accounts/{fjord.pk}/buying-center.svg").content
    )

    assert all("," not in (rect.get("width") or "") for rect in root.iter(f"{SVG}rect"))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ines Dahl", "Olaf Lie"]),
        ("?role=decider", ["Ines Dahl"]),
        ("?attitude=-2", ["Olaf Lie"]),
        ("?role=user&attitude=-2", []),
        ("?role=nonsense", ["Ines Dahl", "Olaf Lie"]),
    ],
)
def test_filter_picks_out_of_table_and_dims_the_map(
    client_of, fjord, ines, nadia, system, query, names
):
    ContactFactory(account=fjord, first_name="Olaf", last_name="Lie", attitude=-2)
    customers.set_buying_roles(ines, {"decider"}, by=system)

    page = client_of(nadia).get(f"/accounts/{fjord.pk}/buying-center/{query}")

    assert sorted(str(one.contact) for one in page.context["center"].picked) == names
    assert page.content.decode().count("is-dimmed") == 2 - len(names)


def test_warnings_say_what_to_do(client_of, fjord, ines, nadia, system):
    NeedFactory(account=fjord, review_on=date(2026, 1, 1))

    page = client_of(nadia).get(f"/accounts/{fjord.pk}/buying-center/").content.decode()

    for words in (
        "No decision maker is known",
        "Nobody sells for us inside",
        "Everything hangs on one contact",
        "Needs are past their review date",
    ):
        assert words in page


def test_those_who_left_are_off_the_map_but_not_forgotten(client_of, fjord, ines, nadia, system):
    ContactFactory(account=fjord, first_name="Olaf", last_name="Lie", left_on=date(2020, 1, 1))

    page = client_of(nadia).get(f"/accounts/{fjord.pk}/buying-center/")

    assert [str(one.contact) for one in page.context["center"].seated] == ["Ines Dahl"]
    assert "1 person has left" in page.content.decode()


def test_empty_buying_center_says_what_comes_next(client_of, fjord, nadia):
    page = client_of(nadia).get(f"/accounts/{fjord.pk}/buying-center/").content.decode()

    assert "Nobody is known here yet" in page
    assert "<svg id=" not in page


def contact_fields(contact: Contact, **typed) -> dict[str, object]:
    return {
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "function": contact.function_id,
        "level": contact.level,
        "influence_percent": contact.influence_percent,
        "attitude": contact.attitude,
        "languages": ["en"],
        "hours_per_month": "4",
        "email": contact.email,
    } | typed


def test_contact_is_created_with_roles(client_of, fjord, ines, nadia):
    fields = contact_fields(ines, first_name="Olaf", email="", roles=["user", "decider"])
    client_of(nadia).post(f"/accounts/{fjord.pk}/contacts/new/", fields)

    olaf = Contact.objects.get(first_name="Olaf")
    assert set(olaf.buying_roles.values_list("role", flat=True)) == {"user", "decider"}
    assert (olaf.account, olaf.influence_percent) == (fjord, 70)


def test_languages_in_another_order_are_no_change(client_of, ines, nadia, system):
    customers.change_contact(ines, languages=["ru", "en"], by=system)
    ines.refresh_from_db()

    fields = contact_fields(ines, languages=["en", "ru"], influence_percent=95)
    client_of(nadia).post(f"/contacts/{ines.pk}/edit/", fields)

    ines.refresh_from_db()
    assert (ines.languages, ines.influence_percent) == (["ru", "en"], 95)


def test_contact_form_shows_the_circle(client_of, fjord, ines, nadia):
    olaf = ContactFactory(account=fjord, first_name="Olaf", last_name="Lie", reports_to=ines)

    answer = client_of(nadia).post(
        f"/contacts/{ines.pk}/edit/", contact_fields(ines, reports_to=olaf.pk)
    )

    assert "Ines Dahl → Olaf Lie → Ines Dahl" in answer.content.decode()


def test_contact_form_keeps_what_others_changed_meanwhile(client_of, ines, nadia, system):
    fields = contact_fields(ines, title="Head of logistics")
    customers.change_contact(ines, goals="Fewer stock-outs", roles={"buyer"}, by=system)

    client_of(nadia).post(
        f"/contacts/{ines.pk}/edit/", {**fields, "goals": "Fewer stock-outs", "roles": ["buyer"]}
    )

    ines.refresh_from_db()
    assert (ines.title, ines.goals) == ("Head of logistics", "Fewer stock-outs")


def test_contact_leaves_and_returns_by_page(client_of, ines, nadia):
    client = client_of(nadia)
    client.post(f"/contacts/{ines.pk}/leave/", {"on": "2026-12-01"})
    ines.refresh_from_db()
    assert ines.left_on == date(2026, 12, 1)

    client.post(f"/contacts/{ines.pk}/return/")
    ines.refresh_from_db()
    assert ines.left_on is None


def test_ties_are_drawn_on_the_contact_page(client_of, fjord, ines, nadia):
    client = client_of(nadia)
    olaf = ContactFactory(account=fjord, first_name="Olaf", last_name="Lie")
    stranger = ContactFactory()

    client.post(f"/contacts/{ines.pk}/ties/", {"speaker": stranger.pk, "strength": 2})
    assert not Tie.objects.exists()

    client.post(f"/contacts/{ines.pk}/ties/", {"speaker": olaf.pk, "strength": 3})
    tie = Tie.objects.get()
    assert "Who listens to Olaf Lie" in client.get(f"/contacts/{olaf.pk}/").content.decode()

    client.post(f"/ties/{tie.pk}/remove/")
    assert not Tie.objects.exists()


def test_needs_stand_by_urgency(client_of, fjord, ines, nadia):
    NeedFactory(account=fjord, title="Met", state="met")
    NeedFactory(account=fjord, title="No date")
    NeedFactory(account=fjord, title="Later", review_on=date(2099, 1, 1))
    NeedFactory(account=fjord, title="Overdue", review_on=date(2026, 1, 1), kind="problem")
    NeedFactory(title="Somebody else's")
    client = client_of(nadia)

    def titles(query: str) -> list[str]:
        page = client.get(f"/accounts/{fjord.pk}/needs/{query}").context["page"]
        return [need.title for need in page.rows]

    assert titles("") == ["Overdue", "Later", "No date", "Met"]
    assert titles("?state=overdue") == ["Overdue"]
    assert titles("?state=met") == ["Met"]
    assert titles("?kind=problem") == ["Overdue"]


def test_need_is_written_down_settled_and_opened_again(client_of, fjord, ines, nadia):
    client = client_of(nadia)
    fields = {"kind": "problem", "title": "Late pallets", "contact": ines.pk, "owner": nadia.pk}
    client.post(f"/accounts/{fjord.pk}/needs/new/", {**fields, "review_on": "2027-01-15"})
    need = Need.objects.get()
    assert (need.title, need.contact, need.owner) == ("Late pallets", ines, nadia)

    for how in ("met", "dropped", "open"):
        client.post(f"/needs/{need.pk}/{how}/")
        need.refresh_from_db()
        assert need.state == how

    assert client.post(f"/needs/{need.pk}/eaten/").status_code == 404


def test_sites_are_kept(client_of, fjord, ines, nadia, system):
    client = client_of(nadia)
    fields = {"name": "Oslo", "country": "no", "time_zone": "Europe/Oslo"}
    client.post(f"/accounts/{fjord.pk}/sites/new/", fields)
    oslo = Site.objects.get()
    assert oslo.country == "NO"

    again = client.post(f"/accounts/{fjord.pk}/sites/new/", fields).content.decode()
    assert "already has a site named Oslo" in again
    wrong = client.post(f"/sites/{oslo.pk}/edit/", {**fields, "time_zone": "Mars/Base"})
    assert "is not a time zone" in wrong.content.decode()

    moved = customers.move_to_site(ines, oslo, by=system)
    client.post(f"/sites/{oslo.pk}/remove/")
    assert Site.objects.exists()
    customers.move_to_site(moved, None, by=system)
    client.post(f"/sites/{oslo.pk}/remove/")
    assert not Site.objects.exists()


@pytest.mark.parametrize("page", ["buying-center/", "needs/", "sites/", "group/"])
def test_queries_do_not_grow_with_rows(
    client_of, fjord, ines, nadia, system, page, django_assert_max_num_queries, queries_of
):
    client = client_of(nadia)

    def fill() -> None:
        site = SiteFactory(account=fjord)
        contact = ContactFactory(account=fjord, site=site, reports_to=ines)
        customers.set_buying_roles(contact, {"user", "buyer"}, by=system)
        customers.set_tie(contact, speaker=ines, by=system)
        NeedFactory(account=fjord, contact=contact, owner=nadia)
        child = AccountFactory(parent=fjord)
        from factories import put_on_team

        put_on_team(child, nadia, role="lead")

    fill()
    with_one = queries_of(client, f"/accounts/{fjord.pk}/{page}")
    fill()
    fill()
    assert queries_of(client, f"/accounts/{fjord.pk}/{page}") == with_one
    assert with_one <= 15


def test_contact_page_queries_do_not_grow(client_of, fjord, ines, nadia, system, queries_of):
    client = client_of(nadia)

    def fill() -> None:
        contact = ContactFactory(account=fjord, reports_to=ines)
        customers.set_tie(contact, speaker=ines, by=system)
        customers.set_tie(ines, speaker=contact, by=system)
        NeedFactory(account=fjord, contact=ines, owner=nadia)

    fill()
    with_one = queries_of(client, f"/contacts/{ines.pk}/")
    fill()
    fill()
    assert queries_of(client, f"/contacts/{ines.pk}/") == with_one
    assert with_one <= 15


def test_map_of_sixty_stays_small(client_of, fjord, nadia, logistics):
    for number in range(60):
        ContactFactory(account=fjord, function=logistics, level=1 + number % 5)

    page = client_of(nadia).get(f"/accounts/{fjord.pk}/buying-center/")

    assert len(page.content) < 200_000


def test_lists_with_nothing_chosen_say_so_in_words(client_of, fjord, ines, nadia):
    page = client_of(nadia).get(f"/accounts/{fjord.pk}/contacts/new/").content.decode()

    assert '<option value="" selected>choose…</option>' in page
    assert '<option value="" selected>not chosen</option>' in page
    assert "-----" not in page


@pytest.mark.parametrize(
    ("functions", "people", "is_fitting"), [(6, 1, True), (13, 1, True), (2, 40, False)]
)
def test_map_of_many_functions_fits_and_a_wider_one_says_that_it_moves(
    client_of, fjord, nadia, functions, people, is_fitting
):
    for number in range(functions):
        function = FunctionFactory(code=f"f{number}", name=f"F{number}", position=number)
        for _ in range(people):
            ContactFactory(account=fjord, function=function, influence_percent=100)

    page = client_of(nadia).get(f"/accounts/{fjord.pk}/buying-center/").content.decode()

    assert ('class="map is-fitting"' in page) == is_fitting
    assert "map-hint" in page
