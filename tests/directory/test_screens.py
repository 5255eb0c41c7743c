"""What each screen shows, to whom, in how many queries, and what its forms do."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import login_with
from counterpart.access.actions import Role
from counterpart.access.viewer import Viewer
from counterpart.directory import services
from counterpart.directory.models import Function, FunctionMatch, Office, Person, WorkingCalendar
from counterpart.directory.queries import person_facts
from counterpart.directory.standard_calendars import standard_calendar
from factories import FunctionFactory, OfficeFactory, PersonFactory


@pytest.fixture
def development_client(db):
    """People development: may change people, may not see what they cost."""
    return login_with(Role.PEOPLE_DEVELOPMENT, "development@example.com")


def form_of(person: Person, **changes: object) -> dict[str, object]:
    """What a browser would send for the person's form."""
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "function": person.function_id,
        "competence_percent": 60,
        "seniority": 2,
        "languages": ["en"],
        "office": person.office_id,
        "hours_per_month": "80",
        "cost_per_hour_minor": "60.00",
        "cost_currency": "EUR",
        "lead_fitness_percent": 0,
        "second-TOTAL_FORMS": "1",
        "second-INITIAL_FORMS": "0",
        "second-0-competence_percent": "50",
        **changes,
    }


def text_of(client, name: str, *args: object, **query: object) -> str:
    response = client.get(reverse(f"directory:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_people_list_takes_the_same_queries_for_one_and_for_three(
    ops_client, ravi, django_assert_num_queries
):
    url = reverse("directory:people")
    ops_client.get(url)  # fills what is kept between requests
    with django_assert_num_queries(7):
        ops_client.get(url)
    PersonFactory(office=ravi.office)
    PersonFactory()
    with django_assert_num_queries(7):
        page = ops_client.get(url).content.decode()
    assert page.count('class="person-text"') == 3


def test_people_are_found_by_text_function_office_and_line(ops_client, nadia, ravi, omar, system):
    services.set_secondary_functions({nadia: {ravi.function: 40}}, by=system)
    services.set_manager(omar, manager=ravi, by=system)

    def names(**query: object) -> set[str]:
        page = text_of(ops_client, "people", **query)
        return {str(one) for one in (nadia, ravi, omar) if str(one) in page}

    assert names() == {"Nadia Berg", "Ravi Iyer", "Omar Haddad"}
    assert names(q="berg nad") == {"Nadia Berg"}
    assert names(function=nadia.function_id) == {"Nadia Berg"}
    assert names(function=ravi.function_id) == {"Nadia Berg", "Ravi Iyer", "Omar Haddad"}
    assert names(office=omar.office_id) == {"Omar Haddad"}
    # Ravi is named in the line above the list.
    assert names(below=ravi.pk) == {"Omar Haddad", "Ravi Iyer"}
    assert names(q="nobody") == set()


def test_russian_names_are_found_whatever_their_capitals(ops_client):
    PersonFactory(first_name="Анна", last_name="Щукина")

    assert "Щукина" in text_of(ops_client, "people", q="щукина анна")


def test_those_who_left_are_shown_only_when_asked_for(ops_client, omar, system):
    services.end_employment(omar, until=date(2020, 1, 1), by=system)

    assert "Haddad" not in text_of(ops_client, "people")
    assert "Haddad" in text_of(ops_client, "people", gone="on")


def test_manager_finds_their_people_and_nobody_else(client_of, nadia, ravi, omar, system):
    services.set_manager(ravi, manager=nadia, by=system)

    page = text_of(client_of(nadia), "people", line="below")

    assert "Ravi Iyer" in page
    assert "Omar Haddad" not in text_of(client_of(nadia), "people")


@pytest.mark.parametrize("row", ["people", "person_edit"])
def test_cost_is_hidden_from_those_who_must_not_see_it(ops_client, development_client, ravi, row):
    ravi_costs = "73.31"
    ravi.cost_per_hour_minor = 7331
    services.change_person(ravi, by=Viewer.system("tests"))
    args = [ravi.pk] if row == "person_edit" else []

    assert ravi_costs in text_of(ops_client, row, *args)
    hidden = text_of(development_client, row, *args)
    assert "Iyer" in hidden
    assert ravi_costs not in hidden


def test_line_manager_sees_the_cost_of_their_people_only(client_of, fjord, nadia, ravi, system):
    boss = PersonFactory(login=None)
    nadia.cost_per_hour_minor = 8888
    services.change_person(nadia, by=system)
    ravi.cost_per_hour_minor = 7331
    ravi.manager = nadia
    services.change_person(ravi, by=system)

    page = text_of(client_of(nadia), "people")

    assert "73.31" in page
    assert "88.88" not in page
    assert str(boss) not in page


def test_cost_survives_a_change_by_somebody_who_does_not_see_it(development_client, ravi):
    data = form_of(ravi, title="Planner", cost_per_hour_minor="1.00")

    development_client.post(reverse("directory:person_edit", args=[ravi.pk]), data)

    ravi.refresh_from_db()
    assert (ravi.title, ravi.cost_per_hour_minor) == ("Planner", 6000)


def test_person_is_added_with_manager_and_other_function(ops_client, nadia, sales, logistics):
    blank = Person(
        first_name="Lena",
        last_name="Holm",
        email="lena@example.com",
        function=logistics,
        office=OfficeFactory(),
    )
    data = form_of(
        blank,
        manager=nadia.pk,
        hours_per_month="62,5",
        **{"second-0-function": sales.pk, "second-0-competence_percent": "70"},
    )

    response = ops_client.post(reverse("directory:person_create"), data)

    lena = Person.objects.get(first_name="Lena")
    assert response.url == reverse("teams:person", args=[lena.pk])
    assert (lena.manager, str(lena.hours_per_month), lena.cost_per_hour_minor) == (
        nadia,
        "62.50",
        6000,
    )
    assert lena.secondary_functions.get().competence_percent == 70


def test_manager_below_is_refused_on_the_form(ops_client, nadia, ravi, system):
    services.set_manager(ravi, manager=nadia, by=system)

    page = ops_client.post(
        reverse("directory:person_edit", args=[nadia.pk]), form_of(nadia, manager=ravi.pk)
    ).content.decode()

    assert "Ravi Iyer → Nadia Berg → Ravi Iyer" in page


def test_more_rows_keep_what_was_typed(ops_client, ravi):
    data = form_of(ravi, title="Half typed", more_rows="1")

    page = ops_client.post(reverse("directory:person_edit", args=[ravi.pk]), data).content.decode()

    assert 'value="Half typed"' in page
    assert "second-3-function" in page
    ravi.refresh_from_db()
    assert ravi.title == ""


def test_colleague_may_not_open_forms_of_others(client_of, omar, ravi):
    client = client_of(omar)

    for name in ("person_edit", "person_leaving", "absence_create", "deputy_create", "line"):
        assert client.get(reverse(f"directory:{name}", args=[ravi.pk])).status_code == 404, name
    for name in ("person_create", "function_create", "office_create", "calendar_create"):
        assert client.get(reverse(f"directory:{name}")).status_code == 404, name


def test_absence_and_deputy_are_entered_and_removed_by_oneself(client_of, fjord, nadia, ravi):
    client = client_of(ravi)
    client.post(
        reverse("directory:absence_create", args=[ravi.pk]),
        {"kind": "holiday", "since": "2026-12-01", "until": "2026-12-05"},
    )
    client.post(reverse("directory:deputy_create", args=[ravi.pk]), {"deputy": nadia.pk})
    absence, deputy = ravi.absences.get(), ravi.deputies.get()
    assert (absence.since, deputy.deputy) == (date(2026, 12, 1), nadia)

    again = client.post(
        reverse("directory:absence_create", args=[ravi.pk]),
        {"kind": "holiday", "since": "2026-12-04", "until": "2026-12-06"},
    )
    assert "already away" in again.content.decode()

    assert client.get(reverse("directory:absence_remove", args=[absence.pk])).status_code == 405
    client.post(reverse("directory:absence_remove", args=[absence.pk]))
    client.post(reverse("directory:deputy_remove", args=[deputy.pk]))
    assert (ravi.absences.count(), ravi.deputies.count()) == (0, 0)


def test_colleague_may_not_remove_what_others_entered(client_of, omar, ravi, nadia, system):
    absence = services.add_absence(
        ravi, since=date(2026, 12, 1), until=date(2026, 12, 5), by=system
    )
    deputy = services.add_deputy(ravi, deputy=nadia, by=system)

    for name, row in (("absence_remove", absence), ("deputy_remove", deputy)):
        url = reverse(f"directory:{name}", args=[row.pk])
        assert client_of(omar).post(url).status_code == 404
    assert (ravi.absences.count(), ravi.deputies.count()) == (1, 1)


def test_leaving_is_entered_with_a_successor(ops_client, nadia, ravi, omar, system):
    services.set_manager(ravi, manager=nadia, by=system)

    ops_client.post(
        reverse("directory:person_leaving", args=[nadia.pk]),
        {"until": "2026-12-01", "successor": omar.pk},
    )

    ravi.refresh_from_db()
    nadia.refresh_from_db()
    assert (ravi.manager, nadia.employed_until) == (omar, date(2026, 12, 1))


def test_reporting_line_page_shows_the_tree(ops_client, nadia, ravi, omar, system):
    services.set_managers({ravi: nadia, omar: ravi}, by=system)

    page = text_of(ops_client, "line", ravi.pk)

    assert page.index("Nadia Berg") < page.index("Omar Haddad")
    assert "1 person below" in page


def test_function_pages_are_seen_by_all_and_changed_by_few(client_of, ops_client, omar):
    assert "hx-post" not in text_of(client_of(omar), "functions")
    assert "hx-post" in text_of(ops_client, "functions")


def test_functions_page_takes_the_same_queries_however_many(
    ops_client, logistics, django_assert_num_queries
):
    url = reverse("directory:functions")
    ops_client.get(url)
    with django_assert_num_queries(6):
        ops_client.get(url)
    FunctionFactory()
    FunctionFactory()
    with django_assert_num_queries(6):
        ops_client.get(url)


def test_cell_of_the_match_table_is_saved_and_can_be_undone(ops_client, logistics):
    shipping = FunctionFactory(name="Shipping")
    url = reverse("directory:match", args=[shipping.pk, logistics.pk])
    name = f"m{shipping.pk}-{logistics.pk}"

    saved = ops_client.post(url, {name: "75"}).content.decode()

    assert "Saved: Shipping faces Logistics with 75%, before 0%." in saved
    assert f'name="{name}" value="0"' in saved
    assert FunctionMatch.objects.get(ours=shipping).fit_percent == 75
    ops_client.post(url, {name: "0"})
    assert not FunctionMatch.objects.filter(ours=shipping).exists()


def facing() -> list[tuple[int, int, int]]:
    return list(FunctionMatch.objects.order_by("pk").values_list("ours", "theirs", "fit_percent"))


def test_match_table_is_saved_as_a_whole_without_scripts(ops_client, logistics, system):
    shipping = FunctionFactory(code="shipping", name="Shipping")
    services.set_function_matches({(shipping, logistics): 60}, by=system)
    url = reverse("directory:functions")
    page = ops_client.get(url).content.decode()
    cells = {f"m{shipping.pk}-{logistics.pk}": "", f"m{logistics.pk}-{logistics.pk}": "90"}

    answer = ops_client.post(url, cells, follow=True)

    assert '<noscript><form id="matches"' in page
    assert all(f'<input name="{name}"' in page for name in cells)
    assert "2 cells are changed." in answer.content.decode()
    assert facing() == [(logistics.pk, logistics.pk, 90)]


@pytest.mark.parametrize("typed", ["a lot", "101"])
def test_match_table_with_one_wrong_cell_changes_nothing(ops_client, logistics, typed):
    shipping = FunctionFactory(code="shipping", name="Shipping")
    cells = {f"m{shipping.pk}-{logistics.pk}": "50", f"m{logistics.pk}-{logistics.pk}": typed}
    before = facing()

    answer = ops_client.post(reverse("directory:functions"), cells, follow=True)

    assert "from 0 to 100" in answer.content.decode()
    assert facing() == before


def test_match_table_is_not_for_everybody_to_change(client_of, omar, logistics):
    cells = {f"m{logistics.pk}-{logistics.pk}": "90"}
    before = facing()

    answer = client_of(omar).post(reverse("directory:functions"), cells)

    assert answer.status_code == 404
    assert facing() == before


@pytest.mark.parametrize("typed", ["much", "101", "-1"])
def test_wrong_cell_of_the_match_table_is_refused(ops_client, logistics, typed):
    url = reverse("directory:match", args=[logistics.pk, logistics.pk])

    response = ops_client.post(url, {f"m{logistics.pk}-{logistics.pk}": typed})

    assert response.status_code == 422
    assert FunctionMatch.objects.get().fit_percent == 100


def test_function_is_added_changed_and_removed(ops_client):
    data = {"name": "Expediting", "code": "expediting", "is_ours": "on", "position": "5"}
    ops_client.post(reverse("directory:function_create"), data)
    function = Function.objects.get()

    edit = reverse("directory:function_edit", args=[function.pk])
    ops_client.post(edit, data | {"name_ru": "Контроль поставок"})
    assert Function.objects.get().name_ru == "Контроль поставок"

    remove = reverse("directory:function_remove", args=[function.pk])
    person = PersonFactory(function=function)
    page = ops_client.post(remove, follow=True).content.decode()
    assert "people: 1" in page
    assert person.function == Function.objects.get()


def test_office_and_calendar_are_made_and_shown(ops_client, client_of, omar):
    begun = text_of(ops_client, "calendar_create", country="RU")
    assert 'value="09:00–13:00, 14:00–18:00"' in begun
    data = {"name": "Россия", "code": "russia", "country": "RU"}
    data |= {f"day_{day}": "9-13, 14-18" for day in range(5)}
    ops_client.post(reverse("directory:calendar_create"), data)
    calendar = WorkingCalendar.objects.get(code="russia")
    assert calendar.week[4:6] == [[["09:00", "13:00"], ["14:00", "18:00"]], []]

    office = {"name": "Москва", "code": "msk", "time_zone": "Europe/Moscow"}
    ops_client.post(
        reverse("directory:office_create"), office | {"country": "RU", "calendar": calendar.pk}
    )
    assert Office.objects.get(code="msk").time_zone == "Europe/Moscow"
    assert "Россия" in text_of(client_of(omar), "offices")


def test_each_office_shows_the_time_that_it_is_there(ops_client):
    for number, zone in enumerate(["Asia/Tokyo", "America/New_York"]):
        OfficeFactory(code=f"office-{number}", time_zone=zone)

    page = text_of(ops_client, "offices")

    now = timezone.now()  # a minute may pass while the page is made
    for zone in (ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")):
        minutes = [now.astimezone(zone), (now - timedelta(minutes=1)).astimezone(zone)]
        assert any(f">{minute:%H:%M}</td>" in page for minute in minutes)


def test_time_zone_that_does_not_exist_is_refused(ops_client):
    calendar = OfficeFactory().calendar
    data = {"name": "X", "code": "x", "time_zone": "Europe/Nowhere", "calendar": calendar.pk}

    page = ops_client.post(reverse("directory:office_create"), data).content.decode()

    assert "Europe/Berlin" in page
    assert not Office.objects.filter(code="x").exists()


def test_calendar_page_names_its_special_days(ops_client, client_of, omar, system):
    calendar = services.create_calendar(standard_calendar("RU"), by=system)

    page = text_of(ops_client, "calendar", calendar.pk, year=2025)

    assert "247 working days, 1,972" in page
    assert "An hour shorter, before a holiday" in page
    assert "day-moved" in page
    url = reverse("directory:calendar", args=[calendar.pk])
    day = {"on": "2025-12-31", "intervals": "9-12", "note": "Stocktaking"}
    assert client_of(omar).post(url, day).status_code == 404
    ops_client.post(url, day)
    assert "Stocktaking" in text_of(client_of(omar), "calendar", calendar.pk, year=2025)
    ops_client.post(reverse("directory:day_remove", args=[calendar.days.get().pk]))
    assert calendar.days.count() == 0


@pytest.mark.parametrize("year", ["x", "0000", "99999", "-1", "2025²"])
def test_calendar_page_bears_any_year(ops_client, system, year):
    calendar = services.create_calendar(standard_calendar("DE"), by=system)

    assert text_of(ops_client, "calendar", calendar.pk, year=year)


def test_pages_are_small_and_in_russian(ops_client, system, ravi):
    calendar = services.create_calendar(standard_calendar("RU"), by=system)
    ops_client.cookies["django_language"] = "ru"

    for name, args in (
        ("people", ()),
        ("person_edit", (ravi.pk,)),
        ("functions", ()),
        ("offices", ()),
        ("office_edit", (ravi.office_id,)),
        ("calendar", (calendar.pk,)),
        ("calendar_create", ()),
    ):
        page = text_of(ops_client, name, *args)
        assert len(page.encode()) < 60_000, name
        assert 'lang="ru"' in page


def test_facts_hide_cost_and_people_the_viewer_may_not_see(fjord, nadia, ravi, omar, system):
    services.add_deputy(ravi, deputy=omar, by=system)
    services.add_deputy(ravi, deputy=nadia, by=system)
    services.set_manager(ravi, manager=omar, by=system)

    seen_by_nadia = person_facts(ravi, Viewer.of(nadia.login, today=system.today))
    seen_by_omar = person_facts(
        ravi, Viewer.of(Person.objects.get(pk=omar.pk).login, today=system.today)
    )

    assert (seen_by_nadia.cost, seen_by_nadia.manager) == (None, None)
    assert [row.deputy for row in seen_by_nadia.deputies] == [nadia]
    assert not seen_by_nadia.may_change_absences
    assert seen_by_omar.cost.minor == 6000
    assert seen_by_omar.manager == omar
    assert seen_by_omar.may_change_absences
