"""`counterpart import`: a dry run of a file, and with `--apply` the import itself."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

SHOWN = 50
WRONG_ROWS = 1


def register(commands: Any) -> None:
    """Add the command; what it needs of the product is loaded when it runs."""
    parser = commands.add_parser(
        "import", help="Bring a CSV or XLSX file in", description=(__doc__ or "").strip()
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--table", default="", help="what is in it; recognised when left out")
    parser.add_argument("--source", default="", help="the system it comes from: salesforce, erp …")
    parser.add_argument(
        "--sheet", default="", help="the sheet of a workbook; else the first with a table"
    )
    parser.add_argument("--encoding", default="", help="found out when left out")
    parser.add_argument("--delimiter", default="", help="found out when left out")
    parser.add_argument("--column", action="append", default=[], metavar="OURS=HEADING")
    parser.add_argument("--word", action="append", default=[], metavar="OURS:THEIRS=WORD")
    parser.add_argument("--default", action="append", default=[], metavar="OURS=VALUE")
    parser.add_argument(
        "--otherwise",
        action="append",
        default=[],
        metavar="OURS=HEADING",
        help="read this column where the cell of the first is empty",
    )
    parser.add_argument(
        "--leave-out",
        action="append",
        default=[],
        metavar="HEADING=WORD",
        help="leave out rows that say so; without a word, leave none out for this column",
    )
    parser.add_argument(
        "--take-totals", action="store_true", help="the last row counts, whatever it looks like"
    )
    parser.add_argument(
        "--leave-wrong", action="store_true", help="bring the others in without the wrong rows"
    )
    parser.add_argument("--guess", action="store_true", help="guess functions from their words")
    parser.add_argument("--decimal", choices=(".", ","), default="")
    parser.add_argument("--dates", choices=("day_first", "month_first"), default="")
    parser.add_argument(
        "--clear-empty", action="store_true", help="empty cells empty what is there"
    )
    parser.add_argument("--apply", action="store_true", help="write, if no row is wrong")
    parser.add_argument("--json", action="store_true", help="say it for programs")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the file, write it if asked, and say what was found."""
    from counterpart.access.viewer import Viewer
    from counterpart.exchange import services
    from counterpart.exchange.models import Import

    by = Viewer.system("Command line")
    with arguments.file.open("rb") as file:
        upload = services.take_file(
            iter(lambda: file.read(1 << 20), b""),
            file_name=arguments.file.name,
            by=by,
            table=_table(arguments.table),
            system=arguments.source,
            sheet=arguments.sheet,
            encoding=arguments.encoding,
            delimiter=arguments.delimiter.replace("tab", "\t"),
        )
    if upload.state != Import.State.FAILED:
        services.choose_mapping(upload, _mapping(arguments, upload), by=by)
        services.dry_run(upload, by=by)
    is_good = upload.state == Import.State.CHECKED and not upload.counts["wrong"]
    if arguments.apply and is_good and upload.changing_rows:
        services.apply_import(upload, by=by)
    _say(upload, as_json=arguments.json)
    return 0 if is_good else WRONG_ROWS


def _table(name: str) -> str:
    from counterpart.exchange.tables import table_named

    return table_named(name.replace("-", "_"), to_import=True).name if name else ""


def _mapping(arguments: argparse.Namespace, upload: Any) -> Any:
    from counterpart.exchange.importing.mapping import ColumnMapping
    from counterpart.exchange.importing.questions import with_guesses
    from counterpart.exchange.reading import read_table
    from counterpart.exchange.tables import TABLES

    stored = ColumnMapping.from_json(upload.mapping).as_json()
    stored["columns"] = {**stored["columns"], **dict(_pair(one) for one in arguments.column)}
    stored["defaults"] = {**stored["defaults"], **dict(_pair(one) for one in arguments.default)}
    stored["otherwise"] = {**stored["otherwise"], **dict(_pair(one) for one in arguments.otherwise)}
    stored["leaves_out"] = _left_out(stored["leaves_out"], arguments.leave_out)
    stored["leaves_wrong"] = arguments.leave_wrong
    stored["takes_totals"] = arguments.take_totals or stored["takes_totals"]
    values = {name: dict(words) for name, words in stored["values"].items()}
    for one in arguments.word:
        place, ours = _pair(one)
        name, _colon, theirs = place.partition(":")
        values.setdefault(name, {})[theirs.casefold()] = ours
    stored["values"] = values
    stored["decimal"] = arguments.decimal or stored["decimal"]
    stored["dates"] = arguments.dates or stored["dates"]
    stored["clears_empty"] = arguments.clear_empty or stored["clears_empty"]
    mapping = ColumnMapping.from_json(stored)
    if arguments.guess:
        file = read_table(
            upload.path,
            sheet=upload.sheet,
            encoding=upload.encoding,
            delimiter=upload.delimiter,
        )
        mapping = with_guesses(TABLES[upload.table], mapping, file)
    return mapping


