"""The whole dated coverage of an account comes in, is corrected, and goes out the same."""

from datetime import date, timedelta

import pytest

from counterpart.coverage import services as coverage
from counterpart.coverage.models import AccountCoverage, CoverageModel
from counterpart.exchange import services
from counterpart.exchange.own_ids import own_id
from exchange.helpers import COVERAGE_FILES as FILES
from exchange.helpers import applied, changes, exported, verdicts, wrong
from factories import AccountFactory

TABLE = "account_coverages"
HEAD = "account,model,since,until\n"
STEPS = HEAD + "Acme,lean,2023-01-01,\nAcme,full,2024-01-01,\nAcme,lean,2025-01-01,\n"


@pytest.fixture
def acme(bring, system, sales, logistics):
    applied(bring, system, "coverage_models", FILES["coverage_models"])
    applied(bring, system, "model_terms", FILES["model_terms"])
    return AccountFactory(name="Acme")


@pytest.fixture
def stepped(bring, system, acme):
    applied(bring, system, TABLE, STEPS)
    return acme


def rows_of(account):
    rows = account.coverages.order_by("since").select_related("model")
    return [(row.model.code, str(row.since), str(row.until) if row.until else None) for row in rows]


def plain(text):
    return text.replace("\xa0", " ")


STEPPED = [
    ("lean", "2023-01-01", "2024-01-01"),
    ("full", "2024-01-01", "2025-01-01"),
    ("lean", "2025-01-01", None),
]


def test_each_row_ends_where_the_next_begins_in_whatever_order_they_stand(bring, system, acme):
    head, *lines = STEPS.splitlines()
    applied(bring, system, TABLE, "\n".join([head, *reversed(lines)]))

    assert rows_of(acme) == STEPPED


def test_a_history_that_went_out_changes_nothing_and_fills_an_account_that_has_none(
    bring, system, stepped
):
    content = exported(TABLE, system)
    assert verdicts(bring(content, table=TABLE)) == ["same"] * 3
    emptying = {"clears_empty": True}
    assert verdicts(bring(content, table=TABLE, mapping=emptying)) == ["same"] * 3
    AccountFactory(name="Bolt")

    moved = "\n".join(
        "{},{},{},{}".format(*(line.split(",")[place] for place in (1, 3, 4, 5)))
        for line in content.splitlines()
    )
    applied(bring, system, TABLE, moved.replace("Acme", "Bolt"))

    assert rows_of(AccountCoverage.objects.get(account__name="Bolt", until=None).account) == STEPPED


def test_a_row_comes_in_between_and_the_one_before_it_ends_there(bring, system, stepped):
    applied(bring, system, TABLE, HEAD + "Acme,lean,2024-07-01,2024-09-01\n")

    assert rows_of(stepped) == [
        ("lean", "2023-01-01", "2024-01-01"),
        ("full", "2024-01-01", "2024-07-01"),
        ("lean", "2024-07-01", "2024-09-01"),
        ("lean", "2025-01-01", None),
    ]


def test_a_first_day_is_corrected_by_the_id_and_the_row_before_follows(bring, system, stepped):
    row = stepped.coverages.get(model__code="full")
    content = f"counterpart_id,account,model,since\n{own_id(row.pk)},Acme,full,2024-03-01\n"
    upload = bring(content, table=TABLE)
    assert changes(upload) == [("since", "2024-01-01", "2024-03-01")]

    services.apply_import(upload, by=system)

    assert rows_of(stepped)[:2] == [
        ("lean", "2023-01-01", "2024-03-01"),
        ("full", "2024-03-01", "2025-01-01"),
    ]
    assert verdicts(bring(content, table=TABLE)) == ["same"]


def test_rows_can_change_their_places_and_go_back_when_it_is_undone(bring, system, stepped):
    last = stepped.coverages.get(until=None)
    content = f"counterpart_id,account,model,since\n{own_id(last.pk)},Acme,lean,2022-01-01\n"
    content += ",Acme,full,2022-06-01\n"
    upload = applied(bring, system, TABLE, content)
    assert rows_of(stepped) == [
        ("lean", "2022-01-01", "2022-06-01"),
        ("full", "2022-06-01", "2023-01-01"),
        ("lean", "2023-01-01", "2024-01-01"),
        ("full", "2024-01-01", None),
    ]

    services.undo_import(upload, by=system)

    assert rows_of(stepped) == STEPPED


def test_a_coverage_may_end_and_begin_again_and_by_hand_too(bring, system, stepped):
    soon = system.today + timedelta(days=30)
    applied(bring, system, TABLE, HEAD + f"Acme,lean,2025-01-01,{soon}\n")
    assert rows_of(stepped)[-1] == ("lean", "2025-01-01", str(soon))

    begins = system.today + timedelta(days=7)
    full = CoverageModel.objects.get(code="full")
    coverage.cover_accounts({stepped: full}, since=begins, by=system)

    assert rows_of(stepped)[2:] == [
        ("lean", "2025-01-01", str(begins)),
        ("full", str(begins), None),
    ]


