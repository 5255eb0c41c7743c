"""What the staffing screens show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.jobs.models import Job
from counterpart.jobs.queries import latest_job
from counterpart.staffing.models import Leaving, ProposedLead, ProposedPairing, StaffingPlan
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.sheet import BACKUP, LEAD, Sheet, sheet_from
from counterpart.staffing.weighing import Kept, PersonUse, gap_at
from counterpart.staffing.words import today_breaks
from counterpart.web.paging import Page, keyset

ADOPT = "staffing.adopt"  # the kind of job that adopts a large proposal
TAKE_BACK = "staffing.take_back"  # and that takes it back
ACCOUNTS_A_PAGE = 4
ROWS_A_PAGE = 25
ROWS_SHOWN = 40
BLOCKERS_SHOWN = 3


def plans_for(viewer: Viewer) -> QuerySet[StaffingPlan]:
    """All proposals, newest first, without the heavy parts."""
    rows = StaffingPlan.objects.visible_to(viewer)
    return rows.defer("problem", "findings", "trajectory")


@dataclass(frozen=True)
class Figures:
    """The proposal's headline, in minor units.

    `kept` is what the part of today that keeps the limits is worth: the gain is over that. `breaks`
    says, in sentences, which limits the whole of `today` breaks.
    """

    value: int
    today: int
    kept: int
    breaks: list[str]
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
    today = plan.today_value_minor or 0
    found = plan.findings.get("today", {})
    kept = found.get("kept", today)
    return Figures(
        value=plan.value_minor,
        today=today,
        kept=kept,
        breaks=[today_breaks(limit, n) for limit, n in found.get("breaks", {}).items()],
        gain=plan.value_minor - kept,
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
    backups_from: int | None = None
    """Backups of contacts of this influence are planned, and members of the team."""

    @property
    def gaps(self) -> int:
        return sum(1 for row in self.pairings if row.person_id is None)

    @property
    def people(self) -> int:
        everybody = {row.person_id for row in self.pairings} | {self.lead.person_id}
        if (least := self.backups_from) is not None:
            planned = (row for row in self.pairings if row.contact.influence_percent >= least)
            everybody |= {row.backup_id for row in planned}
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
    tell_why_nobody(plan, [*page.rows, *rows])
    least = StaffingOptions.from_choices(plan.choices).backups_from_percent
    return page, [Team(lead, grouped[lead.account_id], least) for lead in page.rows]


@dataclass(frozen=True)
class Findings:
    """What the whole proposal comes to."""

    changes: int
    parts: dict[str, int]
    untold: dict[str, Any]  # accounts without a value a year, and what they were taken for


def findings_of(plan: StaffingPlan) -> Findings:
    """As kept with the proposal."""
    found = plan.findings
    return Findings(
        changes=found.get("changes", 0),
        parts=found.get("parts", {}),
        untold=found.get("worth", {}),
    )


@dataclass(frozen=True)
class OpenAccount:
    """One account of a proposal, ready to be asked "what if": who stands where, who could."""

    account_id: int
    sheet: Sheet
    standing: dict[str, int | None]
    people: dict[int, PersonUse]
    kept: Kept

    @classmethod
    def read(cls, plan: StaffingPlan, account_ids: Collection[int]) -> dict[int, OpenAccount]:
        """These accounts of the proposal, in four queries; none of one solved without sheets."""
        packed = plan.sheets.filter(account__in=account_ids).values_list("account", "content")
        sheets = {account: sheet_from(bytes(content)) for account, content in packed}
        standing: dict[int, dict[str, int | None]] = defaultdict(dict)
        rows = plan.pairings.filter(account__in=account_ids).order_by()
        columns = ("account", "contact", "person", "backup")
        for account, contact, person, backup in rows.values_list(*columns):
            standing[account][str(contact)] = person
            standing[account][f"{BACKUP}{contact}"] = backup
        leads = plan.leads.filter(account__in=account_ids).order_by()
        for account, person in leads.values_list("account", "person"):
            standing[account][LEAD] = person
        offered = {
            person
            for sheet in sheets.values()
            for post in sheet.posts.values()
            for person in post.offers
        }
        loads = plan.loads.filter(person__in=offered).order_by()
        people = {load.person_id: PersonUse.of(load) for load in loads}
        return {
            account: cls(account, sheet, standing[account], people, Kept.of(plan))
            for account, sheet in sheets.items()
        }


def tell_why_nobody(plan: StaffingPlan, rows: Iterable[ProposedLead | ProposedPairing]) -> None:
    """Bring the reasons of open places up to date after changes by hand elsewhere."""
    open_ = [row for row in rows if row.person_id is None]
    if not open_ or not plan.findings.get("by_hand"):
        return
    accounts = OpenAccount.read(plan, {row.account_id for row in open_})
    for row in open_:
        found = accounts.get(row.account_id)
        name = str(row.contact_id) if isinstance(row, ProposedPairing) else LEAD
        if found is not None and name in found.sheet.posts:
            gap = gap_at(found.sheet, name, found.standing, found.people, found.kept)
            row.reasons = {"gap": gap}


def places_of(plan: StaffingPlan, person: Person) -> int:
    """How many places of the proposal the person fills, backups included; at least one."""
    faced = plan.pairings.filter(Q(person=person) | Q(backup=person)).count()
    return max(faced + plan.leads.filter(person=person).count(), 1)


@dataclass(frozen=True)
class Gap:
    """A contact whom nobody faces, and who comes nearest to it."""

    contact: Contact
    reason: str
    blockers: list[tuple[Person | None, float]]


def gaps_page(plan: StaffingPlan, request: HttpRequest) -> tuple[Page[Any], list[Gap]]:
    """A page of the contacts without a counterpart, with the reasons as they are now."""
    rows = plan.pairings.filter(person=None).select_related("contact__function", "contact__account")
    page = keyset(rows, order=("account__name", "pk"), request=request, size=ROWS_A_PAGE)
    tell_why_nobody(plan, page.rows)
    told = [(row.contact, row.reasons.get("gap", {})) for row in page.rows]
    keys = {int(b["person"]) for _contact, gap in told for b in gap.get("blockers", ())}
    people = Person.objects.in_bulk(keys)
    return page, [
        Gap(
            contact,
            gap.get("reason", ""),
            [
                (people.get(int(b["person"])), b["hours_missing"])
                for b in gap.get("blockers", ())[:BLOCKERS_SHOWN]
            ],
        )
        for contact, gap in told
    ]


def loads_page(plan: StaffingPlan, request: HttpRequest) -> Page[Any]:
    """A page of everybody's load, the fullest first."""
    rows = plan.loads.filter(Q(capacity__gt=0) | Q(hours_per_month__gt=0))
    leaving = plan.leavings.filter(person=OuterRef("person"), basis=Leaving.Basis.PROPOSAL)
    known = rows.select_related("person__function").annotate(
        leaving=Subquery(leaving.order_by().values("pk")[:1])
    )
    return keyset(known, order=("-percent", "pk"), request=request, size=ROWS_A_PAGE)


