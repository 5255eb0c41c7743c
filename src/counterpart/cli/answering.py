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
from waitress.channel import HTTPChannel

from counterpart.cli.frugal import give_back_memory

# Each thread holds a connection and, at its busiest, the working memory of a page; the pages are
# short, and more threads than this only wait for each other. On Windows there is one process only.
THREADS = 8 if sys.platform == "win32" else 2
SECONDS_TO_FINISH = 8
SECONDS_TO_TIDY = 5
# How long an open connection may be silent before a server that ends closes it: one that has not
# yet asked anything, and one that was answered and is kept for what may follow.
SECONDS_FOR_FIRST, SECONDS_FOR_NEXT = 5, 0.5
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

    When a rest is wanted, no new connections are taken, and it ends as soon as those that are open
    have been answered or stay quiet. Leaves no thread behind unless an answer took too long.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server: Any = create_server(application, sockets=[listener.dup()], **OPTIONS)
    server.channel_class, server.is_ending = _Connection, False
    workers = server.task_dispatcher
    tidied_at = time.monotonic()
    while not is_over() and not (is_rest_wanted() and not server.active_channels):
        if time.monotonic() - tidied_at > SECONDS_TO_TIDY:
            give_back_memory()
            tidied_at = time.monotonic()
        server.is_ending = is_rest_wanted()
        server.accepting = not server.is_ending and _has_room(workers)
        _turn(server)
    server.accepting, server.is_ending = False, True
    until = time.monotonic() + SECONDS_TO_FINISH
    while _has_begun(server) and time.monotonic() < until:
        _turn(server)
    workers.shutdown(timeout=0.2)
    server.asyncore.close_all(server._map)


class _Connection(HTTPChannel):
    """A connection to a server that may be about to end: then its next answer is its last."""

    def service(self) -> None:
        if self.server.is_ending:
            self.requests[0].headers["CONNECTION"] = "close"
        super().service()

    def is_quiet(self) -> bool:
        """Whether nothing has come for so long that hardly anything will: it may be closed."""
        is_fresh = self.last_activity == self.creation_time
        patience = SECONDS_FOR_FIRST if is_fresh else SECONDS_FOR_NEXT
        return (
            not (self.requests or self.request or self.total_outbufs_len)
            and time.time() - self.last_activity > patience
        )


def _has_room(workers: Any) -> bool:
    """Whether a thread is free."""
    return bool(workers.active_count + len(workers.queue) < THREADS)


def _turn(server: Any) -> None:
    """Read and write what is ready; wait for it a moment."""
    if server.is_ending:
        for connection in server.active_channels.values():
            connection.will_close |= connection.is_quiet()
    server.asyncore.loop(
        timeout=1 if server.accepting else 0.02,
        map=server._map,
        use_poll=server.adj.asyncore_use_poll,
        count=1,
    )


def _has_begun(server: Any) -> bool:
    """Whether an answer is being made or sent."""
    return any(
        channel.requests or channel.total_outbufs_len for channel in server.active_channels.values()
    )
