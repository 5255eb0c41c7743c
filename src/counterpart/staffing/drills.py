"""What the pages about somebody's leaving show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Function, Person
from counterpart.jobs.models import Job
from counterpart.jobs.queries import latest_job
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
        return rows.select_related("person__function", "person__office")


def risk_page(plan: StaffingPlan, wanted: Wanted, request: HttpRequest) -> Page[Any]:
    """A page of the report, sorted as asked."""
    rows = wanted.rows(plan).defer("detail")
    return keyset(rows, order=ORDERS[wanted.sort], request=request, size=ROWS_A_PAGE)


def live_job(plan: StaffingPlan, basis: str) -> Job | None:
    """The job that thinks it through, until it has done so."""
    job = latest_job(job_key(plan, basis))
    return job if job and job.state != Job.State.DONE else None


def functions_of(plan: StaffingPlan, basis: str) -> QuerySet[Function]:
    """Functions of those who fill a post."""
    people = Leaving.objects.filter(plan=plan, basis=basis).order_by()
    return Function.objects.filter(pk__in=people.values("person__function"))


@dataclass(frozen=True)
class PostShown:
    """One post of the person who leaves."""

    about: Contact | Account | None
    account: Account | None
    is_lead: bool
    is_backup: bool
    earned: int
    stand_in: Person | None
    earns: int
    hours: float
    why: str
    nearest: list[tuple[Person | None, float]]
    others: list[tuple[Person | None, int]] | None
    """Who else could take it while all others stay as chosen, and what it would earn; `None` in a
    report of an older version, which did not ask."""


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
class FunctionShown:
    """Hours of those of one function who remain, before and after."""

    function: Function | str
    people: int
    before: float
    after: float
    capacity: float
    percent: int
    is_own: bool
    """Whether it is the function of the person who leaves."""


@dataclass(frozen=True)
class Shown:
    """Everything about one person's leaving."""

    posts: list[PostShown]
    loads: list[LoadShown]
    functions: list[FunctionShown]
    """The function of the person who leaves first."""


def shown(leaving: Leaving) -> Shown:
    """With names put to keys, in four queries."""
    return shown_together([leaving])[0]


def shown_together(leavings: Sequence[Leaving]) -> list[Shown]:
    """The same for several at once, in as many queries."""
    names = _Names(leavings)
    return [
        Shown(
            [_post(post, names) for post in leaving.detail.get("posts", [])],
            [_load(load, names) for load in leaving.detail.get("loads", [])],
            _functions(leaving, names),
        )
        for leaving in leavings
    ]


class _Names:
    """Everybody and everything that the details name by key."""

    def __init__(self, leavings: Sequence[Leaving]) -> None:
        details = [leaving.detail for leaving in leavings]
        posts = [post for detail in details for post in detail.get("posts", [])]
        told = {load["person"] for detail in details for load in detail.get("loads", [])}
        told |= {post["stand_in"] for post in posts} - {None}
        for part in ("nearest", "others"):
            told |= {each["person"] for post in posts for each in post.get(part, ())}
        self.contacts = Contact.objects.select_related("function").in_bulk(
            [post["id"] for post in posts if post["kind"] != "lead"]
        )
        self.accounts = Account.objects.in_bulk({post["account"] for post in posts})
        self.people = Person.objects.select_related("function").in_bulk(told)
        self.functions = {function.code: function for function in Function.objects.all()}


def _load(load: dict[str, Any], names: _Names) -> LoadShown:
    return LoadShown(
        names.people.get(load["person"]),
        load["before"],
        load["after"],
        load["capacity"],
        load["posts"],
        percent_of(load["after"], load["capacity"]),
    )


def _functions(leaving: Leaving, names: _Names) -> list[FunctionShown]:
    found = [
        FunctionShown(
            function=names.functions.get(row["function"], row["function"]),
            people=row["people"],
            before=row["before"],
            after=row["after"],
            capacity=row["capacity"],
            percent=percent_of(row["after"], row["capacity"]),
            is_own=row["function"] == leaving.person.function.code,
        )
        for row in leaving.detail.get("functions", [])
    ]
    return sorted(found, key=lambda row: (not row.is_own, -row.percent))


def _post(post: dict[str, Any], names: _Names) -> PostShown:
    contacts, accounts, people = names.contacts, names.accounts, names.people
    is_lead = post["kind"] == "lead"
    account = accounts.get(post["account"])
    return PostShown(
        about=account if is_lead else contacts.get(post["id"]),
        account=account,
        is_lead=is_lead,
        is_backup=post["kind"] == "backup",
        earned=post["earned"],
        stand_in=people.get(post["stand_in"] or 0),
        earns=post["earns"],
        hours=post["hours"],
        why=post.get("why", ""),
        nearest=[
            (people.get(near["person"]), near["hours_missing"]) for near in post.get("nearest", ())
        ],
        others=[(people.get(each["person"]), each["earns"]) for each in post["others"]]
        if "others" in post
        else None,
    )


def newest_of(person: Person, viewer: Viewer) -> Leaving | None:
    """The newest that was thought through of this person, of what stands today if there is one."""
    rows = Leaving.objects.visible_to(viewer).filter(person=person)
    return rows.order_by(F("basis").desc(), "-plan", "-pk").first()
