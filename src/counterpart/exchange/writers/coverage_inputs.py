"""What coverage rests on: models, terms, hours, usual quantities and rates, by coverage itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from counterpart.coverage import services as coverage
from counterpart.coverage.models import CoverageModel, ModelHours, ModelTerms
from counterpart.directory.models import Function
from counterpart.exchange.importing.rows import ImportRow, Plan, Verdict
from counterpart.exchange.writers.base import Objects, Writing, facts_maker, loaded
from counterpart.exchange.writers.plain import PlainWriter, put_facts
from counterpart.kernel.errors import Refusal, RowProblem
from counterpart.kernel.errors import mark as _

Terms = dict[tuple[int, date], ModelTerms]


class WithoutTerms(Refusal):
    """Hours are told of a day on which no terms begin."""

    message = _(
        "“%(model)s” has no terms from that day. Bring in its terms first, or give the day of some."
    )


class ModelWriter(PlainWriter):
    """Ways to cover an account."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """What the fields would refuse, and names that two models would have."""
        yield from super().problems(plan)
        written = list(things_of(plan))
        names = {model.pk: model.name for model in CoverageModel.objects.all()}
        names |= {-row.number: thing.name for row, thing in written if row.pk is None}
        names |= {thing.pk: thing.name for row, thing in written if row.pk is not None}
        often = Counter(name.casefold() for name in names.values())
        for row, thing in written:
            if often[thing.name.casefold()] > 1:
                message = coverage.ModelNameTaken.message
                yield RowProblem(row.number, "name", message, (("name", thing.name),))

    def write(self, plan: Plan, writing: Writing) -> None:
        """Draw them up, or change them."""
        rows = wanted_rows(plan)
        there = loaded(CoverageModel, [row for row in rows if row.pk is not None])
        facts_of = facts_maker(plan.table, Objects(plan.table, rows))
        for row in rows:
            facts = {**kept(writing), **facts_of(row)}
            if row.pk is None:
                coverage.create_model(**facts)
            else:
                coverage.change_model(there[row.pk], **facts)


class TermsWriter(PlainWriter):
    """What models take, from a day on; their hours by function stay."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """What the fields would refuse, and fewer people than needed."""
        yield from super().problems(plan)
        models = Objects(plan.table, wanted_rows(plan))
        for row, thing in things_of(plan):
            if thing.people < thing.least_people:
                model = str(models.get("model", row.facts["model"]))
                said = {"model": model, "people": thing.people, "least": thing.least_people}
                message = coverage.TooFewPeople.message
                yield RowProblem(row.number, "people", message, tuple(said.items()))

    def write(self, plan: Plan, writing: Writing) -> None:
        """Set them all."""
        rows = wanted_rows(plan)
        facts_of = facts_maker(plan.table, Objects(plan.table, rows))
        standing = _terms()
        for row in rows:
            terms = standing.get((row.facts["model"], row.facts["since"]))
            hours = _hours_of(terms) if terms else {}
            coverage.set_terms(hours=hours, **facts_of(row), **kept(writing))


class HoursWriter(PlainWriter):
    """Hours a year by function, laid over those that the terms have."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """What the field would refuse, and terms that are not there."""
        yield from super().problems(plan)
        rows, standing = wanted_rows(plan), _terms()
        models = {model.pk: str(model) for model in CoverageModel.objects.all()}
        for row in rows:
            if (row.facts["model"], row.facts["since"]) not in standing:
                said = (("model", models[row.facts["model"]]),)
                yield RowProblem(row.number, "since", WithoutTerms.message, said)

    def write(self, plan: Plan, writing: Writing) -> None:
        """Set the hours of all terms that are named."""
        rows, standing = wanted_rows(plan), _terms(locked=True)
        functions = Function.objects.in_bulk([row.facts["function"] for row in rows])
        told: dict[ModelTerms, dict[Function, Decimal]] = defaultdict(dict)
        for row in rows:
            terms = standing.get((row.facts["model"], row.facts["since"]))
            if terms is None:  # taken away since the file was checked
                raise WithoutTerms(model=CoverageModel.objects.get(pk=row.facts["model"]).name)
            told[terms][functions[row.facts["function"]]] = row.facts["hours_per_year"]
        for terms, hours in told.items():
            merged = {**_hours_of(terms), **hours}
            coverage.set_terms(terms.model, since=terms.since, hours=merged, **kept(writing))


class RateWriter(PlainWriter):
    """What a unit of an activity costs, from a day on."""

    def write(self, plan: Plan, writing: Writing) -> None:
        """Set them all."""
        for _row, rate in things_of(plan):
            coverage.set_rate(
                rate.activity,
                function=rate.function,
                cost_minor=rate.cost_minor,
                currency=rate.currency,
                unit=rate.unit,
                since=rate.since,
                source=rate.source,
                **kept(writing),
            )


class StandardWriter(PlainWriter):
    """How much of an activity is usual for an account of a model."""

    def write(self, plan: Plan, writing: Writing) -> None:
        """Set them all."""
        for _row, standard in things_of(plan):
            coverage.set_standard(
                standard.model,
                standard.activity,
                function=standard.function,
                quantity_per_year=standard.quantity_per_year,
                source=standard.source,
                **kept(writing),
            )


def kept(writing: Writing) -> dict[str, Any]:
    """What the history keeps beside each change."""
    return {"by": writing.by, "why": writing.why, "batch": writing.batch}


def wanted_rows(plan: Plan) -> list[ImportRow]:
    """The rows that are to be written."""
    return [row for row in plan.rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]


def things_of(plan: Plan) -> Iterator[tuple[ImportRow, Any]]:
    """Each row that is to be written with what it would make, nothing of it saved."""
    rows = wanted_rows(plan)
    there = loaded(plan.table.model, [row for row in rows if row.pk is not None])
    for row in rows:
        thing = there[row.pk] if row.pk is not None else plan.table.model()
        put_facts(thing, plan, row)
        yield row, thing


def _terms(*, locked: bool = False) -> Terms:
    rows = ModelTerms.objects.select_related("model").prefetch_related("hours__function")
    rows = rows.select_for_update(of=("self",)) if locked else rows
    return {(terms.model_id, terms.since): terms for terms in rows}


def _hours_of(terms: ModelTerms) -> dict[Function, Decimal]:
    hours: Iterable[ModelHours] = terms.hours.all()
    return {row.function: row.hours_per_year for row in hours}
