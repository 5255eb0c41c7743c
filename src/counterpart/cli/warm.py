"""The application, warmed up: what every web process would load is loaded once, before they part.

Reading counts in CPython: a page that only one process has rendered lies in that process alone,
one that was rendered before the fork is shared, as far as nothing is written beside it.
"""

from __future__ import annotations

import gc
import importlib.util
import logging
import re
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

# Pages of our rooms; those of the login have more to do than to be looked at.
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
STARTS = ["/", "/preferences/", "/jobs/", "/logins/", "/offices/", "/functions/", "/api/"]
NOT_VISITED = ("account_", "socialaccount_", "openid_connect_", "mfa_")
NOT_PAGES = ("export", "everything", "openapi", "template")  # files, some of them large
CPU_SECONDS, SECONDS = 6.0, 20.0  # on a busy machine seconds alone would leave pages out
# What libraries import and answering does not use: allauth's passkeys, which are not offered here,
# with all of cryptography; what splits the SQL of migrations; Django's own tools for tests.
NOT_LOADED = ("allauth.mfa.webauthn.internal.auth", "sqlparse", "django.test")
EMPTY_BYTES, POOL_BYTES = 33, 16_384
_fillings: list[bytes] = []


def warm_application() -> Any:
    """The application with all that its pages read once, so that forked processes share it.

    Views, the API, templates and texts of all languages, and whatever pages make on their first
    visit. Leaves no connection to the database and no thread behind.
    """
    for name in NOT_LOADED:
        _load_when_asked(name)
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.db import connections
    from django.urls import get_resolver
    from django.utils import translation

    application = get_wsgi_application()
    # The largest first: what it needed only while it was made leaves room for all the rest.
    _load_what_pages_load_late()
    assert get_resolver().url_patterns  # noqa: S101 reading them imports every view
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("")
            assert get_resolver().reverse_dict is not None  # noqa: S101 kept for each language
    _load_templates()
    with _nothing_written():
        visit_pages(application)
    connections.close_all()
    gc.collect()
    _fill_gaps()
    gc.freeze()
    return application


def _load_when_asked(name: str) -> None:
    """Let others import a module and not run it before something of it is asked for."""
    found = None if name in sys.modules else importlib.util.find_spec(name)
    if found is None or found.loader is None:
        return
    loader, module = found.loader, importlib.util.module_from_spec(found)
    lock = threading.RLock()

    def load(asked: str) -> Any:
        with lock:
            if module.__dict__.get("__getattr__") is load:
                del module.__dict__["__getattr__"]
                loader.exec_module(module)
        return getattr(module, asked)

    module.__dict__["__getattr__"] = load
    sys.modules[name] = module
    room, _, last = name.rpartition(".")
    if room:
        setattr(sys.modules[room], last, module)


def _fill_gaps() -> None:
    """Leave no room between what is shared: what a process makes later lies on pages of its own.

    Python puts a small object into the first gap of its size; each would copy a page of ours.
    Of each size so many are made that the last of them lie in a row, which is fresh memory.
    """
    for size in range(48, 513, 16):
        before, in_a_row = 0, 0
        for _ in range(50_000):
            filling = bytes(size - EMPTY_BYTES)
            in_a_row = in_a_row + 1 if id(filling) - before == size else 0
            before = id(filling)
            _fillings.append(filling)
            if in_a_row == POOL_BYTES // size - 2:
                break


def _load_templates() -> None:
    """Read our templates; the engine keeps them."""
    from django.template.loader import get_template

    rooms = Path(__file__).parent.parent
    for file in sorted(rooms.glob("*/templates/**/*.html")):
        get_template(file.as_posix().split("/templates/", 1)[1])


def _load_what_pages_load_late() -> None:
    """What other commands do without: the API, and the libraries of calendars and workbooks."""
    import holidays  # noqa: F401
    import xlsxwriter  # noqa: F401

    from counterpart.api.build import openapi_json, resolver

    resolver()
    openapi_json()


@contextmanager
def _nothing_written() -> Iterator[None]:
    """Connections made here refuse to write, and nobody is told what pages complain about."""
    from django.db import connections
    from django.db.backends.signals import connection_created

    def only_read(connection: Any, **_more: Any) -> None:
        is_sqlite = connection.vendor == "sqlite"
        with connection.cursor() as cursor:
            cursor.execute(
                "PRAGMA query_only = ON" if is_sqlite else "SET default_transaction_read_only = on"
            )

    connections.close_all()
    connection_created.connect(only_read, weak=False)
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
        connection_created.disconnect(only_read)
        connections.close_all()


def visit_pages(application: Any) -> list[str]:
    """Render one page of each kind that links lead to; gives their names.

    Without a database, or with an empty one, there are fewer of them.
    """
    from django.db import Error

    login = _anybody()
    waiting, seen, names = deque(STARTS), set(STARTS), list[str]()
    cpu_until, until = time.process_time() + CPU_SECONDS, time.monotonic() + SECONDS
    while waiting and time.process_time() < cpu_until and time.monotonic() < until:
        address = waiting.popleft()
        name = _name(address)
        if not name or name in names or name.startswith(NOT_VISITED) or name.endswith(NOT_PAGES):
            continue
        names.append(name)
        try:
            page = application.get_response(_request(address, login))
        except Error:
            return names
        if page.get("Content-Type", "").startswith("text/html") and not page.streaming:
            for link in LINK.findall(page.content.decode()):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link.replace("&amp;", "&"))
        page.close()
    application.get_response(_request("/login/", None)).close()
    return names


def _anybody() -> Any:
    """A login with every role that is in no table."""
    from counterpart.access.actions import Role
    from counterpart.access.models import Login, RoleGrant

    login = Login(pk=0, email="nobody@localhost")
    grants = RoleGrant.objects.all()
    grants._result_cache = [RoleGrant(login=login, role=role) for role in Role]
    login._prefetched_objects_cache = {"role_grants": grants}  # type: ignore[attr-defined]
    return login


def _request(address: str, login: Any) -> Any:
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIRequest

    path, _, asked = address.partition("?")
    host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
    scheme = "https" if settings.HTTPS else "http"
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": asked,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": host,
            "HTTP_ACCEPT": "text/html",
            "HTTP_X_FORWARDED_PROTO": scheme,
            "wsgi.url_scheme": scheme,
            "wsgi.input": BytesIO(),
        }
    )
    if login is not None:  # as if the session had said so
        request._cached_user = login  # type: ignore[attr-defined]
    return request


def _name(address: str) -> str:
    from django.urls import Resolver404, resolve

    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return ""
