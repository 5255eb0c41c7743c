"""The history as a file: at once, or prepared by a worker when it has many lines."""

import pytest
from django.urls import reverse

from conftest import login_with
from counterpart.access.actions import Role
from counterpart.access.models import RoleGrant
from counterpart.access.viewer import Viewer
from counterpart.exchange.models import Export
from counterpart.exchange.services import exporting
from counterpart.history import services as history
from counterpart.history.models import Change
from counterpart.jobs.performing import perform_waiting
from factories import AccountFactory, LoginFactory

URL = "/history/export.csv"


@pytest.fixture(autouse=True)
def large_at_three_lines(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setattr(exporting, "ROWS_AT_ONCE", 2)


@pytest.fixture
def four(system):
    """Four lines of one batch."""
    for number in range(4):
        account = AccountFactory(name=f"Customer {number}")
        account.city = "Oslo"
        history.save(account, by=system, batch="b7")


def test_file_holds_what_was_filtered_and_no_formulas(fjord, system, ops_client):
    fjord.city = '=HYPERLINK("evil")'
    history.save(fjord, by=system, batch="b7", why="They moved")

    body = ops_client.get(URL, {"batch": "b7"}).getvalue().decode()

    heading, line, end = body.split("\r\n")
    assert heading.startswith("\ufeffwhen,who,what,of what,called,field,before,after,why")
    assert ",tests,changed,account,Fjord Foods,City,,\"'=HYPERLINK(" in line
    assert line.endswith(",They moved,b7")
    assert end == ""


def test_it_is_for_roles_only(fjord, nadia, client_of, ops_client, monkeypatch):
    monkeypatch.setattr(exporting, "ROWS_AT_ONCE", 100)
    administrator = login_with(Role.ADMINISTRATOR, "admin@example.com")

    assert client_of(nadia).get(URL).status_code == 404
    assert client_of(nadia).post(URL).status_code == 404
    assert administrator.get(URL).status_code == ops_client.get(URL).status_code == 200


def test_page_leads_to_the_file_of_what_it_shows(four, ops_client):
    page = ops_client.get(reverse("history:all"), {"batch": "b7"}).content.decode()

    assert f'id="save" href="{URL}?batch=b7"' in page


def test_long_history_is_asked_for_prepared_and_fetched(four, ops_client):
    asked_for = f"{URL}?batch=b7"

    offered = ops_client.get(asked_for).content.decode()
    asked = ops_client.post(asked_for)
    perform_waiting()
    export = Export.objects.get()
    fetched = ops_client.get(reverse("exchange:fetch", args=[export.pk]))

    assert "4 rows: a file of this size" in offered
    assert f'href="{reverse("history:all")}?batch=b7"' in offered
    assert asked["Location"] == reverse("exchange:prepared", args=[export.pk])
    assert "Filtered history, CSV" in ops_client.get(asked["Location"]).content.decode()
    assert fetched["Content-Disposition"] == 'attachment; filename="history.csv"'
    lines = b"".join(fetched.streaming_content).decode().splitlines()
    assert [line.split(",")[4:8] for line in lines[1:]] == [
        [f"Customer {number}", "City", "", "Oslo"] for number in (3, 2, 1, 0)
    ]


def test_few_lines_that_a_filter_leaves_are_given_at_once(four, ops_client):
    response = ops_client.get(URL, {"batch": "b7", "text": "Customer 1"})

    assert response["Content-Disposition"] == 'attachment; filename="history.csv"'
    assert response.getvalue().decode().count("Oslo") == 1
    assert not Export.objects.exists()


def test_it_tells_how_far_it_is_by_lines_of_the_history(four, monkeypatch):
    monkeypatch.setattr(exporting, "ROWS_A_TICK", 2)
    login = LoginFactory(email="operations@example.com")
    RoleGrant.objects.create(login=login, role=Role.SALES_OPERATIONS)
    wanted = exporting.WantedFile("history", "csv", chosen={"batch": "b7"})
    export = exporting.ask_for_export(wanted, by=Viewer.of(login))
    heard: list[float] = []

    exporting.write_export(export, tick=heard.append)

    assert (heard, export.rows) == ([0.5, 1.0], 4)


def test_it_is_given_out_no_more_to_those_who_lost_the_role(four, ops_client):
    ops_client.post(URL)
    perform_waiting()
    RoleGrant.objects.all().delete()

    export = Export.objects.get()
    assert export.rows == Change.objects.count()
    assert ops_client.get(reverse("exchange:fetch", args=[export.pk])).status_code == 404


def test_program_asks_for_it_too(four, ops_client):
    asked = ops_client.post(
        "/api/exports/exports",
        {"table": "history", "format": "csv"},
        content_type="application/json",
    )
    perform_waiting()

    assert asked.status_code == 202
    assert Export.objects.get().is_ready
