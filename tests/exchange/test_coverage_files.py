"""Coverage comes in by files, through coverage's own use-cases, and goes out the same."""

from datetime import date

import pytest

from counterpart.coverage.models import (
    CostRate,
    CoverageModel,
    ModelHours,
    ModelTerms,
    ServiceEntry,
    ServiceStandard,
)
from counterpart.exchange import services
from counterpart.exchange.importing.faults import RowRefused
from counterpart.exchange.models import Import
from counterpart.exchange.tables import TABLES
from counterpart.history import services as history
from counterpart.history.models import Change
from exchange.helpers import COVERAGE_FILES as FILES
from exchange.helpers import applied, exported, verdicts, wrong
from factories import AccountFactory


def test_all_of_coverage_comes_in(filled):
    terms = ModelTerms.objects.get(model__code="lean")
    hours = ModelHours.objects.filter(terms__model__code="full")

    assert (terms.lead_minor, terms.people) == (120_050, 1)
    assert {row.function.code: float(row.hours_per_year) for row in hours} == {
        "sales": 120,
        "logistics": 40.5,
    }
    assert ServiceStandard.objects.count() == CostRate.objects.count() == 2
    assert ServiceEntry.objects.get(activity="travel").amount_minor == 9_990
    acme, bolt = filled
    assert acme.coverages.get(until=None).since == date(2025, 2, 1)
    assert bolt.coverages.get(until=None).model.code == "lean"


@pytest.mark.parametrize("table", FILES)
def test_what_goes_out_comes_back_the_same(bring, system, filled, table):
    assert set(verdicts(bring(exported(table, system), table=table))) == {"same"}


def test_what_goes_out_fills_an_empty_company_the_same(bring, system, filled):
    files = {table: exported(table, system) for table in FILES}
    for upload in Import.objects.order_by("-pk"):
        history.undo_batch(upload.batch, by=system)
    assert not CoverageModel.objects.exists()

    for table, content in files.items():
        lines = content.splitlines()
        if lines[0].startswith("counterpart_id,"):
            content = "\n".join(line.partition(",")[2] for line in lines)
        applied(bring, system, table, content)

    for table, content in files.items():
        again = exported(table, system)
        if "counterpart_id" not in content:
            assert sorted(again.splitlines()) == sorted(content.splitlines())
    assert ServiceEntry.objects.count() == 3


@pytest.mark.parametrize("table", FILES)
def test_an_import_is_one_batch_that_can_be_undone(bring, system, company, table):
    for each, content in FILES.items():
        upload = applied(bring, system, each, content)
        if each == table:
            break
    batch = upload.batch

    assert Change.objects.filter(batch=batch).exists()
    history.undo_batch(batch, by=system)

    assert not TABLES[table].model.objects.exists()


@pytest.mark.parametrize(
    ("table", "content", "column", "part"),
    [
        ("coverage_models", "code,name,kind\nnew,Lean,team\n", "name", "Lean"),
        (
            "model_terms",
            "model,since,people,least_people\nlean,2026-01-01,1,3\n",
            "people",
            "needs at least 3",
        ),
        (
            "model_hours",
            "model,since,function,hours_per_year\nlean,2024-01-01,sales,9\n",
            "since",
            "no terms",
        ),
        (
            "service_standards",
            "model,activity,quantity_per_year\nheavy,visit,3\n",
            "model",
            "heavy",
        ),
        ("cost_rates", "activity,cost,unit,since\ndance,3,each,2025-01-01\n", "activity", "dance"),
        (
            "account_coverages",
            "account,model,since\nAcme,heavy,2025-01-15\n",
            "model",
            "heavy",
        ),
        ("account_coverages", "account,model,since\nAcme,full,2025-01-15\n", "since", "already"),
        (
            "service_entries",
            "account,on,activity,quantity\nAcme,2999-01-01,visit,1\n",
            "on",
            "future",
        ),
        ("service_entries", "account,on,activity\nAcme,2025-05-05,visit\n", "quantity", "not both"),
        (
            "service_entries",
            "account,on,activity,quantity\nAcme,2025-05-05,order,1\n",
            "activity",
            "Orders and returns",
        ),
        (
            "service_entries",
            "account,on,activity,quantity\nAcme,2025-05-05,hours,1\n",
            "function",
            "name the person or the function",
        ),
    ],
)
def test_a_wrong_row_is_told_by_row_and_column(bring, filled, table, content, column, part):
    [(row, told, text)] = wrong(bring(content, table=table))

    assert (row, told) == (2, column)
    assert part in text


@pytest.mark.parametrize("table", ["account_coverages", "service_entries"])
def test_more_rows_ask_no_more_often(bring, system, filled, django_assert_max_num_queries, table):
    accounts = AccountFactory.create_batch(60)
    rows = {
        "account_coverages": "".join(f"{each.name},full,2025-04-01\n" for each in accounts),
        "service_entries": "".join(f"{each.name},2025-04-01,visit,1\n" for each in accounts),
    }[table]
    head = {
        "account_coverages": "account,model,since\n",
        "service_entries": "account,on,activity,quantity\n",
    }[table]

    with django_assert_max_num_queries(110):
        applied(bring, system, table, head + rows)


def test_terms_that_went_since_the_preview_of_their_hours_are_told_and_nothing_is_written(
    bring, company, system
):
    for table in ("coverage_models", "model_terms"):
        applied(bring, system, table, FILES[table])
    upload = bring(FILES["model_hours"], table="model_hours")
    history.remove(ModelTerms.objects.get(model__code="full"), by=system)

    with pytest.raises(RowRefused, match="Row 2: “Full team” has no terms"):
        services.apply_import(upload, by=system)

    assert not ModelHours.objects.exists()
    assert [row for row, _column, _text in wrong(upload)] == [2, 3]
