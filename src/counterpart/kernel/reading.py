"""Reads JSON values, remembering where each stands, and collects everything that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from .faults import Fault, ProblemError


class Reader:
    """Takes values out of parsed JSON; a wrong value becomes a fault and a harmless stand-in."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, place: str, message: str) -> None:
        """Note something that is wrong."""
        self.faults.append(Fault(place or "the file", message))

    def stop_if_faulty(self) -> None:
        """Raise everything noted so far."""
        if self.faults:
            raise ProblemError(self.faults)

    def record(
        self, value: Any, place: str, *, needs: Collection[str] = (), may: Collection[str] = ()
    ) -> dict[str, Any]:
        """An object with the keys it needs and no others than it may have."""
        if not isinstance(value, dict):
            self.fault(place, f"an object is needed here, not {kind_of(value)}")
            return {}
        for key in needs:
            if key not in value:
                self.fault(place, f"{key!r} is missing")
        for key in value:
            if key not in needs and key not in may:
                known = ", ".join(sorted({*needs, *may}))
                self.fault(place, f"{key!r} is not a known key; known are {known}")
        return value

    def entries(self, value: Any, place: str) -> Iterator[tuple[str, Any]]:
        """Each element of a list with its place."""
        if not isinstance(value, list):
            self.fault(place, f"a list is needed here, not {kind_of(value)}")
            return
        for at, element in enumerate(value):
            yield f"{place}[{at}]", element

    def text(self, record: dict[str, Any], key: str, place: str, default: str = "") -> str:
        """A text; missing is the default."""
        value = record.get(key, default)
        if not isinstance(value, str):
            self.fault(f"{place}.{key}", f"a text is needed here, not {kind_of(value)}")
            return default
        return value

    def words(self, record: dict[str, Any], key: str, place: str) -> list[str]:
        """A list of texts that say something; missing is none."""
        found = []
        for where, value in self.entries(record.get(key, []), f"{place}.{key}"):
            if isinstance(value, str) and value:
                found.append(value)
            else:
                self.fault(where, f"a text is needed here, not {kind_of(value)}")
        return found

    def whole(
        self, record: dict[str, Any], key: str, place: str, default: int = 0, *, least: int = 0
    ) -> int:
        """A whole number not below `least`; missing or null is the default."""
        value = record.get(key)
        if value is None:
            return default
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(f"{place}.{key}", f"a whole number is needed here, not {kind_of(value)}")
            return default
        if not least <= value <= 10**15:
            self.fault(f"{place}.{key}", f"{value} lies outside {least} to 10^15")
            return default
        return value

    def one_of(self, name: Any, numbers: dict[str, int], place: str, what: str) -> int:
        """The position of an id among the known ones; -1 and a fault when unknown."""
        if isinstance(name, str) and name in numbers:
            return numbers[name]
        shown = repr(name) if isinstance(name, str) else kind_of(name)
        self.fault(place, f"{shown} is not the id of {what} in this file")
        return -1


def kind_of(value: Any) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    return "a list" if isinstance(value, list) else "an object"
