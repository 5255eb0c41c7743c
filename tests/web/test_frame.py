"""The page frame: where one may go, language, colours, errors and refusals."""

from __future__ import annotations

import re
from pathlib import Path

import django_htmx
import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils.translation import override

from conftest import login_with
from counterpart.access.actions import Role
from counterpart.access.models import Login
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.urls import urlpatterns as real
from counterpart.web.notices import done, warn
from counterpart.web.refusals import refusal_text

TEMPLATES = sorted(
    file
    for config in apps.get_app_configs()
    if config.name.startswith("counterpart.")
    for file in (Path(config.path) / "templates").rglob("*.html")
)


class StillClosed(Refusal):
    message = _("%(email)s already has a login. Open it in the list to change its roles.")


def refuse(request):
    raise StillClosed(email="<nadia@example.com>")


def break_down(request):
    raise RuntimeError("secret words")


def say(request):
    done(request, "Ravi faces Ines now.", undo_url="/undo/")
    warn(request, "Nobody is left in <Logistics>.")
    return HttpResponse("said")


urlpatterns = [
    path("refuse/", refuse),
    path("break/", break_down),
    path("say/", say),
    *real,
]


@pytest.fixture
def odd_views(settings):
    """Views that only these tests have: one refuses, one breaks, one says something."""
    settings.ROOT_URLCONF = "web.test_frame"


def links(response) -> list[str]:
    side = response.content.decode().split('id="side"')[1].split("</nav>")[0]
    return re.findall(r'href="([^"]+)"', side)


def test_everybody_is_offered_what_their_roles_allow(client_of, nadia):
    operations = login_with(Role.SALES_OPERATIONS, "ops@example.com")
    administrator = login_with(Role.ADMINISTRATOR, "admin@example.com")

    assert links(client_of(nadia).get("/preferences/")) == [
        "/accounts/",
        "/coverage/",
        "/questions/",
        "/profit/",
        "/responses/",
        "/key-accounts/",
        "/pays-for-itself/",
        "/people/",
        "/functions/",
        "/offices/",
        "/files/",
    ]
    assert {"/staffing/", "/files/", "/history/", "/jobs/"} <= set(
        links(operations.get("/preferences/"))
    )
    assert "/logins/" not in links(operations.get("/preferences/"))
    assert "/logins/" in links(administrator.get("/preferences/"))
    assert "/accounts/" not in links(administrator.get("/preferences/"))


def test_the_place_one_is_at_is_marked(db):
    page = login_with(Role.ADMINISTRATOR, "admin@example.com").get("/logins/new/").content.decode()

    assert page.count('aria-current="page"') == 1
    assert '<a href="/logins/" aria-current="page">' in page


def test_home_is_the_first_place_one_may_go_to(client_of, nadia):
    assert client_of(nadia).get("/").headers["Location"] == "/accounts/"


def test_nobody_sees_a_page_without_a_login(client, db):
    assert client.get("/preferences/").headers["Location"] == "/login/?next=/preferences/"


def test_language_is_chosen_before_logging_in(client, db):
    assert "Log in" in client.get("/login/").content.decode()

    response = client.post("/preferences/language/", {"language": "ru", "next": "/login/"})

    assert response.headers["Location"] == "/login/"
    page = client.get("/login/")
    assert '<html lang="ru"' in page.content.decode()
    assert "Войти" in page.content.decode()
    assert page.headers["Content-Language"] == "ru"


def test_the_browser_decides_where_nobody_chose(client, db):
    page = client.get("/login/", headers={"accept-language": "ru-RU,ru;q=0.9"})

    assert "Войти" in page.content.decode()


def test_language_and_colours_follow_the_login(db):
    login = Login.objects.create_login("mari@example.com")
    here, elsewhere = Client(), Client()
    here.force_login(login)
    elsewhere.force_login(login)

    here.post("/preferences/", {"language": "ru", "theme": "dark"})

    page = elsewhere.get("/preferences/").content.decode()
    assert '<html lang="ru" data-theme="dark">' in page


def test_theme_is_kept_by_the_browser_too(client, db):
    client.post("/preferences/theme/", {"theme": "dark", "next": "/login/"})

    assert '<html lang="en" data-theme="dark">' in client.get("/login/").content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert()"]
)
def test_nobody_is_sent_to_another_site(client, db, target):
    response = client.post("/preferences/language/", {"language": "ru", "next": target})

    assert response.headers["Location"] == "/"


def test_what_is_no_language_or_theme_is_refused(client, db):
    assert client.post("/preferences/language/", {"language": "xx"}).status_code == 400
    assert client.post("/preferences/theme/", {"theme": "pink"}).status_code == 400


def test_a_refusal_is_translated_before_it_is_filled_in():
    with override("ru"):
        assert refusal_text(StillClosed(email="nadia@example.com")).startswith(
            "Для nadia@example.com учётная запись уже есть."
        )
        assert refusal_text(Refusal()) == "Это невозможно."


def test_a_refusal_that_no_form_caught_becomes_a_page(odd_views, ops_client):
    response = ops_client.get("/refuse/")

    assert response.status_code == 409
    assert "&lt;nadia@example.com&gt; already has a login." in response.content.decode()
    assert 'id="side"' in response.content.decode()


def test_a_refusal_under_htmx_becomes_a_notice(odd_views, ops_client):
    response = ops_client.get("/refuse/", headers={"hx-request": "true"})

    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == "#toasts"
    assert response.content.decode().lstrip().startswith('<div class="toast bad" role="alert">')


def test_a_notice_is_shown_once_with_a_way_back(odd_views, ops_client):
    ops_client.get("/say/")

    page = ops_client.get("/preferences/").content.decode()

    assert "Ravi faces Ines now." in page
    assert '<form method="post" action="/undo/">' in page
    assert "Nobody is left in &lt;Logistics&gt;." in page
    assert "Ravi faces Ines now." not in ops_client.get("/preferences/").content.decode()


def test_a_mistake_of_ours_shows_nothing_of_the_inside(odd_views, ops_client):
    ops_client.raise_request_exception = False

    response = ops_client.get("/break/")

    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()
    assert "secret words" not in response.content.decode()


def test_not_found_and_a_stale_form_say_what_to_do(ops_client):
    strict = Client(enforce_csrf_checks=True)

    assert "There is nothing here" in ops_client.get("/nothing/").content.decode()
    stale = strict.post("/preferences/language/", {"language": "ru"})
    assert stale.status_code == 403
    assert "The page was open for too long" in stale.content.decode()


def test_pages_forbid_what_they_do_not_need(client, db):
    policy = client.get("/login/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_templates_hold_no_inline_script_or_style(file):
    source = file.read_text()

    assert not re.search(r"\sstyle\s*=", source), "a style attribute: use a class"
    assert not re.search(r"<style\b", source), "an inline style sheet"
    assert not re.search(r"<script(?![^>]*\bsrc=)", source), "a script without src"
    assert not re.search(r"<[^>%{]*\son\w+\s*=", source), "an on… attribute: use app.js"
    assert not re.search(r"hx-on|hx-vars|js:|javascript:", source), "evaluated text"


def test_scripts_and_styles_stay_small():
    own = Path(apps.get_app_config("web").path) / "static" / "web"
    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"

    total = sum(file.stat().st_size for file in [*own.iterdir(), htmx])

    assert total <= 120_000


def test_the_frame_costs_few_queries(client_of, nadia, django_assert_num_queries):
    browser = client_of(nadia)

    with django_assert_num_queries(4):  # session, login, person, roles
        browser.get("/preferences/")
