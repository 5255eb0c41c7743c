"""Administrators give and take logins and roles, and it is kept who did what."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.test import Client

from access.conftest import log_in
from conftest import login_with
from counterpart.access import services
from counterpart.access.actions import Role
from counterpart.access.models import Login, LoginEvent, RoleGrant
from counterpart.access.services import LastAdministrator, LoginExists, OwnLoginClosed
from counterpart.access.viewer import Viewer
from factories import LoginFactory


@pytest.fixture
def by_mari(mari) -> Viewer:
    return Viewer.of(mari)


def events(login: Login) -> list[tuple[str, str, str]]:
    return [(event.kind, event.role, event.by_name) for event in login.events.order_by("pk")]


def roles_of(login: Login) -> set[str]:
    return {grant.role for grant in RoleGrant.objects.filter(login=login)}


def test_a_login_is_created_with_its_roles_and_recorded(by_mari):
    login = services.create_login(
        "Omar@Example.com", roles=[Role.EXECUTIVE, Role.SALES_FINANCE], by=by_mari
    )

    assert login.email == "omar@example.com"
    assert not login.has_usable_password()
    assert roles_of(login) == {"executive", "sales_finance"}
    assert events(login) == [
        ("created", "", "mari@example.com"),
        ("role_given", "executive", "mari@example.com"),
        ("role_given", "sales_finance", "mari@example.com"),
    ]


def test_an_e_mail_has_one_login(by_mari):
    services.create_login("omar@example.com", by=by_mari)

    with pytest.raises(LoginExists, match=r"OMAR@example\.com already has a login"):
        services.create_login("OMAR@example.com", by=by_mari)
    assert Login.objects.filter(email="omar@example.com").count() == 1


def test_only_roles_that_change_are_recorded(by_mari):
    login = services.create_login("omar@example.com", roles=[Role.EXECUTIVE], by=by_mari)

    services.set_roles(login, [Role.EXECUTIVE, Role.PEOPLE_DEVELOPMENT], by=by_mari)
    services.set_roles(login, [Role.PEOPLE_DEVELOPMENT], by=by_mari)

    assert roles_of(login) == {"people_development"}
    assert events(login)[2:] == [
        ("role_given", "people_development", "mari@example.com"),
        ("role_taken", "executive", "mari@example.com"),
    ]


def test_the_last_administrator_stays(mari, by_mari):
    system = Viewer.system("tests")

    with pytest.raises(LastAdministrator):
        services.set_roles(mari, [], by=by_mari)
    with pytest.raises(LastAdministrator):
        services.close_login(mari, by=system)

    services.create_login("second@example.com", roles=[Role.ADMINISTRATOR], by=by_mari)
    services.set_roles(mari, [], by=by_mari)
    assert roles_of(mari) == set()


def test_a_closed_administrator_does_not_count_as_one(mari, by_mari):
    second = services.create_login("second@example.com", roles=[Role.ADMINISTRATOR], by=by_mari)
    services.close_login(second, by=by_mari)

    with pytest.raises(LastAdministrator):
        services.set_roles(mari, [], by=by_mari)


def test_nobody_closes_their_own_login(mari, by_mari):
    services.create_login("second@example.com", roles=[Role.ADMINISTRATOR], by=by_mari)

    with pytest.raises(OwnLoginClosed):
        services.close_login(mari, by=by_mari)


def test_closing_and_opening_twice_is_recorded_once(by_mari):
    login = services.create_login("omar@example.com", by=by_mari)

    for act in (services.close_login, services.close_login, services.open_login):
        act(login, by=by_mari)

    assert [kind for kind, _role, _by in events(login)] == ["created", "closed", "opened"]


def test_what_was_done_to_logins_is_never_rewritten(by_mari):
    event = services.create_login("omar@example.com", by=by_mari).events.get()

    for rewriting in (
        event.save,
        event.delete,
        LoginEvent.objects.all().delete,
        lambda: LoginEvent.objects.update(by_name="nobody"),
    ):
        with pytest.raises(TypeError, match="never"):
            rewriting()


@pytest.mark.parametrize("write", [lambda e: e.update(by_name="nobody"), lambda e: e.delete()])
def test_the_database_itself_refuses_to_rewrite_them(by_mari, write):
    event = services.create_login("omar@example.com", by=by_mari).events.get()

    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        write(QuerySet(LoginEvent).filter(pk=event.pk))

    assert LoginEvent.objects.get(pk=event.pk).by_name == event.by_name


def test_a_password_link_sets_a_password_once(mari_browser, mari):
    login = LoginFactory(email="omar@example.com", password=None)
    page = mari_browser.post(f"/logins/{login.pk}/password-link/").content.decode()
    link = re.search(r'value="http://testserver(/login/[^"]+)"', page)[1]
    browser = Client()

    form = browser.get(link).headers["Location"]
    browser.post(
        form, {"password1": "quite another password", "password2": "quite another password"}
    )

    assert log_in(Client(), "omar@example.com", "quite another password").status_code == 302
    assert "This link no longer works" in Client().get(link).content.decode()
    assert events(login) == [("password_link", "", "mari@example.com")]


def test_a_lost_second_factor_is_removed_and_recorded(by_mari):
    login = LoginFactory(email="omar@example.com")
    Authenticator.objects.create(user=login, type="totp", data={"secret": "x"})

    services.remove_second_factor(login, by=by_mari)
    services.remove_second_factor(login, by=by_mari)

    assert events(login) == [("second_factor_removed", "", "mari@example.com")]


def test_the_screens_go_from_a_new_login_to_a_closed_one(mari_browser):
    made = mari_browser.post("/logins/new/", {"email": "omar@example.com", "roles": ["executive"]})
    login = Login.objects.get(email="omar@example.com")
    assert made.headers["Location"] == f"/logins/{login.pk}/"

    mari_browser.post(f"/logins/{login.pk}/roles/", {"roles": ["sales_finance"]})
    mari_browser.post(f"/logins/{login.pk}/close/")
    page = mari_browser.get(f"/logins/{login.pk}/").content.decode()

    assert "role taken away: Executive" in page
    assert "omar@example.com can no longer log in." in page
    assert roles_of(login) == {"sales_finance"}


def test_a_refusal_is_shown_on_the_form(mari_browser, mari):
    taken = mari_browser.post("/logins/new/", {"email": "MARI@example.com"})
    last = mari_browser.post(f"/logins/{mari.pk}/roles/", {})

    assert "mari@example.com already has a login" in taken.content.decode()
    assert "is the last administrator" in last.content.decode()


def test_the_list_is_filtered_by_e_mail_role_and_state(mari_browser, by_mari):
    services.create_login("omar@example.com", roles=[Role.EXECUTIVE], by=by_mari)
    services.close_login(services.create_login("ravi@example.com", by=by_mari), by=by_mari)

    def found(query: str) -> list[str]:
        page = mari_browser.get(f"/logins/?{query}").content.decode()
        return re.findall(r">([a-z]+)@example\.com</a>", page)

    assert found("") == ["mari", "omar", "ravi"]
    assert found("q=OMA") == ["omar"]
    assert found("role=executive") == ["omar"]
    assert found("state=closed") == ["ravi"]
    assert found("q=nobody") == []
    assert "No login matches" in mari_browser.get("/logins/?q=nobody").content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_whatever_its_length(
    mari_browser, by_mari, more, django_assert_num_queries
):
    for number in range(more):
        services.create_login(f"more{number}@example.com", roles=[Role.EXECUTIVE], by=by_mari)

    with django_assert_num_queries(6):  # session, login, person, roles; logins, their roles
        mari_browser.get("/logins/")


PATHS = [
    "/logins/",
    "/logins/new/",
    "/logins/{pk}/",
    "/logins/{pk}/roles/",
    "/logins/{pk}/close/",
    "/logins/{pk}/open/",
    "/logins/{pk}/password-link/",
    "/logins/{pk}/second-factor/",
]


@pytest.mark.parametrize("path", PATHS)
def test_only_administrators_find_the_screens(mari, path):
    others = [role for role in Role if role != Role.ADMINISTRATOR]
    address = path.format(pk=mari.pk)
    get = path in PATHS[:3]

    for role in [None, *others]:
        browser = login_with(role, f"{role}@example.com")
        assert (browser.get if get else browser.post)(address).status_code == 404
    outside = (Client().get if get else Client().post)(address)
    assert outside.headers["Location"].startswith("/login/?next=")
    assert roles_of(mari) == {"administrator"}
    assert mari.events.count() == 0
