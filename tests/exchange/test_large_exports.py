"""Files of many rows are prepared by a worker, for whoever asked and with what they may see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from counterpart.access.actions import Role
from counterpart.access.models import RoleGrant
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.exchange import services
from counterpart.exchange.exporting.wanted import WantedFile
from counterpart.exchange.models import EXPORT_KEPT_DAYS, Export
from counterpart.exchange.services import exporting
from counterpart.exchange.tables import ALL_TABLES
from counterpart.jobs.models import Job
from counterpart.jobs.performing import perform_waiting
from counterpart.teams import services as teams
from factories import AccountFactory, LoginFactory

ACCOUNTS = WantedFile("accounts", "csv", codes=True)
ALL = WantedFile("everything", "xlsx")


@pytest.fixture(autouse=True)
def large_at_three_rows(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setattr(exporting, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(exporting, "ROWS_A_TICK", 1)


@pytest.fixture
def four(fjord):
    """Four accounts; Nadia leads one of them."""
    return [fjord, *(AccountFactory(name=f"Customer {n}") for n in range(3))]


@pytest.fixture
def operations(db):
    login = LoginFactory(email="operations@example.com")
    RoleGrant.objects.create(login=login, role=Role.SALES_OPERATIONS)
    return login


@pytest.fixture
def client(client, operations):
    client.force_login(operations)
    return client


def names_in(export: Export) -> list[str]:
    lines = export.path.read_text(encoding="utf-8-sig").splitlines()
    place = lines[0].split(",").index("name")
    return [line.split(",")[place] for line in lines[1:]]


def test_large_table_is_asked_for_prepared_and_fetched(client, four):
    address = reverse("exchange:export", args=["accounts", "csv"])

    offered = client.get(address)
    asked = client.post(address)
    waiting = client.get(asked["Location"])
    perform_waiting()
    ready = client.get(asked["Location"])
    export = Export.objects.get()
    fetched = client.get(reverse("exchange:fetch", args=[export.pk]))

    assert "Prepare the file" in offered.content.decode()
    assert asked["Location"] == reverse("exchange:prepared", args=[export.pk])
    assert f'id="job-{export.job_id}"' in waiting.content.decode()
    assert reverse("exchange:fetch", args=[export.pk]) in ready.content.decode()
    assert fetched["Content-Disposition"] == 'attachment; filename="accounts.csv"'
    assert b"".join(fetched.streaming_content).decode().count("Customer") == 3
    assert "Accounts, CSV" in client.get(reverse("exchange:home")).content.decode()


def test_workbook_of_everything_is_prepared_too(client, four):
    client.post(reverse("exchange:everything"))
    perform_waiting()

    export = Export.objects.get()
    assert (export.table, export.format, export.is_ready) == ("everything", "xlsx", True)


def test_offer_of_everything_counts_all_tables_at_once(
    client, four, operations, django_assert_num_queries, django_assert_max_num_queries
):
    by = Viewer.of(operations)
    rows = sum(WantedFile(table.name, "csv").count(by) for table in ALL_TABLES)

    with django_assert_num_queries(2):
        counted = [ALL.count(by, limit) for limit in (None, rows - 1)]
    with django_assert_max_num_queries(15):
        offered = client.get(reverse("exchange:everything"))

    assert counted == [rows, rows - 1]
    assert offered.context["rows"] == rows


def test_small_table_is_given_out_at_once(client, fjord):
    response = client.get(reverse("exchange:export", args=["accounts", "xlsx"]))

    assert response["Content-Disposition"] == 'attachment; filename="accounts.xlsx"'
    assert not Export.objects.exists()


def test_asking_twice_for_what_is_under_way_gives_the_same(four, operations):
    by = Viewer.of(operations)
    first = services.ask_for_export(ACCOUNTS, by=by)

    assert services.ask_for_export(ACCOUNTS, by=by) == first
    perform_waiting()
    assert services.ask_for_export(ACCOUNTS, by=by) != first


def test_file_holds_what_its_owner_may_see_when_it_is_written(four, nadia):
    export = services.ask_for_export(ACCOUNTS, by=Viewer.of(nadia.login))

    services.write_export(export)

    assert names_in(export) == ["Fjord Foods"]


def test_nobody_else_finds_it(four, nadia, client):
    export = services.ask_for_export(ACCOUNTS, by=Viewer.of(nadia.login))
    services.write_export(export)

    for name in ("exchange:prepared", "exchange:fetch"):
        assert client.get(reverse(name, args=[export.pk])).status_code == 404


def test_file_is_given_out_no_more_when_its_owner_may_see_less(four, nadia, ravi, system):
    by = Viewer.of(nadia.login)
    export = services.ask_for_export(ACCOUNTS, by=by)
    services.write_export(export)
    assert exporting.file_of(export, by=by) == export.path

    teams.set_lead(four[0], ravi, since=system.today, by=system)

    with pytest.raises(exporting.RightsHaveChanged):
        exporting.file_of(export, by=Viewer.of(nadia.login))


def test_file_stays_when_its_owner_may_see_more(four, nadia):
    export = services.ask_for_export(ACCOUNTS, by=Viewer.of(nadia.login))
    services.write_export(export)
    RoleGrant.objects.create(login=nadia.login, role=Role.SALES_OPERATIONS)

    assert exporting.file_of(export, by=Viewer.of(nadia.login)) == export.path


def test_proposals_are_not_written_for_those_who_lost_the_role(four, operations):
    export = services.ask_for_export(ALL, by=Viewer.of(operations))
    RoleGrant.objects.all().delete()

    with pytest.raises(Http404):
        services.write_export(Export.objects.get(pk=export.pk))
    assert not export.path.exists()


def test_nothing_is_written_for_a_login_that_was_closed(four, operations):
    export = services.ask_for_export(ACCOUNTS, by=Viewer.of(operations))
    operations.is_active = False
    operations.save()

    perform_waiting()

    assert Job.objects.get(pk=export.job_id).state == Job.State.FAILED
    assert not export.path.exists()


def test_export_stopped_on_the_way_leaves_no_file_and_can_run_again(four, operations):
    export = services.ask_for_export(ACCOUNTS, by=Viewer.of(operations))
    heard: list[float] = []

    def tick(done: float) -> None:
        heard.append(done)
        if len(heard) == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        services.write_export(export, tick=tick)

    assert heard == [0.25, 0.5]
    assert list(export.path.parent.iterdir()) == []
    services.write_export(export)
    assert len(names_in(export)) == Account.objects.count()


def test_second_run_after_a_kill_begins_afresh(four, operations):
    export = services.ask_for_export(ACCOUNTS, by=Viewer.of(operations))
    export.path.parent.mkdir()
    export.path.with_suffix(".part").write_text("half a fi")

    perform_waiting()

    assert len(names_in(Export.objects.get())) == 4
    assert not export.path.with_suffix(".part").exists()


def test_file_before_and_after_its_time_is_refused_with_a_sentence(client, four):
    client.post(reverse("exchange:export", args=["accounts", "csv"]))
    export = Export.objects.get()
    fetch = reverse("exchange:fetch", args=[export.pk])

    assert "is not ready yet" in client.get(fetch, follow=True).content.decode()
    perform_waiting()
    export.path.unlink()
    assert "no longer kept" in client.get(fetch, follow=True).content.decode()


def test_exports_are_forgotten_after_their_time(four, operations, settings):
    old, new = (
        services.ask_for_export(WantedFile("accounts", ext), by=Viewer.of(operations))
        for ext in ("csv", "xlsx")
    )
    perform_waiting()
    long_ago = timezone.now() - timedelta(days=EXPORT_KEPT_DAYS, minutes=1)
    Export.objects.filter(pk=old.pk).update(created_at=long_ago)

    assert services.forget_old_exports() == 1

    assert list(Export.objects.all()) == [new]
    assert [path.name for path in (settings.DATA / "exports").iterdir()] == [new.stored_as]


def test_program_asks_waits_and_fetches(client, four):
    asked = client.post(
        "/api/exports/exports",
        {"table": "accounts", "format": "csv"},
        content_type="application/json",
    )
    file = f"/api/exports/exports/{asked.json()['id']}/file"

    early = client.get(file)
    perform_waiting()
    job = client.get(asked["Location"]).json()
    fetched = client.get(file)

    assert asked.status_code == 202
    assert (early.status_code, early.json()["code"]) == (409, "export_not_ready")
    assert (job["kind"], job["state"]) == ("exchange.export", "done")
    assert b"".join(fetched.streaming_content).decode().count("Customer") == 3
