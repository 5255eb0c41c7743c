"""Every operation that writes, with values and bodies that nobody in their senses sends.

None ends in a server error, and what is refused changes nothing. `ODD_VALUES` says how many
bodies are tried for each operation.
"""

import json
import os
import random

import pytest
from django.db import transaction
from django.test import Client

from api.test_schemathesis import BY_PATH, as_operations, bearer, rows
from counterpart.api.build import openapi

__all__ = ["as_operations", "bearer", "rows"]
TRIES = int(os.environ.get("ODD_VALUES", "25"))
SURROGATE, NUL = "\ud800", "x\0y"
ODD = [
    *(None, True, False, 0, -1, 1, 2, 50, 1.5, 1e308),
    *(2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**400),
    *("", " ", "a", NUL, SURROGATE, "\udfff\ud800", "😀", "é" * 300, "a" * 25_000),
    *("2026-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "2026-01-01T00:00:00Z"),
    *("NaN", "Infinity", "1e400", "EUR", "eur", "Europe/Oslo", "../../etc", "=cmd()", "%s%n"),
    *("\r\nX: y", [], {}, [None], ["en"], ["en", "en"], ["xx", SURROGATE], [[]] * 7),
    *([["09:00", "10:00"]], {"a": 1}, {SURROGATE: 1}, "user", ["user", "user"], "open"),
]
BODIES = [
    *(b"", b"null", b"[]", b"1", b'"x"', b"{", b"\xff\xfe", b"\xef\xbb\xbf{}"),
    *(b'{"why":"\\ud800"}', b'{"\\ud800":1}', b'{"a":NaN}', b'{"why":1e999}'),
    *(b"[" * 100_000, b'{"why":' + b"[" * 5000 + b"]" * 5000 + b"}"),
    *(b'{"week":' + b"[" * 900 + b"]" * 900 + b"}", b'{"week":' + b"9" * 5000 + b"}"),
    '{"name":"я"}'.encode("utf-16"),
]
ETAGS = ["", '"x"', "\0", "W/", "é", '"' * 5000]
WRITES = [
    (path, method)
    for path, told in openapi()["paths"].items()
    for method in told
    if method != "get"
]
SHAPES = openapi()["components"]["schemas"]


def fitting(path: str, shape: dict) -> dict:
    """A body with what has to be sent."""
    resource = BY_PATH.get(path)
    body = {}
    for name in shape.get("required", []):
        told = shape["properties"][name]
        if resource and name in resource.references():
            first = resource.references()[name]._default_manager.values_list("pk", flat=True)
            body[name] = first.first() or 1
        elif "enum" in told:
            body[name] = told["enum"][0]
        else:
            simple = {"integer": 1, "array": [], "number": 1, "boolean": True}
            usual = "2026-01-01" if told.get("format") == "date" else "abc"
            body[name] = simple.get(told.get("type"), usual)
    return body


def bodies(path: str, told: dict) -> list[bytes]:
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    shape = SHAPES.get(content.get("schema", {}).get("$ref", "").rpartition("/")[2], {})
    names = sorted(shape.get("properties", {}))
    draw = random.Random(path)
    made = list(BODIES)
    for _ in range(TRIES if names else 0):
        body = fitting(path.split("/{")[0], shape)
        body |= {name: draw.choice(ODD) for name in draw.sample(names, min(len(names), 3))}
        if draw.random() < 0.1:
            body[SURROGATE] = 1
        made.append(json.dumps(body).encode())
    return made


@pytest.mark.parametrize(("path", "method"), WRITES)
def test_no_odd_value_ends_in_a_server_error(as_operations, settings, path, method):
    settings.API_CALLS_A_MINUTE = 10**9
    client = Client(raise_request_exception=False)
    resource = BY_PATH.get(path.split("/{")[0])
    first = resource and resource.model._default_manager.values_list("pk", flat=True).first()
    address = path.replace("{key}", str(first or 1))
    told = openapi()["paths"][path][method]
    tries = [(body, "*") for body in bodies(path, told)] + [(b"{}", etag) for etag in ETAGS]

    failed = []
    for body, etag in tries:
        with transaction.atomic():
            headers = {**as_operations, "If-Match": etag}
            answer = client.generic(method, address, body, "application/json", headers=headers)
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            failed.append((body[:100], etag, answer.content))

    assert failed == []
