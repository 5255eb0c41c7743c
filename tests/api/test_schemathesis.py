"""Random calls of every operation, as operations and as a plain member of a team.

No call ends in a server error, and every answer is as the description says. Random keys would
only ever meet "not found", so that most are turned into those of rows that exist.
"""

import os
from collections import Counter

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from counterpart.access.actions import Role
from counterpart.access.models import RoleGrant
from counterpart.access.viewer import Viewer
from counterpart.api import tokens
from counterpart.api.build import openapi
from counterpart.api.models import Scope
from counterpart.api.tables import RESOURCES
from counterpart.customers.models import BuyingRole, Tie
from counterpart.history import services as history
from counterpart.wsgi import application
from factories import (
    ContactFactory,
    LoginFactory,
    NeedFactory,
    PairingFactory,
    PersonFactory,
    SiteFactory,
)

EXAMPLES = int(os.environ.get("API_EXAMPLES", "6"))
CALLED = Counter()
BY_PATH = {f"/api/{one.room}/{one.name}": one for one in RESOURCES}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def api_schema(db, settings, tmp_path):
    # The test's transaction must outlive the requests, as it does with Django's own client.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    settings.ALLOWED_HOSTS = ["*"]
    settings.API_CALLS_A_MINUTE = 10**9
    settings.MEDIA_ROOT = tmp_path
    yield schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def rows(fjord, ines, nadia, ravi, system):
    """At least one row of everything that is easily had."""
    other = ContactFactory(account=fjord, function=ines.function)
    SiteFactory(account=fjord)
    NeedFactory(account=fjord, contact=ines, owner=nadia)
    PairingFactory(contact=ines, person=ravi)
    PersonFactory(manager=nadia)
    history.create(BuyingRole(contact=ines, role="user"), by=system)
    history.create(Tie(listener=ines, speaker=other), by=system)


def bearer(login):
    by = Viewer.system("tests")
    _token, secret = tokens.issue_token(login, name="x", scopes=Scope.values, by=by)
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def as_operations(rows):
    login = LoginFactory()
    RoleGrant.objects.create(login=login, role=Role.SALES_OPERATIONS)
    return bearer(login)


@pytest.fixture
def as_member(rows, ravi):
    return bearer(ravi.login)


def use_rows_that_exist(case):
    path = case.operation.path
    resource = BY_PATH.get(path.split("/{")[0])
    if resource is None:
        return
    key = (case.path_parameters or {}).get("key")
    if isinstance(key, int) and key % 4:
        found = resource.model._default_manager.values_list("pk", flat=True).first()
        case.path_parameters["key"] = found or key
    if case.headers and "If-Match" in case.headers and isinstance(key, int) and key % 3:
        case.headers["If-Match"] = "*"
    if isinstance(case.body, dict):
        for name, model in resource.references().items():
            if isinstance(case.body.get(name), int) and case.body[name] % 4:
                found = model._default_manager.values_list("pk", flat=True).first()
                case.body[name] = found or case.body[name]


def operations_of(room):
    for path, operations in openapi()["paths"].items():
        if path.split("/")[2] == room:
            yield from ((path, method.upper()) for method in operations)


@pytest.mark.parametrize("room", sorted({path.split("/")[2] for path in openapi()["paths"]}))
@pytest.mark.parametrize("caller", ["as_operations", "as_member"])
def test_every_operation_answers(api_schema, request, caller, room):
    headers = request.getfixturevalue(caller)
    for path, method in operations_of(room):
        call_at_random(api_schema[path][method], headers)


def call_at_random(operation, headers):
    fitting, unfit = (
        operation.as_strategy(generation_mode=mode)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    )

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(fitting, unfit))
    def call(case):
        use_rows_that_exist(case)
        CALLED[operation.label] += 1
        case.call_and_validate(headers=headers, checks=CHECKS)

    with transaction.atomic():  # each operation meets the rows as they were
        call()
        transaction.set_rollback(True)


def test_many_calls_were_made(capsys):
    """Says how many; stands last in the module."""
    with capsys.disabled():
        print(f"\nschemathesis: {sum(CALLED.values())} calls of {len(CALLED)} operations")  # noqa: T201
