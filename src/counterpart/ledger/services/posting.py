"""Posting order lines: once, with the paper that makes them count, never edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.services.row_checks import field_problems, problem_of, refuse_if_any
from counterpart.kernel.errors import Refusal, RowProblem
from counterpart.kernel.errors import mark as _
from counterpart.kernel.money import Money
from counterpart.ledger.models import OrderLine

Key = tuple[str, str, str, str]
SLICE = 400
COMPARED = (
    "account_id",
    "product_id",
    "seller_id",
    "on",
    "quantity",
    "amount_minor",
    "cost_minor",
    "currency",
)


@dataclass(frozen=True, slots=True)
class Posted:
    """How many lines were new, and how many were there already, word for word."""

    new: int
    same: int


class LineAlreadyPosted(Refusal):
    """A line of a document is posted already, with other facts."""

    message = _(
        "Line %(line)s of document %(document)s is already posted as %(posted)s and cannot become "
        "%(now)s. Posted lines are never edited: post a correcting line with its own number."
    )


def post_order_lines(lines: Sequence[OrderLine], *, by: Viewer, batch: str = "") -> Posted:
    """Post the lines that are not there yet; all of them or, if one is wrong, none.

    The same line again counts as "same" and changes nothing; a line with the key of a posted
    one and other facts is refused.
    """
    try:
        return _post(lines, by=by, batch=batch)
    except IntegrityError:
        # Somebody posted the same documents at this moment: now they can be compared.
        return _post(lines, by=by, batch=batch)


@transaction.atomic
def _post(lines: Sequence[OrderLine], *, by: Viewer, batch: str) -> Posted:
    refuse_if_any(order_line_problems(lines))
    states = line_states(lines)
    fresh = {}
    for line, state in zip(lines, states, strict=True):
        if state == "new" and key_of(line) not in fresh:
            line.pk, line.posted_by, line.batch = None, by.name[:200], batch
            fresh[key_of(line)] = line
    OrderLine.objects.bulk_create(fresh.values(), batch_size=SLICE)
    return Posted(new=len(fresh), same=len(lines) - len(fresh))


def line_states(lines: Sequence[OrderLine]) -> list[str]:
    """For each line "new", "same" as the posted one, or "different" from it."""
    posted, fresh = _posted_lines(lines), dict[Key, OrderLine]()
    states = []
    for line in lines:
        twin = posted.get(key_of(line))
        equal = _facts(twin or fresh.setdefault(key_of(line), line)) == _facts(line)
        states.append(("same" if twin else "new") if equal else "different")
    return states


def order_line_problems(
    lines: Sequence[OrderLine], *, rows: Sequence[int] | None = None
) -> list[RowProblem]:
    """All that is wrong with the lines; writes nothing. `rows` are their numbers in the file."""
    numbers = rows or range(1, len(lines) + 1)
    problems = [
        problem
        for line, row in zip(lines, numbers, strict=True)
        for problem in _problems_of_one(line, row)
    ]
    posted = _posted_lines(lines)
    for line, row in zip(lines, numbers, strict=True):
        twin = posted.setdefault(key_of(line), line)
        if _facts(twin) != _facts(line):
            refusal = LineAlreadyPosted(
                document=line.document_no, line=line.line_no, posted=_said(twin), now=_said(line)
            )
            problems.append(problem_of(refusal, row=row, column="line_no"))
    return sorted(problems, key=lambda problem: problem.row)


def key_of(line: OrderLine) -> Key:
    """What makes the line one of a kind."""
    return (line.source_system, line.document_kind, line.document_no, line.line_no)


def _problems_of_one(line: OrderLine, row: int) -> Iterator[RowProblem]:
    yield from field_problems(line, row=row)
    if line.account_id is None:
        yield RowProblem(row, "account", _("The account is missing."))


def _facts(line: OrderLine) -> tuple[object, ...]:
    return tuple(getattr(line, name) for name in COMPARED)


def _said(line: OrderLine) -> str:
    """The line in short: whose, day, product, quantity and amount."""
    amount = Money(line.amount_minor, line.currency)
    product = f"{line.product.code}, " if line.product else ""
    quantity = (
        f"{line.quantity:f}".rstrip("0").rstrip(".")
        if "." in f"{line.quantity:f}"
        else line.quantity
    )
    return f"{line.account}, {line.on}, {product}{quantity} = {amount.amount} {amount.currency}"


def _posted_lines(lines: Sequence[OrderLine]) -> dict[Key, OrderLine]:
    wanted = {key_of(line) for line in lines}
    documents = sorted({line.document_no for line in lines})
    found: dict[Key, OrderLine] = {}
    for start in range(0, len(documents), SLICE):
        numbers = documents[start : start + SLICE]
        for posted in OrderLine.objects.filter(document_no__in=numbers):
            if key_of(posted) in wanted:
                found[key_of(posted)] = posted
    return found
