"""Use-cases of files: bringing them in (take, check, write, take back) and out."""

from counterpart.exchange.services.applying import apply_import
from counterpart.exchange.services.asking import ask_for_check, ask_to_apply
from counterpart.exchange.services.checking import dry_run
from counterpart.exchange.services.ending import discard_import, forget_old_files, undo_import
from counterpart.exchange.services.exporting import ask_for_export, forget_old_exports, write_export
from counterpart.exchange.services.taking import (
    choose_mapping,
    leave_wrong_rows_out,
    read_differently,
    take_file,
)

__all__ = [
    "apply_import",
    "ask_for_check",
    "ask_for_export",
    "ask_to_apply",
    "choose_mapping",
    "discard_import",
    "dry_run",
    "forget_old_exports",
    "forget_old_files",
    "leave_wrong_rows_out",
    "read_differently",
    "take_file",
    "undo_import",
    "write_export",
]
