"""A small, readable problem: Nadia leads Fjord Foods, Ravi knows logistics."""

from __future__ import annotations

from typing import Any

from .problem import StaffingProblem
from .problem_reading import problem_from_json
from .problem_records import PROBLEM_FORMAT


def example_problem() -> StaffingProblem:
    """Two accounts, six contacts, five people."""
    return problem_from_json(example_json())


def example_json() -> dict[str, Any]:
    """The example as a problem file's content."""
    return {
        "format": PROBLEM_FORMAT,
        "name": "Fjord Foods and Baltic Mills",
        "units": {"money": "EUR per year", "hours": "hours per month"},
        "accounts": [
            {
                "id": "fjord",
                "name": "Fjord Foods",
                "coordination_cost": 900,
                "setup_hours": 3,
                "team_size": 4,
                "lead": {
                    "unled_penalty": 30_000,
                    "candidates": [
                        _may("nadia", 60_000, 4_800, 40, fitness_to_lead=0.9, languages=["en"]),
                        _may("omar", 48_000, 4_200, 44, fitness_to_lead=0.7, languages=["en"]),
                    ],
                },
                "members": [{"person": "ravi", "coordination_cost": 500, "setup_hours": 2}],
            },
            {
                "id": "baltic",
                "name": "Baltic Mills",
                "coordination_cost": 700,
                "setup_hours": 2,
                "lead": {
                    "unled_penalty": 12_000,
                    "candidates": [
                        _may("nadia", 26_000, 3_600, 30, fitness_to_lead=0.9),
                        _may("omar", 24_000, 3_100, 32, fitness_to_lead=0.7),
                    ],
                },
            },
        ],
        "people": [
            _person("nadia", "Nadia Berg", "account management", "north", 60, 2),
            _person("omar", "Omar Haddad", "account management", "south", 50, 1),
            _person("ravi", "Ravi Menon", "logistics", "north", 45, 0),
            _person("lena", "Lena Ott", "finance", "north", 30, 0),
            _person("tomas", "Tomas Vik", "quality", "south", 40, 0),
        ],
        "contacts": [
            _contact(
                "ines",
                "Ines Dahl",
                "fjord",
                "logistics",
                9_000,
                [
                    _may("ravi", 31_000, 1_900, 18, function_match=1, incumbent=True),
                    _may("tomas", 12_000, 2_300, 22, function_match=0.4),
                ],
            ),
            _contact(
                "jon",
                "Jon Aas",
                "fjord",
                "finance",
                5_000,
                [
                    _may("lena", 17_000, 1_200, 12, function_match=1),
                    _may("omar", 6_000, 1_700, 15, function_match=0.3),
                ],
            ),
            _contact(
                "kari",
                "Kari Moe",
                "fjord",
                "quality",
                4_000,
                [
                    _may("tomas", 14_000, 1_500, 16, function_match=1),
                ],
            ),
            _contact(
                "piotr",
                "Piotr Zając",
                "baltic",
                "logistics",
                3_000,
                [
                    _may("ravi", 12_000, 1_600, 20, function_match=1),
                    _may("tomas", 7_000, 1_700, 18, function_match=0.4),
                ],
            ),
            _contact(
                "ola",
                "Ola Lind",
                "baltic",
                "finance",
                2_000,
                [
                    _may("lena", 9_000, 1_100, 14, function_match=1),
                ],
            ),
            _contact(
                "eva",
                "Eva Kask",
                "baltic",
                "quality",
                2_500,
                [
                    _may("tomas", 8_000, 1_300, 15, function_match=1),
                    _may("ravi", 3_000, 1_400, 20, function_match=0.4),
                ],
            ),
        ],
        "today": {"leads": {"fjord": "nadia"}, "counterparts": {"ines": "ravi"}},
        "locked": {"leads": {"fjord": "nadia"}},
        "forbidden": [{"person": "omar", "contact": "jon"}],
        "budget": 30_000,
    }


def _may(person: str, value: int, cost: int, hours: int, **reasons: Any) -> dict[str, Any]:
    return {"person": person, "value": value, "cost": cost, "hours": hours, "reasons": reasons}


def _person(
    name_id: str, name: str, function: str, region: str, hours: int, most_led: int
) -> dict[str, Any]:
    return {
        "id": name_id,
        "name": name,
        "function": function,
        "region": region,
        "hours": hours,
        "most_teams": 3,
        "most_led": most_led,
    }


def _contact(
    name_id: str,
    name: str,
    account: str,
    function: str,
    penalty: int,
    candidates: list[dict[str, Any]],
) -> dict[str, Any]:
    return {
        "id": name_id,
        "name": name,
        "account": account,
        "function": function,
        "unmet_penalty": penalty,
        "candidates": candidates,
    }
