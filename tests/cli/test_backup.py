"""A backup holds everything and restores into another database; a broken one changes nothing."""

from __future__ import annotations

import json
import os
import tarfile
from pathlib import Path
from typing import Any

import pytest

from installations import Installation, new_installation
from throw_away_postgres import TEST_DATABASE_URL

FILL = """
from datetime import date
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from counterpart.access.actions import Role
from counterpart.access.models import RoleGrant
from counterpart.access.viewer import Viewer
from counterpart.jobs.services import queue
from factories import *
person = PersonFactory(first_name="Надя", login=LoginFactory(email="nadia@example.com"))
RoleGrant.objects.create(login=person.login, role=Role.EXECUTIVE)
group = AccountFactory(name="Fjord Foods")
account = AccountFactory(name="Fjord Foods \\"North\\"\\\\", parent=group)
for number in range(30):
    PairingFactory(contact=ContactFactory(account=account, languages=["no", "en"]), person=person)
put_on_team(account, person, role="lead")
NeedFactory(account=account)
queue("sample.count", key="k", payload={"b": [1, None], "a": "ü"}, title="Count",
      by=Viewer.of(person.login, date(2026, 11, 23)))
default_storage.save("imports/list.csv", ContentFile(b"a;b"))
"""


def tables(backup: Path) -> dict[str, Any]:
    """What a backup holds, table by table."""
    with tarfile.open(backup) as archive:
        return {
            name: [json.loads(line) for line in archive.extractfile(name) or []]
            for name in archive.getnames()
            if name.startswith("tables/")
        }


@pytest.fixture
def filled(installation: Installation) -> Installation:
    installation.python(FILL)
    return installation


def backed_up(installation: Installation, folder: Path) -> Path:
    backup = folder / "backup.tar.gz"
    done = installation.run("backup", str(backup))
    assert done.returncode == 0, done.stderr
    return backup


def other_installation(folder: Path, server_url: str = "") -> Installation:
    return new_installation(folder, server_url, None)


def test_backup_restores_into_the_other_database_and_back(filled, tmp_path):
    """On a PostgreSQL run: into SQLite and back; else from SQLite into SQLite twice."""
    first, second, third = (tmp_path / f"{name}.tar.gz" for name in ("first", "second", "third"))
    embedded = other_installation(tmp_path / "embedded")
    back = other_installation(tmp_path / "back", os.environ.get(TEST_DATABASE_URL, ""))

    assert filled.run("backup", str(first)).returncode == 0
    restored = embedded.run("restore", str(first))
    assert restored.returncode == 0, restored.stderr
    assert embedded.run("backup", str(second)).returncode == 0
    assert back.run("restore", str(second)).returncode == 0
    assert back.run("backup", str(third)).returncode == 0

    wanted = tables(first)
    assert len(wanted["tables/customers.contact.jsonl"]) == 31  # the column names, and thirty
    assert tables(second) == wanted
    assert tables(third) == wanted
    assert (back.folder / "files" / "imports" / "list.csv").read_bytes() == b"a;b"
    assert first.stat().st_mode & 0o077 == 0


def test_restored_installation_goes_on_counting_and_finding(filled, tmp_path):
    backup = backed_up(filled, tmp_path)
    back = other_installation(tmp_path / "back", os.environ.get(TEST_DATABASE_URL, ""))
    back.run("restore", str(backup))

    back.python("from factories import *\nAccountFactory(name='New')")

    assert back.rows("SELECT count(*) FROM customers_account") == [(3,)]
    found = back.python(
        "from counterpart.access.viewer import Viewer\n"
        "from counterpart.search.queries import find\n"
        "groups = find('fjord', Viewer.system('a test'))\n"
        "print([hit.label for group in groups for hit in group.hits])"
    )
    assert "Fjord Foods" in found


def test_filled_database_is_not_written_over(filled, tmp_path):
    backup = backed_up(filled, tmp_path)

    done = filled.run("restore", str(backup))

    assert done.returncode == 2
    assert "The database is not empty" in done.stderr


def test_existing_file_is_not_written_over(filled, tmp_path):
    backup = tmp_path / "backup.tar.gz"
    backup.write_text("my diary")

    done = filled.run("backup", str(backup))

    assert (done.returncode, backup.read_text()) == (2, "my diary")


def test_tables_of_another_version_are_not_backed_up(filled, tmp_path):
    filled.python(
        "from django.db import connection\n"
        "connection.cursor().execute(\"DELETE FROM django_migrations WHERE app = 'jobs'\")"
    )

    done = filled.run("backup", str(tmp_path / "backup.tar.gz"))

    assert (done.returncode, "run counterpart migrate first" in done.stderr) == (2, True)


@pytest.mark.parametrize("damage", ["cut", "table", "other file", "not ours"])
def test_damaged_backup_changes_nothing(filled, tmp_path, damage):
    backup = backed_up(filled, tmp_path)
    {"cut": cut, "table": lose_a_row, "other file": scribble, "not ours": foreign}[damage](backup)
    back = other_installation(tmp_path / "back", os.environ.get(TEST_DATABASE_URL, ""))

    done = back.run("restore", str(backup))

    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert back.rows("SELECT count(*) FROM access_login") == [(0,)]
    assert back.rows("SELECT count(*) FROM history_change") == [(0,)]


def cut(backup: Path) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) * 3 // 4])


def scribble(backup: Path) -> None:
    backup.write_bytes(b"\x00 no archive at all")


def foreign(backup: Path) -> None:
    other = backup.with_name("hello")
    other.write_text("hello")
    with tarfile.open(backup, "w:gz") as archive:
        archive.add(other, "hello")


def lose_a_row(backup: Path) -> None:
    """Take the last contact away, as somebody might who edits the file by hand."""
    folder = backup.with_suffix(".unpacked")
    with tarfile.open(backup) as archive:
        names = archive.getnames()
        archive.extractall(folder, filter="data")
    table = folder / "tables" / "customers.contact.jsonl"
    table.write_text("".join(table.read_text().splitlines(keepends=True)[:-1]))
    with tarfile.open(backup, "w:gz") as archive:
        for name in names:
            archive.add(folder / name, name, recursive=False)
