"""The pinned versions: of everything that is asked for, and without any address."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_requirement_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    pinned = {
        canonical(line.split("==")[0])
        for line in (ROOT / "constraints.txt").read_text().split("\n")
    }

    names = {canonical(re.split(r"[\[<>=;~! ]", requirement)[0]) for requirement in asked}
    assert names - pinned == set(), "run make constraints"


def test_pins_hold_no_address():
    lines = (ROOT / "constraints.txt").read_text().splitlines()

    assert [line for line in lines if "://" in line or " @ " in line or line[:1] == "-"] == []
