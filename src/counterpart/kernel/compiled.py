"""Marks functions that numba compiles. The compiled code is kept beside the source.

numba notices a change only in the file of the function itself, not in those of the functions that
were compiled into it. So compiled code lies in a folder named after the text of all modules beside
the function's, and a new version never runs what an older one compiled. Kernels therefore call
only kernels of their own folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar

from numba import config, njit

Parameters = ParamSpec("Parameters")
Returned = TypeVar("Returned")

FOLDERS = "kernels-"


def kernel(function: Callable[Parameters, Returned]) -> Callable[Parameters, Returned]:
    """Compile on first use. Arithmetic is strict, so that results are the same everywhere.

    Compiled code runs beside other threads.
    """
    if not os.environ.get("NUMBA_CACHE_DIR"):
        beside = Path(function.__code__.co_filename).parent
        # numba reads the folder when it marks the function, so every engine gets its own.
        vars(config)["CACHE_DIR"] = str(folder_of_compiled(beside))
    compile_it = njit(cache=True, error_model="numpy", nogil=True)
    compiled: Callable[Parameters, Returned] = compile_it(function)
    return compiled


@cache
def folder_of_compiled(modules: Path) -> Path:
    """Where code compiled from these modules is kept; what older ones left there is removed."""
    text = hashlib.sha256()
    for module in sorted(modules.glob("*.py")):
        text.update(module.read_bytes())
    kept = modules / "__pycache__" / f"{FOLDERS}{text.hexdigest()[:16]}"
    for other in kept.parent.glob(f"{FOLDERS}*"):
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)
    return kept
