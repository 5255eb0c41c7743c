"""Conflicts of interest and locks go out and come back in, through the room's own use-cases."""

import pytest

from counterpart.exchange import services
from counterpart.exchange.exporting.csv_export import CsvOptions, csv_lines
from counterpart.exchange.tables import TABLES
from counterpart.history.models import Change
from counterpart.staffing import services as staffing
from counterpart.staffing.models import Conflict, Lock
from exchange.helpers import changes, verdicts, wrong
from factories import ContactFactory


@pytest.fixture
def ines(fjord, logistics):
    return ContactFactory(
        account=fjord, function=logistics, first_name="Ines", last_name="Dahl", email="ines@f.no"
    )


def applied(bring, system, content, **asked):
    upload = bring(content, **asked)
    assert wrong(upload) == []
    services.apply_import(upload, by=system)
    return upload


def exported(table, system):
    return "".join(csv_lines(TABLES[table], system, CsvOptions(bom=False, codes=True)))


def test_a_conflict_is_the_same_whoever_stands_first(bring, system, nadia, ravi):
    one_way = f"person,other,why\n{nadia.email},{ravi.email},Related\n"
    other_way = f"person,other,why\n{ravi.email},{nadia.email},Related\n"

    first = applied(bring, system, one_way, table="conflicts")

    assert verdicts(first) == ["new"]
    assert verdicts(bring(other_way, table="conflicts")) == ["same"]
    assert verdicts(bring(exported("conflicts", system), table="conflicts")) == ["same"]
    conflict = Conflict.objects.get()
    assert ({conflict.person, conflict.other}, conflict.why) == ({nadia, ravi}, "Related")


def test_the_reason_of_a_conflict_is_changed_and_stays_where_the_file_says_none(
    bring, system, nadia, ravi
):
    staffing.keep_apart(nadia, ravi, why="Related", by=system)
    pair = f"{ravi.email},{nadia.email}"

    silent = bring(f"person,other\n{pair}\n", table="conflicts")
    told = applied(bring, system, f"person,other,why\n{pair},Married\n", table="conflicts")

    assert verdicts(silent) == ["same"]
    assert changes(told) == [("why", "Related", "Married")]
    assert Conflict.objects.get().why == "Married"


def test_conflicts_of_one_file_are_one_batch_of_the_history(bring, system, nadia, ravi, omar):
    content = f"person,other\n{nadia.email},{ravi.email}\n{nadia.email},{omar.email}\n"

    applied(bring, system, content, table="conflicts")

    lines = Change.objects.filter(thing="staffing.conflict")
    assert len(lines) == 2
    assert len({line.batch for line in lines} - {""}) == 1


def test_nobody_is_in_conflict_with_themselves_nor_twice_in_a_file(bring, nadia, ravi):
    content = (
        f"person,other\n{nadia.email},{nadia.email}\n"
        f"{nadia.email},{ravi.email}\n{ravi.email},{nadia.email}\n"
    )

    assert wrong(bring(content, table="conflicts")) == [
        (2, "other", f"{nadia} stands there twice. Choose two different people."),
        (4, "", "This row means the same as row 3. Keep one of them."),
    ]


def test_locks_go_out_and_come_back_the_same(bring, system, fjord, ines, nadia, ravi):
    staffing.lock("must", ravi, account=fjord, contact=ines, why="Knows them", by=system)
    staffing.lock("never", nadia, account=fjord, by=system)
    content = exported("locks", system)

    assert verdicts(bring(content, table="locks")) == ["same", "same"]

    for row in Lock.objects.all():
        staffing.unlock(row, by=system)
    applied(bring, system, content, table="locks")

    assert set(Lock.objects.values_list("kind", "account", "contact", "person", "why")) == {
        ("must", fjord.pk, ines.pk, ravi.pk, "Knows them"),
        ("never", fjord.pk, None, nadia.pk, ""),
    }


def test_a_must_passes_to_another_where_the_file_releases_the_first(
    bring, system, fjord, ines, ravi, omar
):
    staffing.lock("must", ravi, account=fjord, contact=ines, by=system)
    place = f"{fjord.name},Ines Dahl"
    alone = f"kind,account,contact,person\nMust,{place},{omar.email}\n"

    refused = bring(alone, table="locks")
    both = applied(bring, system, f"{alone}Never,{place},{ravi.email}\n", table="locks")

    must = f"{ravi} must already stand for {ines}. Remove that lock first if it no longer holds."
    assert wrong(refused) == [(2, "person", must)]
    assert verdicts(both) == ["new", "changed"]
    assert dict(Lock.objects.values_list("person", "kind")) == {omar.pk: "must", ravi.pk: "never"}


def test_wrong_locks_say_what_is_wrong(bring, fjord, acme, ines, ravi, omar):
    there = f"{fjord.name},Ines Dahl"
    content = (
        "kind,account,contact,person\n"
        f"Must,{there},{ravi.email}\n"
        f"Never,{there},{ravi.email}\n"
        f"Must,{there},{omar.email}\n"
        f"Must,{acme.name},{ines.email},{omar.email}\n"
        f"Perhaps,{acme.name},,{omar.email}\n"
        f",{acme.name},,{omar.email}\n"
    )

    found = wrong(bring(content, table="locks"))

    taken = f"{ravi} must already stand for {ines}. Remove that lock first if it no longer holds."
    elsewhere = f"{ines} is not at {acme.name}. Name the account where the contact is."
    assert found[:3] == [
        (3, "", "Row 2 says “Must” for the same, this one “Never”. Keep one of them."),
        (4, "person", taken),
        (5, "contact", elsewhere),
    ]
    assert [(row, column) for row, column, _text in found[3:]] == [(6, "kind"), (7, "kind")]


def test_a_dry_run_of_locks_writes_nothing(bring, fjord, ravi):
    upload = bring(f"kind,account,person\nNever,{fjord.name},{ravi.email}\n", table="locks")

    assert verdicts(upload) == ["new"]
    assert not Lock.objects.exists()


def test_a_lock_is_refused_for_a_contact_of_another_account(system, acme, ines, ravi):
    with pytest.raises(staffing.AtAnotherAccount, match="is not at Acme"):
        staffing.lock("must", ravi, account=acme, contact=ines, by=system)
