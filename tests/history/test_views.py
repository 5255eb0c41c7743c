"""The pages of the history: what they show, to whom, and at what cost."""

import pytest
from django.urls import reverse

from conftest import login_with
from counterpart.access.actions import Role
from counterpart.access.viewer import Viewer
from counterpart.history import services as history
from counterpart.history.models import Change
from counterpart.history.queries import latest_changes
from counterpart.staffing.models import StaffingPlan
from factories import AccountFactory, ContactFactory, NeedFactory


def of(row):
    return reverse("history:of", args=[row._meta.label_lower, row.pk])


def shown_fields(row, viewer):
    line = latest_changes(row.history_scope, viewer, limit=1)[0]
    return [(field.label, field.before, field.after, field.is_hidden) for field in line.fields]


def test_values_are_told_as_people_read_them(fjord, ravi, system):
    group = AccountFactory(name="Nordic Foods")
    fjord.parent = group
    fjord.tier = "global"
    fjord.annual_value_minor = 250_000_050
    history.save(fjord, by=system)

    assert shown_fields(fjord, system) == [
        ("Group", "", "Nordic Foods", False),
        ("Tier", "Key account", "Global", False),
        (
            "Value a year",
            "1,000,000.00\N{NO-BREAK SPACE}EUR",
            "2,500,000.50\N{NO-BREAK SPACE}EUR",
            False,
        ),
    ]


def test_removed_row_keeps_its_name(fjord, ines, system):
    need = NeedFactory(account=fjord, contact=ines)
    history.remove(ines, by=system)
    history.remove(need, by=system)

    lines = latest_changes(fjord.history_scope, system, limit=4)

    told = {(f.label, f.before, f.after) for line in lines for f in line.fields}
    assert ("Whose", "Ines Dahl", "") in told


def test_key_that_says_nothing_to_people_is_not_shown(system):
    plan = history.create(StaffingPlan(name="Spring", choices={"accounts": []}), by=system)
    plan.state, plan.adoption_batch = "adopted", "0c1f"
    history.save(plan, by=system)

    assert Change.objects.first().after["adoption_batch"] == "0c1f"
    assert [label for label, *_ in shown_fields(plan, system)] == ["State"]


def test_cost_of_a_person_is_hidden_from_team_mates(fjord, nadia, ravi, system, client_of):
    ravi.cost_per_hour_minor = 7777_00
    ravi.title = "Planner"
    history.save(ravi, by=system)
    mate = Viewer.of(nadia.login, today=system.today)

    assert shown_fields(ravi, mate) == [
        ("Job title", "", "Planner", False),
        ("Cost per hour", "", "", True),
    ]
    assert shown_fields(ravi, system)[1][2] == "7,777.00\N{NO-BREAK SPACE}EUR"
    page = client_of(nadia).get(of(ravi)).content.decode()
    assert "Planner" in page
    assert "7,777" not in page


def test_history_of_a_thing_is_for_those_who_see_the_thing(fjord, ines, nadia, omar, client_of):
    assert "Ines Dahl" in client_of(nadia).get(of(fjord)).content.decode()
    assert client_of(nadia).get(of(ines)).status_code == 200
    assert client_of(omar).get(of(fjord)).status_code == 404
    assert client_of(omar).get(of(ines)).status_code == 404
    assert client_of(nadia).get("/history/access.login/1/").status_code == 404


def test_whole_history_is_for_roles_only(fjord, nadia, client_of, ops_client):
    administrator = login_with(Role.ADMINISTRATOR, "admin@example.com")
    url = reverse("history:all")

    assert client_of(nadia).get(url).status_code == 404
    assert administrator.get(url).status_code == ops_client.get(url).status_code == 200


def test_filters_narrow_the_list(fjord, ines, system, ops_client):
    fjord.city = "Тверь"
    history.save(fjord, by=Viewer.system("Импорт"), batch="b7")

    def found(**asked):
        page = ops_client.get(reverse("history:all"), asked).context["page"]
        return [(line.kind, line.label) for line in page.rows]

    assert found(by="импорт") == [("changed", "Fjord Foods")]
    assert found(batch="b7") == [("changed", "Fjord Foods")]
    assert found(text="ines") == [("created", "Ines Dahl")]
    assert found(thing="customers.contact") == [("created", "Ines Dahl")]
    assert found(thing="customers.contact", until="2001-01-01") == []
    assert len(found(since="2001-01-01")) == Change.objects.count()
    assert found(since="nonsense") == []


def test_pages_follow_each_other_without_gaps(fjord, logistics, ops_client):
    for _ in range(60):
        ContactFactory(account=fjord, function=logistics)
    seen, url = [], reverse("history:all")
    while url:
        page = ops_client.get(url).context["page"]
        seen += [line.pk for line in page.rows]
        url = page.next_url

    assert seen == list(Change.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_for_one_and_for_three_changes(
    fjord, ines, ops_client, system, django_assert_num_queries, count
):
    other = ContactFactory(account=fjord, function=ines.function, reports_to=ines)
    for number in range(count):
        other.hours_per_month = number + 10
        other.reports_to = None if number % 2 == 0 else ines
        history.save(other, by=system, batch="some")
    url = reverse("history:all") + "?batch=some"
    ops_client.get(url)

    with django_assert_num_queries(6):  # session, login, person, roles, lines, names
        ops_client.get(url)


def test_empty_history_says_what_will_stand_there(ops_client, db):
    assert "No changes yet" in ops_client.get(reverse("history:all")).content.decode()
    page = ops_client.get(reverse("history:all"), {"text": "x"}).content.decode()
    assert "No change fits" in page


def test_pages_speak_russian(fjord, system):
    client = login_with(Role.SALES_OPERATIONS, "olga@example.com")
    page = client.get(reverse("history:all"), headers={"accept-language": "ru"}).content.decode()

    assert "История" in page
    assert "создано" in page
