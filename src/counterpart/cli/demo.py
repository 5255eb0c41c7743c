"""`counterpart demo`: a filled product on a local address, with a login for each role."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from counterpart.cli.serve import add_serving_arguments, listen, run_python, serve, start

MARK = "demo"
COMPILE = "from counterpart.staffing import engine; engine.make_ready()"


def register(commands: Any) -> None:
    parser = commands.add_parser(
        "demo",
        help="Open a filled product on this machine",
        description="Fill an empty data folder with the demo company, and serve it.",
    )
    add_serving_arguments(parser)
    parser.add_argument("--seed", type=int, help="another company with the same shape")
    parser.add_argument("--fresh", action="store_true", help="throw the demo away and rebuild it")
    parser.add_argument("--no-serve", action="store_true", help="build it and stop")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    listener = None if arguments.no_serve else listen(arguments.address, arguments.port)
    seed = [] if arguments.seed is None else [f"--seed={arguments.seed}"]
    run_python("-m", "counterpart.cli.demo", *seed, *(["--fresh"] if arguments.fresh else []))
    return serve(arguments, listener) if listener else 0


def build(seed: int | None, fresh: bool) -> None:
    """Make the data folder ready, fill it when it is empty, and say who can log in."""
    from django.conf import settings

    from counterpart.cli.prepare import prepare

    mark = Path(settings.DATA) / MARK
    if fresh:
        throw_away(mark)
    prepare()
    from counterpart.demo.build import SEED, build_demo, is_empty
    from counterpart.demo.logins import known_logins

    if is_empty():
        mark.touch()
        # On a new machine the engine is compiled; a second core does so while the data are made.
        compiling = start("-c", COMPILE)
        build_demo(seed=SEED if seed is None else seed, report=_say, before_solving=compiling.wait)
    if mark.exists():
        _print_logins(known_logins())


def throw_away(mark: Path) -> None:
    """Remove the demo's embedded database; nothing that the demo did not make."""
    from django.conf import settings

    from counterpart.cli.faults import CommandFault

    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        raise CommandFault(
            "--fresh rebuilds embedded databases only; make an empty PostgreSQL database instead."
        )
    path = Path(database["NAME"])
    if path.exists() and not mark.exists():
        raise CommandFault(
            f"{path} was not made by the demo, so it is not thrown away; "
            "set COUNTERPART_DATA to another folder."
        )
    for part in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        part.unlink(missing_ok=True)


def _say(sentence: str) -> None:
    print(f"  {sentence}", flush=True)


def _print_logins(logins: Any) -> None:
    print("Logins of the demo company (all with the same password):")
    for login in logins:
        print(f"  {login.role:<28} {login.email:<44} {login.password}")
    sys.stdout.flush()


def _main() -> int:
    """In a process of its own, so that the server is not as large as the building was."""
    from counterpart.cli import main

    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int)
    parser.add_argument("--fresh", action="store_true")
    parser.set_defaults(command="demo", run=lambda given: build(given.seed, given.fresh))
    return main.guarded(parser.parse_args(), needs_django=True)


if __name__ == "__main__":
    sys.exit(_main())
