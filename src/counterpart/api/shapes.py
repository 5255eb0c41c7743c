"""The shapes (pydantic models) of what a resource takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from counterpart.api.fields import Text, incoming_type, outgoing_type
from counterpart.api.resources import Param, Resource

WHY = Param(Annotated[Text, Field(max_length=500)], "", "The reason; it stands in the history.")


class ProblemPlace(Schema):
    pointer: str
    detail: str


class ProblemShape(Schema):
    """What is wrong (RFC 9457). `code` is a stable word for programs."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[ProblemPlace] = []


class Strict(Schema):
    """Names that are not known are refused rather than overlooked."""

    model_config = ConfigDict(extra="forbid")


def title_of(resource: Resource) -> str:
    """“order-lines” as “OrderLines”."""
    return "".join(part.capitalize() for part in f"{resource.room}-{resource.name}".split("-"))


def outgoing_shape(resource: Resource) -> type[Schema]:
    """A row as the API gives it; secret fields may be missing."""
    shape: dict[str, Any] = {"id": (int, ...)}
    secrets = resource.secrets()
    for name in resource.fields:
        if name in resource.computed:
            shape[name] = (resource.computed[name][0], ...)
            continue
        field = resource.column(name)
        given = outgoing_type(field)
        given = given | None if field.null and given is not Any else given
        shape[name] = (given | None, None) if field.attname in secrets else (given, ...)
    return create_model(title_of(resource), __base__=Schema, **shape)


def page_shape(row: type[Schema]) -> type[Schema]:
    """A page of rows and the address of the next."""
    return create_model(
        f"{row.__name__}Page",
        __base__=Schema,
        items=(list[row], ...),  # type: ignore[valid-type]
        next=(str | None, ...),
    )


def new_shape(resource: Resource, extra: Mapping[str, Param]) -> type[Schema]:
    """What is sent to create a row."""
    names = [name for name in resource.fields if _is_taken(resource, name)]
    shape = {name: _incoming(resource, name, for_new=True) for name in names}
    return _with(f"New{title_of(resource)}", shape, {**extra, "why": WHY})


def change_shape(resource: Resource, extra: Mapping[str, Param]) -> type[Schema]:
    """What is sent to change a row: only what is to be different."""
    names = [n for n in resource.fields if _is_taken(resource, n) and n not in resource.once]
    shape = {name: _incoming(resource, name, for_new=False) for name in names}
    return _with(f"Changed{title_of(resource)}", shape, {**extra, "why": WHY})


def body_shape(name: str, params: dict[str, Param]) -> type[Schema]:
    """What is sent with an act."""
    return _with(name, {}, params)


def _with(name: str, shape: dict[str, Any], params: dict[str, Param]) -> type[Schema]:
    further: dict[str, Any] = {
        key: (param.type, Field(param.default, description=param.about or None))
        for key, param in params.items()
    }
    return create_model(name, __base__=Strict, **shape, **further)


def _is_taken(resource: Resource, name: str) -> bool:
    return name not in resource.given and name not in resource.computed


def _incoming(resource: Resource, name: str, *, for_new: bool) -> tuple[Any, Any]:
    field = resource.column(name)
    taken = incoming_type(field)
    taken = taken | None if field.null else taken
    if not for_new:
        # Absent is not null: only what was sent is changed.
        return taken, Field(None, validate_default=False)
    if field.null:
        return taken, None
    if field.has_default():
        return taken, Field(default_factory=field.get_default)
    return (taken, "") if field.blank else (taken, ...)
