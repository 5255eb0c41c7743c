"""The kernels of these solvers; compiled code is kept beside them."""

from __future__ import annotations

from pathlib import Path

from counterpart.kernel import compiled
from counterpart.kernel.compiled import kernel

HERE = Path(__file__).parent


def folder_of_compiled() -> Path:
    """Where what was compiled from these modules is kept."""
    return compiled.folder_of_compiled(HERE)


__all__ = ["folder_of_compiled", "kernel"]
