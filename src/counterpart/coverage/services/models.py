"""Coverage models and their dated terms: how an account may be covered, and what that takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import CoverageModel, ModelHours, ModelTerms
from counterpart.customers.services.facts import put
from counterpart.directory.models import Function
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class ModelNameTaken(Refusal):
    """Two models would have one name or one code."""

    message = _(
        "There is a coverage model “%(name)s” already. Give this one another name and code."
    )


class TooFewPeople(Refusal):
    """Fewer people are planned than the model needs."""

    message = _(
        "“%(model)s” has %(people)s people and needs at least %(least)s. Raise the one or lower "
        "the other."
    )


class ModelInUse(Refusal):
    """Accounts are, or were, covered by the model."""

    message = _(
        "“%(model)s” covers, or covered, %(accounts)s accounts and stays for the record. Take "
        "“may be chosen” away instead."
    )


class ModelFacts(TypedDict, total=False):
    code: str
    kind: str
    name: str
    name_ru: str
    position: int
    note: str
    is_offered: bool


class TermsFacts(TypedDict, total=False):
    people: int
    least_people: int
    span: int
    least_functions: int
    lead_minor: int
    travel_minor: int
    office_minor: int
    coordination_per_pair_minor: int
    set_up_minor: int
    currency: str
    source: str


@transaction.atomic
def create_model(
    *, by: Viewer, why: str = "", batch: str = "", **facts: Unpack[ModelFacts]
) -> CoverageModel:
    """A way to cover accounts; it can be chosen once it has terms."""
    model = CoverageModel()
    put(model, facts)
    _refuse_taken(model)
    return history.create(model, by=by, why=why, batch=batch)


@transaction.atomic
def change_model(
    model: CoverageModel, *, by: Viewer, why: str = "", batch: str = "", **facts: Unpack[ModelFacts]
) -> CoverageModel:
    """Another name, kind, place in the order, or whether it is offered."""
    changed = CoverageModel.objects.select_for_update().get(pk=model.pk)
    put(changed, facts)
    _refuse_taken(changed)
    return history.save(changed, by=by, why=why, batch=batch)


@transaction.atomic
def remove_model(model: CoverageModel, *, by: Viewer, why: str = "", batch: str = "") -> None:
    """Take back a model that never covered anybody."""
    accounts = model.coverages.values("account").distinct().count()
    if accounts:
        raise ModelInUse(model=str(model), accounts=accounts)
    for terms in model.terms.all():
        remove_terms(terms, by=by, why=why, batch=batch)
    history.remove(model, by=by, why=why, batch=batch)


@transaction.atomic
def set_terms(
    model: CoverageModel,
    *,
    since: date,
    hours: Mapping[Function, Decimal],
    by: Viewer,
    why: str = "",
    batch: str = "",
    **facts: Unpack[TermsFacts],
) -> ModelTerms:
    """What the model takes from that day on; terms of the same day are replaced.

    `hours` are a year's, by function of ours; functions without hours are left out.
    """
    CoverageModel.objects.select_for_update().get(pk=model.pk)
    terms = ModelTerms.objects.filter(model=model, since=since).first()
    is_new = terms is None
    terms = terms or ModelTerms(model=model, since=since)
    put(terms, facts)
    if terms.people < terms.least_people:
        raise TooFewPeople(model=str(model), people=terms.people, least=terms.least_people)
    write = history.create if is_new else history.save
    write(terms, by=by, why=why, batch=batch)
    _set_hours(terms, {f: h for f, h in hours.items() if h}, by=by, why=why, batch=batch)
    return terms


@transaction.atomic
def remove_terms(terms: ModelTerms, *, by: Viewer, why: str = "", batch: str = "") -> None:
    """The terms before that day hold on."""
    for row in terms.hours.all():
        history.remove(row, by=by, why=why, batch=batch)
    history.remove(terms, by=by, why=why, batch=batch)


def _set_hours(
    terms: ModelTerms, hours: Mapping[Function, Decimal], *, by: Viewer, why: str, batch: str
) -> None:
    standing = {row.function_id: row for row in terms.hours.all()}
    wanted = {function.pk: value for function, value in hours.items()}
    for function_id, row in standing.items():
        if function_id not in wanted:
            history.remove(row, by=by, why=why, batch=batch)
        elif row.hours_per_year != wanted[function_id]:
            row.hours_per_year = wanted[function_id]
            history.save(row, by=by, why=why, batch=batch)
    new = [
        ModelHours(terms=terms, function_id=function_id, hours_per_year=value)
        for function_id, value in wanted.items()
        if function_id not in standing
    ]
    history.create_many(new, by=by, why=why, batch=batch)


def _refuse_taken(model: CoverageModel) -> None:
    others = CoverageModel.objects.exclude(pk=model.pk)
    same_name = others.filter(name__iexact=model.name) if model.name else others.none()
    if same_name.exists() or others.filter(code=model.code).exists():
        raise ModelNameTaken(name=model.name)
