"""The commands that work on files alone."""

from __future__ import annotations

import argparse
import csv
import json
import sys

import jsonschema
import pytest

from counterpart.cli import staffing_files
from counterpart.staffing import engine


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    staffing_files.register(parser.add_subparsers())
    wanted = parser.parse_args(["staffing", *words])
    return wanted.run(wanted)


@pytest.fixture
def problem(tmp_path):
    path = tmp_path / "problem.json"
    assert run("example", "-o", str(path)) == 0
    return path


def test_solve_then_check_the_example(problem, tmp_path, capsys):
    plan = tmp_path / "plan.json"

    assert run("solve", str(problem), "-o", str(plan), "--seconds", "20") == 0
    assert run("check", str(problem), str(plan)) == 0

    told = capsys.readouterr()
    assert "optimal after" in told.out
    assert "every limit is kept" in told.out
    assert "gap" in told.err


def test_check_tells_what_a_changed_plan_breaks(problem, tmp_path, capsys):
    path = tmp_path / "plan.json"
    run("solve", str(problem), "-o", str(path), "--steps", "2000", "--quiet")
    plan = json.loads(path.read_text())
    plan["leads"]["baltic"] = "nadia"
    path.write_text(json.dumps(plan))
    capsys.readouterr()

    assert run("check", str(problem), str(path), "--json") == 1

    report = json.loads(capsys.readouterr().out)
    assert [each["limit"] for each in report["breaches"]] == ["no_one_beyond_their_hours"]
    assert report["claim_holds"] is False


def test_a_missing_file_is_one_sentence(tmp_path, capsys):
    assert run("check", str(tmp_path / "none.json"), str(tmp_path / "none.json")) == 2
    assert capsys.readouterr().err == f"{tmp_path}/none.json: no such file or directory\n"


def test_a_faulty_file_names_the_place(problem, tmp_path, capsys):
    file = json.loads(problem.read_text())
    file["contacts"][2]["candidates"][0]["hours"] = -4
    problem.write_text(json.dumps(file))

    assert run("solve", str(problem), "-o", str(tmp_path / "plan.json")) == 2
    assert capsys.readouterr().err == (
        "contacts[2] ('kari').candidates[0].hours: -4 lies outside 0 to 10^15\n"
    )


def test_wrong_arguments_end_with_two(problem):
    with pytest.raises(SystemExit) as ended:
        run("solve", str(problem), "-o", "x", "--seconds", "0")

    assert ended.value.code == 2


def test_importing_the_engine_loads_neither_numba_nor_django():
    import subprocess

    code = (
        "import sys, counterpart.staffing.engine, counterpart.cli.staffing_files;"
        "print(sorted({'numba', 'django', 'highspy'} & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert told.stdout.strip() == "[]"


def test_drill_of_everybody_and_of_one(problem, tmp_path, capsys):
    everyone, one = tmp_path / "all.csv", tmp_path / "one.json"

    assert run("drill", str(problem), "-o", str(everyone)) == 0
    assert run("drill", str(problem), "--person", "nadia", "-o", str(one)) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "2 people fill a post; those who would be missed most:"
    assert told[1].startswith("  ravi: 1 contacts and 0 leads to fill, 0 and 0 stay open;")
    assert everyone.read_text().splitlines()[1].startswith("ravi,Ravi Menon,logistics,")
    posts = json.loads(one.read_text())["people"][0]["posts"]
    assert [(each["id"], each["stand_in"]) for each in posts] == [("fjord", "omar")]


def test_drill_names_somebody_unknown_and_a_strange_ending(problem, tmp_path, capsys):
    assert run("drill", str(problem), "--person", "ghost", "-o", str(tmp_path / "a.json")) == 2
    assert "person 'ghost'" in capsys.readouterr().err
    assert run("drill", str(problem), "-o", str(tmp_path / "a.xml")) == 2
    assert "ends in .json or .csv" in capsys.readouterr().err


@pytest.fixture
def standing(problem, tmp_path):
    path = tmp_path / "standing.json"
    assert run("solve", str(problem), "-o", str(path), "--seconds", "20", "--quiet") == 0
    return path


def test_replan_keeps_its_limit_and_is_checked_against_the_changed_problem(
    problem, standing, tmp_path, capsys
):
    new, changed = tmp_path / "new.json", tmp_path / "changed.json"
    words = ("--without", "ravi", "--most-changes", "1", "--changed-problem", str(changed))

    assert run("replan", str(problem), str(standing), "-o", str(new), *words) == 0
    assert run("check", str(changed), str(new)) == 0

    plan = json.loads(new.read_text())
    assert "ravi" not in {**plan["leads"], **plan["counterparts"]}.values()
    assert "every limit is kept" in capsys.readouterr().out


def test_replan_names_who_is_unknown(problem, standing, tmp_path, capsys):
    new = tmp_path / "new.json"

    assert run("replan", str(problem), str(standing), "-o", str(new), "--without", "rawi") == 2
    assert "--without 'rawi': is not the id of a person" in capsys.readouterr().err
    assert not new.exists()


def test_curve_as_csv_and_its_plans(problem, standing, tmp_path):
    table, plans = tmp_path / "curve.csv", tmp_path / "plans"
    words = ("--without", "ravi", "--changes", "0", "1", "--plans", str(plans))

    assert run("curve", str(problem), str(standing), "-o", str(table), *words) == 0

    rows = list(csv.DictReader(table.open()))
    assert [row["most_changes"] for row in rows] == ["0", "1", ""]
    assert [int(row["value"]) for row in rows] == sorted(int(row["value"]) for row in rows)
    assert sorted(path.name for path in plans.iterdir()) == ["0.json", "1.json", "unlimited.json"]


def test_curve_as_json_follows_its_schema(problem, standing, tmp_path):
    path = tmp_path / "curve.json"

    assert run("curve", str(problem), str(standing), "-o", str(path), "--quiet") == 0

    jsonschema.validate(json.loads(path.read_text()), engine.schema("staffing-curve"))


def test_prices_of_a_plan(problem, tmp_path, capsys):
    plan, prices = tmp_path / "plan.json", tmp_path / "prices.json"
    run("solve", str(problem), "-o", str(plan), "--seconds", "20", "--quiet")
    capsys.readouterr()

    assert run("prices", str(problem), str(plan), "-o", str(prices)) == 0

    told = capsys.readouterr().out
    assert "finance" in told
    listed = json.loads(prices.read_text())
    assert listed["bound"] >= listed["value"]
    assert any(cell["worth_per_hour"] > 0 for cell in listed["cells"])


def test_prices_name_what_a_plan_file_prices_wrongly(problem, tmp_path, capsys):
    plan = tmp_path / "plan.json"
    run("solve", str(problem), "-o", str(plan), "--seconds", "20", "--quiet")
    data = json.loads(plan.read_text())
    data["prices"] = {"budget": "much"}
    plan.write_text(json.dumps(data))
    capsys.readouterr()

    assert run("prices", str(problem), str(plan)) == 2

    told = capsys.readouterr().err
    assert "prices.budget: a number is needed here" in told
