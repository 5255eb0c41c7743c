"""The API does what the pages do, for those who may, and says what is wrong otherwise."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest
from django.test import Client

from conftest import login_with
from counterpart.access.actions import Role
from counterpart.access.models import RoleGrant
from counterpart.access.viewer import Viewer
from counterpart.api import tokens
from counterpart.api.models import Token
from counterpart.api.tables import RESOURCES
from counterpart.customers.models import Account, Contact
from counterpart.exchange.tables import ALL_TABLES
from counterpart.history import services as history
from counterpart.history.models import Change
from factories import ContactFactory, LoginFactory

# What the pages do not show either: bookkeeping of background work, and what solving needs.
LEFT_OUT = {
    "coverage.AccountCoverage": {"batch"},
    "coverage.CoveragePlan": {"adoption_batch", "job_key", "problem"},
    "desk.Question": {"next_at"},
    "desk.Step": {"by"},
    "directory.Person": {"line_path", "login"},
    "ledger.OrderLine": {"batch"},
    "teams.HandOver": {"batch"},
    "jobs.Job": {
        "asked_by",
        "asked_by_name",
        "attempts_limit",
        "cancel_asked_at",
        "doubted_at",
        "error_params",
        "key",
        "lease_until",
        "not_before",
        "once",
        "payload",
        "report",
        "result",
        "worker",
    },
    "exchange.Export": {"asked_by", "rights", "stored_as", "wanted"},
    "exchange.Import": {
        "asked_by",
        "batch",
        "delimiter",
        "encoding",
        "fingerprint",
        "job",
        "sheet",
        "stored_as",
    },
    "staffing.StaffingPlan": {
        "adoption_batch",
        "choices",
        "covered",
        "gaps",
        "job_key",
        "problem",
        "trajectory",
    },
}


def call(client, method, path, body=None, **headers):
    """The answer's status and its JSON."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kind = (
        {"content_type": "application/json", "data": json.dumps(body)} if body is not None else {}
    )
    response = getattr(client, method)(f"/api/{path}", headers=named, **kind)
    return response, (json.loads(response.content) if response.content else None)


@pytest.fixture
def ops(db):
    return login_with(Role.SALES_OPERATIONS, "api-ops@example.com")


@pytest.fixture
def bearer(db):
    """Headers of a token of a login with the role and these scopes."""

    def make(*scopes, role=Role.SALES_OPERATIONS):
        login = LoginFactory()
        RoleGrant.objects.create(login=login, role=role)
        _token, secret = tokens.issue_token(
            login, name="CRM", scopes=scopes, by=Viewer.system("tests")
        )
        return {"Authorization": f"Bearer {secret}"}

    return make


def problem(answer):
    response, body = answer
    assert response["Content-Type"] == "application/problem+json"
    assert body["status"] == response.status_code
    return body["status"], body["code"]


def test_account_is_created_read_changed_and_recorded(ops):
    made, account = call(ops, "post", "customers/accounts", {"name": "Fjord", "why": "New"})
    assert made.status_code == 201
    assert account["tier"] == "standard"

    path = made["Location"].removeprefix("/api/")
    read, same = call(ops, "get", path)
    assert (same, read["ETag"]) == (account, made["ETag"])

    changed, now = call(ops, "patch", path, {"city": "Bergen"}, If_Match=read["ETag"])
    assert (changed.status_code, now["city"], now["name"]) == (200, "Bergen", "Fjord")
    assert [line.why for line in Change.objects.filter(scope=f"customers.account:{now['id']}")] == [
        "",
        "New",
    ]


def test_change_needs_the_etag_of_the_row_as_it_is(ops, fjord, system):
    path = f"customers/accounts/{fjord.pk}"
    read, _row = call(ops, "get", path)

    assert problem(call(ops, "patch", path, {"city": "Oslo"})) == (428, "precondition_required")
    fjord.city = "Bergen"
    history.save(fjord, by=system)
    stale = call(ops, "patch", path, {"city": "Oslo"}, If_Match=read["ETag"])
    assert problem(stale) == (412, "precondition_failed")
    assert call(ops, "get", path, If_None_Match=read["ETag"])[0].status_code == 200
    fresh = call(ops, "get", path)[0]["ETag"]
    assert call(ops, "get", path, If_None_Match=fresh)[0].status_code == 304


