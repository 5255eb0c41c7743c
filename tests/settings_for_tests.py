"""The product's settings under test: a data folder of their own, and the database asked for.

`COUNTERPART_TEST_DB=postgres` runs the tests on a throw-away PostgreSQL, otherwise on SQLite.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from throw_away_postgres import TEST_DATABASE_URL, start_for_tests

for name in [name for name in os.environ if name.startswith("COUNTERPART_")]:
    if not name.startswith("COUNTERPART_TEST_"):
        del os.environ[name]
os.environ["COUNTERPART_DATA"] = tempfile.mkdtemp(prefix="counterpart-tests-")
Path(os.environ["COUNTERPART_DATA"], "static").mkdir()
atexit.register(shutil.rmtree, os.environ["COUNTERPART_DATA"], ignore_errors=True)
os.environ.pop("DATABASE_URL", None)
if os.environ.get("COUNTERPART_TEST_DB") == "postgres":
    start_for_tests()
    os.environ["DATABASE_URL"] = os.environ[TEST_DATABASE_URL]

from counterpart.settings import *  # noqa: E402, F403
from counterpart.settings import INSTALLED_APPS  # noqa: E402

COMPANY_LOGIN = ["allauth.socialaccount.providers.openid_connect"]
INSTALLED_APPS = [*INSTALLED_APPS, *COMPANY_LOGIN, "sample_work"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for tests only
