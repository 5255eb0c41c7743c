"""A database that cannot write just now: begun again, or told as 503; never lost, never 500."""

import json

import psycopg
import pytest
from django.db import IntegrityError, OperationalError
from django.http import HttpResponse
from django.test import Client

from api.test_api import call, problem
from conftest import login_with
from counterpart.access.actions import Role
from counterpart.api import calling
from counterpart.customers import services
from counterpart.customers.models import Account
from counterpart.web.busy import is_busy, is_clash


def fault(text: str = "", cause: Exception | None = None, kind=OperationalError) -> Exception:
    made = kind(text)
    made.__cause__ = cause
    return made


LOCKED = fault("database is locked")
DEADLOCK = fault("deadlock detected", psycopg.errors.DeadlockDetected())
SERIALIZATION = fault("could not serialize", psycopg.errors.SerializationFailure())


@pytest.mark.parametrize(
    ("error", "clash", "busy"),
    [
        (LOCKED, True, True),
        (DEADLOCK, True, True),
        (SERIALIZATION, True, True),
        (fault("connection refused", psycopg.OperationalError()), False, True),
        (fault("shutting down", psycopg.errors.AdminShutdown()), False, True),
        (fault("too many", psycopg.errors.TooManyConnections()), False, True),
        (fault("no such table: account"), False, False),
        (fault("stopped", psycopg.errors.QueryCanceled()), False, True),
        (fault("twice", psycopg.errors.UniqueViolation(), IntegrityError), False, False),
        (ValueError("database is locked"), False, False),
    ],
)
def test_what_passes_is_told_apart_from_what_does_not(error, clash, busy):
    assert (is_clash(error), is_busy(error)) == (clash, busy)


@pytest.fixture
def clashes(monkeypatch):
    """Lets creating an account fail so many times, after it was written."""
    left: list[Exception] = []
    create = services.create_account

    def create_account(**facts):
        made = create(**facts)
        if left:
            raise left.pop()
        return made

    monkeypatch.setattr(services, "create_account", create_account)
    monkeypatch.setattr(calling, "PAUSES", (0, 0))
    return left


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [LOCKED, DEADLOCK, SERIALIZATION])
def test_write_that_clashed_is_begun_again(clashes, error):
    client = login_with(Role.SALES_OPERATIONS, "api-ops@example.com")
    clashes += [error, error]

    made, _account = call(
        client, "post", "customers/accounts", {"name": "Fjord"}, Idempotency_Key="k"
    )

    assert (made.status_code, clashes) == (201, [])
    assert [account.name for account in Account.objects.all()] == ["Fjord"]


@pytest.mark.django_db(transaction=True)
def test_write_that_clashes_on_and_on_is_told_and_may_be_sent_again(clashes):
    client = login_with(Role.SALES_OPERATIONS, "api-ops@example.com")
    clashes += [LOCKED] * 3
    sent = ("post", "customers/accounts", {"name": "Fjord"})

    told = call(client, *sent, Idempotency_Key="k")

    assert problem(told) == (503, "busy")
    assert told[0]["Retry-After"] == "2"
    assert not Account.objects.exists()
    assert call(client, *sent, Idempotency_Key="k")[0].status_code == 201


@pytest.fixture
def busy_page(monkeypatch, ops_client):
    def busy(*arguments, **facts):
        raise LOCKED

    monkeypatch.setattr(services, "create_account", busy)
    ops_client.raise_request_exception = False
    return ops_client


def posted(client: Client, **headers: str) -> HttpResponse:
    facts = {"name": "Fjord", "tier": "standard", "currency": "EUR", "annual_value_minor": "1"}
    return client.post("/accounts/new/", facts, headers=headers)


def test_page_says_that_nothing_was_changed(busy_page):
    answer = posted(busy_page)

    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert "nothing was changed" in answer.content.decode()


def test_part_of_a_page_gets_a_notice(busy_page):
    answer = posted(busy_page, HX_Request="true")

    assert (answer.status_code, answer["HX-Retarget"]) == (503, "#toasts")
    assert "Try again" in answer.content.decode()


def test_answer_is_described(ops_client):
    described = json.loads(ops_client.get("/api/openapi.json").content)

    assert "503" in described["paths"]["/api/customers/accounts"]["post"]["responses"]
