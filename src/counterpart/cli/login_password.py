"""`counterpart login-password`: a new password for somebody who cannot log in."""

import argparse
from typing import Any

from counterpart.cli.faults import CommandFault


def register(commands: Any) -> None:
    parser = commands.add_parser("login-password", help="Give a login a new password")
    parser.add_argument("--email", required=True)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from counterpart.access.models import Login
    from counterpart.cli.passwords import new_password

    login = Login.objects.filter(email=arguments.email.strip().lower()).first()
    if login is None:
        raise CommandFault(f"There is no login {arguments.email}.")
    password = new_password()
    login.set_password(password)
    login.save(update_fields=["password"])
    print(f"{login.email}  {password}")
    return 0
