"""Hours in files are of the person's own function where none is named, as on the form."""

import pytest

from counterpart.coverage.models import ServiceEntry
from counterpart.exchange import services
from exchange.helpers import applied, verdicts, wrong
from factories import AccountFactory, FunctionFactory

TABLE = "service_entries"
HEAD = "account,on,activity,function,person,quantity\n"


@pytest.fixture
def acme(db):
    return AccountFactory(name="Acme")


def test_hours_of_a_person_are_of_their_function_and_come_in_once(bring, system, acme, ravi):
    content = HEAD + f"Acme,2025-03-02,hours,,{ravi.email},3\n"
    applied(bring, system, TABLE, content)

    assert ServiceEntry.objects.get().function == ravi.function
    assert verdicts(bring(content, table=TABLE)) == ["same"]


def test_hours_of_nobody_are_told(bring, acme):
    [(row, column, text)] = wrong(bring(HEAD + "Acme,2025-03-02,hours,,,3\n", table=TABLE))

    assert (row, column) == (2, "function")
    assert "name the person or the function" in text


def test_visits_of_a_person_stay_without_a_function(bring, system, acme, ravi):
    applied(bring, system, TABLE, HEAD + f"Acme,2025-03-02,visit,,{ravi.email},1\n")

    assert ServiceEntry.objects.get().function is None


def test_a_function_that_was_named_is_not_changed_by_an_empty_cell(bring, system, acme, ravi):
    other = FunctionFactory(code="finance", name="Finance")
    head = "source_system,source_id," + HEAD
    applied(bring, system, TABLE, head + f"log,1,Acme,2025-03-02,hours,finance,{ravi.email},3\n")

    again = bring(head + f"log,1,Acme,2025-03-02,hours,,{ravi.email},4\n", table=TABLE)
    services.apply_import(again, by=system)

    assert (ServiceEntry.objects.get().function, ServiceEntry.objects.get().quantity) == (other, 4)


def test_a_function_chosen_for_the_whole_file_wins(bring, system, acme, ravi):
    FunctionFactory(code="finance", name="Finance")
    content = "account,on,activity,person,quantity\n" + f"Acme,2025-03-02,hours,{ravi.email},3\n"
    upload = bring(content, table=TABLE, mapping={"defaults": {"function": "finance"}})
    services.apply_import(upload, by=system)

    assert ServiceEntry.objects.get().function.code == "finance"
