"""The small cast that is the same in every test, and the installations that tests start."""

import gc
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import Client

from counterpart.access.actions import Role
from counterpart.access.models import RoleGrant
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Function, Person
from factories import (
    AccountFactory,
    ContactFactory,
    FunctionFactory,
    FunctionMatchFactory,
    LoginFactory,
    PersonFactory,
    put_on_team,
)
from installations import Installation, new_installation
from throw_away_postgres import TEST_DATABASE_URL

TODAY = date(2026, 11, 23)  # a Monday


def pytest_configure(config: pytest.Config) -> None:
    """Make the Russian texts once, before the processes that share the work begin."""
    if not hasattr(config, "workerinput"):
        from counterpart.web.translations import compile_all

        compile_all()


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what stays loaded to the end anyway."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation that nobody uses: the others are copied from it."""
    server = os.environ.get(TEST_DATABASE_URL, "")
    made = new_installation(tmp_path_factory.mktemp("migrated"), server, None)
    done = made.run("migrate")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def installation(migrated: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A fresh installation for tests that run commands and servers as real processes."""
    folder = tmp_path / "data"
    made = new_installation(folder, os.environ.get(TEST_DATABASE_URL, ""), migrated)
    yield made
    made.stop_everything()


@pytest.fixture(scope="session", autouse=True)
def empty_between_transactional_tests() -> Iterator[None]:
    """SQLite empties tables by DELETE, which append-only ones refuse: lift that while emptying."""
    operations = DatabaseWrapper.ops_class
    empty = operations.execute_sql_flush

    def lifted(self: Any, statements: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master "
                "WHERE type = 'trigger' AND name LIKE '%_append_only'"
            )
            triggers = cursor.fetchall()
        drop = [f"DROP TRIGGER {name}" for name, _sql in triggers]
        empty(self, [*drop, *statements, *(sql for _name, sql in triggers)])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", lifted)
        yield


@pytest.fixture
def system(db: None) -> Viewer:
    """The product itself: may do everything."""
    return Viewer.system("tests", today=TODAY)


@pytest.fixture
def logistics(db: None) -> Function:
    function = FunctionFactory(code="logistics", name="Logistics", name_ru="Логистика")
    FunctionMatchFactory(ours=function, theirs=function, fit_percent=100)
    return function


@pytest.fixture
def sales(db: None) -> Function:
    return FunctionFactory(code="sales", name="Sales", name_ru="Продажи", is_theirs=False)


@pytest.fixture
def nadia(sales: Function) -> Person:
    """Leads Fjord Foods."""
    return PersonFactory(
        first_name="Nadia",
        last_name="Berg",
        function=sales,
        lead_fitness_percent=90,
        login=LoginFactory(email="nadia@example.com"),
    )


@pytest.fixture
def ravi(logistics: Function) -> Person:
    """The logistics counterpart."""
    return PersonFactory(
        first_name="Ravi",
        last_name="Iyer",
        function=logistics,
        login=LoginFactory(email="ravi@example.com"),
    )


@pytest.fixture
def omar(logistics: Function) -> Person:
    """A colleague who should see nothing of Fjord Foods."""
    return PersonFactory(
        first_name="Omar",
        last_name="Haddad",
        function=logistics,
        login=LoginFactory(email="omar@example.com"),
    )


@pytest.fixture
def fjord(nadia: Person, ravi: Person) -> Account:
    """A key account with Nadia as lead and Ravi on the team."""
    account = AccountFactory(name="Fjord Foods", tier="key", annual_value_minor=100_000_000)
    put_on_team(account, nadia, role="lead", since=date(2026, 1, 1))
    put_on_team(account, ravi, since=date(2026, 1, 1))
    return account


@pytest.fixture
def ines(fjord: Account, logistics: Function) -> Contact:
    """Sits in Fjord's buying center."""
    return ContactFactory(
        account=fjord,
        first_name="Ines",
        last_name="Dahl",
        function=logistics,
        email="ines@fjord.example",
        influence_percent=70,
    )


def login_with(role: Role | None, email: str) -> Client:
    login = LoginFactory(email=email)
    if role is not None:
        RoleGrant.objects.create(login=login, role=role)
    client = Client()
    client.force_login(login)
    return client


@pytest.fixture
def ops_client(db: None) -> Client:
    """A browser logged in as sales operations."""
    return login_with(Role.SALES_OPERATIONS, "ops@example.com")


@pytest.fixture
def client_of():
    """Gives a browser logged in as a person of the cast: `client_of(nadia)`."""

    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person.login)
        return client

    return make
