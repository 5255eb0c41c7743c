"""Counting queries of a page."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def queries_of() -> Callable[[Client, str], int]:
    """How many queries a page asks, seen by a browser that has been there before."""

    def count(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return count
