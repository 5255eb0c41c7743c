"""Writes the reference pages that follow from the code: roles, commands, settings.

python docs/make_reference.py           # writes them
python docs/make_reference.py --check   # fails when one is out of date
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.settings")
django.setup()

from counterpart.access.actions import Action, Relation, Role  # noqa: E402 - after django.setup()
from counterpart.access.policy import POLICY  # noqa: E402
from counterpart.cli.main import COMMANDS  # noqa: E402

HERE = Path(__file__).parent / "reference"
SOURCE = Path(__file__).parent.parent / "src" / "counterpart"
MADE = "Made by `docs/make_reference.py` from the code; change it there.\n"

SETTINGS = {
    "COUNTERPART_DATA": "Folder of the embedded database, uploads and the secret key. `./data`.",
    "DATABASE_URL": "`postgres://login:password@host/name` or `sqlite:///path`. Empty: embedded.",
    "COUNTERPART_SECRET_KEY": "At least 32 characters. Empty: made once, kept in the data folder.",
    "COUNTERPART_HOSTS": "Host names that are answered, comma separated. Local ones only.",
    "COUNTERPART_ORIGINS": "Addresses from which forms are accepted behind a proxy. None.",
    "COUNTERPART_HTTPS": "`yes` behind a TLS proxy: secure cookies, HSTS, redirect. `no`.",
    "COUNTERPART_PROXIES": "How many proxies stand in front; for login limits per visitor. `0`.",
    "COUNTERPART_DEBUG": "`yes` shows errors in full; never on a server others reach. `no`.",
    "COUNTERPART_SIGN_UP": "`yes` gives everybody with the company login a login here. `no`.",
    "COUNTERPART_TIME_ZONE": "Time zone of times on the screen. `UTC`.",
    "COUNTERPART_UPLOAD_LIMIT_MB": "Largest file that may be imported. `50`.",
    "COUNTERPART_JOB_LEASE_SECONDS": "When a silent worker's job is taken up again. `30`.",
    "COUNTERPART_EMAIL_BACKEND": "Django e-mail backend for password mails. Console.",
    "COUNTERPART_OIDC_SERVER": "Address of the company's OpenID Connect server. None.",
    "COUNTERPART_OIDC_HOSTS": "Further hosts its login pages pass through, `https://…`, comma "
    "separated. None.",
    "COUNTERPART_OIDC_NAME": "What stands on its button. `Company login`.",
    "COUNTERPART_OIDC_CLIENT": "Client id given by that server.",
    "COUNTERPART_OIDC_SECRET": "Client secret given by that server.",
}


def roles() -> str:
    """The policy table, as people read it."""
    lines = ["# Who may do what", "", MADE, "| to do this | one must be |", "| --- | --- |"]
    for action in Action:
        labels = sorted(str(grant.label) for grant in POLICY[action])
        lines.append(f"| {action.label} | {'; '.join(labels)} |")
    lines += ["", "Company-wide roles: " + ", ".join(str(role.label) for role in Role) + ".", ""]
    lines.append("Relations, as of today: " + "; ".join(str(r.label) for r in Relation) + ".")
    lines += [
        "",
        "What one may not see is “not found”, on pages, in the API, in exports and in search.",
        "",
    ]
    return "\n".join(lines)


def commands() -> str:
    """Every command of `counterpart`."""
    lines = ["# Commands", "", MADE, "| command | what it does |", "| --- | --- |"]
    lines += [f"| `counterpart {name}` | {command.help} |" for name, command in COMMANDS.items()]
    lines += ["", "`counterpart <command> --help` names its options.", ""]
    return "\n".join(lines)


def settings() -> str:
    """Every variable that the settings read."""
    read = set()
    for name in ("settings.py", "environment.py"):
        read |= set(
            re.findall(r'"((?:COUNTERPART|DATABASE)_[A-Z_]+)"', (SOURCE / name).read_text())
        )
    missing = sorted(read ^ set(SETTINGS))
    if missing:
        raise SystemExit(f"docs/make_reference.py and the settings disagree about {missing}")
    lines = ["# Settings", "", MADE, "All come from the environment.", ""]
    lines += ["| variable | meaning and default |", "| --- | --- |"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in SETTINGS.items()]
    return "\n".join([*lines, ""])


PAGES = {"roles.md": roles, "commands.md": commands, "settings.md": settings}


def main() -> int:
    stale = []
    for name, make in PAGES.items():
        path, text = HERE / name, make()
        if "--check" in sys.argv:
            if not path.exists() or path.read_text() != text:
                stale.append(name)
        else:
            path.write_text(text)
    if stale:
        print(f"out of date: {', '.join(stale)}; run python docs/make_reference.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
