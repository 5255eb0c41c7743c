"""One process answers requests, with waitress: a loop that reads and writes, threads that compute.

What differs from `waitress.serve`: a process whose threads are all busy leaves new connections to
the others, and one that is told to stop first answers what it has begun.
"""

from __future__ import annotations

import logging
import select
import sys
import time
from collections.abc import Callable
from socket import socket
from typing import Any

from waitress import create_server

from counterpart.cli.frugal import give_back_memory

# Each thread holds a connection and, at its busiest, the working memory of a page; the pages are
# short, and more threads than this only wait for each other. On Windows there is one process only.
THREADS = 8 if sys.platform == "win32" else 2
SECONDS_TO_FINISH = 8
SECONDS_TO_TIDY = 5
Question = Callable[[], bool]
OPTIONS: dict[str, Any] = {
    "threads": THREADS,
    "ident": "",
    "connection_limit": 1000,
    "channel_timeout": 20,
    "cleanup_interval": 5,
    # Django judges what a proxy says, by our own settings.
    "clear_untrusted_proxy_headers": False,
    "asyncore_use_poll": hasattr(select, "poll"),
}


def answer_requests(
    application: Any, listener: socket, is_over: Question, is_rest_wanted: Question
) -> None:
    """Answer until it is over, asked about once a second; then finish what was begun.

    When a rest is wanted, no new connections are taken, and it ends as soon as there is nothing to
    finish. Leaves no thread behind unless an answer took too long to finish.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server: Any = create_server(application, sockets=[listener.dup()], **OPTIONS)
    workers = server.task_dispatcher
    tidied_at = time.monotonic()
    while not is_over():
        if is_rest_wanted() and not _has_begun(server):
            break
        if time.monotonic() - tidied_at > SECONDS_TO_TIDY:
            give_back_memory()
            tidied_at = time.monotonic()
        server.accepting = not is_rest_wanted() and _has_room(workers)
        _turn(server, seconds=1 if server.accepting else 0.02)
    server.accepting = False
    until = time.monotonic() + SECONDS_TO_FINISH
    while _has_begun(server) and time.monotonic() < until:
        _turn(server, seconds=0.02)
    workers.shutdown(timeout=0.2)
    server.asyncore.close_all(server._map)


def _has_room(workers: Any) -> bool:
    """Whether a thread is free."""
    return bool(workers.active_count + len(workers.queue) < THREADS)


def _turn(server: Any, *, seconds: float) -> None:
    """Read and write what is ready; wait for it as long as this."""
    server.asyncore.loop(
        timeout=seconds, map=server._map, use_poll=server.adj.asyncore_use_poll, count=1
    )


def _has_begun(server: Any) -> bool:
    """Whether an answer is being made or sent."""
    return any(
        channel.requests or channel.total_outbufs_len for channel in server.active_channels.values()
    )
