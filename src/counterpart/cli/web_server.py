"""The web processes, started by `serve` as `python -m counterpart.cli.web_server`.

ADDRESS PORT PROCESSES [SOCKET] follow, where SOCKET is the number of a listening socket. The
application is loaded and warmed once; `crew` says how the processes share it. On Windows, which
cannot fork, there is one.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from functools import partial
from threading import Event

from counterpart.cli.answering import answer_requests
from counterpart.cli.frugal import keep_few_pages, keep_few_statements
from counterpart.cli.warm import warm_application


def main(address: str, port: int, processes: int, listening: int | None = None) -> int:
    """Serve until told to stop, or until who started us is gone; 1 when one has fallen."""
    if listening is None:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        listener = socket.create_server((address, port), family=family)
    else:
        listener = socket.socket(fileno=listening)
    keep_few_statements()
    work = partial(answer_requests, warm_application(), listener)
    from django.db.backends.signals import connection_created

    connection_created.connect(keep_few_pages)
    if sys.platform == "win32":
        return _serve_alone(work)
    from counterpart.cli.crew import Crew

    return Crew(work, sys.stdin.fileno()).serve(processes)


def _serve_alone(work: partial[None]) -> int:
    from counterpart.jobs.leash import on_parent_gone

    stop = Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stop.set())
    on_parent_gone(stop.set)
    work(stop.is_set, lambda: False)
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.settings")
    where, *numbers = sys.argv[1:]
    sys.exit(main(where, *map(int, numbers)))