def test_covering_by_the_model_that_was_to_end_lets_it_hold_on(bring, system, stepped):
    soon = system.today + timedelta(days=30)
    applied(bring, system, TABLE, HEAD + f"Acme,lean,2025-01-01,{soon}\n")
    lean = CoverageModel.objects.get(code="lean")

    assert coverage.cover_accounts({stepped: lean}, since=system.today, by=system) == 1

    assert rows_of(stepped) == STEPPED


def test_without_a_day_a_row_holds_from_today_and_comes_in_once(bring, system, stepped):
    assert verdicts(bring("account,model\nAcme,lean\n", table=TABLE)) == ["same"]
    applied(bring, system, TABLE, "account,model\nAcme,full\n")

    assert rows_of(stepped)[-1] == ("full", str(system.today), None)
    assert verdicts(bring("account,model\nAcme,full\n", table=TABLE)) == ["same"]


@pytest.mark.parametrize(
    ("lines", "row", "column", "part"),
    [
        ("Acme,lean,2024-07-01,2025-02-01\n", 2, "until", "begins on 1 Jan 2025, before"),
        ("Acme,full,2024-07-01,\n", 2, "since", "from 1 Jan 2024 on already"),
        ("Acme,full,2023-06-01,\n", 2, "since", "from 1 Jan 2024 on already"),
        ("Acme,lean,2024-01-01,\n", 2, "since", "already"),
        ("Acme,full,2023-05-01,2023-05-01\n", 2, "until", "cannot end by then"),
        (
            "Acme,lean,2023-01-01,2024-01-01\nAcme,full,2023-06-01,2024-01-01\n",
            2,
            "until",
            "begins on 1 Jun 2023, before this one ends",
        ),
    ],
)
def test_what_contradicts_is_told_by_row_and_column(bring, stepped, lines, row, column, part):
    told = wrong(bring(HEAD + lines, table=TABLE))

    assert told[0][:2] == (row, column)
    assert part in plain(told[0][2])


def test_an_end_that_no_longer_meets_the_row_that_was_moved_is_told(bring, stepped):
    moved = stepped.coverages.get(model__code="full")
    content = (
        "counterpart_id,account,model,since,until\n"
        ",Acme,lean,2023-01-01,2024-01-01\n"
        f"{own_id(moved.pk)},Acme,full,2024-02-01,2025-01-01\n"
    )

    [(row, column, text)] = wrong(bring(content, table=TABLE))

    assert (row, column) == (2, "until")
    assert "begins on 1 Feb 2024 now" in plain(text)


def test_two_rows_of_a_day_and_rows_of_others_are_told(bring, stepped):
    AccountFactory(name="Bolt")
    ids = list(stepped.coverages.order_by("since").values_list("pk", flat=True))
    content = (
        "counterpart_id,account,model,since\n"
        f"{own_id(ids[0])},Acme,lean,2024-01-01\n"
        f"{own_id(ids[2])},Bolt,lean,2025-01-01\n"
    )

    told = wrong(bring(content, table=TABLE))

    assert [(row, column) for row, column, _text in told] == [(2, "since"), (3, "account")]
    assert "begins on 1 Jan 2024 too" in plain(told[0][2])
    assert "a coverage of Acme" in told[1][2]


def test_a_model_that_may_not_be_chosen_covers_the_past_only(bring, system, stepped):
    full = CoverageModel.objects.get(code="full")
    coverage.change_model(full, is_offered=False, by=system)

    past = bring(HEAD + "Acme,full,2022-01-01,\n", table=TABLE)
    today = bring(HEAD + f"Acme,full,{system.today},\n", table=TABLE)

    assert wrong(past) == []
    assert [(row, column) for row, column, _text in wrong(today)] == [(2, "model")]


def test_a_history_with_a_wrong_row_stays_out_as_a_whole(bring, system, acme):
    bolt = AccountFactory(name="Bolt")
    content = STEPS.replace("full,2024-01-01", "full,soon") + "Bolt,full,2024-01-01,\n"
    upload = bring(content, table=TABLE)
    assert [row for row, _column, _text in wrong(upload)] == [3]

    services.leave_wrong_rows_out(upload)
    services.dry_run(upload, by=system)
    services.apply_import(upload, by=system)

    assert verdicts(upload) == ["left_out", "left_out", "left_out", "new"]
    assert rows_of(acme) == []
    assert rows_of(bolt) == [("full", "2024-01-01", None)]


def test_an_account_that_comes_to_a_team_waits_for_its_people(bring, system, acme):
    applied(bring, system, TABLE, HEAD + "Acme,full,2023-01-01,\nAcme,lean,2024-01-01,\n")
    assert not hasattr(acme, "opened")

    applied(bring, system, TABLE, HEAD + "Acme,full,2024-06-01,\n")

    acme.refresh_from_db()
    assert acme.opened.since == date(2024, 6, 1)
