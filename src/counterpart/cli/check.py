"""`counterpart check`: what is wrong with an installation, and how to mend it."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from counterpart.cli.findings import Finding, Level, error, good


def register(commands: Any) -> None:
    parser = commands.add_parser("check", help="Say what is wrong with this installation")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    findings = list(all_findings())
    if arguments.json:
        print(json.dumps([finding.as_json() for finding in findings], indent=1))
    else:
        print("\n".join(str(finding) for finding in findings))
    return 1 if any(finding.level == Level.ERROR for finding in findings) else 0


def all_findings() -> list[Finding]:
    """Every check, in the order in which faults follow from each other."""
    python = python_version()
    settings = settings_are_read()
    if settings.level == Level.ERROR:
        return [python, settings]
    from counterpart.cli import checks_database, checks_installation

    found = [python, settings, *checks_installation.findings()]
    database = checks_database.database_answers()
    found.append(database)
    if database.level != Level.ERROR:
        found += checks_database.findings()
    return found


def python_version() -> Finding:
    """Which one runs us; an older one than 3.11 cannot install the product."""
    running = ".".join(map(str, sys.version_info[:3]))
    return good("python", f"Python {running}.")


def settings_are_read() -> Finding:
    """Whether the environment's settings are understood."""
    from django.core.exceptions import ImproperlyConfigured

    from counterpart.cli.main import ready_django

    try:
        ready_django()
    except (ImproperlyConfigured, OSError) as wrong:
        return error("settings", str(wrong), "Correct this variable of the environment.")
    return good("settings", "The settings are understood.")
