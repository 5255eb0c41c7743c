"""What is wrong with what an engine was given, said to the person who can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, and what."""

    place: str
    """For instance `contact 'fjord-ines', candidate 'ravi'` or `contacts[3].candidates[0]`."""
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class ProblemError(ValueError):
    """A problem, plan or row that makes no sense. `faults` lists everything found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
