"""The web server's own process: gunicorn with threads where it runs, else waitress.

Started by `serve` as `python -m counterpart.cli.web_server ADDRESS PORT PROCESSES`.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from counterpart.jobs.leash import on_parent_gone

# Each thread holds a connection and, at its busiest, the working memory of a page; the pages are
# short, and more threads than this only wait for each other.
THREADS = 4


def main(address: str, port: int, processes: int) -> None:
    """Serve until told to stop, or until whoever started us is gone."""
    on_parent_gone(lambda: os.kill(os.getpid(), signal.SIGTERM))
    if sys.platform == "win32":
        _waitress(address, port)
    else:
        _gunicorn(address, port, processes)


def warm_application() -> Any:
    """The application with all that its pages read once, so that forked processes share it.

    Views, the API, templates and texts of all languages: loaded here they weigh once, loaded by
    the first visitor they weigh once for each process.
    """
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.db import connections
    from django.urls import get_resolver
    from django.utils import translation

    application = get_wsgi_application()
    assert get_resolver().url_patterns  # noqa: S101 reading them imports every view
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("")
            assert get_resolver().reverse_dict is not None  # noqa: S101 kept for each language
    _load_templates()
    _load_what_pages_load_late()
    connections.close_all()
    gc.collect()
    gc.freeze()
    return application


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

    from counterpart.api.build import openapi, resolver

    resolver()
    openapi()


def _gunicorn(address: str, port: int, processes: int) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):
        def load_config(self) -> None:
            options: dict[str, Any] = {
                "bind": f"[{address}]:{port}" if ":" in address else f"{address}:{port}",
                "workers": processes,
                "threads": THREADS,
                "worker_class": "gthread",
                "preload_app": True,
                "timeout": 120,
                "graceful_timeout": 8,
                "keepalive": 5,
                "loglevel": "warning",
                "control_socket_disable": True,
            }
            configuration: Any = self.cfg
            for name, value in options.items():
                if name in configuration.settings:  # older ones lack the control socket
                    configuration.set(name, value)

        def load(self) -> Callable[..., Any]:
            return warm_application()

    server: Any = Server
    server().run()


def _waitress(address: str, port: int) -> None:
    import waitress

    serve: Any = waitress.serve
    threads = 2 * THREADS  # one process where elsewhere there are two
    serve(warm_application(), host=address, port=port, threads=threads)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.settings")
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