def test_post_with_the_same_key_happens_once(ops):
    body = {"name": "Fjord"}
    first, made = call(ops, "post", "customers/accounts", body, Idempotency_Key="k1")
    again, same = call(ops, "post", "customers/accounts", body, Idempotency_Key="k1")

    assert (again.status_code, same, again["ETag"]) == (201, made, first["ETag"])
    assert again["Idempotency-Replayed"] == "true"
    assert Account.objects.count() == 1
    other = call(ops, "post", "customers/accounts", {"name": "Other"}, Idempotency_Key="k1")
    assert problem(other) == (422, "key_reused")


def test_answer_that_failed_is_not_kept(ops, fjord):
    refused = {"parent": fjord.pk, "name": ""}
    wrong = call(ops, "post", "customers/accounts", refused, Idempotency_Key="k1")
    assert problem(wrong)[0] == 422
    right = call(ops, "post", "customers/accounts", {"name": "Fjord"}, Idempotency_Key="k1")
    assert right[0].status_code == 201


def test_pages_follow_each_other(ops, fjord, logistics):
    made = [ContactFactory(account=fjord, function=logistics).pk for _ in range(7)]
    seen, path = [], f"customers/contacts?account={fjord.pk}&limit=3"
    while path:
        response, page = call(ops, "get", path)
        seen.append([row["id"] for row in page["items"]])
        if page["next"]:
            assert response["Link"] == f'<{page["next"]}>; rel="next"'
        path = (page["next"] or "").removeprefix("/api/")

    assert seen == [made[:3], made[3:6], made[6:]]
    assert problem(call(ops, "get", "customers/contacts?cursor=nonsense"))[0] == 422
    assert problem(call(ops, "get", "customers/contacts?limit=1000"))[0] == 422


def test_lists_and_rows_hold_only_what_one_may_see(fjord, ines, nadia, omar, client_of):
    assert [r["name"] for r in call(client_of(nadia), "get", "customers/accounts")[1]["items"]] == [
        "Fjord Foods"
    ]
    for path in ("customers/accounts", "customers/contacts", "teams/pairings", "teams/members"):
        assert call(client_of(omar), "get", path)[1]["items"] == []
    hidden = call(client_of(omar), "get", f"customers/contacts/{ines.pk}")
    assert problem(hidden) == (404, "not_found")
    assert problem(call(client_of(nadia), "get", "history/changes")) == (404, "not_found")
    scope = f"history/changes?scope=customers.account:{fjord.pk}"
    assert call(client_of(nadia), "get", scope)[0].status_code == 200
    assert problem(call(client_of(omar), "get", scope))[0] == 404


def test_one_does_not_change_what_one_may_only_see(fjord, ines, ravi, client_of):
    ravis = client_of(ravi)
    read, _row = call(ravis, "get", f"customers/contacts/{ines.pk}")

    path = f"customers/contacts/{ines.pk}"
    assert problem(call(ravis, "patch", path, {"title": "x"}, If_Match=read["ETag"]))[0] == 404
    body = {"account": fjord.pk, "first_name": "Eva", "function": ines.function_id}
    assert problem(call(ravis, "post", "customers/contacts", body))[0] == 404
    assert problem(call(ravis, "post", "customers/accounts", {"name": "x"}))[0] == 404
    assert Contact.objects.get() == ines


def test_cost_is_given_and_taken_only_with_the_right_to_see_it(fjord, nadia, ravi, client_of, ops):
    seen = call(ops, "get", f"directory/people/{ravi.pk}")[1]
    assert seen["cost_per_hour_minor"] == 6000
    for row in (
        call(client_of(nadia), "get", f"directory/people/{ravi.pk}")[1],
        *call(client_of(nadia), "get", "directory/people")[1]["items"],
    ):
        assert "cost_per_hour_minor" not in row
        assert "cost_currency" not in row

    people = login_with(Role.PEOPLE_DEVELOPMENT, "people@example.com")
    read, _row = call(people, "get", f"directory/people/{ravi.pk}")
    body = {"cost_per_hour_minor": 1}
    refused = call(people, "patch", f"directory/people/{ravi.pk}", body, If_Match=read["ETag"])
    assert problem(refused) == (403, "secret_field")


def test_history_hides_what_is_secret(fjord, nadia, ravi, client_of, system):
    ravi.cost_per_hour_minor, ravi.title = 7777, "Planner"
    history.save(ravi, by=system)

    lines = call(client_of(nadia), "get", f"history/changes?scope=directory.person:{ravi.pk}")[1]

    assert lines["items"][0]["after"] == {"title": "Planner"}


