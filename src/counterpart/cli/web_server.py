"""The web processes: the first loads and warms the application, forks the others, and serves too.

Started by `serve` as `python -m counterpart.cli.web_server ADDRESS PORT PROCESSES [SOCKET]`, where
SOCKET is the number of a listening socket. They stand and fall together: when one of them ends,
so do the others, and `serve` starts all of them again.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from threading import Event
from typing import Any, NoReturn

from counterpart.cli.answering import answer_requests
from counterpart.cli.frugal import keep_few_pages, keep_few_statements
from counterpart.cli.warm import warm_application
from counterpart.jobs.leash import on_parent_gone

SECONDS_TO_FOLLOW = 10


def main(address: str, port: int, processes: int, listening: int | None = None) -> int:
    """Serve until told to stop, or until whoever started us is gone; 1 when another has fallen."""
    if listening is None:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        listener = socket.create_server((address, port), family=family)
    else:
        listener = socket.socket(fileno=listening)
    keep_few_statements()
    application = warm_application()
    others, leash = _fork_others(application, listener, processes - 1)
    fallen = Event()

    def has_one_fallen() -> bool:
        if any(_has_ended(other) for other in others):
            fallen.set()
        return fallen.is_set()

    _serve(application, listener, sys.stdin.fileno(), has_one_fallen)
    _end(others)
    os.close(leash)
    return 1 if fallen.is_set() else 0


def _fork_others(application: Any, listener: socket.socket, count: int) -> tuple[list[int], int]:
    """Processes that serve like this one and end when it does, and what they watch of it.

    Nothing may be running beside us here: a thread or a connection would not survive the fork.
    """
    watched, held = os.pipe()
    others = []
    if sys.platform != "win32":
        for _ in range(count):
            other = os.fork()
            if not other:
                os.close(held)
                _serve_and_leave(application, listener, watched)
            others.append(other)
    os.close(watched)
    return others, held


def _serve_and_leave(application: Any, listener: socket.socket, leash: int) -> NoReturn:
    code = 1
    try:
        _serve(application, listener, leash, lambda: False)
        code = 0
    except BaseException:
        logging.getLogger(__name__).exception("A web process has fallen")
    finally:
        logging.shutdown()
        os._exit(code)


def _serve(
    application: Any, listener: socket.socket, leash: int, is_over: Callable[[], bool]
) -> None:
    from django.db.backends.signals import connection_created

    connection_created.connect(keep_few_pages)
    stop = Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stop.set())
    on_parent_gone(stop.set, leash)
    answer_requests(application, listener, lambda: stop.is_set() or is_over())


def _has_ended(process: int) -> bool:
    try:
        return os.waitpid(process, os.WNOHANG)[0] == process
    except ChildProcessError:
        return True


def _end(processes: list[int]) -> None:
    """Stop those that still run, kindly at first."""
    left = [process for process in processes if not _has_ended(process)]
    for process in left:
        os.kill(process, signal.SIGTERM)
    until = time.monotonic() + SECONDS_TO_FOLLOW
    while left and time.monotonic() < until:
        time.sleep(0.02)
        left = [process for process in left if not _has_ended(process)]
    for process in left:
        os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.settings")
    where, *numbers = sys.argv[1:]
    sys.exit(main(where, *map(int, numbers)))
