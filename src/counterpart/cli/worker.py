"""`counterpart worker`: run background jobs until told to stop."""

import argparse
import signal
from typing import Any


def register(commands: Any) -> None:
    parser = commands.add_parser("worker", help="Run background jobs")
    parser.add_argument("--at-once", type=int, default=2, help="jobs at the same time (2)")
    parser.add_argument("--leashed", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from counterpart.jobs.leash import on_parent_gone
    from counterpart.jobs.worker import Supervisor

    supervisor = Supervisor(at_once=max(arguments.at_once, 1))
    signal.signal(signal.SIGTERM, supervisor.leave)
    signal.signal(signal.SIGINT, supervisor.leave)
    if arguments.leashed:
        on_parent_gone(supervisor.leave)
    supervisor.run()
    return 0