def test_token_does_what_its_scopes_say(bearer, fjord):
    client = Client()
    reading, writing = bearer("read"), bearer("write")

    assert call(client, "get", "customers/accounts", **reading)[0].status_code == 200
    new = {"name": "New"}
    assert problem(call(client, "post", "customers/accounts", new, **reading)) == (
        403,
        "scope_missing",
    )
    assert problem(call(client, "get", "customers/accounts", **writing)) == (403, "scope_missing")
    assert call(client, "post", "customers/accounts", new, **writing)[0].status_code == 201
    assert Change.objects.latest("pk").by_name.endswith("(CRM)")
    plan = {"name": "x", "accounts": [fjord.pk]}
    assert problem(call(client, "post", "staffing/plans", plan, **writing))[0] == 403


def test_token_ends_when_revoked_when_its_day_comes_and_when_its_login_is_closed(bearer, system):
    client, headers = Client(), bearer("read")
    token = Token.objects.get()

    def status():
        return call(client, "get", "customers/accounts", **headers)[0].status_code

    assert status() == 200
    token.expires_on = date(2001, 1, 1)
    history.save(token, by=system)
    assert status() == 401
    token.expires_on = None
    history.save(token, by=system)
    token.login.is_active = False
    token.login.save()
    assert status() == 401
    token.login.is_active = True
    token.login.save()
    assert status() == 200
    tokens.revoke_token(token, by=system)
    assert status() == 401


def test_secret_of_a_token_is_kept_nowhere(bearer):
    secret = bearer("read")["Authorization"].removeprefix("Bearer ")
    stored = list(Token.objects.values()) + list(Change.objects.values())

    assert secret not in str(stored)
    assert Token.objects.get().digest not in str(list(Change.objects.values()))


def test_browser_needs_the_csrf_token_to_change_something(fjord):
    client = login_with(Role.SALES_OPERATIONS, "csrf@example.com")
    client.handler.enforce_csrf_checks = True

    assert call(client, "get", "customers/accounts")[0].status_code == 200
    assert problem(call(client, "post", "customers/accounts", {"name": "x"}))[0] == 403


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("get", "nothing/here", None, 404),
        ("get", "customers/accounts/999", None, 404),
        ("put", "customers/accounts", {}, 405),
        ("post", "customers/accounts", {"name": 5}, 422),
        ("post", "customers/accounts", {"nmae": "x"}, 422),
        ("post", "customers/accounts", {"name": "x\0"}, 422),
        ("post", "customers/accounts", {"name": "x", "parent": 999}, 422),
        ("post", "customers/accounts", {"name": "x", "annual_value_minor": 10**30}, 422),
        ("post", "customers/accounts", {"name": "x", "currency": "eur"}, 422),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(ops, method, path, body, status):
    assert problem(call(ops, method, path, body))[0] == status


def test_nobody_gets_anything_without_logging_in(fjord):
    answer = call(Client(), "get", "customers/accounts")

    assert problem(answer) == (401, "unauthorized")
    assert answer[0]["WWW-Authenticate"].startswith("Bearer")
    assert problem(call(Client(), "post", "customers/accounts", {"name": "x"}))[0] == 401


def test_body_must_be_json(ops):
    assert problem(call(ops, "post", "customers/accounts", None))[0] in {400, 415}
    plain = ops.post("/api/customers/accounts", data="{}", content_type="text/plain")
    assert plain.status_code == 415
    broken = ops.post("/api/customers/accounts", data="{", content_type="application/json")
    assert broken.status_code == 400


def test_refusal_is_told_with_its_code_and_changes_nothing(ops, fjord):
    child = call(ops, "post", "customers/accounts", {"name": "Below", "parent": fjord.pk})[1]
    path = f"customers/accounts/{fjord.pk}"
    etag = call(ops, "get", path)[0]["ETag"]

    answer = call(ops, "patch", path, {"parent": child["id"]}, If_Match=etag)

    assert problem(answer) == (409, "account_group_cycle")
    assert "already belongs to it" in answer[1]["detail"]
    assert Account.objects.get(pk=fjord.pk).parent is None


def test_order_lines_are_posted_once(ops, fjord):
    line = {
        "account": fjord.pk,
        "document_no": "I-1",
        "line_no": "1",
        "on": "2026-11-01",
        "quantity": "2.5",
        "amount_minor": 100_00,
        "currency": "EUR",
    }
    assert call(ops, "post", "ledger/order-lines", {"lines": [line]})[1] == {"new": 1, "same": 0}
    assert call(ops, "post", "ledger/order-lines", {"lines": [line]})[1] == {"new": 0, "same": 1}
    other = {**line, "amount_minor": 1}
    assert problem(call(ops, "post", "ledger/order-lines", {"lines": [other]}))[0] == 409


