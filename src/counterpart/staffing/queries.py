"""What the staffing screens show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Function, Person
from counterpart.jobs.models import Job
from counterpart.jobs.queries import latest_job
from counterpart.staffing.models import ProposedLead, ProposedPairing, StaffingPlan
from counterpart.web.paging import Page, keyset

ADOPT = "staffing.adopt"  # the kind of job that adopts a large proposal
ACCOUNTS_A_PAGE = 7
ROWS_SHOWN = 40


def plans_for(viewer: Viewer) -> QuerySet[StaffingPlan]:
    """All proposals, newest first, without the heavy parts."""
    rows = StaffingPlan.objects.visible_to(viewer)
    return rows.defer("problem", "findings", "trajectory")


@dataclass(frozen=True)
class Figures:
    """The proposal's headline, in minor units."""

    value: int
    today: int
    gain: int
    bound: int
    gap_percent: float
    greedy: int | None
    is_proven: bool


def figures_of(plan: StaffingPlan) -> Figures | None:
    """Value against today and against the proven bound; nothing before it is solved."""
    if plan.value_minor is None or plan.bound_minor is None:
        return None
    gap = plan.bound_minor - plan.value_minor
    return Figures(
        value=plan.value_minor,
        today=plan.today_value_minor or 0,
        gain=plan.value_minor - (plan.today_value_minor or 0),
        bound=plan.bound_minor,
        gap_percent=100 * gap / plan.bound_minor if plan.bound_minor else 0.0,
        greedy=plan.greedy_value_minor,
        is_proven=gap <= 0,
    )


@dataclass
class Team:
    """One account of a proposal."""

    lead: ProposedLead
    pairings: list[ProposedPairing] = field(default_factory=list)

    @property
    def gaps(self) -> int:
        return sum(1 for row in self.pairings if row.person_id is None)

    @property
    def people(self) -> int:
        everybody = {row.person_id for row in self.pairings} | {self.lead.person_id}
        return len(everybody - {None})


def teams_page(
    plan: StaffingPlan, request: HttpRequest, text: str, only: str
) -> tuple[Page[Any], list[Team]]:
    """A page of the proposal's teams; `only` is "gaps", "by-hand", "vacant" or nothing."""
    leads = plan.leads.select_related("account", "person__function")
    if text:
        leads = leads.filter(account__name__icontains=text)
    if only == "gaps":
        open_ = plan.pairings.filter(person=None).order_by().values("account")
        leads = leads.filter(account__in=open_)
    if only == "by-hand":
        touched = plan.pairings.filter(is_by_hand=True).order_by().values("account")
        leads = leads.filter(account__in=touched)
    if only == "vacant":
        leads = leads.filter(person=None)
    page = keyset(leads, order=("account__name", "pk"), request=request, size=ACCOUNTS_A_PAGE)
    grouped: dict[int, list[ProposedPairing]] = defaultdict(list)
    rows = (
        plan.pairings.filter(account__in=[lead.account_id for lead in page.rows])
        .select_related("contact", "contact__function", "person", "person__function", "backup")
        .order_by("contact__function__position", "-contact__influence_percent", "pk")
    )
    for row in rows:
        grouped[row.account_id].append(row)
    return page, [Team(lead, grouped[lead.account_id]) for lead in page.rows]


@dataclass(frozen=True)
class Findings:
    """What stands beside the teams, with names put to keys."""

    gaps: list[dict[str, Any]]
    gaps_total: int
    loads: list[dict[str, Any]]
    binding: list[dict[str, Any]]
    worth: list[dict[str, Any]]
    changes: int
    parts: dict[str, int]


def findings_for(plan: StaffingPlan) -> Findings:
    """The proposal's findings, the first rows of each list, in three queries for names."""
    found = plan.findings
    gaps = [gap for gap in found.get("gaps", ()) if gap["kind"] == "contact"]
    loads = sorted(found.get("loads", ()), key=lambda load: -load["percent"])[:ROWS_SHOWN]
    binding = found.get("binding", [])[:ROWS_SHOWN]
    names = _Names(
        people=[load["person"] for load in loads]
        + [b["person"] for gap in gaps[:ROWS_SHOWN] for b in gap["blockers"]]
        + [row["about"] for row in binding if row["kind"] == "person"],
        contacts=[gap["id"] for gap in gaps[:ROWS_SHOWN]],
        accounts=[row["about"] for row in binding if row["kind"] == "account"],
    )
    return Findings(
        gaps=[names.gap(gap) for gap in gaps[:ROWS_SHOWN]],
        gaps_total=len(gaps),
        loads=[{**load, "person": names.person(load["person"])} for load in loads],
        binding=[names.binding(row) for row in binding],
        worth=_scarce(found.get("hour_worth", [])),
        changes=found.get("changes", 0),
        parts=found.get("parts", {}),
    )


