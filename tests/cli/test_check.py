"""What the check finds, and that it says how to mend it."""

import json

import pytest

from installations import Installation


def findings(installation: Installation) -> tuple[int, dict[str, dict[str, str]]]:
    done = installation.run("check", "--json")
    return done.returncode, {found["name"]: found for found in json.loads(done.stdout)}


def test_fresh_installation_has_no_errors_and_says_what_to_do_next(installation):
    code, found = findings(installation)

    assert code == 0, found
    assert [name for name, one in found.items() if one["level"] != "good"] == [
        "logins",
        "worker",
        "data",
    ]
    assert "import the functions first" in found["data"]["mend"]
    assert "counterpart login-create" in found["logins"]["mend"]


def test_names_beyond_the_machine_without_https_are_an_error(installation):
    installation.settings["COUNTERPART_HOSTS"] = "sales.example.com"

    code, found = findings(installation)

    assert code == 1
    assert found["https"]["level"] == "error"
    assert "COUNTERPART_HTTPS=yes" in found["https"]["mend"]


def test_debugging_is_an_error(installation):
    installation.settings["COUNTERPART_DEBUG"] = "yes"

    code, found = findings(installation)

    assert (code, found["debug"]["level"]) == (1, "error")


def test_unreadable_setting_is_found_before_anything_else(installation):
    installation.settings["DATABASE_URL"] = "oracle://somewhere"

    code, found = findings(installation)

    assert code == 1
    assert list(found) == ["python", "settings"]
    assert "DATABASE_URL begins with 'oracle'" in found["settings"]["what"]


def test_silent_database_is_found(installation):
    installation.database_url = "postgres://nobody@127.0.0.1:1/nothing"

    code, found = findings(installation)

    assert (code, found["database"]["level"]) == (1, "error")
    assert "tables" not in found


def test_missing_tables_are_found(installation):
    installation.python(
        "from django.db import connection\n"
        "connection.cursor().execute(\"DELETE FROM django_migrations WHERE app = 'jobs'\")"
    )

    code, found = findings(installation)

    assert code == 1
    assert "behind this version by 1 step" in found["tables"]["what"]


def test_missing_styles_are_found(installation):
    (installation.folder / "static" / "collected").unlink()

    code, found = findings(installation)

    assert (code, found["static files"]["level"]) == (1, "error")
    assert installation.run("migrate").returncode == 0
    assert findings(installation)[1]["static files"]["level"] == "good"


def test_readable_secret_is_an_error(installation):
    (installation.folder / "secret-key").chmod(0o644)

    code, found = findings(installation)

    assert (code, found["secret key"]["level"]) == (1, "error")


def test_empty_database_is_to_be_set_up_and_not_backed_up(installation):
    if installation.database_url:
        pytest.skip("an empty database is made here by taking SQLite's file away")
    (installation.folder / "counterpart.sqlite3").unlink()

    code, found = findings(installation)

    assert code == 1
    assert "backup" not in found["tables"]["mend"]
    assert "counterpart login-create" in found["tables"]["mend"]


def test_help_of_login_create_names_the_roles(installation):
    from counterpart.access.actions import Role
    from counterpart.cli.login_create import ROLES

    assert set(ROLES) == set(Role.values)
    assert "sales_operations" in installation.run("login-create", "--help").stdout
