"""Files by the command line: the same code as the page."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from counterpart.customers.models import Account, Contact
from counterpart.exchange import export_command, import_command
from counterpart.exchange.export_command import OnlyAWorkbook
from counterpart.exchange.tables import UnknownTable
from factories import AccountFactory


def call(*words: object) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command")
    import_command.register(commands)
    export_command.register(commands)
    arguments = parser.parse_args([str(word) for word in words])
    return arguments.run(arguments)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_import_is_a_dry_run_unless_it_is_to_apply(db, tmp_path, capsys):
    path = written(tmp_path, "name,city,tier\nAcme,Oslo,key\n")

    assert call("import", path, "--table", "accounts") == 0
    assert capsys.readouterr().out == (
        "accounts: 1 new, 0 changed, 0 same, 0 wrong\nNothing was written; --apply writes.\n"
    )
    assert not Account.objects.exists()
    assert call("import", path, "--table", "accounts", "--apply") == 0
    assert Account.objects.get().city == "Oslo"
    capsys.readouterr()
    assert call("import", path, "--table", "accounts", "--apply", "--json") == 0
    assert json.loads(capsys.readouterr().out)["counts"]["same"] == 1


def test_wrong_rows_are_printed_and_nothing_is_written(db, tmp_path, capsys):
    path = written(tmp_path, "name,tier\nAcme,huge\nBeta,key\n")

    assert call("import", path, "--table", "accounts", "--apply") == 1

    out = capsys.readouterr().out
    assert "row 2, tier: “huge” is not one of" in out
    assert out.endswith("Nothing was written.\n")
    assert not Account.objects.exists()


def test_words_defaults_and_guesses_are_given_on_the_line(db, tmp_path, capsys, purchasing, acme):
    path = written(
        tmp_path,
        "who,where,dep\nAnna Berg,Acme,Procurement\nBoris Ek,Acme,Sommeliers\nChen Li,Acme,\n",
    )
    given = ["--table", "contacts", "--column", "full_name=who", "--column", "account=where"]
    given += ["--column", "function=dep", "--guess", "--word", "function:sommeliers=purchasing"]

    assert call("import", path, *given, "--default", "function=purchasing", "--apply") == 0

    assert [c.function for c in Contact.objects.all()] == [purchasing] * 3


def test_file_that_is_no_table_is_said_by_row(db, tmp_path, capsys):
    path = written(tmp_path, "")

    assert call("import", path, "--json") == 1

    assert json.loads(capsys.readouterr().out)["problems"][0]["row"] == 1


def test_export_writes_codes_that_come_back_in(db, tmp_path, capsys):
    AccountFactory(name="=Acme", tier="key")
    path = tmp_path / "out.csv"

    assert call("export", "accounts", "-o", path) == 0
    assert call("import", path, "--apply") == 0

    assert path.read_bytes().startswith(b"\xef\xbb\xbfcounterpart_id,source_system")
    assert "1 same, 0 wrong" in capsys.readouterr().out


def test_export_knows_its_tables(db, tmp_path):
    assert call("export", "everything", "-o", tmp_path / "all.xlsx") == 0
    with pytest.raises(OnlyAWorkbook):
        call("export", "everything", "-o", tmp_path / "all.csv")
    with pytest.raises(UnknownTable):
        call("export", "secrets")
