"""Company login (OpenID Connect) against a small provider that runs beside the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from access.company_server import Answers, Company, providers
from counterpart.access.models import Login
from counterpart.environment import origins_setting
from factories import LoginFactory


@pytest.fixture
def company(settings, db) -> Iterator[Company]:
    server = Company(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SOCIALACCOUNT_PROVIDERS = providers(server)
    yield server
    server.shutdown()
    server.server_close()


def come_back(browser: Client, code: str = "a-code", state: str = ""):
    """Press the company's button and come back from the company's page with a code."""
    leaving = browser.post("/login/oidc/company/login/?process=login")
    asked = parse_qs(urlsplit(leaving.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    query = {"code": code, "state": state or asked["state"][0]}
    return browser.get("/login/oidc/company/login/callback/", query)


def is_inside(browser: Client) -> bool:
    return browser.get("/preferences/").status_code == 200


def test_the_button_is_on_the_login_page(client, company):
    page = client.get("/login/").content.decode()

    assert "Fjord login" in page
    assert '<form method="post" action="/login/oidc/company/login/' in page


def test_a_verified_e_mail_joins_its_login(client, company):
    login = LoginFactory(email="nadia@example.com")
    company.person = {"sub": "17", "email": "Nadia@Example.com", "email_verified": True}

    response = come_back(client)

    assert response.headers["Location"] == "/"
    assert is_inside(client)
    assert int(client.session["_auth_user_id"]) == login.pk


def test_an_unverified_e_mail_opens_nothing(client, company):
    LoginFactory(email="nadia@example.com")
    company.person = {"sub": "18", "email": "nadia@example.com", "email_verified": False}

    response = come_back(client)

    assert "You have no login yet" in response.content.decode()
    assert not is_inside(client)


def test_a_closed_login_stays_closed(client, company):
    LoginFactory(email="nadia@example.com", is_active=False)
    company.person = {"sub": "19", "email": "nadia@example.com", "email_verified": True}

    come_back(client)

    assert not is_inside(client)


def test_somebody_without_a_login_gets_none(client, company):
    company.person = {"sub": "20", "email": "eve@example.com", "email_verified": True}

    response = come_back(client)

    assert "You have no login yet" in response.content.decode()
    assert not Login.objects.filter(email="eve@example.com").exists()


def test_somebody_new_gets_a_login_where_the_installation_allows_it(client, company, settings):
    settings.SIGN_UP = True
    company.person = {"sub": "21", "email": "eve@example.com", "email_verified": True}

    come_back(client)

    assert is_inside(client)
    assert Login.objects.get(email="eve@example.com").role_grants.count() == 0


@pytest.mark.parametrize("wrong", [{"code": "stolen"}, {"state": "forged"}])
def test_a_stolen_code_or_a_forged_answer_opens_nothing(client, company, wrong):
    LoginFactory(email="nadia@example.com")
    company.person = {"sub": "17", "email": "nadia@example.com", "email_verified": True}

    response = come_back(client, **wrong)

    assert "The company login did not work" in response.content.decode()
    assert not is_inside(client)


def form_action(browser: Client, path: str) -> list[str]:
    policy = browser.get(path).headers["Content-Security-Policy"]
    return next(p.split()[1:] for p in policy.split("; ") if p.startswith("form-action"))


def test_the_button_may_leave_to_the_company_and_to_where_it_sends_people(
    client, company, settings
):
    company.login_pages = "http://127.0.0.2:9999"
    settings.OIDC_HOSTS = ["https://adfs.example.com"]

    assert form_action(client, "/login/") == [
        "'self'",
        company.address,
        "http://127.0.0.2:9999",
        "https://adfs.example.com",
    ]
    assert form_action(client, "/login/") and company.asked == 1
    assert form_action(client, "/no-such-page/") == ["'self'"]


def test_the_login_page_comes_while_the_company_is_silent(client, company, caplog):
    company.shutdown()
    company.server_close()

    assert form_action(client, "/login/") == ["'self'", company.address]
    assert "does not say where people log in" in caplog.text


def test_without_a_company_login_no_form_leaves(client, db, settings):
    settings.OIDC_HOSTS = ["https://adfs.example.com"]

    assert form_action(client, "/login/") == ["'self'"]


@pytest.mark.parametrize(
    "wrong", ["login.example.com", "https://a.example.com/x", "https://a;b", "javascript://a"]
)
def test_a_host_that_is_no_address_stops_the_start(monkeypatch, wrong):
    monkeypatch.setenv("COUNTERPART_OIDC_HOSTS", f"https://good.example.com,{wrong}")

    with pytest.raises(ImproperlyConfigured, match=r"COUNTERPART_OIDC_HOSTS names"):
        origins_setting("COUNTERPART_OIDC_HOSTS")
