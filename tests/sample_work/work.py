"""Handlers that do what a test asks for."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from counterpart.jobs.models import Worker
from counterpart.jobs.registry import Running, work
from counterpart.kernel.errors import Refusal


class TooManyMuffins(Refusal):
    message = "%(count)s muffins are too many."


@work("sample.count")
def count(running: Running) -> dict[str, Any]:
    """Count to `to`, a step each `pause` seconds, and leave a line per start in `trace`."""
    to, pause = running.payload["to"], running.payload.get("pause", 0.0)
    trace = running.payload.get("trace")
    if trace:
        with Path(trace).open("a") as file:
            file.write(f"{os.getpid()}\n")
    for step in range(to):
        running.stop_if_cancelled()
        running.report(step / to, message=f"step {step}")
        time.sleep(pause)
    return {"counted": to}


@work("sample.refuse")
def refuse(running: Running) -> None:
    raise TooManyMuffins(count=running.payload["count"])


@work("sample.break")
def break_down(running: Running) -> None:
    raise ValueError("a detail that nobody outside should read")


@work("sample.trouble")
def meet_trouble(running: Running) -> None:
    raise ConnectionError("the line is dead")


@work("sample.deaf")
def be_deaf(running: Running) -> None:
    """Hold the interpreter without ever looking whether anybody wants it to stop."""
    time.sleep(running.payload["seconds"])


@work("sample.hold")
def hold(running: Running) -> None:
    """Write a row and keep the transaction open, telling how far it is, for `seconds` at most."""
    until = time.monotonic() + running.payload["seconds"]
    with transaction.atomic():
        Worker.objects.create(name="held", started_at=timezone.now(), seen_at=timezone.now())
        while time.monotonic() < until:
            running.tick(0.4)
            time.sleep(0.1)
