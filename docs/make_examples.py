"""Writes the table of published examples: what sources print, and what the engines compute.

python docs/make_examples.py           # writes docs/reference/published-examples.md
python docs/make_examples.py --check   # fails when it is out of date

The examples are the tests under `tests/published`; every comparison that they make is a row.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
import sys
import tempfile
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "tests" / "published"
PAGE = ROOT / "docs" / "reference" / "published-examples.md"
LONGEST = 120
HEAD = """# Published examples

Made by `docs/make_examples.py` from the tests under `tests/published`; change it there.

What textbooks, papers and course material print, beside what the engines of Counterpart compute
from the same inputs. Numbers are shown with seven digits. A grade says how a source was read: gold
and silver as published, bronze from memory.
"""


class Watching:
    """Keeps every comparison that passes."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[str, str, str]]] = defaultdict(list)

    def pytest_assertion_pass(self, item: Any, lineno: int, orig: str, expl: str) -> None:
        computed, equals, printed = expl.split("\n")[0].partition(" == ")
        if equals:
            example = (
                f"{item.originalname}[{item.callspec.id}]"
                if hasattr(item, "callspec")
                else item.name
            )
            self.rows[item.path.name].append((example, tidy(computed), tidy(printed)))


def tidy(text: str) -> str:
    """Fractions as numbers, floats with seven digits, nothing too long for a table."""
    text = re.sub(r"approx\((.*)\)$", r"\1", text)
    text = re.sub(r"Fraction\((-?\d+), (\d+)\)", _fraction, text)
    text = re.sub(r"-?\d+\.\d+(?:e[+-]?\d+)?", lambda found: f"{float(found[0]):.7g}", text)
    text = text.replace("|", "\\|").strip("'")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _fraction(found: re.Match[str]) -> str:
    exact = Fraction(int(found[1]), int(found[2]))
    return str(exact.numerator) if exact.denominator == 1 else f"{float(exact):.7g}"


def words_of(example: str) -> str:
    """A test's name in words."""
    name, _, case = example.removeprefix("test_").partition("[")
    return name.replace("_", " ") + (f" ({case[:-1]})" if case else "")


def page() -> str:
    """The page, from a run of the examples."""
    watching = Watching()
    asked = ["-q", "-vv", "-p", "no:cacheprovider", "-o", "enable_assertion_pass_hook=true"]
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        sys.pycache_prefix = folder  # tests compiled before do not tell what they compared
        if pytest.main([*asked, str(EXAMPLES)], plugins=[watching]) != 0:
            raise SystemExit("a published example is not reproduced; run pytest tests/published")
    parts = [HEAD]
    for file in sorted(watching.rows):
        told = ast.get_docstring(ast.parse((EXAMPLES / file).read_text())) or file
        source, _, rest = told.partition("\n\n")
        parts.append(f"## {' '.join(source.split())}\n")
        if rest:
            parts.append(" ".join(rest.split()) + "\n")
        parts.append("| Example | Computed | Printed |\n|---|---|---|")
        rows = dict.fromkeys(watching.rows[file])
        parts += [
            f"| {words_of(example)} | {computed} | {printed} |"
            for example, computed, printed in rows
        ]
        parts.append("")
    return "\n".join(parts)


def main() -> int:
    """Write the page, or say that it is out of date."""
    made = page()
    if "--check" in sys.argv:
        return 0 if PAGE.read_text() == made else 1
    PAGE.write_text(made)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
