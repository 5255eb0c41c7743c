"""What a plan hangs on, asked from files."""

from __future__ import annotations

import json

import pytest

from .test_coverage_files import FJORD, run


@pytest.fixture
def problem(tmp_path):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(FJORD))
    return str(path)


def test_the_frontier_rises_with_the_resource(problem, capsys):
    assert run("frontier", problem, "leads", "--json") == 0

    rows = json.loads(capsys.readouterr().out)
    assert [(row["leads"], row["value"], row["bound"]) for row in rows] == [
        (0, 3, 3),
        (1, 102, 102),
    ]


def test_the_closest_call_is_told_with_its_proven_cost(problem, capsys):
    assert run("closest", problem, "--json") == 0

    rows = {row["account"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["fjord"]["chosen"] == "team 9"
    assert rows["fjord"]["runner-up"] == "desk"
    assert rows["fjord"]["costs at least"] == rows["fjord"]["at most"] == 2  # then baltic's team


def test_judgements_a_little_wrong_make_a_close_choice_flip(problem, capsys):
    assert run("robustness", problem, "--worlds", "40", "--error", "0.05") == 0

    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("finding In 40 worlds of other judgements")
    assert {line.split()[1] for line in told[1:]} == {"fjord", "baltic"}


def test_a_resource_that_is_not_there_is_named_with_those_that_are(problem, capsys):
    assert run("frontier", problem, "moons") != 0

    assert "there is no 'moons'; choose one of 'hours', 'leads'" in capsys.readouterr().err
