"""Four programs change the same rows at the same moment, through a real server.

1. A change that was answered with 200 is never lost, whoever writes beside it.
2. Whoever comes too late is told: 412 with a stale ETag, 404 for what is gone, 503 when busy;
   nobody is told 500.
"""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from installations import Installation
from stories.test_four_writers import start_server

pytestmark = pytest.mark.slow
WRITERS, EACH = 4, 10

FILL = """
from counterpart.access.actions import Role
from counterpart.access.models import RoleGrant
from counterpart.access.viewer import Viewer
from counterpart.api import tokens
from factories import *
login = LoginFactory(email="crm@example.com")
RoleGrant.objects.create(login=login, role=Role.SALES_OPERATIONS)
account = AccountFactory(name="Fjord Foods")
first = ContactFactory(account=account)
ContactFactory(account=account, function=first.function)
by = Viewer.system("tests")
print(tokens.issue_token(login, name="CRM", scopes=["read", "write"], by=by)[1])
"""


class Caller:
    """Calls one server with one token, and counts the answers."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token
        self.answers: Counter[int] = Counter()
        self.lock = threading.Lock()

    def __call__(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = urllib.request.Request(  # noqa: S310
            f"{self.address}/api/{path}",
            None if body is None else json.dumps(body).encode(),
            {
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                **named,
            },
            method=method,
        )
        try:
            with urllib.request.urlopen(asked, timeout=120) as answer:  # noqa: S310
                status, text, etag = answer.status, answer.read(), answer.headers["ETag"]
        except urllib.error.HTTPError as wrong:
            status, text, etag = wrong.code, wrong.read(), ""
        with self.lock:
            self.answers[status] += 1
        return status, json.loads(text or "null"), etag or ""


@pytest.fixture
def call(installation: Installation) -> Caller:
    token = installation.python(FILL)
    return Caller(start_server(installation), token)


def contacts(call: Caller) -> list[int]:
    return [row["id"] for row in call("GET", "customers/contacts")[1]["items"]]


def test_no_accepted_change_is_lost(installation: Installation, call: Caller):
    path = f"customers/contacts/{contacts(call)[0]}"

    def write(writer: int) -> None:
        for number in range(EACH):
            status = 0
            while status != 200:
                _status, row, etag = call("GET", path)
                goals = f"{row['goals']} {writer}.{number}"
                status, _row, _etag = call("PATCH", path, {"goals": goals}, If_Match=etag)
                assert status in {200, 412, 503}

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    written = call("GET", path)[1]["goals"].split()
    assert sorted(written) == sorted(f"{w}.{n}" for w in range(WRITERS) for n in range(EACH))
    lines = "SELECT count(*) FROM history_change WHERE thing = 'customers.contact' AND kind"
    assert installation.rows(f"{lines} = 'changed'") == [(WRITERS * EACH,)]


def test_each_of_many_is_answered_with_what_happened(installation: Installation, call: Caller):
    first, second = contacts(call)
    account = call("GET", "customers/accounts")[1]["items"][0]["id"]
    begun = call.answers.copy()

    def write(writer: int) -> None:
        for number in range(EACH):
            mine, other = (first, second) if (writer + number) % 2 else (second, first)
            # Each way round is fine; both together would be a circle.
            call("PATCH", f"customers/contacts/{mine}", {"reports_to": other}, If_Match="*")
            call("PATCH", f"customers/contacts/{mine}", {"reports_to": None}, If_Match="*")
            call("POST", "customers/ties", {"listener": mine, "speaker": other})
            for tie in call("GET", "customers/ties")[1]["items"]:
                call("DELETE", f"customers/ties/{tie['id']}", If_Match="*")
            call("POST", "customers/sites", {"account": account, "name": f"Site {number}"})
            key = f"{number}"
            need = {"account": account, "title": f"Need {number}"}
            call("POST", "customers/needs", need, Idempotency_Key=key)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    log = (installation.folder / "0.log").read_text()
    assert set(call.answers - begun) <= {200, 201, 204, 404, 409, 422, 503}, log
    count = "SELECT count(*) FROM customers_"
    assert installation.rows(f"{count}site") == [(EACH,)]
    assert installation.rows(f"{count}need") == [(EACH,)]
    circle = "SELECT count(*) FROM customers_contact WHERE reports_to_id IS NOT NULL"
    assert installation.rows(circle)[0][0] < 2
