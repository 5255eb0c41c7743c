"""Processes that answer at one door: the first forks the others, and serves too.

They share what the first had loaded. Whatever a process counts references on is copied, so each
grows by and by; one that has grown heavy asks for its relief and goes on until a fresh one is
there. For the fork the first lets its threads and connections go, since none survives one.
Otherwise they stand and fall together: when one of them falls, all end.
"""

from __future__ import annotations

import gc
import logging
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from typing import NoReturn

from counterpart.cli.frugal import give_back_memory
from counterpart.cli.weight import Weight
from counterpart.jobs.leash import Leash

Question = Callable[[], bool]
# Does the work until the first is answered with yes, or until it is idle and so is the second.
Work = Callable[[Question, Question], None]
SECONDS_TO_FOLLOW = 10
STOPS = (signal.SIGTERM, signal.SIGINT)
RELIEVED = signal.SIGUSR1


class Crew:
    """The first process's view of all of them."""

    def __init__(self, work: Work, leash: int) -> None:
        self.work, self.leash = work, Leash(leash)
        self.stopped = False
        self.fallen = False
        self.watched, self.held = os.pipe()  # closes when we end
        self.others: dict[int, int] = {}  # a pipe from each, which closes when it ends
        self.tired: set[int] = set()
        self.leaving: set[int] = set()

    def serve(self, processes: int) -> int:
        """Until told to stop, or until the leash is cut; 1 when one of us has fallen."""
        for wanted in STOPS:
            signal.signal(wanted, lambda *_: setattr(self, "stopped", True))
        for _ in range(processes - 1):
            self._start_one()
        while True:
            self.work(self._is_over, self._is_relief_wanted)
            if self._is_over():
                break
            if _is_alone():
                self._relieve()
        code = 1 if self.fallen else 0
        self._end_others()
        os.close(self.held)
        return code

    def _is_over(self) -> bool:
        self._listen(seconds=0)
        return self.stopped or self.fallen or self.leash.is_cut()

    def _is_relief_wanted(self) -> bool:
        return bool(self.tired)

    def _listen(self, *, seconds: float) -> None:
        """Learn who is tired and who has ended."""
        waiting = select.poll()
        for pipe in self.others:
            waiting.register(pipe, select.POLLIN)
        for pipe, _event in waiting.poll(1000 * seconds):
            if os.read(pipe, 1):
                self.tired.add(pipe)
            else:
                self._say_farewell(pipe)

    def _say_farewell(self, pipe: int) -> None:
        os.close(pipe)
        os.waitpid(self.others.pop(pipe), 0)
        self.fallen |= pipe not in self.leaving
        self.leaving.discard(pipe)
        self.tired.discard(pipe)

    def _relieve(self) -> None:
        """A fresh process for each that is tired, which then finishes what it has begun."""
        gc.collect()
        give_back_memory()
        gc.freeze()
        for pipe in self.tired - self.leaving:
            self._start_one()
            self.leaving.add(pipe)
            os.kill(self.others[pipe], RELIEVED)
        self.tired.clear()

    def _start_one(self) -> None:
        said, says = os.pipe()
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # nobody is there yet to hear them
        process = os.fork()
        if not process:
            os.close(self.held)
            for pipe in (said, *self.others):
                os.close(pipe)
            _work_and_leave(self.work, self.watched, says)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        os.close(says)
        self.others[said] = process

    def _end_others(self) -> None:
        """Stop those that still run, kindly at first."""
        for process in self.others.values():
            os.kill(process, signal.SIGTERM)
        until = time.monotonic() + SECONDS_TO_FOLLOW
        while self.others and time.monotonic() < until:
            self._listen(seconds=1)
        for process in self.others.values():
            os.kill(process, signal.SIGKILL)


def _is_alone() -> bool:
    """Whether nothing runs beside us; threads told to end need a moment."""
    until = time.monotonic() + 1
    while threading.active_count() > 1 and time.monotonic() < until:
        time.sleep(0.001)
    return threading.active_count() == 1


def _work_and_leave(work: Work, leash: int, says: int) -> NoReturn:
    code = 1
    try:
        _work_until_told(work, Leash(leash), says)
        code = 0
    except BaseException:
        logging.getLogger(__name__).exception("A web process has fallen")
    finally:
        logging.shutdown()
        os._exit(code)


def _work_until_told(work: Work, leash: Leash, says: int) -> None:
    """Work, and say once when it has become too much."""
    stop, relieved = threading.Event(), threading.Event()
    for wanted in STOPS:
        signal.signal(wanted, lambda *_: stop.set())
    signal.signal(RELIEVED, lambda *_: relieved.set())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    weight = Weight()

    def is_over() -> bool:
        if weight.has_become_too_much():
            os.write(says, b".")
        return stop.is_set() or leash.is_cut()

    work(is_over, relieved.is_set)
