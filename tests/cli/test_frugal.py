"""What a web process leaves unloaded, keeps small, and gives back."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings

from counterpart.cli.frugal import STATEMENTS, keep_few_statements
from counterpart.cli.warm import _load_when_asked

GIVEN_BACK = """
from pathlib import Path
from counterpart.cli.frugal import give_back_memory

def taken_mb():
    told = Path("/proc/self/status").read_text().split("VmRSS:")[1]
    return int(told.split()[0]) / 1024

pieces = [bytes(1000) for _ in range(50_000)]
last = pieces[-1]  # as long as it lies at the end, nothing before it is given back
del pieces
before = taken_mb()
give_back_memory()
print(before - taken_mb())
"""
ONE_COUNTRY = """
import sys
from counterpart.directory.public_holidays import knows

print(knows("DE"), sum(name.startswith("holidays.countries.") for name in sys.modules))
from holidays.registry import COUNTRIES
print([codes[1] for codes in COUNTRIES.values() if not knows(codes[1])])
"""


def said_by(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="glibc keeps what others give back")
def test_memory_between_what_is_kept_is_given_back():
    (given_back_mb,) = said_by(GIVEN_BACK)

    assert float(given_back_mb) > 40


def test_country_is_loaded_alone_and_every_one_can_be():
    assert said_by(ONE_COUNTRY) == ["True 1", "[]"]


@pytest.fixture
def story(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """A module that tells when it is run."""
    (tmp_path / "told_later.py").write_text("print('told')\nwords = 'Once upon a time'\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield "told_later"
    sys.modules.pop("told_later", None)


def test_module_is_run_once_and_not_before_it_is_asked(story: str, capsys):
    _load_when_asked(story)
    import told_later

    assert capsys.readouterr().out == ""
    assert told_later.words + told_later.words == "Once upon a time" * 2
    assert capsys.readouterr().out == "told\n"
    with pytest.raises(AttributeError, match="told_later"):
        _ = told_later.deeds


def test_name_is_found_in_a_module_that_was_not_run(story: str):
    _load_when_asked(story)

    from told_later import words

    assert words == "Once upon a time"


@pytest.mark.skipif("sqlite3" not in settings.DATABASES["default"]["ENGINE"], reason="of SQLite")
def test_sqlite_keeps_few_statements(monkeypatch: pytest.MonkeyPatch):
    database = settings.DATABASES["default"]
    monkeypatch.setitem(database, "OPTIONS", database["OPTIONS"])

    keep_few_statements()

    kept = database["OPTIONS"]["cached_statements"]
    assert kept == STATEMENTS
    sqlite3.connect(":memory:", cached_statements=kept).close()
