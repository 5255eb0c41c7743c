"""Every address of the product: which are pages, and which page of the demo shows each best.

An address that is in none of these tables fails `test_pages.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from counterpart.access.models import Login
from counterpart.coverage.models import CoverageModel, CoveragePlan, ServiceEntry, TeamBaseline
from counterpart.customers.models import Account, Contact, Need, Site
from counterpart.desk.models import Question
from counterpart.directory.models import Function, Office, Person
from counterpart.exchange.models import Export, Import
from counterpart.jobs.models import Job
from counterpart.ledger.models import OrderLine, Quota
from counterpart.staffing.models import ProposedLead, ProposedPairing, StaffingPlan
from counterpart.staffing.services import drill_plan
from counterpart.teams.models import Member, Pairing


def account() -> Account:
    """The key account whose counterparts change with the adopted proposal, deepest in a group."""
    return Account.objects.exclude(parent=None).order_by("name").first()


def contact() -> Contact:
    faced = Contact.objects.filter(account=account(), pairings__isnull=False, left_on=None)
    return faced.order_by("pk").first()


def person() -> Person:
    """Away soon, with a deputy and with accounts."""
    return Person.objects.filter(absences__isnull=False, deputies__isnull=False).first()


def lead() -> Person:
    """Whoever has the most to do."""
    return Person.objects.annotate(work=Count("memberships")).order_by("-work", "pk").first()


def questions() -> list[Question]:
    """One in each state that there is."""
    firsts = (Question.objects.filter(state=state).first() for state in Question.State)
    return [question for question in firsts if question]


def office() -> Office:
    return Office.objects.get(code="moscow")


def plans() -> dict[str, StaffingPlan]:
    return {plan.state: plan for plan in StaffingPlan.objects.order_by("-pk")}


def ready() -> StaffingPlan:
    """The proposal for all accounts: the longest pages."""
    return StaffingPlan.objects.filter(state="ready").order_by("pk").first()


def document() -> str:
    line = OrderLine.objects.filter(account=account()).order_by("pk").first()
    return (
        f"kind={line.document_kind}&number={line.document_no}"
        f"&source={line.source_system}&currency={line.currency}"
    )


def mapping() -> int:
    return Import.objects.get(file_name="firmen.csv").pk


def at(name: str, *arguments: Callable[[], Any], query: str = "") -> Callable[[], list[str]]:
    """One address: its arguments are read from the demo, rows by their key."""

    def address() -> list[str]:
        given = [argument() for argument in arguments]
        path = reverse(name, args=[getattr(one, "pk", one) for one in given])
        return [path + (f"?{query}" if query else "")]

    return address


def each(name: str, rows: Callable[[], Any]) -> Callable[[], list[str]]:
    """The same page of several rows."""
    return lambda: [reverse(name, args=[row.pk]) for row in rows()]


def plain(*names: str) -> dict[str, Callable[[], list[str]]]:
    return {name: at(name) for name in names}


def of(row: Callable[[], Any], *names: str) -> dict[str, Callable[[], list[str]]]:
    return {name: at(name, row) for name in names}


def thought_through() -> StaffingPlan:
    plan = ready()
    if not plan.leavings.exists():
        drill_plan(plan, basis="proposal")
    return plan


def tabs_of_plan() -> list[str]:
    path = reverse("staffing:plan", args=[ready().pk])
    adopted = reverse("staffing:plan", args=[plans()["adopted"].pk])
    solving = reverse("staffing:plan", args=[plans()["solving"].pk])
    views = [f"{path}?view={view}" for view in ("gaps", "load", "limits", "prices", "changes")]
    return [path, *views, f"{adopted}?view=hand-overs", solving]


def covering() -> CoveragePlan:
    return CoveragePlan.objects.exclude(value_minor=None).earliest("pk")


def tabs_of_coverage() -> list[str]:
    path = reverse("coverage:plan", args=[covering().pk])
    return [path, *(f"{path}?view={view}" for view in ("models", "calls", "frontier"))]


# Pages of sales operations, by the name of their address.
PAGES: dict[str, Callable[[], list[str]]] = {
    **plain("web:preferences", "history:all", "jobs:all", "api:tokens", "api:reference"),
    **plain("directory:people", "directory:person_create", "directory:functions"),
    **plain("directory:function_create", "directory:offices", "directory:office_create"),
    **plain("directory:calendar_create", "customers:account_create"),
    **plain("teams:portfolio", "teams:matrix"),
    **plain("coverage:profit", "coverage:models", "coverage:model_create", "coverage:rates"),
    **of(account, "coverage:statement", "coverage:cover"),
    **of(
        lambda: CoverageModel.objects.first(),
        "coverage:model_edit",
        "coverage:terms",
        "coverage:usual",
    ),
    **of(lambda: ServiceEntry.objects.first().account, "coverage:entries"),
    **of(lambda: ServiceEntry.objects.first(), "coverage:entry"),
    **plain("coverage:duplicates"),
    **plain("coverage:choice", "coverage:scorecard"),
    **of(account, "coverage:rating"),
    **plain("coverage:responses", "coverage:segment_responses"),
    **of(account, "coverage:response", "coverage:potential"),
    **plain("coverage:sizes", "coverage:sizing"),
    "coverage:ledgers": lambda: [
        reverse("coverage:ledgers") + query for query in ("", "?state=paid")
    ],
    **of(lambda: TeamBaseline.objects.first(), "coverage:ledger", "coverage:baseline"),
    **plain("coverage:plans", "coverage:plan_create"),
    "coverage:plan": tabs_of_coverage,
    "coverage:planned": at("coverage:planned", covering, lambda: covering().rows.first().account),
    **of(covering, "coverage:plan_copy", "coverage:plan_adopt"),
    "coverage:plan_compare": lambda: [f"{reverse('coverage:plan_compare')}?p={covering().pk}"],
    **plain("staffing:plans", "staffing:create", "staffing:locks", "staffing:conflicts"),
    **plain("exchange:home", "exchange:import_new"),
    **plain("account_change_password", "mfa_index", "account_reauthenticate"),
    **plain("socialaccount_connections", "account_logout"),
    "search:results": lambda: [f"/search/?q={word}" for word in ("bike", "nothing+like+this")],
    "jobs:job": at("jobs:job", lambda: Job.objects.order_by("pk").first()),
    "history:of": lambda: [
        reverse("history:of", args=[thing, row().pk])
        for thing, row in (("customers.account", account), ("staffing.staffingplan", ready))
    ],
    **of(person, "directory:person_edit", "directory:person_leaving", "directory:line"),
    **of(person, "directory:absence_create", "directory:deputy_create"),
    "directory:function_edit": at("directory:function_edit", lambda: Function.objects.first()),
    "directory:office_edit": at("directory:office_edit", office),
    **of(lambda: office().calendar, "directory:calendar", "directory:calendar_edit"),
    **of(account, "customers:account_edit", "customers:account_lose", "customers:group"),
    **of(account, "customers:buying_center", "customers:contact_create", "customers:needs"),
    **of(account, "customers:need_create", "customers:sites", "customers:site_create"),
    **of(contact, "customers:contact", "customers:contact_edit", "customers:contact_leaves"),
    "customers:need_edit": at("customers:need_edit", lambda: Need.objects.first()),
    "customers:site_edit": at("customers:site_edit", lambda: Site.objects.first()),
    "ledger:settings": at("ledger:settings"),
    "ledger:quota_create": at("ledger:quota_create", person),
    "ledger:quota_edit": at("ledger:quota_edit", lambda: Quota.objects.first()),
    "ledger:orders": at("ledger:orders", account),
    "ledger:document": lambda: [reverse("ledger:document", args=[account().pk]) + f"?{document()}"],
    "teams:mirror": lambda: [
        reverse("teams:mirror", args=[account().pk]) + query
        for query in ("", "?on=2030-01-01", "?view=table")
    ],
    **of(account, "teams:roster", "teams:member_create", "teams:lead_edit", "teams:hand_overs"),
    "teams:member_end": at("teams:member_end", lambda: Member.objects.filter(until=None).first()),
    "teams:person": each("teams:person", lambda: [person(), lead()]),
    "teams:pairing_edit": at("teams:pairing_edit", contact),
    "teams:pairing_end": at(
        "teams:pairing_end", lambda: Pairing.objects.filter(until=None).first()
    ),
    "desk:questions": lambda: [
        reverse("desk:questions") + query for query in ("", "?state=done", "?state=late&text=zzz")
    ],
    **of(account, "desk:of_account", "desk:ask"),
    "desk:question": each("desk:question", questions),
    "staffing:plan": tabs_of_plan,
    "staffing:compare": lambda: [
        reverse("staffing:compare") + f"?p={ready().pk}&p={plans()['adopted'].pk}"
    ],
    "staffing:copy": at("staffing:copy", ready),
    "staffing:adopt": at("staffing:adopt", ready),
    "staffing:risk": at("staffing:risk", thought_through),
    "staffing:leaving": at("staffing:leaving", lambda: thought_through().leavings.first()),
    "staffing:pairing": at(
        "staffing:pairing", lambda: ProposedPairing.objects.filter(plan=ready()).first()
    ),
    "staffing:backup": at(
        "staffing:backup",
        lambda: ProposedPairing.objects.filter(plan=ready()).exclude(person=None).first(),
    ),
    "staffing:lead": at("staffing:lead", lambda: ProposedLead.objects.filter(plan=ready()).first()),
    "exchange:prepared": at("exchange:prepared", lambda: Export.objects.order_by("pk").first()),
    "exchange:import": each("exchange:import", lambda: Import.objects.order_by("pk")),
    "exchange:mapping": at("exchange:mapping", mapping),
}
# Pages that only an administrator of the installation may see.
ADMINISTRATION: dict[str, Callable[[], list[str]]] = {
    **plain("access:logins", "access:login_create"),
    "access:login": at("access:login", lambda: Login.objects.first()),
}
# Pages before anybody has logged in.
ENTRANCE: dict[str, Callable[[], list[str]]] = {
    **plain("account_login", "account_reset_password", "account_reset_password_done"),
    **plain("account_reset_password_from_key_done", "account_inactive"),
    **plain("socialaccount_login_cancelled"),
    "account_reset_password_from_key": lambda: ["/login/password/reset/1-used/"],
}
# Parts of pages, fetched by them.
FRAGMENTS: dict[str, Callable[[], list[str]]] = {
    "directory:person_options": at("directory:person_options", query="q=an"),
    "coverage:response_preview": lambda: [
        reverse("coverage:response_preview")
        + "?none_percent=50&half_percent=80&more_percent=110&saturation_percent=150"
    ],
    "customers:account_options": at("customers:account_options", query="q=bike"),
    "teams:mirror_more": at("teams:mirror_more", account),
    "teams:person_side": at("teams:person_side", person),
    "teams:contact_counterparts": at("teams:contact_counterparts", contact),
    "staffing:progress": at("staffing:progress", lambda: plans()["solving"]),
}
# What is looked at by a test of its own, because one comes to it only by a way of several steps.
BY_THE_WAY = {
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}
# What needs the company's own login server, or a login without a password.
ELSEWHERE = {
    "account_set_password",
    "socialaccount_login_error",
    "socialaccount_signup",
    "openid_connect_login",
    "openid_connect_callback",
}
DOWNLOADS = {
    "mfa_download_recovery_codes",
    "customers:map_svg",
    "teams:mirror_svg",
    "coverage:plan_problem",
    "staffing:problem",
    "staffing:risk_csv",
    "staffing:leaving_csv",
    "exchange:everything",
    "exchange:export",
    "exchange:fetch",
    "exchange:history",
    "exchange:template",
    "exchange:wrong_rows",
    "api:openapi",
    "api:call",
}
REDIRECTS = {"web:home", "staffing:if_person_leaves"}
ONLY_POST = {
    "web:language": (),
    "web:theme": (),
    "access:login_roles": (1,),
    "access:login_close": (1,),
    "access:login_open": (1,),
    "access:login_password_link": (1,),
    "access:login_second_factor": (1,),
    "jobs:cancel": (1,),
    "jobs:retry": (1,),
    "directory:absence_remove": (1,),
    "directory:deputy_remove": (1,),
    "directory:function_remove": (1,),
    "directory:match": (1, 2),
    "directory:office_remove": (1,),
    "directory:calendar_remove": (1,),
    "directory:day_remove": (1,),
    "customers:account_reopen": (1,),
    "customers:contact_returns": (1,),
    "customers:tie_set": (1,),
    "customers:tie_remove": (1,),
    "customers:need_settle": (1, "met"),
    "customers:site_remove": (1,),
    "ledger:refresh_values": (),
    "coverage:work_out": (),
    "coverage:judgement_withdraw": (1,),
    "coverage:ledgers_work_out": (),
    "coverage:card_ready_made": (),
    "coverage:entry_remove": (1,),
    "coverage:plan_again": (1,),
    "coverage:plan_discard": (1,),
    "coverage:plan_take_back": (1,),
    "coverage:responses_fit": (),
    "coverage:take_ready_made": (),
    "coverage:model_remove": (1,),
    "coverage:rate_remove": (1,),
    "desk:say": (1,),
    "desk:pass_on": (1,),
    "desk:promise": (1,),
    "desk:close": (1,),
    "ledger:quota_remove": (1,),
    "teams:hand_over_done": (1,),
    "teams:undo": ("x",),
    "staffing:lock_remove": (1,),
    "staffing:conflict_remove": (1,),
    "staffing:staff_waiting": (),
    "staffing:stop": (1,),
    "staffing:again": (1,),
    "staffing:think_through": (1,),
    "staffing:curve_draw": (1,),
    "staffing:curve_take": (1,),
    "staffing:discard": (1,),
    "staffing:take_back": (1,),
    "staffing:pairing_lock": (1,),
    "staffing:lead_lock": (1,),
    "exchange:import_read": (1,),
    "exchange:import_check": (1,),
    "exchange:import_apply": (1,),
    "exchange:import_undo": (1,),
    "exchange:import_cancel": (1,),
    "exchange:import_discard": (1,),
    "api:token_revoke": (1,),
}
WITH_PAGES = {"operations": PAGES, "administrator": ADMINISTRATION, "nobody": ENTRANCE}


def addresses_of_all() -> dict[str, list[str]]:
    """The addresses of all pages and parts of pages, by name; run inside the demo."""
    tables = (PAGES, ADMINISTRATION, ENTRANCE, FRAGMENTS)
    return {name: found() for table in tables for name, found in table.items()}


def all_names() -> set[str]:
    """The name of every address that the product answers."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: list[Any], space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern.url_patterns, space + inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
