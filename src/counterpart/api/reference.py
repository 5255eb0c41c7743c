"""The reference page, made from the same description that programs read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    summary: str
    parameters: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    name: str
    operations: tuple[Operation, ...]


def rooms_of() -> list[Room]:
    """Every operation, by room, in the order of the description."""
    from counterpart.api.build import openapi

    described = openapi()
    rooms: dict[str, list[Operation]] = {}
    for path, operations in described["paths"].items():
        for method, told in operations.items():
            rooms.setdefault(told["tags"][0], []).append(
                Operation(
                    method=method.upper(),
                    path=path,
                    summary=told["summary"],
                    parameters=tuple(one["name"] for one in told["parameters"]),
                    body=_body(told, described),
                )
            )
    return [Room(name, tuple(found)) for name, found in rooms.items()]


def parameters_told() -> list[tuple[str, str]]:
    """Every parameter that needs a word, once, and what it means; those of most calls first."""
    from counterpart.api.build import openapi

    told = Counter(
        (one["name"], one["description"])
        for operations in openapi()["paths"].values()
        for operation in operations.values()
        for one in operation["parameters"]
        if one.get("description")
    )
    meanings: dict[str, list[str]] = {}
    for (name, meaning), _calls in told.most_common():
        meanings.setdefault(name, []).append(meaning)
    return [(name, " ".join(said)) for name, said in meanings.items()]


def _body(told: dict[str, Any], described: dict[str, Any]) -> tuple[str, ...]:
    for content in told.get("requestBody", {}).get("content", {}).values():
        shape = content["schema"]
        if "$ref" in shape:
            shape = described["components"]["schemas"][shape["$ref"].rsplit("/", 1)[-1]]
        needed = set(shape.get("required", ()))
        return tuple(f"{name}*" if name in needed else name for name in shape.get("properties", {}))
    return ()
