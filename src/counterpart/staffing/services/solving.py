"""Running the engine on a proposal and keeping what it found."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.staffing.findings import findings_of, gap_of, load_of
from counterpart.staffing.frame import read_frame
from counterpart.staffing.hours import hours_of
from counterpart.staffing.models import (
    AccountSheet,
    ProposedLead,
    ProposedLoad,
    ProposedPairing,
    StaffingPlan,
)
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.prices_shown import prices_of
from counterpart.staffing.services.starting import start_of
from counterpart.staffing.sheet import sheets_of

if TYPE_CHECKING:
    from counterpart.staffing.engine import Explanation, Result, StaffingProblem
    from counterpart.staffing.translate import Translation

Progress = Callable[[int, int, float], None]
TRAJECTORY_POINTS = 120
ROWS_AT_ONCE = 2000


class NothingToStaff(Refusal):
    """No account, or nobody with hours, was chosen."""

    message = _(
        "There is nothing to staff: choose at least one account that has contacts, and people "
        "with hours for key accounts."
    )


def solve_plan(
    plan: StaffingPlan,
    *,
    by: Viewer,
    on_progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> StaffingPlan:
    """Solve the proposal as of today and keep teams, gaps, loads and prices with it."""
    from counterpart.staffing import engine
    from counterpart.staffing.translate import Translation, build_problem

    options = StaffingOptions.from_choices(plan.choices)
    frame = read_frame(plan.choices, by.today)
    if not frame.contacts or not frame.people:
        raise NothingToStaff
    made = Translation(frame, options, plan.currency)
    problem = build_problem(made, name=plan.name)
    engine.make_ready()
    watch = _Watch(on_progress)
    result = engine.solve(
        problem,
        stop=engine.MaxSeconds(options.seconds) | engine.Gap(0.0),
        seed=options.seed,
        on_progress=watch,
        cancelled=cancelled,
        start=start_of(plan, problem),
    )
    greedy = engine.solve(problem, stop=engine.MaxSeconds(5), seed=options.seed, method="greedy")
    plan.trajectory = watch.thinned(result)
    plan.greedy_value_minor = greedy.value
    return keep_result(plan, made, problem, result, by=by)


@transaction.atomic
def keep_result(
    plan: StaffingPlan, made: Translation, problem: StaffingProblem, result: Result, *, by: Viewer
) -> StaffingPlan:
    """Write the proposal's rows and figures, all or nothing; one line of the history tells it."""
    from counterpart.staffing import engine

    backups = engine.choose_backups(problem, result.plan)
    told = engine.explain(problem, result.plan, result.prices)
    data = engine.problem_to_json(problem)
    plan.problem = zlib.compress(json.dumps(data).encode(), 6)
    plan.value_minor, plan.bound_minor = int(result.value), int(result.bound)
    plan.today_value_minor = int(engine.value_of(problem, engine.today_plan(problem)))
    plan.seconds, plan.status = round(result.seconds, 2), result.status
    plan.findings = {
        **findings_of(problem, result.plan, told),
        "worth": made.worth.as_findings(),
    }
    if result.prices is not None:
        listed = engine.price_list(problem, result.plan, result.prices)
        plan.findings["prices"] = prices_of(listed)
    plan.state = StaffingPlan.State.READY
    rows = ProposalRows(plan, made, problem, result.plan, backups, told)
    for old in (plan.pairings, plan.leads, plan.loads, plan.sheets):
        old.all().delete()
    leads, pairings = rows.leads(), rows.pairings()
    plan.covered = sum(1 for row in pairings if row.person_id)
    plan.gaps = len(pairings) - plan.covered
    ProposedLead.objects.bulk_create(leads, batch_size=ROWS_AT_ONCE)
    ProposedPairing.objects.bulk_create(pairings, batch_size=ROWS_AT_ONCE)
    ProposedLoad.objects.bulk_create(rows.loads(), batch_size=ROWS_AT_ONCE)
    sheets = [
        AccountSheet(plan=plan, account_id=account, content=content)
        for account, content in sheets_of(data).items()
    ]
    AccountSheet.objects.bulk_create(sheets, batch_size=ROWS_AT_ONCE)
    history.save(plan, by=by)
    return plan


