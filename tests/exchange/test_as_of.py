"""A plan holds as long as nothing it rests on was written since."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.exchange.importing.as_of import Moment
from counterpart.exchange.tables import TABLES
from counterpart.history import services as history
from factories import AccountFactory, FunctionFactory

ACCOUNTS = TABLES["accounts"]


def test_moment_is_true_until_the_history_has_a_line_about_the_model(db):
    AccountFactory()
    moment = Moment.now(ACCOUNTS)

    FunctionFactory()
    assert not moment.has_passed()
    history.create(Account(name="Late"), by=Viewer.system("tests"))
    assert moment.has_passed()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_line_numbered_before_and_committed_after_the_moment_is_seen():
    written, may_commit = threading.Event(), threading.Event()

    def slow_writer() -> None:
        with transaction.atomic():
            AccountFactory(name="Slow")
            written.set()
            may_commit.wait(10)
        connection.close()

    other = threading.Thread(target=slow_writer)
    other.start()
    written.wait(10)
    AccountFactory(name="Quick")
    moment = Moment.now(ACCOUNTS)
    assert not moment.has_passed()

    may_commit.set()
    other.join()

    assert moment.has_passed()
