"""How one web process ends: what it has begun is finished first."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest

from counterpart.cli.answering import answer_requests


class Served:
    """A server in a thread whose answer comes in two parts, the second when it is let."""

    def __init__(self) -> None:
        self.over, self.rest, self.let = threading.Event(), threading.Event(), threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        questions = (self.over.is_set, self.rest.is_set)
        self.thread = threading.Thread(
            target=answer_requests, args=(self.application, self.listener, *questions)
        )
        self.thread.start()

    def application(self, _environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        start("200 OK", [("Content-Length", "11")])
        yield b"begun"
        assert self.let.wait(30)
        yield b" ended"

    def ask(self) -> HTTPConnection:
        connection = HTTPConnection(*self.listener.getsockname()[:2], timeout=30)
        connection.request("GET", "/")
        return connection


@pytest.fixture
def served() -> Iterator[Served]:
    served = Served()
    yield served
    served.let.set()
    served.over.set()
    served.thread.join(30)
    served.listener.close()


def test_answer_begun_is_finished_before_a_rest_and_no_thread_is_left(served: Served):
    answer = served.ask().getresponse()
    assert answer.read(5) == b"begun"

    served.rest.set()
    served.thread.join(0.5)
    assert served.thread.is_alive()
    served.let.set()

    assert answer.read() == b" ended"
    served.thread.join(30)
    assert not served.thread.is_alive()
    assert not [one for one in threading.enumerate() if one.name.startswith("waitress")]


def test_answer_before_a_rest_is_the_last_on_its_connection(served: Served):
    served.let.set()
    connection = served.ask()
    assert connection.getresponse().read() == b"begun ended"

    served.rest.set()
    connection.request("GET", "/")
    answer = connection.getresponse()

    assert answer.read() == b"begun ended"
    served.thread.join(30)
    assert not served.thread.is_alive()


def test_who_has_connected_and_not_yet_asked_is_answered_before_a_rest(served: Served):
    served.let.set()
    connection = HTTPConnection(*served.listener.getsockname()[:2], timeout=30)
    connection.connect()
    time.sleep(1.2)  # it is taken

    served.rest.set()
    time.sleep(1.2)  # and a rest has begun
    connection.request("GET", "/")

    assert connection.getresponse().read() == b"begun ended"
    served.thread.join(30)
    assert not served.thread.is_alive()


def test_quiet_connection_does_not_keep_from_a_rest(served: Served):
    served.let.set()
    connection = served.ask()
    assert connection.getresponse().read() == b"begun ended"

    served.rest.set()

    served.thread.join(30)
    assert not served.thread.is_alive()
    connection.close()


def test_who_comes_while_a_rest_is_wanted_waits_for_another_process(served: Served):
    answer = served.ask().getresponse()
    served.rest.set()
    waiting = served.ask()
    served.let.set()
    assert answer.read() == b"begun ended"
    served.thread.join(30)

    served.rest.clear()
    questions = (served.over.is_set, served.rest.is_set)
    other = threading.Thread(
        target=answer_requests, args=(served.application, served.listener, *questions)
    )
    other.start()

    assert waiting.getresponse().read() == b"begun ended"
    served.over.set()
    other.join(30)
