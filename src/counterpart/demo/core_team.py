"""A coverage model of the demo company's own: a small team, for accounts at which a whole one would
cost more than it brings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from counterpart.access.viewer import Viewer
from counterpart.coverage import services
from counterpart.coverage.models import CoverageModel
from counterpart.directory.models import Function
from counterpart.kernel.money import Money

CODE, BETWEEN_MANAGER_AND_SALES_FORCE = "core-team", 25
HOURS = {"sales": 150, "engineering": 24, "shipping": 20, "service": 20}
TRAVEL, COORDINATION_PER_PAIR, SET_UP = 3_000, 250, 3_000


def make_core_team(*, since: date, currency: str, by: Viewer) -> CoverageModel:
    """The model, with its terms."""
    model = services.create_model(
        code=CODE,
        kind=CoverageModel.Kind.TEAM,
        name="Core team",
        name_ru="Малая команда",
        position=BETWEEN_MANAGER_AND_SALES_FORCE,
        note="Lead and three experts",
        by=by,
    )
    functions = {function.code: function for function in Function.objects.filter(code__in=HOURS)}
    services.set_terms(
        model,
        since=since,
        hours={functions[code]: Decimal(hours) for code, hours in HOURS.items()},
        people=4,
        least_people=3,
        span=5,
        least_functions=2,
        travel_minor=Money.of(TRAVEL, currency).minor,
        coordination_per_pair_minor=Money.of(COORDINATION_PER_PAIR, currency).minor,
        set_up_minor=Money.of(SET_UP, currency).minor,
        currency=currency,
        source="Agreed with finance",
        by=by,
    )
    return model
