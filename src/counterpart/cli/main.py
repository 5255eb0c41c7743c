"""The command line: `counterpart <command>`. A command's module is loaded when it is called."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from counterpart import __version__
from counterpart.cli.faults import CommandFault
from counterpart.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command is written, and what the overview says of it.

    The module's `register(subparsers)` adds its parser (or several) and sets `run`, a function
    from the parsed arguments to the exit code. It loads nothing that is slow to load.
    """

    module: str
    help: str
    needs_django: bool = True


COMMANDS = {
    "demo": Command("counterpart.cli.demo", "Open a filled product on this machine", False),
    "serve": Command("counterpart.cli.serve", "Run the web server and a worker", False),
    "worker": Command("counterpart.cli.worker", "Run background jobs"),
    "migrate": Command("counterpart.cli.migrate", "Bring the database up to this version"),
    "check": Command("counterpart.cli.check", "Say what is wrong with this installation", False),
    "import": Command(
        "counterpart.exchange.import_command", "Bring a file in; a dry run unless told otherwise"
    ),
    "export": Command("counterpart.exchange.export_command", "Write a table into a file"),
    "staffing": Command("counterpart.cli.staffing_files", "Staff accounts from files", False),
    "coverage": Command(
        "counterpart.cli.coverage_files", "Choose coverage models from files", False
    ),
    "backup": Command("counterpart.cli.backup", "Write everything into one file"),
    "restore": Command("counterpart.cli.restore", "Fill an empty installation from a backup"),
    "login-create": Command("counterpart.cli.login_create", "Give somebody a login"),
    "login-password": Command("counterpart.cli.login_password", "Give a login a new password"),
}

EXPECTED, BROKEN_OFF = 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; expected faults are one sentence and exit code 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parsed = build_parser(given).parse_args(given)
    return guarded(parsed, needs_django=COMMANDS[parsed.command].needs_django)


def guarded(parsed: argparse.Namespace, *, needs_django: bool) -> int:
    """Run the command that was parsed, turning expected faults into a sentence."""
    try:
        if needs_django:
            ready_django()
        return int(parsed.run(parsed) or 0)
    except KeyboardInterrupt:
        return BROKEN_OFF
    except (CommandFault, Refusal) as fault:
        return _say(str(fault))
    except OSError as fault:
        return _say(f"{fault.filename}: {fault.strerror}" if fault.filename else str(fault))
    except Exception as fault:
        if _is_expected(fault):
            return _say(str(fault).strip().splitlines()[0])
        raise


def build_parser(given: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser with every command named, and in full the one that was called."""
    parser = argparse.ArgumentParser(
        prog="counterpart", description="Team selling to key accounts.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"counterpart {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command", required=True)
    called = next((word for word in given if not word.startswith("-")), "")
    if called in COMMANDS:
        importlib.import_module(COMMANDS[called].module).register(commands)
    for name, command in COMMANDS.items():
        if name not in commands.choices:
            commands.add_parser(name, help=command.help)
    return parser


def ready_django() -> None:
    """Load the settings and the rooms."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.settings")
    import django

    django.setup()


def _is_expected(fault: Exception) -> bool:
    """Whether Django says it to the person who runs the installation, rather than to us."""
    if "django" not in sys.modules:
        return False
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    return isinstance(fault, ImproperlyConfigured | OperationalError)


def _say(sentence: str) -> int:
    print(f"counterpart: {sentence}", file=sys.stderr)
    return EXPECTED


if __name__ == "__main__":
    sys.exit(main())
