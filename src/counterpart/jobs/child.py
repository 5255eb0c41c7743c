"""The process in which one job runs: `python -m counterpart.jobs.child <job> <token>`.

It ends with the job, so that all the memory of a solve or an import is given back.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

from counterpart.jobs.leash import on_parent_gone


def main(arguments: list[str]) -> None:
    """Do one claimed job, or (`daily`) ask for what is to be done today."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which tells us
    on_parent_gone()
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(5)  # people who click go first
    import django

    django.setup()
    from django.utils import timezone

    from counterpart.jobs.claims import held
    from counterpart.jobs.performing import perform
    from counterpart.jobs.work import queue_daily_work

    if arguments == ["daily"]:
        queue_daily_work(timezone.localdate())
        return
    pk, token = arguments
    job = held(int(pk), token).select_related("asked_by").first()
    if job is not None:
        perform(job)


if __name__ == "__main__":
    main(sys.argv[1:])
