"""Logging in with a password, a second factor, a password link; and not being guessed."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client

from access.conftest import PASSWORD, log_in
from counterpart.access.models import Login
from factories import LoginFactory


@pytest.fixture
def nadias_login(db) -> Login:
    return LoginFactory(email="nadia@example.com")


def is_inside(browser: Client) -> bool:
    return browser.get("/preferences/").status_code == 200


def test_password_lets_in_and_goes_on_to_where_one_wanted(client, nadias_login):
    response = client.post(
        "/login/?next=/preferences/", {"login": "Nadia@Example.com", "password": PASSWORD}
    )

    assert response.headers["Location"] == "/preferences/"
    assert is_inside(client)


def test_wrong_password_and_unknown_e_mail_say_the_same(client, nadias_login):
    wrong = log_in(client, "nadia@example.com", "something else")
    unknown = log_in(client, "nobody@example.com")

    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert not is_inside(client)


def test_guessing_is_stopped_even_for_the_right_password(client, nadias_login):
    for _guess in range(5):
        log_in(client, "nadia@example.com", "a guess")

    response = log_in(client, "nadia@example.com")

    assert "Too many failed login attempts" in response.content.decode()
    assert not is_inside(client)


def test_guessing_over_many_e_mails_is_stopped_too(client, nadias_login):
    for number in range(31):
        response = log_in(client, f"somebody{number}@example.com", "a guess")

    assert response.status_code == 429
    assert "Too many tries" in response.content.decode()


def test_logging_out_needs_a_form_and_ends_the_session(client, nadias_login):
    log_in(client, "nadia@example.com")

    client.get("/login/out/")
    assert is_inside(client)

    assert client.post("/login/out/").headers["Location"] == "/login/"
    assert not is_inside(client)


def test_a_closed_login_is_told_so_and_is_out_at_once(client, nadias_login):
    log_in(client, "nadia@example.com")
    Login.objects.filter(pk=nadias_login.pk).update(is_active=False)

    assert not is_inside(client)
    response = log_in(client, "nadia@example.com")
    assert response.headers["Location"] == "/login/closed/"
    assert "This login is closed" in client.get("/login/closed/").content.decode()


def test_password_is_changed_only_by_who_knows_it(client, nadias_login):
    log_in(client, "nadia@example.com")
    new = {"password1": "quite another password", "password2": "quite another password"}

    refused = client.post("/login/password/", {"oldpassword": "wrong", **new})
    assert "oldpassword" in refused.context["form"].errors
    client.post("/login/password/", {"oldpassword": PASSWORD, **new})

    nadias_login.refresh_from_db()
    assert nadias_login.check_password("quite another password")
    assert is_inside(client)


def test_short_and_common_passwords_are_refused(client, nadias_login):
    log_in(client, "nadia@example.com")

    response = client.post(
        "/login/password/",
        {"oldpassword": PASSWORD, "password1": "qwerty", "password2": "qwerty"},
    )

    assert len(response.context["form"].errors["password1"]) == 2


def test_forgotten_password_is_set_anew_by_mail(client, nadias_login):
    client.post("/login/password/reset/", {"email": "nadia@example.com"})

    assert [message.to for message in mail.outbox] == [["nadia@example.com"]]
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(link).headers["Location"]
    client.post(
        form, {"password1": "quite another password", "password2": "quite another password"}
    )

    assert log_in(Client(), "nadia@example.com", "quite another password").status_code == 302
    assert "This link no longer works" in Client().get(link).content.decode()


def test_asking_for_an_unknown_e_mail_gives_nothing_away(client, nadias_login):
    known = client.post("/login/password/reset/", {"email": "nadia@example.com"})
    unknown = client.post("/login/password/reset/", {"email": "nobody@example.com"})

    assert known.headers["Location"] == unknown.headers["Location"]


@pytest.mark.parametrize("path", ["/login/signup/", "/login/email/", "/accounts/signup/"])
def test_nobody_signs_up_or_changes_their_e_mail_by_themselves(client, nadias_login, path):
    log_in(client, "nadia@example.com")

    assert client.get(path).status_code == 404


def switch_on_second_factor(browser: Client) -> str:
    """Sets the second factor up as a person does; gives the key that the phone now holds."""
    page = browser.post(
        "/login/again/?next=/login/second-factor/totp/activate/",
        {"password": PASSWORD},
        follow=True,
    )
    secret = re.search(r"<code>(\w+)</code>", page.content.decode())[1]
    answer = browser.post("/login/second-factor/totp/activate/", {"code": code_of(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    return secret


def code_of(secret: str) -> str:
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )


def test_second_factor_is_asked_for_after_the_password(client, nadias_login):
    log_in(client, "nadia@example.com")
    secret = switch_on_second_factor(client)
    browser = Client()

    response = log_in(browser, "nadia@example.com")

    assert response.headers["Location"].startswith("/login/second-factor/authenticate/")
    assert not is_inside(browser)
    wrong = browser.post("/login/second-factor/authenticate/", {"code": "000000"})
    assert wrong.context["form"].errors
    cache.clear()  # a code works once; this saves half a minute of waiting for the next
    browser.post("/login/second-factor/authenticate/", {"code": code_of(secret)})
    assert is_inside(browser)


def test_a_recovery_code_works_once(client, nadias_login):
    log_in(client, "nadia@example.com")
    switch_on_second_factor(client)
    codes = Authenticator.objects.get(user=nadias_login, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    assert code in client.get("/login/second-factor/recovery-codes/").content.decode()

    first, second = Client(), Client()
    for browser in (first, second):
        log_in(browser, "nadia@example.com")
        browser.post("/login/second-factor/authenticate/", {"code": code})

    assert is_inside(first)
    assert not is_inside(second)


def test_second_factor_is_set_up_only_by_who_knows_the_password(nadias_login):
    browser = Client()
    browser.force_login(nadias_login)  # a session without a fresh password

    response = browser.get("/login/second-factor/totp/activate/")
    wrong = browser.post("/login/again/", {"password": "a guess"})

    assert response.headers["Location"].startswith("/login/again/")
    assert wrong.context["form"].errors


@pytest.mark.parametrize(("language", "label"), [("en", "E-mail"), ("ru", "Эл. почта")])
@pytest.mark.parametrize("address", ["/login/", "/login/password/reset/"])
def test_boxes_of_the_entrance_are_called_as_everywhere_else(client, db, address, language, label):
    page = client.get(address, headers={"accept-language": language}).content.decode()

    assert f">{label}<" in page
