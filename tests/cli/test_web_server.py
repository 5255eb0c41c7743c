"""What the web server's first process holds before the others are forked from it."""

import os
import subprocess
import sys

PROGRAM = """
import sys
from counterpart.cli.web_server import warm_application
warm_application()
shared = ["counterpart.api.build", "ninja", "holidays", "xlsxwriter"]
print([name for name in shared if name not in sys.modules])
print([name for name in ("numpy", "polars", "highspy") if name in sys.modules])
"""


def test_web_processes_share_all_pages_and_no_engine(tmp_path):
    settings = {
        "DJANGO_SETTINGS_MODULE": "counterpart.settings",
        "COUNTERPART_DATA": str(tmp_path),
        "DATABASE_URL": "",
    }

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.splitlines() == ["[]", "[]"], done.stderr