def test_team_is_seen_as_of_a_day(ops, fjord, ines, ravi):
    body = {"contact": ines.pk, "person": ravi.pk, "since": "2026-12-01"}
    made, pairing = call(ops, "post", "teams/pairings", body)
    assert (made.status_code, pairing["since"]) == (201, "2026-12-01")

    for day, count in (("2026-11-30", 0), ("2026-12-01", 1), ("2027-06-01", 1)):
        page = call(ops, "get", f"teams/pairings?contact={ines.pk}&as_of={day}")[1]
        assert len(page["items"]) == count

    end = call(ops, "post", f"teams/pairings/{pairing['id']}/end", {"since": "2027-01-01"})
    assert end[1]["until"] == "2027-01-01"


def test_file_is_uploaded_checked_and_written(ops, fjord, settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("sites.csv", b"account,name\nFjord Foods,Plant\n")
    made = ops.post("/api/imports/imports", {"file": file, "table": "sites"})
    upload = json.loads(made.content)
    assert (made.status_code, upload["state"], upload["counts"].get("new")) == (201, "checked", 1)

    rows = call(ops, "get", f"imports/imports/{upload['id']}/verdicts")[1]["items"]
    assert [(row["row"], row["verdict"]) for row in rows] == [(2, "new")]
    applied = call(ops, "post", f"imports/imports/{upload['id']}/apply")
    assert applied[1]["state"] == "applied"
    assert fjord.sites.get().name == "Plant"
    undone = call(ops, "post", f"imports/imports/{upload['id']}/undo")
    assert undone[1]["state"] == "undone"
    assert not fjord.sites.exists()


def test_staffing_is_asked_for_and_stopped(ops, fjord, ines, ravi):
    made, plan = call(ops, "post", "staffing/plans", {"name": "Spring", "accounts": [fjord.pk]})
    assert (made.status_code, plan["state"]) == (201, "solving")

    assert call(ops, "post", f"staffing/plans/{plan['id']}/stop")[0].status_code == 200
    since = {"since": "2026-12-01"}
    assert problem(call(ops, "post", f"staffing/plans/{plan['id']}/adopt", since))[0] == 409
    assert problem(call(ops, "get", f"staffing/comparison?a={plan['id']}&b=999"))[0] == 404


def test_too_many_calls_are_slowed_down(ops, fjord, settings):
    settings.API_CALLS_A_MINUTE = 3
    answers = [call(ops, "get", "customers/accounts") for _ in range(8)]

    assert problem(answers[-1]) == (429, "too_many_requests")
    assert int(answers[-1][0]["Retry-After"]) <= 60


def test_what_nobody_expected_is_told_without_details(ops, fjord, monkeypatch):
    from counterpart.api import operations

    def broken(*args):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(operations, "outgoing", broken)
    answer = call(ops, "get", "customers/accounts")

    assert problem(answer) == (500, "internal_server_error")
    assert "secret detail" not in answer[0].content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", ["customers/contacts", "directory/people", "teams/members"])
def test_lists_cost_the_same_for_one_and_for_three_rows(
    fjord, ines, nadia, ravi, client_of, count, path, django_assert_max_num_queries
):
    for _ in range(count - 1):
        ContactFactory(account=fjord, function=ines.function)
    client = client_of(nadia)
    call(client, "get", path)

    with django_assert_max_num_queries(6):
        call(client, "get", path)


def test_tokens_are_made_and_revoked_on_a_page(ops, client_of, nadia):
    page = ops.post("/preferences/tokens/", {"name": "CRM", "scopes": ["read"]})
    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert secret not in ops.get("/preferences/tokens/").content.decode()
    client, headers = Client(), {"Authorization": f"Bearer {secret}"}
    assert call(client, "get", "customers/accounts", **headers)[0].status_code == 200

    token = Token.objects.get()
    assert client_of(nadia).post(f"/preferences/tokens/{token.pk}/revoke/").status_code == 404
    ops.post(f"/preferences/tokens/{token.pk}/revoke/")
    assert call(client, "get", "customers/accounts", **headers)[0].status_code == 401


def test_description_and_reference_page_name_every_operation(ops):
    described = json.loads(Client().get("/api/openapi.json").content)
    assert described["openapi"].startswith("3.1")
    page = ops.get("/api/").content.decode()
    for path, operations in described["paths"].items():
        for method, told in operations.items():
            assert f"{method.upper()} {path}" in page
            statuses = set(told["responses"])
            assert {"401", "404", "405", "409", "412", "415", "422", "429", "500"} <= statuses


def test_web_pages_do_not_load_the_api(tmp_path):
    code = (
        "import django, sys; django.setup()\n"
        "from django.urls import reverse; reverse('web:home')\n"
        "sys.exit('ninja' in sys.modules or 'pydantic' in sys.modules)"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "counterpart.settings"}
    environment["COUNTERPART_DATA"] = str(tmp_path)
    done = subprocess.run([sys.executable, "-c", code], check=False, env=environment)
    assert done.returncode == 0


def test_days_of_a_calendar_are_read_and_written(ops, nadia):
    calendar = nadia.office.calendar_id
    sent = {"calendar": calendar, "on": "2026-12-31", "intervals": [["09:00", "13:00"]]}

    made, day = call(ops, "post", "directory/calendar-days", sent)
    changed, short = call(
        ops, "patch", f"directory/calendar-days/{day['id']}", {"note": "Eve"}, If_Match="*"
    )

    assert (made.status_code, changed.status_code) == (201, 200)
    assert short == {"id": day["id"], **sent, "note": "Eve"}
    path = f"directory/calendar-days?calendar={calendar}&since=2026-12-31&until=2027-01-01"
    assert call(ops, "get", path)[1]["items"] == [short]
    wrong = {**sent, "intervals": [["13:00", "09:00"]]}
    assert problem(call(ops, "post", "directory/calendar-days", wrong))[0] == 422
    gone = call(ops, "delete", f"directory/calendar-days/{day['id']}", If_Match="*")[0]
    assert gone.status_code == 204
    assert call(ops, "get", path)[1]["items"] == []


def test_other_functions_of_a_person_are_read_and_written(ops, nadia, logistics, client_of, omar):
    sent = {"person": nadia.pk, "function": logistics.pk, "competence_percent": 40}

    made, second = call(ops, "post", "directory/secondary-functions", sent)
    path = f"directory/secondary-functions/{second['id']}"
    changed, better = call(ops, "patch", path, {"competence_percent": 60}, If_Match=made["ETag"])

    assert (made.status_code, changed.status_code) == (201, 200)
    assert better == {"id": second["id"], **sent, "competence_percent": 60}
    home = {**sent, "function": nadia.function_id}
    refused = problem(call(ops, "post", "directory/secondary-functions", home))
    assert refused == (409, "home_function")
    assert problem(call(client_of(omar), "get", path))[0] == 404
    assert call(ops, "delete", path, If_Match="*")[0].status_code == 204
    assert not nadia.secondary_functions.exists()


def test_quotas_and_what_counts_as_revenue_are_read_and_written(ops, nadia, ravi, fjord, client_of):
    sent = {
        "person": nadia.pk,
        "since": "2026-01-01",
        "until": "2026-04-01",
        "amount_minor": 5_000,
        "currency": "EUR",
        "note": "",
    }
    made, quota = call(ops, "post", "ledger/quotas", sent)
    path = f"ledger/quotas/{quota['id']}"

    assert (made.status_code, quota) == (201, {"id": quota["id"], **sent})
    assert call(ops, "patch", path, {"amount_minor": 1}, If_Match="*")[1]["amount_minor"] == 1
    assert problem(call(ops, "post", "ledger/quotas", sent)) == (409, "quota_overlaps")
    assert call(client_of(nadia), "get", path)[0].status_code == 200
    assert problem(call(client_of(ravi), "get", path))[0] == 404
    assert problem(call(client_of(nadia), "patch", path, {"note": "x"}, If_Match="*"))[0] == 404
    assert call(ops, "delete", path, If_Match="*")[0].status_code == 204

    chosen = call(ops, "post", "ledger/revenue-basis", {"document_kind": "order"})[1]
    path = f"ledger/revenue-basis/{chosen['id']}"
    assert call(ops, "patch", path, {"document_kind": ""}, If_Match="*")[1]["document_kind"] == ""


@pytest.mark.parametrize("model", sorted({one.model._meta.label for one in RESOURCES}))
def test_every_column_of_a_resource_is_given_or_known_to_be_left_out(model):
    (resource,) = [one for one in RESOURCES if one.model._meta.label == model]
    columns = {field.name for field in resource.model._meta.concrete_fields} - {"id"}

    assert columns - set(resource.fields) == LEFT_OUT.get(model, set())


def test_every_table_of_files_is_a_resource():
    assert {table.model for table in ALL_TABLES} <= {one.model for one in RESOURCES}
