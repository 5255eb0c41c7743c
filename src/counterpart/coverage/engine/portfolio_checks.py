"""What is wrong with the tables of a portfolio problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from counterpart.kernel.faults import Fault

from .portfolio_tables import PortfolioTables

MOST_TOLD = 20
"""Faults of one kind that are told; a file with one wrong column has as many as rows."""
LARGEST = 10**15
LARGEST_TOTAL = 2**60
"""What the largest values of all accounts may add up to, so that sums stay exact."""


def faults_of(tables: PortfolioTables) -> list[Fault]:
    """Everything found; what would only follow from another fault is not looked for."""
    found = list(_lengths(tables)) or [*_names(tables), *_options(tables)]
    return found or [*_amounts(tables)] or [*_short(tables)]


def _lengths(tables: PortfolioTables) -> Iterator[Fault]:
    options, resources = len(tables.value), len(tables.resources)
    if not len(tables.accounts):
        yield Fault("accounts", "a portfolio needs an account")
    if not resources:
        yield Fault("resources", "a portfolio needs something scarce")
    first = tables.first
    if len(first) != len(tables.accounts) + 1 or first[0] != 0 or first[-1] != options:
        yield Fault("first", "one position per account is needed and the number of options last")
    elif (np.diff(first) < 0).any():
        yield Fault("first", "positions must not fall")
    if tables.uses.shape != (options, resources):
        yield Fault("uses", f"{options} options by {resources} resources are needed")
    for name in ("model", "option_name"):
        if len(getattr(tables, name)) != options:
            yield Fault(name, f"one entry for each of the {options} options is needed")
    if len(tables.capacity) != resources:
        yield Fault("capacity", f"one for each of the {resources} resources is needed")


def _names(tables: PortfolioTables) -> Iterator[Fault]:
    for kind, names in (("account", tables.accounts), ("resource", tables.resources)):
        seen: set[str] = set()
        for name in names:
            if not name:
                yield Fault(kind, "the name is empty")
            elif name in seen:
                yield Fault(f"{kind} {name!r}", "the name is used before; names are unique")
            seen.add(name)
    for place, codes, known in (
        ("model", tables.model, tables.models),
        ("option_name", tables.option_name, tables.option_names),
    ):
        if len(codes) and not (codes.min() >= 0 and codes.max() < len(known)):
            yield Fault(place, f"positions must lie below {len(known)}, the number of names")


def _options(tables: PortfolioTables) -> Iterator[Fault]:
    sizes = np.diff(tables.first)
    for account in _some(sizes == 0):
        yield Fault(f"account {tables.accounts[account]!r}", "has no option; one is needed")
    owner = np.repeat(np.arange(len(sizes)), sizes)
    code = tables.option_name
    rises = (np.diff(code) > 0) | (np.diff(owner) > 0)
    if rises.all():  # nearly always: then no two options of an account share a name
        return
    order = np.lexsort((code, owner))
    same = (np.diff(code[order]) == 0) & (np.diff(owner[order]) == 0)
    for at in _some(same):
        yield Fault(tables.place_of(int(order[at + 1])), "the account has two options of this name")


def _amounts(tables: PortfolioTables) -> Iterator[Fault]:
    for resource in _some((tables.capacity < 0) | (tables.capacity > LARGEST)):
        amount, name = tables.capacity[resource], tables.resources[resource]
        yield Fault(f"resource {name!r}", f"capacity {amount} lies outside 0 to 10^15")
    for option in _some(np.abs(tables.value) > LARGEST):
        yield Fault(tables.place_of(option), f"value {tables.value[option]} is beyond 10^15")
    largest = np.maximum.reduceat(np.abs(tables.value), tables.first[:-1])
    if float(largest.sum(dtype=np.float64)) > LARGEST_TOTAL:
        yield Fault("value", "all values together are beyond 2^60; state them in a larger unit")
    for resource, name in enumerate(tables.resources):
        column = tables.uses[:, resource]
        for option in _some((column < 0) | (column > LARGEST)):
            amount = column[option]
            yield Fault(
                tables.place_of(option), f"use {amount} of {name!r} lies outside 0 to 10^15"
            )


def _short(tables: PortfolioTables) -> Iterator[Fault]:
    """Resources that not even everybody's least demanding options leave within their capacity."""
    for resource, name in enumerate(tables.resources):
        least = int(
            np.minimum.reduceat(tables.uses[:, resource], tables.first[:-1]).sum(dtype=np.int64)
        )
        missing = least - int(tables.capacity[resource])
        if missing > 0:
            yield Fault(
                f"resource {name!r}",
                f"is short by {missing}: the least demanding options of all accounts use {least}, "
                f"the capacity is {tables.capacity[resource]}",
            )


def _some(marked: npt.NDArray[np.bool_]) -> Sequence[int]:
    found: list[int] = np.flatnonzero(marked)[:MOST_TOLD].tolist()
    return found
