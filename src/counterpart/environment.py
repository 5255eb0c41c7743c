"""Reading settings from the environment: a wrong one stops the start with a sentence."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text_setting(name: str, *, default: str) -> str:
    """The variable as it stands, or the default."""
    return os.environ.get(name, default)


def csv_setting(name: str, *, default: str) -> list[str]:
    """A comma separated list."""
    return [part.strip() for part in text_setting(name, default=default).split(",") if part.strip()]


def flag_setting(name: str, *, default: bool) -> bool:
    """A yes or no."""
    raw = os.environ.get(name, "").strip().lower()
    if raw in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if raw == "" else raw in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name} is {raw!r}; it takes yes or no.")


def number_setting(name: str, *, default: int) -> int:
    """A whole number above zero."""
    raw = os.environ.get(name, "").strip()
    if raw and (not raw.isdecimal() or int(raw) < 1):
        raise ImproperlyConfigured(f"{name} is {raw!r}; it takes a whole number from 1 up.")
    return int(raw) if raw else default


def origins(address: str) -> list[str]:
    """Scheme, host and port of an address, as a content security policy names them.

    >>> origins("https://login.example.com/realms/staff")
    ['https://login.example.com']
    """
    parts = urlsplit(address)
    is_plain = parts.scheme in {"http", "https"} and re.fullmatch(r"[\w.:\[\]-]+", parts.netloc)
    return [f"{parts.scheme}://{parts.netloc}"] if is_plain else []


def origins_setting(name: str) -> list[str]:
    """A comma separated list of addresses such as `https://login.example.com`."""
    listed = csv_setting(name, default="")
    for address in listed:
        if origins(address) != [address]:
            raise ImproperlyConfigured(
                f"{name} names {address!r}; it takes addresses such as https://login.example.com."
            )
    return listed


def count_setting(name: str, *, default: int) -> int:
    """A whole number from zero."""
    raw = os.environ.get(name, "").strip()
    if raw and not raw.isdecimal():
        raise ImproperlyConfigured(f"{name} is {raw!r}; it takes a whole number from 0 up.")
    return int(raw) if raw else default


def data_folder() -> Path:
    """Where the embedded database, uploads and the secret key live; made when missing."""
    folder = Path(os.environ.get("COUNTERPART_DATA", "data")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """From `COUNTERPART_SECRET_KEY`, else one made once and kept in the data folder."""
    given = os.environ.get("COUNTERPART_SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured(
                "COUNTERPART_SECRET_KEY is too short; it takes 32 characters or more."
            )
        return given
    path = folder / "secret-key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text().strip()


SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 60,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=60000;"
        "PRAGMA cache_size=-2000; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
    ),
}


def database_from_url(url: str, folder: Path) -> dict[str, Any]:
    """Django's database entry for `DATABASE_URL`; embedded SQLite when it is empty."""
    if not url:
        return _sqlite(folder / "counterpart.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {parts.scheme!r}; it takes postgres://… or sqlite:///…"
        )
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": SQLITE_OPTIONS,
        "TEST": {"NAME": None},
    }