def _left_out(proposed: dict[str, Any], given: list[str]) -> dict[str, list[str]]:
    """What is proposed for columns nobody named, and what was said of the others."""
    pairs = [_pair(one) for one in given]
    found = {heading: list(words) for heading, words in proposed.items()}
    for heading, _word in pairs:
        found[heading] = []
    for heading, word in pairs:
        if word:
            found[heading].append(word)
    return {heading: words for heading, words in found.items() if words}


def _pair(text: str) -> tuple[str, str]:
    left, _equals, right = text.partition("=")
    return left.strip(), right.strip()


def _sheets(upload: Any) -> list[str]:
    from counterpart.exchange.files.problems import UnreadableFile
    from counterpart.exchange.reading import sheets_of

    try:
        return sheets_of(upload.path)
    except (UnreadableFile, OSError):
        return []


def _own_revenue(upload: Any) -> str:
    """The column with the customers' own revenue, if the file has one that was not taken."""
    from counterpart.exchange.headings.turnover import own_revenue

    taken = upload.mapping.get("columns", {}).get("annual_value")
    return own_revenue(upload.headings) if upload.table == "accounts" and not taken else ""


def _say(upload: Any, *, as_json: bool) -> None:
    from counterpart.exchange.importing.advice import advice_for
    from counterpart.exchange.importing.verdicts import all_verdicts
    from counterpart.exchange.models import Import
    from counterpart.exchange.queries import standing_of

    problems: list[dict[str, Any]] = []
    left_out: list[dict[str, Any]] = []
    sheets = _sheets(upload)
    if upload.state == Import.State.FAILED:
        standing = standing_of(upload)
        problems.append({"row": standing.failed_row, "column": "", "message": standing.failure})
    else:
        for one in all_verdicts(upload.verdicts_path, verdict="wrong"):
            problems += [
                {"row": p.row, "column": p.column, "message": str(p)} for p in one.problems
            ]
        left_out = [
            {"row": one.row, "message": str(one.problems[0])}
            for one in all_verdicts(upload.verdicts_path, verdict="left_out")
        ]
    applied = upload.state == Import.State.APPLIED
    if as_json:
        found = {
            "import": upload.pk,
            "table": upload.table,
            "source": upload.source_system,
            "sheet": upload.sheet,
            "sheets": sheets,
            "counts": upload.counts,
            "applied": applied,
            "problems": problems,
            "left_out": left_out,
        }
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        return
    counts = ", ".join(f"{count} {verdict}" for verdict, count in upload.counts.items())
    lines = [f"{upload.table}: {counts.replace('_', ' ')}"] if counts else []
    if len(sheets) > 1:
        read = f"Read was the sheet “{upload.sheet}”. " if upload.sheet else ""
        lines.append(f"  {read}The workbook has: {', '.join(sheets)}; choose with --sheet NAME.")
    if heading := _own_revenue(upload):
        lines.append(
            f"  {heading} is the customer's own revenue and was not taken; where nothing else is "
            f"known, --column annual_value={heading} takes it."
        )
    if not applied:
        lines += [f"  {text} (--default {name}=…)" for name, text in advice_for(upload)]
    lines += [f"  row {one['row']}: {one['message']}" for one in left_out[:SHOWN]]
    if len(left_out) > SHOWN:
        lines.append(f"  and {len(left_out) - SHOWN} more are left out; --json has them all")
    for problem in problems[:SHOWN]:
        place = f"row {problem['row']}" + (f", {problem['column']}" if problem["column"] else "")
        lines.append(f"  {place}: {problem['message']}")
    if len(problems) > SHOWN:
        lines.append(f"  and {len(problems) - SHOWN} more; --json has them all")
    if applied:
        lines.append("All rows are written.")
    elif problems:
        if upload.changing_rows:
            lines.append("  --leave-wrong brings the others in without these rows.")
        lines.append("Nothing was written.")
    else:
        lines.append(
            "Nothing was written; --apply writes."
            if upload.changing_rows
            else "Nothing to write: every row is here already."
        )
    sys.stdout.write("\n".join(lines) + "\n")
