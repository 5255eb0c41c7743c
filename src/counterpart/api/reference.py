"""The reference page, made from the same description that programs read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    summary: str
    parameters: tuple[tuple[str, str], ...]
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
                    parameters=tuple(
                        (one["name"], one.get("description", "")) for one in told["parameters"]
                    ),
                    body=_body(told, described),
                )
            )
    return [Room(name, tuple(found)) for name, found in rooms.items()]


def _body(told: dict[str, Any], described: dict[str, Any]) -> tuple[str, ...]:
    for content in told.get("requestBody", {}).get("content", {}).values():
        shape = content["schema"]
        if "$ref" in shape:
            shape = described["components"]["schemas"][shape["$ref"].rsplit("/", 1)[-1]]
        needed = set(shape.get("required", ()))
        return tuple(f"{name}*" if name in needed else name for name in shape.get("properties", {}))
    return ()
