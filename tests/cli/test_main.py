"""The command line as people meet it."""

import socket
import subprocess
import sys

import pytest

from counterpart.cli.main import COMMANDS, main


def test_overview_names_every_command(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--help"])

    assert left.value.code == 0
    words = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in words] == []


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself_without_django(command):
    program = (
        "import sys\nfrom counterpart.cli.main import build_parser\n"
        f"try: build_parser([{command!r}]).parse_args([{command!r}, '--help'])\n"
        "except SystemExit as left: assert left.code == 0\n"
        "assert 'django' not in sys.modules, 'Django was loaded'"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"usage: counterpart {command}")


def test_wrong_setting_is_one_sentence_and_no_traceback(installation):
    installation.settings["COUNTERPART_HTTPS"] = "perhaps"

    done = installation.run("migrate")

    assert done.returncode == 2
    assert done.stderr == "counterpart: COUNTERPART_HTTPS is 'perhaps'; it takes yes or no.\n"


def test_unreachable_database_is_one_sentence(installation):
    installation.database_url = "postgres://nobody@127.0.0.1:1/nothing"

    done = installation.run("login-password", "--email", "a@example.com")

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("counterpart: connection")


def test_login_is_created_with_its_role_and_gets_a_new_password(installation):
    made = installation.run("login-create", "--email", "A@Example.com", "--role", "administrator")
    again = installation.run("login-password", "--email", "a@example.com")

    email, first = made.stdout.split()
    _email, second = again.stdout.split()
    assert email == "a@example.com"
    checked = installation.python(
        "from counterpart.access.models import Login\n"
        "login = Login.objects.get()\n"
        f"print(login.check_password({first!r}), login.check_password({second!r}),\n"
        "      *[grant.role for grant in login.role_grants.all()])"
    )
    assert checked == "False True administrator"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--email", "nobody"], "nobody is not an e-mail address."),
        (["--email", "a@example.com", "--role", "king"], "There is no role king; roles are sales"),
    ],
)
def test_login_that_cannot_be_is_refused(installation, arguments, sentence):
    done = installation.run("login-create", *arguments)

    assert (done.returncode, sentence in done.stderr) == (2, True)


def test_taken_port_is_said(installation):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = installation.run("serve", "--port", str(port))

    assert done.returncode == 2
    assert f"Port {port} is taken" in done.stderr
