"""Marks functions that numba compiles. The compiled code is cached beside the source."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from numba import njit

Parameters = ParamSpec("Parameters")
Returned = TypeVar("Returned")


def kernel(function: Callable[Parameters, Returned]) -> Callable[Parameters, Returned]:
    """Compile on first use. Arithmetic is strict, so that results are the same everywhere.

    Compiled code runs beside other threads.
    """
    compile_it = njit(cache=True, error_model="numpy", nogil=True)
    compiled: Callable[Parameters, Returned] = compile_it(function)
    return compiled