def _scarce(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Functions whose next hour is worth something, the scarcest first, regions beneath."""
    functions = {function.code: function for function in Function.objects.all()}
    scarce = [row for row in rows if row["worth"]]
    whole = sorted((r for r in scarce if r["region"] is None), key=lambda r: -r["worth"])
    return [
        {
            "function": functions.get(row["function"], row["function"]),
            "worth": row["worth"],
            "people": row["people"],
            "regions": [
                part
                for part in scarce
                if part["function"] == row["function"] and part["region"] is not None
            ],
        }
        for row in whole
    ]


class _Names:
    """People, contacts and accounts by key, each kind in one query."""

    def __init__(
        self, people: Sequence[Any], contacts: Sequence[Any], accounts: Sequence[Any]
    ) -> None:
        self.people = Person.objects.select_related("function").in_bulk({int(pk) for pk in people})
        self.contacts = Contact.objects.select_related("account", "function").in_bulk(
            {int(pk) for pk in contacts}
        )
        self.accounts = Account.objects.in_bulk({int(pk) for pk in accounts})

    def person(self, pk: Any) -> Person | None:
        return self.people.get(int(pk))

    def gap(self, gap: dict[str, Any]) -> dict[str, Any]:
        blockers = [{**b, "person": self.person(b["person"])} for b in gap["blockers"]]
        return {**gap, "contact": self.contacts.get(int(gap["id"])), "blockers": blockers}

    def binding(self, row: dict[str, Any]) -> dict[str, Any]:
        about: Any = row["about"]
        if row["kind"] == "person":
            about = self.person(about)
        elif row["kind"] == "account":
            about = self.accounts.get(int(about))
        return {**row, "about": about}


@dataclass(frozen=True)
class Course:
    """How value and bound came together, as points of an SVG polyline in a 600 x 160 box."""

    value_points: str
    bound_points: str
    seconds: float


def course_of(trajectory: Sequence[Sequence[float]]) -> Course | None:
    """The picture of the search; nothing when there are fewer than two points."""
    if len(trajectory) < 2:
        return None
    last = trajectory[-1]
    top = max(min(point[2], 1.15 * last[2]) for point in trajectory)
    low = min(point[1] for point in trajectory)
    low = max(low, last[1] - 4 * max(top - last[1], 0.02 * abs(last[1]), 1))
    span, time = max(top - low, 1), max(last[0], 0.01)

    def points(column: int) -> str:
        pairs = []
        for point in trajectory:
            height = min(max((point[column] - low) / span, 0), 1)
            pairs.append(f"{600 * point[0] / time:.1f},{156 - 152 * height:.1f}")
        return " ".join(pairs)

    return Course(points(1), points(2), last[0])


def running_job(plan: StaffingPlan) -> Job | None:
    """The job that solves the proposal, if it was ever queued."""
    return latest_job(plan.job_key) if plan.job_key else None


def adoption_job(plan: StaffingPlan) -> Job | None:
    """The job that adopts a large proposal, until it has done so."""
    if plan.state not in {StaffingPlan.State.READY, StaffingPlan.State.UNDONE}:
        return None
    job = latest_job(f"{ADOPT}:{plan.pk}")
    return job if job and job.state != Job.State.DONE else None


@dataclass(frozen=True)
class Difference:
    """One place that two proposals fill differently."""

    account: Account
    contact: Contact | None
    first: Person | None
    second: Person | None


def differences_between(first: StaffingPlan, second: StaffingPlan) -> list[Difference]:
    """Every contact and lead whom the two proposals give to different people."""
    found: list[Difference] = []
    left = {row.account_id: row for row in first.leads.select_related("account", "person")}
    for lead in second.leads.select_related("account", "person"):
        other = left.get(lead.account_id)
        if other is not None and other.person_id != lead.person_id:
            found.append(Difference(lead.account, None, other.person, lead.person))
    by_contact = dict(first.pairings.values_list("contact", "person"))
    differing = [
        contact
        for contact, person in second.pairings.values_list("contact", "person")
        if contact in by_contact and by_contact[contact] != person
    ]
    people = Person.objects.in_bulk([pk for pk in by_contact.values() if pk])
    rows = second.pairings.filter(contact__in=differing[:900]).select_related(
        "account", "contact", "person"
    )
    found += [
        Difference(
            row.account, row.contact, people.get(by_contact[row.contact_id] or 0), row.person
        )
        for row in rows
    ]
    return found
