"""The page of a job that ended leads to what it was about, for those who may see that."""

import pytest
from django.urls import reverse

from conftest import login_with
from counterpart.access.actions import Role
from counterpart.access.models import Login
from counterpart.access.viewer import Viewer
from counterpart.exchange import services as exchange
from counterpart.exchange.exporting.wanted import WantedFile
from counterpart.exchange.models import Import
from counterpart.history import services as history
from counterpart.jobs.models import Job
from counterpart.jobs.services import queue
from counterpart.staffing.models import StaffingPlan


@pytest.fixture
def plan(system):
    return history.create(StaffingPlan(name="Spring", choices={"accounts": []}), by=system)


def ended(kind, by, **payload):
    job = queue(kind, key=kind, payload=payload, title="Work", by=by)
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    return f"/jobs/{job.pk}/"


@pytest.mark.parametrize("kind", ["staffing.solve", "staffing.adopt", "staffing.take_back"])
def test_job_of_a_proposal_leads_to_it(ops_client, plan, system, kind):
    page = ops_client.get(ended(kind, system, plan=plan.pk)).content.decode()

    assert f'href="{reverse("staffing:plan", args=[plan.pk])}">Open the proposal</a>' in page


@pytest.mark.parametrize("kind", ["exchange.check", "exchange.apply"])
def test_job_of_an_import_leads_to_it(ops_client, system, kind):
    upload = Import.objects.create(file_name="people.csv", by_name="tests")
    page = ops_client.get(ended(kind, system, **{"import": upload.pk})).content.decode()

    assert f'href="{reverse("exchange:import", args=[upload.pk])}">Open the import</a>' in page


def test_job_of_an_export_leads_to_it_only_who_asked(ops_client, settings, tmp_path):
    settings.DATA = tmp_path
    login = Login.objects.get(pk=ops_client.session["_auth_user_id"])
    export = exchange.ask_for_export(WantedFile("accounts", "csv"), by=Viewer.of(login))
    Job.objects.update(state=Job.State.DONE)
    address = f"/jobs/{export.job_id}/"

    page = ops_client.get(address).content.decode()
    others = login_with(Role.ADMINISTRATOR, "admin@example.com").get(address)

    assert f'href="{reverse("exchange:prepared", args=[export.pk])}">Open the export</a>' in page
    assert others.status_code == 200
    assert "Open the export" not in others.content.decode()


def test_job_under_way_leads_nowhere_yet(ops_client, plan, system):
    job = queue("staffing.adopt", key="a", payload={"plan": plan.pk}, title="Work", by=system)

    assert "Open the proposal" not in ops_client.get(f"/jobs/{job.pk}/").content.decode()


def test_job_whose_proposal_is_gone_leads_nowhere(ops_client, plan, system):
    address = ended("staffing.solve", system, plan=plan.pk)
    history.remove(plan, by=system)

    assert "Open the proposal" not in ops_client.get(address).content.decode()


def test_job_of_every_day_leads_nowhere(ops_client, system):
    page = ops_client.get(ended("jobs.forget_old", system, today="2026-11-23"))

    assert "button primary" not in page.content.decode()


def test_page_is_read_anew_when_the_job_ends_and_its_live_part_alone(ops_client, system, plan):
    address = ended("staffing.adopt", system, plan=plan.pk)
    part = {"HX-Request": "true", "HX-Target": address.strip("/").replace("jobs/", "job-")}

    live = ops_client.get(address, headers=part)
    page = ops_client.get(address, headers={"HX-Request": "true"})

    assert live["HX-Trigger-After-Settle"] == "job-ended"
    assert "<html" not in live.content.decode()
    assert "Open the proposal" in page.content.decode()