@dataclass(frozen=True)
class Limits:
    """What binds: the first rows of it, and how many there are."""

    binding: list[dict[str, Any]]
    binding_total: int


def limits_of(plan: StaffingPlan) -> Limits:
    """With names put to keys, in two queries."""
    found = plan.findings.get("binding", [])
    shown = sorted(found, key=lambda row: -(row["worth"] or 0))[:ROWS_SHOWN]
    people = Person.objects.in_bulk({int(r["about"]) for r in shown if r["kind"] == "person"})
    accounts = Account.objects.in_bulk({int(r["about"]) for r in shown if r["kind"] == "account"})
    names: dict[str, dict[int, Any]] = {"person": people, "account": accounts}
    binding = [
        {**row, "about": names[row["kind"]].get(int(row["about"]))}
        if row["kind"] in names
        else {**row, "about": row["about"] if row["kind"] == "region" else None}
        for row in shown
    ]
    return Limits(binding, len(found))


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
    """The job that adopts a large proposal or takes it back, until it has done so."""
    kinds = {
        StaffingPlan.State.READY: ADOPT,
        StaffingPlan.State.UNDONE: ADOPT,
        StaffingPlan.State.ADOPTED: TAKE_BACK,
    }
    kind = kinds.get(StaffingPlan.State(plan.state))
    job = latest_job(f"{kind}:{plan.pk}") if kind else None
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
