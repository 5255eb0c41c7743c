"""`counterpart backup FILE`: everything in one file, while people go on working."""

import argparse
from pathlib import Path
from typing import Any

from counterpart.cli.faults import CommandFault


def register(commands: Any) -> None:
    parser = commands.add_parser("backup", help="Write everything into one file")
    parser.add_argument("file", type=Path, help="for example counterpart-2026-11-23.tar.gz")
    parser.add_argument("--replace", action="store_true", help="write over the file if it exists")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from counterpart.cli.archive import write_backup
    from counterpart.cli.prepare import steps_behind

    target = arguments.file.resolve()
    if target.exists() and not arguments.replace:
        raise CommandFault(f"{target} exists already; name another file, or add --replace.")
    if not target.parent.is_dir():
        raise CommandFault(f"There is no folder {target.parent}.")
    if steps_behind():
        raise CommandFault(
            "The tables are behind this version. Make the backup with the version they belong to, "
            "or run counterpart migrate first."
        )
    manifest = write_backup(target, Path(settings.MEDIA_ROOT))
    rows = sum(manifest["tables"].values())
    size = target.stat().st_size / 1e6
    print(f"{target}: {rows} rows, {manifest['files']} files, {size:.1f} MB")
    return 0
