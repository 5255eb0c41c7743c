"""`counterpart serve`: prepare the installation, then run the web server and a worker.

This process stays small: it only starts the others, starts the worker again if it falls, and
takes them all down together.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from counterpart.cli.alive import answers
from counterpart.cli.faults import CommandFault

PORTS = range(8000, 8020)
SECONDS_TO_START = 60
# glibc in web processes: one arena, and what a large page or file took goes back to the system at
# once. The engine in the worker takes and gives back large arrays all the time: not so there.
FRUGAL = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_TRIM_THRESHOLD_": "131072",
    "MALLOC_MMAP_THRESHOLD_": "131072",
}
SECONDS_TO_STOP = 12


def register(commands: Any) -> None:
    parser = commands.add_parser("serve", help="Run the web server and a worker")
    add_serving_arguments(parser)
    parser.set_defaults(run=run)


def add_serving_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen and with how many processes: also for `demo`."""
    parser.add_argument("--address", default="127.0.0.1", help="where to listen (127.0.0.1)")
    parser.add_argument("--port", type=int, help="the port (the first free one from 8000)")
    parser.add_argument("--processes", type=int, default=2, help="web processes (2)")
    parser.add_argument("--no-worker", action="store_true", help="background jobs run elsewhere")


def run(arguments: argparse.Namespace) -> int:
    port = free_port(arguments.address, arguments.port)
    run_python("-m", "counterpart.cli.main", "migrate")
    return serve(arguments, port)


def serve(arguments: argparse.Namespace, port: int) -> int:
    """Run until told to stop; 1 when the web server falls."""
    stop = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stop.set())
    web = start(
        "-m",
        "counterpart.cli.web_server",
        arguments.address,
        str(port),
        str(max(arguments.processes, 1)),
        settings=FRUGAL,
    )
    worker = None if arguments.no_worker else start_worker()
    try:
        wait_until_it_answers(arguments.address, port, web, stop)
        if not stop.is_set():
            print(
                f"Counterpart runs at http://{shown(arguments.address)}:{port}/  (Ctrl-C stops it)",
                flush=True,
            )
        while not stop.wait(1):
            if web.poll() is not None:
                print(
                    "counterpart: the web server has stopped; see the lines above.", file=sys.stderr
                )
                return 1
            if worker is not None and worker.poll() is not None:
                print("counterpart: the worker has stopped; starting it again.", file=sys.stderr)
                stop.wait(2)
                worker = start_worker()
        return 0
    finally:
        end([process for process in (web, worker) if process is not None])


def start_worker() -> subprocess.Popen[bytes]:
    return start("-m", "counterpart.cli.main", "worker", "--leashed")


def start(
    *arguments: str, settings: Mapping[str, str] = MappingProxyType({})
) -> subprocess.Popen[bytes]:
    """A Python process that ends when we do; Ctrl-C reaches it only through us."""
    extra: dict[str, Any] = {"process_group": 0}
    if sys.platform == "win32":
        extra = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    environment = {"MALLOC_ARENA_MAX": "2", **settings, **os.environ}
    return subprocess.Popen(  # noqa: S603 our own modules
        [sys.executable, *arguments], stdin=subprocess.PIPE, env=environment, **extra
    )


def run_python(*arguments: str) -> None:
    """Do something in a process of its own, so that its memory is given back."""
    ended = subprocess.run([sys.executable, *arguments], check=False)  # noqa: S603 our own modules
    if ended.returncode:
        raise SystemExit(ended.returncode)


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Stop them all, kindly at first."""
    for process in processes:
        if process.stdin:
            process.stdin.close()  # the leash: all that reaches a worker on Windows
            if sys.platform == "win32":
                continue
        process.terminate()
    until = time.monotonic() + SECONDS_TO_STOP
    for process in processes:
        try:
            process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port(address: str, wanted: int | None) -> int:
    """The wanted port if it is free; without a wish, the first free one."""
    for port in [wanted] if wanted else PORTS:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with socket.socket(family) as probe:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                continue
            return port
    taken = f"Port {wanted} is" if wanted else f"The ports {PORTS[0]} to {PORTS[-1]} are"
    raise CommandFault(f"{taken} taken on {address}; choose another with --port.")


def wait_until_it_answers(
    address: str, port: int, web: subprocess.Popen[bytes], stop: threading.Event
) -> None:
    """Come back when the server answers; a fault when it does not."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and web.poll() is None and not stop.is_set():
        if answers(shown(address).strip("[]"), port):
            return
        stop.wait(0.1)
    if not stop.is_set():
        raise CommandFault("The web server does not start; the lines above say why.")


def shown(address: str) -> str:
    """The address to type into a browser."""
    if address in {"0.0.0.0", "::"}:  # noqa: S104 asked for by who starts it
        return "localhost"
    return f"[{address}]" if ":" in address else address
