"""What the pages about somebody's leaving show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Function, Person
from counterpart.jobs.models import Job
from counterpart.jobs.queries import latest_job
from counterpart.kernel.guard import guarded
from counterpart.kernel.money import minor_digits
from counterpart.staffing.findings import percent_of
from counterpart.staffing.models import Leaving, StaffingPlan
from counterpart.staffing.services.drilling import job_key
from counterpart.web.paging import Page, keyset

ROWS_A_PAGE = 25
ORDERS = {
    "lost": ("-lost_minor", "pk"),
    "at_risk": ("-at_risk_minor", "pk"),
    "at_once": ("-lost_at_once_minor", "pk"),
    "name": ("person__last_name", "person__first_name", "pk"),
}


@dataclass(frozen=True)
class Wanted:
    """What the reader of the report asked for."""

    basis: str
    text: str
    function: str
    only: str
    sort: str

    @classmethod
    def of(cls, request: HttpRequest) -> Wanted:
        """What makes no sense is taken as not asked."""
        asked = request.GET
        basis, sort = asked.get("of", ""), asked.get("sort", "")
        function = asked.get("function", "")
        return cls(
            basis=basis if basis in Leaving.Basis.values else Leaving.Basis.PROPOSAL,
            text=asked.get("q", "").strip(),
            function=function if function.isdecimal() else "",
            only="open" if asked.get("only") == "open" else "",
            sort=sort if sort in ORDERS else "lost",
        )

    def rows(self, plan: StaffingPlan) -> QuerySet[Leaving]:
        """The rows that fit."""
        rows = Leaving.objects.filter(plan=plan, basis=self.basis)
        if self.text:
            named = Q(person__first_name__icontains=self.text)
            rows = rows.filter(named | Q(person__last_name__icontains=self.text))
        if self.function:
            rows = rows.filter(person__function=int(self.function))
        if self.only:
            rows = rows.filter(at_risk_minor__gt=0)
        return rows.select_related("person__function", "person__office").defer("detail")


def risk_page(plan: StaffingPlan, wanted: Wanted, request: HttpRequest) -> Page[Any]:
    """A page of the report, sorted as asked."""
    return keyset(wanted.rows(plan), order=ORDERS[wanted.sort], request=request, size=ROWS_A_PAGE)


def live_job(plan: StaffingPlan, basis: str) -> Job | None:
    """The job that thinks it through, until it has done so."""
    job = latest_job(job_key(plan, basis))
    return job if job and job.state != Job.State.DONE else None


def functions_of(plan: StaffingPlan, basis: str) -> QuerySet[Function]:
    """Functions of those who fill a post."""
    people = Leaving.objects.filter(plan=plan, basis=basis).order_by()
    return Function.objects.filter(pk__in=people.values("person__function"))


def csv_rows(plan: StaffingPlan, wanted: Wanted) -> Iterator[list[Any]]:
    """The report's rows; money in whole units of the proposal's currency."""
    digits = minor_digits(plan.currency)

    def money(minor: int) -> int:
        return round(Decimal(minor).scaleb(-digits))

    rows = wanted.rows(plan).order_by(*ORDERS[wanted.sort])
    for row in rows.iterator(chunk_size=500):
        yield [
            *map(guarded, map(str, (row.person, row.person.function, row.person.office or ""))),
            row.contacts,
            row.led,
            money(row.lost_at_once_minor),
            money(row.lost_minor),
            money(row.at_risk_minor),
            row.contacts_open,
            row.led_open,
        ]


@dataclass(frozen=True)
class PostShown:
    """One post of the person who leaves."""

    about: Contact | Account | None
    account: Account | None
    is_lead: bool
    earned: int
    stand_in: Person | None
    earns: int
    hours: float
    why: str
    nearest: list[tuple[Person | None, float]]


@dataclass(frozen=True)
class LoadShown:
    """One stand-in's hours before and after."""

    person: Person | None
    before: float
    after: float
    capacity: float
    posts: int
    percent: int


@dataclass(frozen=True)
class Shown:
    """Everything about one person's leaving."""

    posts: list[PostShown]
    loads: list[LoadShown]

    @property
    def open(self) -> list[PostShown]:
        """Posts that nobody takes."""
        return [post for post in self.posts if post.stand_in is None]


def shown(leaving: Leaving) -> Shown:
    """With names put to keys, in three queries."""
    posts, loads = leaving.detail.get("posts", []), leaving.detail.get("loads", [])
    contacts = Contact.objects.select_related("function").in_bulk(
        [post["id"] for post in posts if post["kind"] != "lead"]
    )
    accounts = Account.objects.in_bulk({post["account"] for post in posts})
    keys = {post["stand_in"] for post in posts} | {load["person"] for load in loads}
    keys |= {near["person"] for post in posts for near in post.get("nearest", ())}
    people = Person.objects.select_related("function").in_bulk(keys - {None})
    return Shown(
        [_post(post, contacts, accounts, people) for post in posts],
        [
            LoadShown(
                people.get(load["person"]),
                load["before"],
                load["after"],
                load["capacity"],
                load["posts"],
                percent_of(load["after"], load["capacity"]),
            )
            for load in loads
        ],
    )


def _post(
    post: dict[str, Any],
    contacts: dict[int, Contact],
    accounts: dict[int, Account],
    people: dict[int, Person],
) -> PostShown:
    is_lead = post["kind"] == "lead"
    account = accounts.get(post["account"])
    return PostShown(
        about=account if is_lead else contacts.get(post["id"]),
        account=account,
        is_lead=is_lead,
        earned=post["earned"],
        stand_in=people.get(post["stand_in"] or 0),
        earns=post["earns"],
        hours=post["hours"],
        why=post.get("why", ""),
        nearest=[
            (people.get(near["person"]), near["hours_missing"]) for near in post.get("nearest", ())
        ],
    )


def newest_of(person: Person, viewer: Viewer) -> Leaving | None:
    """The newest that was thought through of this person, of what stands today if there is one."""
    rows = Leaving.objects.visible_to(viewer).filter(person=person)
    return rows.order_by(F("basis").desc(), "-plan", "-pk").first()
