"""`counterpart migrate`: tables, texts and static files of this version."""

import argparse
from typing import Any


def register(commands: Any) -> None:
    parser = commands.add_parser("migrate", help="Bring the database up to this version")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from counterpart.cli.prepare import prepare

    prepare()
    return 0
