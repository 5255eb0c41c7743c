"""Real installations for tests that start real processes: a data folder and a database."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

TESTS = Path(__file__).parent
_numbers = itertools.count()


@dataclass
class Installation:
    """A migrated product with its own data; on the database that the tests run on."""

    folder: Path
    database_url: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    _started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "COUNTERPART_DATA": str(self.folder),
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "settings_of_installations",
            "PYTHONPATH": os.pathsep.join([str(TESTS.parent / "src"), str(TESTS)]),
            "PYTHONUNBUFFERED": "1",
            **self.settings,
        }

    def run(self, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
        """`counterpart …` to its end."""
        command = [sys.executable, "-m", "counterpart.cli.main", *arguments]
        return subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,  # a first run compiles the kernels, on a busy machine for minutes
            **more,
        )

    def python(self, program: str) -> str:
        """Run a few lines inside the installation; gives what they print."""
        lines = f"import django; django.setup()\n{program}"
        done = subprocess.run(
            [sys.executable, "-c", lines],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,  # a first run compiles the kernels, on a busy machine for minutes
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """`counterpart …` in a process group of its own; its words go to `<n>.log`."""
        log = self.folder / f"{len(self._started)}.log"
        with log.open("wb") as words:
            process = subprocess.Popen(
                [sys.executable, "-m", "counterpart.cli.main", *arguments],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database holds, read past the product."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(query).fetchall()
        connection = sqlite3.connect(self.folder / "counterpart.sqlite3", timeout=20)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def stop_everything(self) -> None:
        for process in self._started:
            kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """As the machine does when it loses power: no goodbye for anybody in the group."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def new_installation(
    folder: Path, server_url: str, copied_from: Installation | None
) -> Installation:
    """An empty one, or a copy of another that nobody uses at the moment."""
    installation = Installation(folder)
    if server_url:
        name = f"installation_{os.getpid()}_{next(_numbers)}"
        template = ""
        if copied_from is not None:
            template = f" TEMPLATE {urlsplit(copied_from.database_url).path.lstrip('/')}"
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{template}")
        parts = urlsplit(server_url)
        installation.database_url = parts._replace(path=f"/{name}").geturl()
    if copied_from is not None:
        shutil.copytree(copied_from.folder, folder, dirs_exist_ok=True)
    return installation
