"""Checks of the machine, the data folder and the web settings."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from counterpart.cli.findings import Finding, error, good, warning

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
LEAST_MB, FEW_MB = 200, 2000


def findings() -> Iterator[Finding]:
    yield data_folder()
    yield disk_space()
    yield secret_key()
    yield debug()
    yield hosts()
    yield https()
    yield static_files()
    yield texts()


def data_folder() -> Finding:
    folder = Path(settings.DATA)
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as fault:
        return error(
            "data folder",
            f"{folder} cannot be written ({fault.strerror}).",
            "Give the account that runs Counterpart the right to write there, or set "
            "COUNTERPART_DATA to another folder.",
        )
    return good("data folder", f"{folder} can be written.")


def disk_space() -> Finding:
    free_mb = shutil.disk_usage(settings.DATA).free // 1_000_000
    what = f"{free_mb:,} MB are free where the data lies."
    if free_mb < LEAST_MB:
        return error("disk space", what, "Make room, or move the data folder.")
    if free_mb < FEW_MB:
        return warning("disk space", what, "Make room before it runs out.")
    return good("disk space", what)


def secret_key() -> Finding:
    path = Path(settings.DATA) / "secret-key"
    if not path.exists():
        return good("secret key", "Comes from COUNTERPART_SECRET_KEY.")
    if path.stat().st_mode & 0o077 and _has_modes():
        return error(
            "secret key",
            f"Other accounts of this machine can read {path}.",
            f"chmod 600 {path}",
        )
    return good("secret key", f"Kept in {path}, readable by its owner only.")


def debug() -> Finding:
    if settings.DEBUG:
        return error(
            "debug",
            "COUNTERPART_DEBUG is on: errors show the insides of the product.",
            "Set COUNTERPART_DEBUG=no.",
        )
    return good("debug", "Errors never show internals.")


def hosts() -> Finding:
    names = set(settings.ALLOWED_HOSTS)
    if "*" in names:
        return warning(
            "hosts",
            "COUNTERPART_HOSTS is *: any name is believed.",
            "Set COUNTERPART_HOSTS to the names people type, for example sales.example.com.",
        )
    return good("hosts", f"Answers to {', '.join(sorted(names)) or 'nobody'}.")


def https() -> Finding:
    is_open = not set(settings.ALLOWED_HOSTS) <= LOCAL
    if settings.HTTPS:
        foreign = [origin for origin in settings.CSRF_TRUSTED_ORIGINS if origin[:8] != "https://"]
        if foreign:
            return error(
                "https",
                f"COUNTERPART_ORIGINS trusts {foreign[0]}, which is not https.",
                "Write every origin as https://name.",
            )
        return good("https", "Cookies travel by HTTPS only.")
    if is_open:
        return error(
            "https",
            "The product answers to names beyond this machine, without HTTPS: passwords and "
            "cookies can be read on the way.",
            "Put a proxy with a certificate before it and set COUNTERPART_HTTPS=yes.",
        )
    return good("https", "Only this machine is answered, so plain HTTP is all right.")


def static_files() -> Finding:
    from counterpart.cli.prepare import STAMP, static_fingerprint

    stamp = Path(settings.STATIC_ROOT) / STAMP
    if not stamp.exists() or stamp.read_text() != static_fingerprint():
        return error(
            "static files",
            "The styles and scripts of this version are not in place.",
            "Run counterpart migrate (counterpart serve does it too).",
        )
    return good("static files", f"Collected in {settings.STATIC_ROOT}.")


def texts() -> Finding:
    from counterpart.web.translations import text_files

    missing = [po for po in text_files() if not po.with_suffix(".mo").exists()]
    if missing:
        return warning(
            "texts",
            f"{len(missing)} files of Russian texts are not compiled, for example {missing[0]}.",
            "Run counterpart migrate with the right to write there.",
        )
    return good("texts", "English and Russian are complete.")


def _has_modes() -> bool:
    import os

    return os.name == "posix"
