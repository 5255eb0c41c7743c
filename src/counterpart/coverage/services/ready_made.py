"""Five usual ways to cover an account, to begin with; a company changes them or adds its own.

Hours, spans and costs are starting points of ours, not figures of a study; the first terms say so.
The ways themselves are those of the field: ordinary sellers, a key-account department, a separate
sales force, selling teams, and a team with an office at the customer's site.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import CoverageModel
from counterpart.coverage.services.models import TermsFacts, create_model, set_terms
from counterpart.directory.models import Function

Kind = CoverageModel.Kind


@dataclass(frozen=True)
class ReadyMade:
    """One of the five; hours a year by the code of a function, money in whole units."""

    code: str
    kind: CoverageModel.Kind
    name: str
    name_ru: str
    hours: Mapping[str, int]
    people: int = 1
    least_people: int = 1
    span: int = 1
    least_functions: int = 1
    travel: int = 0
    office: int = 0
    coordination_per_pair: int = 0
    set_up: int = 0


READY_MADE = (
    ReadyMade("territory", Kind.TERRITORY, "Territory seller", "Территориальный представитель",
              {"sales": 16}, span=60, travel=400),
    ReadyMade("manager", Kind.MANAGER, "Key account manager", "Менеджер ключевого клиента",
              {"sales": 120, "service": 12}, people=2, span=8, travel=2_500,
              coordination_per_pair=300, set_up=1_000),
    ReadyMade("sales-force", Kind.SALES_FORCE, "Key-account sales force",
              "Отдельный штат для ключевых клиентов",
              {"sales": 220, "service": 24, "marketing": 16}, people=3, least_people=2, span=5,
              travel=5_000, coordination_per_pair=350, set_up=4_000),
    ReadyMade("team", Kind.TEAM, "Selling team", "Команда продаж клиенту",
              {"sales": 260, "engineering": 80, "shipping": 60, "planning": 40, "finance": 30,
               "quality": 30, "service": 40},
              people=7, least_people=3, span=3, least_functions=3, travel=9_000,
              coordination_per_pair=400, set_up=12_000),
    ReadyMade("on-site", Kind.ON_SITE, "Selling team with an office on site",
              "Команда с офисом у клиента",
              {"sales": 420, "engineering": 220, "shipping": 180, "planning": 160, "finance": 60,
               "quality": 100, "service": 120},
              people=8, least_people=4, span=1, least_functions=4, travel=6_000, office=48_000,
              coordination_per_pair=250, set_up=40_000),
)  # fmt: skip


@transaction.atomic
def take_ready_made(
    *, since: date, currency: str, by: Viewer, batch: str = ""
) -> list[CoverageModel]:
    """Those of the five that are not there yet, with terms from the day.

    Hours of functions that the company does not have are left out.
    """
    known = set(CoverageModel.objects.values_list("code", flat=True))
    functions = {function.code: function for function in Function.objects.filter(is_ours=True)}
    made = []
    for position, ready in enumerate(READY_MADE, start=1):
        if ready.code in known:
            continue
        model = create_model(
            code=ready.code,
            kind=ready.kind,
            name=ready.name,
            name_ru=ready.name_ru,
            position=10 * position,
            by=by,
            batch=batch,
        )
        hours = {
            functions[code]: Decimal(value)
            for code, value in ready.hours.items()
            if code in functions
        }
        facts = terms_of(ready, currency)
        set_terms(model, since=since, hours=hours, by=by, batch=batch, **facts)
        made.append(model)
    return made


def terms_of(ready: ReadyMade, currency: str) -> TermsFacts:
    """Its terms as facts, in minor units of the currency."""
    from counterpart.kernel.money import Money

    def minor(amount: int) -> int:
        return Money.of(amount, currency).minor

    return {
        "people": ready.people,
        "least_people": ready.least_people,
        "span": ready.span,
        "least_functions": ready.least_functions,
        "travel_minor": minor(ready.travel),
        "office_minor": minor(ready.office),
        "coordination_per_pair_minor": minor(ready.coordination_per_pair),
        "set_up_minor": minor(ready.set_up),
        "currency": currency,
        "source": _("a usual figure to begin with"),
    }
