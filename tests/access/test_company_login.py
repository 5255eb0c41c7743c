"""Company login (OpenID Connect) against a small provider that runs beside the test."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from counterpart.access.models import Login
from counterpart.environment import origins
from factories import LoginFactory


class Company(ThreadingHTTPServer):
    """Knows one person; counts nothing, checks that the secret and the proof of origin came."""

    person: dict[str, object]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    server: Company

    def log_message(self, *args: object) -> None:
        """Keeps the tests' output quiet."""

    def _say(self, answer: dict[str, object], status: int = 200) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        here = self.server.address
        if self.path == "/.well-known/openid-configuration":
            self._say(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "userinfo_endpoint": f"{here}/userinfo",
                    "jwks_uri": f"{here}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif self.headers["Authorization"] == "Bearer a-token":
            self._say(self.server.person)
        else:
            self._say({"error": "invalid_token"}, 401)

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        good = sent.get("client_secret") == ["a-secret"] and sent.get("code_verifier")
        if good and sent.get("code") == ["a-code"]:
            self._say({"access_token": "a-token", "token_type": "Bearer"})
        else:
            self._say({"error": "invalid_grant"}, 400)


@pytest.fixture
def company(settings, db) -> Iterator[Company]:
    server = Company(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "company",
                    "name": "Fjord login",
                    "client_id": "counterpart",
                    "secret": "a-secret",
                    "settings": {"server_url": server.address},
                }
            ],
        }
    }
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


def test_the_policy_lets_the_button_leave_to_the_company_alone():
    assert origins("https://login.example.com/realms/staff") == ["https://login.example.com"]
    assert origins("") == []
