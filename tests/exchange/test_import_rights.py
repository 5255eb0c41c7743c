"""Who may not write a row is told so in the dry run, and in the same words when it is written."""

from dataclasses import replace

import pytest

from counterpart.access.actions import Action, Relation, Role
from counterpart.access.policy import POLICY
from counterpart.access.viewer import Viewer
from counterpart.coverage.models import ServiceEntry
from counterpart.exchange import services
from counterpart.exchange.importing.faults import RowRefused
from counterpart.exchange.tables import TABLES
from exchange.helpers import COVERAGE_FILES as FILES
from exchange.helpers import applied, verdicts, wrong
from factories import AccountFactory

VISITS = "account,on,activity,quantity\nAcme,2025-03-02,visit,2\nBolt,2025-03-02,visit,3\n"


def content_of(table):
    return VISITS if table == "service_entries" else FILES[table]


@pytest.fixture
def nobody(system):
    return replace(system, roles=frozenset())


@pytest.fixture
def checked(bring):
    """Checks a file for somebody else than who took it in."""

    def check(content, *, table, by):
        upload = bring(content, table=table)
        services.dry_run(upload, by=by)
        return upload

    return check


@pytest.mark.parametrize("table", FILES)
def test_the_dry_run_says_of_each_row_that_it_may_not_be_written(
    bring, checked, system, nobody, company, table
):
    for each, content in FILES.items():
        if each == table:
            break
        applied(bring, system, each, content)
    upload = checked(content_of(table), table=table, by=nobody)

    told = wrong(upload)

    assert set(verdicts(upload)) == {"wrong"}
    assert len(told) == len(content_of(table).splitlines()) - 1
    assert all(str(TABLES[table].needs.label) in text for _row, _column, text in told)


@pytest.mark.parametrize("table", FILES)
def test_who_lost_the_right_since_is_told_in_the_same_words(
    bring, checked, system, nobody, company, table
):
    for each, content in FILES.items():
        if each == table:
            break
        applied(bring, system, each, content)
    upload = bring(content_of(table), table=table)

    with pytest.raises(RowRefused) as refused:
        services.apply_import(upload, by=nobody)

    assert not TABLES[table].model.objects.exists()
    row, _column, text = wrong(upload)[0]
    assert str(refused.value).startswith(f"Row {row}: {text} ")


def test_rows_that_stay_the_same_ask_for_no_right(bring, checked, system, nobody, filled):
    finance = replace(system, roles=frozenset({Role.SALES_FINANCE}))
    same_and_new = FILES["account_coverages"] + "Acme,lean,2025-09-01,\n"

    upload = checked(same_and_new, table="account_coverages", by=finance)

    assert verdicts(upload) == ["same", "same", "same", "same", "wrong"]
    assert [row for row, _column, _text in wrong(upload)] == [6]


def test_the_reason_names_the_right_and_who_has_it(checked, nobody, company):
    upload = checked(VISITS, table="service_entries", by=nobody)

    (_row, _column, text) = wrong(upload)[0]

    assert str(Action.LOG_SERVICE.label) in text
    assert all(str(grant.label) in text for grant in POLICY[Action.LOG_SERVICE])


def test_at_an_account_of_ones_own_the_table_of_roles_decides(checked, nadia, fjord, system):
    AccountFactory(name="Elsewhere")
    lead = replace(system, roles=frozenset(), person=nadia)
    content = f"account,on,activity,quantity\n{fjord.name},2025-03-02,visit,2\n"
    content += "Elsewhere,2025-03-02,visit,2\n"

    upload = checked(content, table="service_entries", by=lead)

    assert Relation.LEAD in POLICY[Action.LOG_SERVICE]
    assert verdicts(upload) == ["new", "wrong"]


def test_an_entry_does_not_move_from_an_account_of_others(bring, checked, nadia, fjord, system):
    other = AccountFactory(name="Elsewhere")
    applied(
        bring,
        system,
        "service_entries",
        "source_system,source_id,account,on,activity,quantity\n"
        "log,1,Elsewhere,2025-03-02,visit,2\n",
    )
    lead = replace(system, roles=frozenset(), person=nadia)
    content = (
        "source_system,source_id,account,on,activity,quantity\n"
        f"log,1,{fjord.name},2025-03-02,visit,2\n"
    )

    upload = checked(content, table="service_entries", by=lead)

    assert verdicts(upload) == ["wrong"]
    assert ServiceEntry.objects.get().account == other


def test_wrong_rows_can_be_left_out_and_the_others_written(checked, nadia, fjord, system):
    AccountFactory(name="Elsewhere")
    lead: Viewer = replace(system, roles=frozenset(), person=nadia)
    content = f"account,on,activity,quantity\n{fjord.name},2025-03-02,visit,2\n"
    content += "Elsewhere,2025-03-02,visit,2\n"
    upload = checked(content, table="service_entries", by=lead)

    services.leave_wrong_rows_out(upload)
    services.dry_run(upload, by=lead)
    services.apply_import(upload, by=lead)

    assert ServiceEntry.objects.get().account == fjord
