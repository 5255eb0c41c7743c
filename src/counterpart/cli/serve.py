"""`counterpart serve`: prepare the installation, then run the web server and a worker.

This process stays small: it only opens the door, starts the others, starts them again if they
fall, and takes them all down together.
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
BACKLOG = 1024
SECONDS_TO_START = 60
# glibc in web processes: one arena, and what a large page or file took goes back to the system at
# once. The engine in the worker takes and gives back large arrays all the time: not so there.
FRUGAL = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_TRIM_THRESHOLD_": "131072",
    "MALLOC_MMAP_THRESHOLD_": "131072",
}
SECONDS_TO_STOP = 12
# A web server that falls so often, each time this soon after its start, will not run here.
FALLS, SECONDS_TO_TRUST = 5, 60


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
    listener = listen(arguments.address, arguments.port)
    run_python("-m", "counterpart.cli.main", "migrate")
    return serve(arguments, listener)


def serve(arguments: argparse.Namespace, listener: socket.socket) -> int:
    """Run until told to stop; 1 when the web server falls again and again."""
    stop = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stop.set())
    port = listener.getsockname()[1]
    begun, falls = time.monotonic(), 0
    web = start_web(arguments, port, listener)
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
                falls = falls + 1 if time.monotonic() - begun < SECONDS_TO_TRUST else 1
                if falls > FALLS:
                    print(
                        "counterpart: the web server stops again and again; see the lines above.",
                        file=sys.stderr,
                    )
                    return 1
                print(
                    "counterpart: the web server has stopped; starting it again.", file=sys.stderr
                )
                stop.wait(2 ** (falls - 1) - 1)
                begun, web = time.monotonic(), start_web(arguments, port, listener)
            if worker is not None and worker.poll() is not None:
                print("counterpart: the worker has stopped; starting it again.", file=sys.stderr)
                stop.wait(2)
                worker = start_worker()
        return 0
    finally:
        listener.close()
        end([process for process in (web, worker) if process is not None])


def start_web(
    arguments: argparse.Namespace, port: int, listener: socket.socket
) -> subprocess.Popen[bytes]:
    """The web processes, with our socket: whoever comes between two of them waits at the door."""
    door: tuple[int, ...] = ()
    if sys.platform == "win32":
        listener.close()  # it cannot be handed on
    else:
        door = (listener.fileno(),)
    return start(
        "-m",
        "counterpart.cli.web_server",
        arguments.address,
        str(port),
        str(max(arguments.processes, 1)),
        *map(str, door),
        settings=FRUGAL,
        inherited=door,
    )


def start_worker() -> subprocess.Popen[bytes]:
    return start("-m", "counterpart.cli.main", "worker", "--leashed")


def start(
    *arguments: str,
    settings: Mapping[str, str] = MappingProxyType({}),
    inherited: tuple[int, ...] = (),
) -> subprocess.Popen[bytes]:
    """A Python process that ends when we do; Ctrl-C reaches it only through us."""
    extra: dict[str, Any] = {"process_group": 0, "pass_fds": inherited}
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


def listen(address: str, wanted: int | None) -> socket.socket:
    """A listening socket at the wanted port; without a wish, at the first free one."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for port in [wanted] if wanted else PORTS:
        listener = socket.socket(family)
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, port))
            listener.listen(BACKLOG)
        except OSError:
            listener.close()
            continue
        return listener
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