class ProposalRows:
    """The proposal's rows made of the engine's plan."""

    def __init__(
        self,
        plan: StaffingPlan,
        made: Translation,
        problem: StaffingProblem,
        staffing: Any,
        backups: Any,
        told: Explanation,
    ) -> None:
        from counterpart.staffing.translate import ReasonWriter

        self.plan, self.made, self.problem = plan, made, problem
        self.chosen = [int(person) for person in staffing.person_of_post]
        self.backups = [int(person) for person in backups]
        self.row_of = problem.rows_of(staffing.person_of_post)
        self.reasons = ReasonWriter(made)
        self.told = told
        self.gaps = {(gap.kind, gap.id): gap_of(gap) for gap in told.gaps}

    def pairings(self) -> list[ProposedPairing]:
        """A row for every contact; one without a person says why nobody faces them."""
        rows = []
        for at, contact in enumerate(self.made.frame.contacts):
            person = self._person(self.chosen[at])
            rows.append(
                ProposedPairing(
                    plan=self.plan,
                    account_id=contact.account_id,
                    contact=contact,
                    person=person,
                    backup=self._person(self.backups[at]),
                    hours_per_month=self._hours(at),
                    backup_hours_per_month=self._hours(int(self.problem.twin_of_post[at])),
                    gain_minor=self._gain(at),
                    reasons=self.reasons.of_contact(at, self.chosen[at])
                    if person
                    else {"gap": self.gaps.get(("contact", str(contact.pk)), {})},
                )
            )
        return rows

    def leads(self) -> list[ProposedLead]:
        """A row for every account; one without a person is a vacancy."""
        rows = []
        first = len(self.made.frame.contacts)
        for at, account in enumerate(self.made.frame.accounts):
            person = self._person(self.chosen[first + at])
            rows.append(
                ProposedLead(
                    plan=self.plan,
                    account=account,
                    person=person,
                    hours_per_month=self._hours(first + at),
                    gain_minor=self._gain(first + at),
                    reasons=self.reasons.of_lead(at, self.chosen[first + at])
                    if person
                    else {"gap": self.gaps.get(("lead", str(account.pk)), {})},
                )
            )
        return rows

    def loads(self) -> list[ProposedLoad]:
        """A row for everybody who was offered."""
        return [
            ProposedLoad(plan=self.plan, person_id=int(load.person), **load_of(load))
            for load in self.told.loads
        ]

    def _person(self, at: int) -> Any:
        return self.made.frame.people[at] if at >= 0 else None

    def _hours(self, post: int) -> Decimal:
        row = int(self.row_of[post]) if post >= 0 else -1
        return hours_of(int(self.problem.candidates.hours[row])) if row >= 0 else Decimal(0)

    def _gain(self, post: int) -> int:
        row = int(self.row_of[post])
        found = self.problem.candidates
        return int(self.problem.value_of_row[row]) - int(found.cost[row]) if row >= 0 else 0


class _Watch:
    """Keeps the course of value and bound, and passes each on."""

    def __init__(self, on_progress: Progress | None) -> None:
        self.on_progress = on_progress
        self.points: list[list[float]] = []

    def __call__(self, value: int, bound: int, seconds: float) -> None:
        self.points.append([round(seconds, 2), int(value), int(bound)])
        if self.on_progress is not None:
            self.on_progress(int(value), int(bound), seconds)

    def thinned(self, result: Result) -> list[list[float]]:
        """At most `TRAJECTORY_POINTS`, the last one included."""
        last = [round(result.seconds, 2), int(result.value), int(result.bound)]
        step = max(1, len(self.points) // TRAJECTORY_POINTS)
        return [*self.points[::step], last]
