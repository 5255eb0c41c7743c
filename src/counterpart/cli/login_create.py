"""`counterpart login-create`: the first way in, and a way in when nobody can give logins."""

import argparse
from typing import Any

from counterpart.cli.faults import CommandFault

# Named here as well, so that --help needs no product; a test holds them to the policy.
ROLES = (
    "sales_operations",
    "sales_finance",
    "people_development",
    "executive",
    "administrator",
)


def register(commands: Any) -> None:
    parser = commands.add_parser("login-create", help="Give somebody a login")
    parser.add_argument("--email", required=True)
    parser.add_argument(
        "--role",
        action="append",
        default=[],
        metavar="ROLE",
        help=f"a company-wide role, may be given repeatedly: {', '.join(ROLES)}",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import transaction

    from counterpart.access.actions import Role
    from counterpart.access.models import Login, RoleGrant
    from counterpart.cli.passwords import new_password

    email = arguments.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise CommandFault(f"{arguments.email} is not an e-mail address.") from wrong
    unknown = sorted(set(arguments.role) - set(Role.values))
    if unknown:
        raise CommandFault(f"There is no role {unknown[0]}; roles are {', '.join(Role.values)}.")
    if Login.objects.filter(email=email).exists():
        raise CommandFault(f"{email} has a login already; see counterpart login-password.")
    password = new_password()
    with transaction.atomic():
        login = Login.objects.create_login(email, password)
        RoleGrant.objects.bulk_create(
            RoleGrant(login=login, role=role) for role in sorted(set(arguments.role))
        )
    print(f"{email}  {password}")
    return 0
