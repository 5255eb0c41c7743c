"""The reference pages say what the code does."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
made = runpy.run_path(str(DOCS / "make_reference.py"))


@pytest.mark.parametrize("name", made["PAGES"])
def test_reference_page_is_up_to_date(name):
    assert (DOCS / "reference" / name).read_text() == made["PAGES"][name]()


def test_the_table_of_published_examples_is_up_to_date():
    script = str(DOCS / "make_examples.py")

    asked = subprocess.run([sys.executable, script, "--check"], check=False, cwd=DOCS.parent)

    assert asked.returncode == 0, "run python docs/make_examples.py"


def test_every_link_between_pages_leads_somewhere():
    import re

    broken = []
    for page in [*DOCS.rglob("*.md"), DOCS.parent / "README.md"]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
            if not target.startswith(("http", "mailto")) and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []
