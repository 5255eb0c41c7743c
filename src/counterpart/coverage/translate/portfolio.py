"""The engine's portfolio problem from plain facts: accounts, models, what is scarce.

An option is a coverage model at an effort, in per cent of the hours that the model usually takes.
It is worth the margin of the sales to expect at that effort, less what orders and returns cost,
less the model's cost, less a year's part of what changing to it costs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from counterpart.coverage.options import PlanOptions
from counterpart.coverage.reckoning.exact import half_up
from counterpart.coverage.translate.responses import AccountResponse

if TYPE_CHECKING:
    from counterpart.coverage.engine import Curve, PortfolioProblem

BUDGET, LEADS, TEAMS, HOURS = "budget", "leads", "teams", "hours:"
"""Names of what is scarce; hours go on with a function's code, and with a region after a colon."""
A_LEAD = 1_000
"""Leads are counted in thousandths: one with eight accounts gives each an eighth."""
AS_IS = 100


def hours_named(code: str, region: str = "") -> str:
    """The name of hours of a function, or of all where there is no code, in a region if one is
    said."""
    return f"{HOURS}{code}:{region}" if region else f"{HOURS}{code}"


@lru_cache(maxsize=1024)
def whose_hours(resource: str) -> tuple[str, str]:
    """Code and region of such a name; empty where it is about all."""
    code, _colon, region = resource.removeprefix(HOURS).partition(":")
    return code, region


@dataclass(frozen=True)
class ModelFacts:
    """A coverage model as it holds on the day of the plan; money in the plan's minor units."""

    pk: int
    code: str
    rank: int
    """Place in the order from the lightest."""
    has_team: bool
    span: int
    least_functions: int
    hours: Mapping[str, Fraction]
    """A year's usual hours by code of our function."""
    moving_minor: int
    """What rises with the effort, a year: hours and usual activities."""
    fixed_minor: int
    """What does not: lead, travel, office, coordination."""
    set_up_minor: int

    @property
    def all_hours(self) -> Fraction:
        """A year's usual hours of all functions."""
        return sum(self.hours.values(), Fraction(0))

    def hours_of(self, code: str) -> Fraction:
        """A year's usual hours of a function, of all where there is no code."""
        return self.hours.get(code, Fraction(0)) if code else self.all_hours

    def cost(self, effort: int) -> int:
        """A year's cost at an effort in per cent."""
        return half_up(Fraction(self.moving_minor * effort, 100)) + self.fixed_minor


@dataclass(frozen=True)
class AccountFacts:
    """An account as of today; money in the plan's minor units, over twelve months."""

    pk: int
    region: str
    model: ModelFacts
    sales_minor: int
    margin_minor: int
    documents_minor: int
    """What its orders and returns cost."""
    functions: int
    """Functions in which both sides truly have people."""
    answer: AccountResponse | None
    """None where there are no sales, or no margin is known: then it stays as it is."""


@dataclass(frozen=True)
class Option:
    """One way to cover one account, with what it brings and costs a year."""

    account: AccountFacts
    model: ModelFacts
    effort: int
    sales_minor: int
    cost_minor: int
    value_minor: int

    @property
    def name(self) -> str:
        """As the problem file calls it."""
        return f"{self.model.code} {self.effort} %"

    def uses(self, resource: str) -> int:
        """How much of a scarce resource it takes."""
        if resource == BUDGET:
            return self.cost_minor
        if resource == LEADS:
            return math.ceil(Fraction(A_LEAD, self.model.span))
        if resource == TEAMS:
            return int(self.model.has_team)
        code, region = whose_hours(resource)
        if region and region != self.account.region:
            return 0
        return half_up(self.model.hours_of(code) * self.effort / 100)


@dataclass(frozen=True)
class Portfolio:
    """All facts of a plan, and the options that follow from them."""

    options: PlanOptions
    accounts: Sequence[AccountFacts]
    models: Sequence[ModelFacts]
    """Those that may be chosen, the lightest first."""
    minor_of_major: int

    def options_of(self, account: AccountFacts) -> list[Option]:
        """What may be chosen for an account; the present model at its usual effort is among it."""
        if account.answer is None:
            return [self.option(account, account.model, AS_IS)]
        models = {model.pk: model for model in self.models if self._may_have(account, model)}
        models[account.model.pk] = account.model
        efforts = sorted({*self.options.efforts, AS_IS})
        return [
            self.option(account, model, effort)
            for model in sorted(models.values(), key=lambda model: model.rank)
            for effort in efforts
        ]

    def _may_have(self, account: AccountFacts, model: ModelFacts) -> bool:
        if model.least_functions > max(account.functions, 1):
            return False
        return account.pk not in self.options.keep or model.rank >= account.model.rank

    def option(self, account: AccountFacts, model: ModelFacts, effort: int) -> Option:
        """One way to cover the account, priced under what is supposed."""
        asked = self.options
        times = self._sales_times(account, model, effort)
        price = Fraction(asked.price_percent, 100)
        rate = 1 + Fraction(asked.rate_percent, 100)
        priced = replace(model, moving_minor=half_up(model.moving_minor * rate))
        margin = account.margin_minor + account.sales_minor * price
        earned = (margin - account.documents_minor * rate) * times
        cost = priced.cost(effort)
        changing = 0
        if model.pk != account.model.pk:
            once = model.set_up_minor + asked.change_cost * self.minor_of_major
            changing = half_up(Fraction(once, max(1, asked.spread_years)))
        return Option(
            account=account,
            model=model,
            effort=effort,
            sales_minor=half_up(account.sales_minor * (1 + price) * times),
            cost_minor=cost,
            value_minor=half_up(earned) - cost - changing,
        )

    def _sales_times(self, account: AccountFacts, model: ModelFacts, effort: int) -> Fraction:
        """Sales to expect as a multiple of today's; as they are where nothing is known."""
        if account.answer is None:
            return Fraction(1)
        answer = account.answer.response
        curve = with_potential(answer.curve, 1 + self.options.potential_percent / 100)
        times = curve.value(float(model.all_hours * effort / 100) / answer.effort)
        return Fraction(times).limit_denominator(1_000_000)

    def capacities(self) -> dict[str, int | None]:
        """How much there is of each resource; `None` where it is not limited."""
        asked = self.options
        codes = sorted({code for model in self.models for code in model.hours})
        return {
            BUDGET: None if asked.budget is None else asked.budget * self.minor_of_major,
            LEADS: None if asked.leads is None else asked.leads * A_LEAD,
            TEAMS: asked.teams,
            **{hours_named(code): asked.hours.get(code) for code in codes},
            **{hours_named(code, region): hours for region, code, hours in asked.regional_hours},
        }


def with_potential(curve: Curve, times: float) -> Curve:
    """Little's curve through today's sales with its saturation so many times as far; other forms
    as they are."""
    from counterpart.coverage.engine import Adbudg

    if times == 1 or not isinstance(curve, Adbudg) or curve.bottom >= 1:
        return curve
    ceiling = max(curve.ceiling * times, 1.001)
    return replace(curve, ceiling=ceiling, half=(ceiling - 1) / (1 - curve.bottom))


@dataclass(frozen=True)
class Built:
    """The engine's problem, and the options behind its numbers."""

    problem: PortfolioProblem
    options: Sequence[Option]
    capacities: Mapping[str, int | None]


def build_problem(portfolio: Portfolio, *, currency: str, name: str = "") -> Built:
    """The problem for the engine; raises its `ProblemError` when not even the least fits."""
    import numpy as np

    from counterpart.coverage.engine import PortfolioProblem

    options: list[Option] = []
    first = [0]
    for account in portfolio.accounts:
        options += portfolio.options_of(account)
        first.append(len(options))
    capacities = portfolio.capacities()
    uses = np.array([list(_uses(option, capacities)) for option in options], dtype=np.int64)
    starts = np.array(first[:-1])
    most = np.maximum.reduceat(uses, starts).sum(axis=0)
    limits = [
        int(most[at]) if limit is None else limit for at, limit in enumerate(capacities.values())
    ]
    models = {option.model.code: None for option in options}
    names = {option.name: None for option in options}
    model_at = {code: at for at, code in enumerate(models)}
    name_at = {text: at for at, text in enumerate(names)}
    problem = PortfolioProblem(
        accounts=[str(account.pk) for account in portfolio.accounts],
        first=np.array(first),
        value=np.array([option.value_minor for option in options], dtype=np.int64),
        uses=uses,
        capacity=np.array(limits, dtype=np.int64),
        resources=list(capacities),
        models=list(models),
        model=np.array([model_at[option.model.code] for option in options]),
        option_names=list(names),
        option_name=np.array([name_at[option.name] for option in options]),
        money_unit=f"1/{portfolio.minor_of_major} {currency} a year",
        name=name,
    )
    return Built(problem, options, capacities)


def _uses(option: Option, resources: Mapping[str, object]) -> Iterator[int]:
    for resource in resources:
        yield option.uses(resource)
