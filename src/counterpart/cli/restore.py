"""`counterpart restore FILE`: fill an empty installation from a backup."""

import argparse
from pathlib import Path
from typing import Any

from counterpart.cli.faults import CommandFault


def register(commands: Any) -> None:
    parser = commands.add_parser("restore", help="Fill an empty installation from a backup")
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from counterpart.cli.prepare import prepare
    from counterpart.cli.unarchive import read_backup

    if not arguments.file.is_file():
        raise CommandFault(f"There is no file {arguments.file}.")
    prepare()
    manifest = read_backup(arguments.file.resolve(), Path(settings.MEDIA_ROOT))
    rows = sum(manifest["tables"].values())
    print(f"Restored {rows} rows and {manifest['files']} files, made {manifest['made_at']}.")
    return 0
