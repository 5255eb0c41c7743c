"""The coverage commands, which work on files alone."""

from __future__ import annotations

import argparse
import json

import jsonschema
import numpy as np
import pytest

from counterpart.cli import coverage_files
from counterpart.coverage import engine
from counterpart.coverage.engine.portfolio_file import problem_to_json
from counterpart.coverage.engine.portfolio_reading import problem_from_json

from .portfolios import portfolio

FJORD = {
    "format": "counterpart-coverage-problem/1",
    "name": "two accounts",
    "units": {"money": "cents"},
    "resources": {"hours": 10, "leads": 1},
    "accounts": [
        {
            "id": "fjord",
            "options": [
                {"id": "desk", "model": "desk", "value": 1},
                {"id": "team 9", "model": "team", "value": 100, "uses": {"hours": 9, "leads": 1}},
            ],
        },
        {
            "id": "baltic",
            "options": [
                {"id": "desk", "model": "desk", "value": 2, "uses": {"hours": 1}},
                {"id": "team 9", "model": "team", "value": 99, "uses": {"hours": 9, "leads": 1}},
            ],
        },
    ],
}


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    coverage_files.register(parser.add_subparsers())
    wanted = parser.parse_args(["coverage", *words])
    return wanted.run(wanted)


@pytest.fixture
def problem(tmp_path):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(FJORD))
    return path


def test_solve_then_check(problem, tmp_path, capsys):
    plan = tmp_path / "plan.json"

    assert run("solve", str(problem), "-o", str(plan)) == 0
    assert run("check", str(problem), str(plan)) == 0

    told = capsys.readouterr()
    assert "value 102 cents, proven bound 102, gap 0.000000%" in told.out
    assert "  hours 10 of 10\n" in told.out
    assert "every limit is kept" in told.out
    written = json.loads(plan.read_text())
    assert written["options"] == {"fjord": "team 9", "baltic": "desk"}
    jsonschema.validate(written, engine.schema("coverage-plan"))


def test_check_tells_what_a_changed_plan_breaks(problem, tmp_path, capsys):
    path = tmp_path / "plan.json"
    run("solve", str(problem), "-o", str(path), "--quiet")
    plan = json.loads(path.read_text())
    plan["options"]["baltic"] = "team 9"
    path.write_text(json.dumps(plan))
    capsys.readouterr()

    assert run("check", str(problem), str(path), "--json") == 1

    report = json.loads(capsys.readouterr().out)
    assert [each["about"] for each in report["breaches"]] == ["hours", "leads"]
    assert (report["value"], report["claim_holds"]) == (199, False)


def test_a_file_reads_back_as_it_was_written(tmp_path):
    made = portfolio(
        {
            "fjord": [("desk 0", -3, (0, 1)), ("team 4", 9, (3, 0))],
            "baltic": [("team 4", 2, (0, 0))],
        },
        {"hours": 7, "leads": 2},
        money_unit="cents",
        name="by hand",
    )
    engine.write_portfolio(made, tmp_path / "problem.json")

    read = engine.read_portfolio(tmp_path / "problem.json")

    jsonschema.validate(problem_to_json(made), engine.schema("coverage-problem"))
    assert problem_to_json(read) == problem_to_json(made)
    assert np.array_equal(read.uses, made.uses)


def wrong(change) -> str:
    file = json.loads(json.dumps(FJORD))
    change(file)
    with pytest.raises(engine.ProblemError) as refused:
        problem_from_json(file)
    return str(refused.value)


def test_faults_name_their_place():
    place = "accounts[1] ('baltic').options[0]"

    def option(file):
        return file["accounts"][1]["options"][0]

    assert wrong(lambda file: option(file)["uses"].update(hours=-4)) == (
        f"{place}.uses.hours: -4 lies outside 0 to 10^15"
    )
    assert wrong(lambda file: option(file)["uses"].update(trips=4)) == (
        f"{place}.uses: 'trips' is not a known key; known are hours, leads"
    )
    assert wrong(lambda file: option(file).pop("value")) == f"{place}: 'value' is missing"
    assert wrong(lambda file: option(file).update(id="")) == (
        f"{place}.id: a text that says something is needed here"
    )
    assert wrong(lambda file: file.update(format="x")) == (
        "format: 'counterpart-coverage-problem/1' is needed here"
    )
    assert wrong(lambda file: file.update(resources={})).startswith(place.split("[")[0])


def test_a_plan_for_other_accounts_is_refused(problem, tmp_path, capsys):
    plan = tmp_path / "plan.json"
    options = {"fjord": "team 8", "kari": "desk"}
    plan.write_text(json.dumps({"format": "counterpart-coverage-plan/1", "options": options}))

    assert run("check", str(problem), str(plan)) == 2
    assert "options: 'baltic' is missing" in capsys.readouterr().err


def test_capacities_too_small_together_end_with_one(problem, tmp_path, capsys):
    file = json.loads(problem.read_text())
    file["resources"] = {"hours": 2, "leads": 2}
    file["accounts"] = [
        {
            "id": "fjord",
            "options": [
                {"id": "a", "model": "a", "value": 5, "uses": {"hours": 5}},
                {"id": "b", "model": "b", "value": 5, "uses": {"leads": 5}},
            ],
        }
    ]
    problem.write_text(json.dumps(file))

    assert run("solve", str(problem), "-o", str(tmp_path / "plan.json"), "--quiet") == 1
    assert "no plan fits hours, leads together" in capsys.readouterr().err
