"""Everybody tries every address: what they get is what the policy table says, nothing more.

Addresses are found in the URL configuration and operations in the API's description, so that a
new one that nobody gave a place in the table fails the walk.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from conftest import login_with
from counterpart.access.actions import Action, Role
from counterpart.access.viewer import Viewer
from counterpart.api import tokens
from counterpart.api.build import openapi
from counterpart.coverage import services as coverage
from counterpart.coverage.models import (
    AccountRating,
    AccountResult,
    CoveragePlan,
    PlannedCoverage,
    ScoreTotal,
    TeamBaseline,
    TeamMonth,
)
from counterpart.coverage.services.sizing import set_sizing
from counterpart.customers.models import BuyingRole, Tie
from counterpart.desk import services as desk
from counterpart.directory.models import Absence, CalendarDay, Deputy, SecondaryFunction
from counterpart.directory.services import people
from counterpart.exchange import services as exchange
from counterpart.exchange.exporting.wanted import WantedFile
from counterpart.history import services as history
from counterpart.jobs import services as jobs
from counterpart.ledger.models import ExchangeRate, OrderLine, Product, Quota
from counterpart.ledger.services import choose_revenue_basis, post_order_lines
from counterpart.staffing.models import Lock
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.services import draw_up, drill_plan, keep_apart
from counterpart.teams.models import HandOver, Member, Pairing
from coverage_room.test_sizing import TOLD as SIZING
from factories import (
    ContactFactory,
    LoginFactory,
    NeedFactory,
    PairingFactory,
    PersonFactory,
    SiteFactory,
)
from permission_walk import (
    ACT_ACTIONS,
    ACT_BODIES,
    ACTORS,
    ADDRESSES,
    ANONYMOUS,
    ELSEWHERE,
    FURTHER_OPERATIONS,
    LEAD,
    MANAGER,
    MEMBER,
    OUTSIDER,
    RESOURCES,
    WALKED_APART,
    Rule,
    is_allowed,
    may_see,
    nothing,
)

COST = 6_543_21  # cents an hour; no other figure looks like it
HIDDEN_NAMES = ("Fjord Foods", "Ines Dahl", "Nordlys")
COST_TEXTS = ("654321", "6543.21", "6,543", "6\N{NO-BREAK SPACE}543")
TRIED: set[tuple[str, str]] = set()
SHOWN: set[str] = set()


@pytest.fixture
def things(fjord, ines, nadia, ravi, omar, logistics, system, settings, tmp_path):
    """One of everything, each a thing that could leak."""
    settings.MEDIA_ROOT = tmp_path
    settings.API_CALLS_A_MINUTE = 10**9
    by = {"by": system}
    maud = PersonFactory(first_name="Maud", login=LoginFactory(email="maud@example.com"))
    ravi.cost_per_hour_minor = COST
    history.save(ravi, **by)
    people.set_manager(ravi, manager=maud, **by)
    other = ContactFactory(account=fjord, function=logistics, last_name="Nordlys")
    options = StaffingOptions(seconds=1)
    plan = draw_up("Spring", accounts=[fjord], people=None, options=options, solve_now=True, **by)
    drill_plan(plan, basis="proposal")
    product = history.create(Product(code="P1", name="Product"), **by)
    line = OrderLine(
        account=fjord, document_no="I-1", line_no="1", on=date(2026, 1, 1), amount_minor=1
    )
    line.currency = "EUR"
    post_order_lines([line], **by)
    PairingFactory(contact=other, person=ravi)
    changed = Pairing.objects.get()
    changed.hours_per_month = 3
    history.save(changed, **by, batch="by-hand")
    job = jobs.queue(
        "staffing.solve", key="x", payload={}, title="Solve", by=Viewer.of(nadia.login)
    )
    file = [b"account,name\nFjord Foods,Plant\nNobody,Plant\n"]
    upload = exchange.take_file(file, file_name="sites.csv", table="sites", **by)
    exchange.dry_run(upload, **by)
    upload.job = job
    upload.save()
    settings.DATA = tmp_path
    prepared = exchange.ask_for_export(WantedFile("contacts", "csv"), by=Viewer.of(nadia.login))
    exchange.write_export(prepared)
    office, day = ravi.office, date(2030, 1, 1)
    own = coverage.create_model(code="own", name="Our own", kind="team", **by)
    used = coverage.create_model(code="used", name="In use", kind="territory", **by)
    terms = coverage.set_terms(used, since=system.today, hours={nadia.function: Decimal(9)}, **by)
    coverage.cover_accounts({fjord: used}, since=system.today, **by)
    sizing = set_sizing(SIZING, **by)
    baseline = history.create(TeamBaseline(account=fjord, former=own, since=date(2026, 1, 1)), **by)
    covered = CoveragePlan(name="Nordlys year", choices={"options": {}}, state="ready")
    covered.value_minor, covered.problem = 3, zlib.compress(b"{}")
    covered = history.create(covered, **by)
    card = coverage.take_ready_made_card(**by)
    stability = card.criteria.get(name="Stability of demand")
    coverage.rate_account(fjord, {stability: 7}, **by)
    PlannedCoverage.objects.create(
        plan=covered, account=fjord, today=own, model=own, hours=1, sales_today_minor=7,
        sales_minor=7, cost_minor=5, today_minor=2, value_minor=2, gain_minor=0, source="prior",
    )  # fmt: skip
    question = desk.ask(fjord, contact=ines, subject="Nordlys windows", body="When?", **by)
    return {
        "account": fjord,
        "contact": ines,
        "site": SiteFactory(account=fjord),
        "need": NeedFactory(account=fjord, title="Nordlys windows"),
        "tie": history.create(Tie(listener=ines, speaker=other), **by),
        "buying_role": history.create(BuyingRole(contact=ines, role="user"), **by),
        "team": fjord.teams.get(),
        "member": Member.objects.get(person=ravi),
        "pairing": changed,
        "hand_over": history.create(
            HandOver(account=fjord, giver=ravi, taker=omar, due_on=day), **by
        ),
        "order_line": OrderLine.objects.get(),
        "person": ravi,
        "absence": history.create(
            Absence(person=ravi, since=date(2027, 1, 1), until=date(2027, 1, 2)), **by
        ),
        "second": history.create(SecondaryFunction(person=ravi, function=nadia.function), **by),
        "quota": history.create(
            Quota(person=ravi, since=day, until=date(2030, 2, 1), amount_minor=7), **by
        ),
        "basis": choose_revenue_basis("", **by),
        "deputy": history.create(Deputy(person=ravi, deputy=omar), **by),
        "job": job,
        "function": logistics,
        "match": logistics.faces.get(),
        "office": office,
        "calendar": office.calendar,
        "calendar_day": history.create(CalendarDay(calendar=office.calendar, on=day), **by),
        "product": product,
        "rate": history.create(ExchangeRate(on=day, base="EUR", quote="USD", rate="1.1"), **by),
        "plan": plan,
        "proposed_lead": plan.leads.get(),
        "proposed_pairing": plan.pairings.first(),
        "leaving": plan.leavings.first(),
        "lock": history.create(Lock(kind="must", account=fjord, person=nadia), **by),
        "coverage_model": own,
        "terms": terms,
        "model_hours": terms.hours.get(),
        "standard": coverage.set_standard(used, "visit", quantity_per_year=Decimal(3), **by),
        "account_coverage": fjord.coverages.get(),
        "cost_rate": coverage.set_rate(
            "order", cost_minor=4_000, currency="EUR", unit="order", since=system.today, **by
        ),
        "account_result": AccountResult.objects.create(
            account=fjord,
            since=system.today,
            until=system.today,
            currency="EUR",
            revenue_minor=7,
            cost_to_serve_minor=5,
        ),
        "judgement": coverage.judge_response(
            account=fjord,
            none_percent=50,
            half_percent=80,
            more_percent=110,
            saturation_percent=150,
            **by,
        ),
        "potential": coverage.set_potential(fjord, potential_minor=9, currency="EUR", **by),
        "sizing_sheet": sizing,
        "sizing_class": sizing.classes.get(),
        "team_baseline": baseline,
        "team_month": TeamMonth.objects.create(
            baseline=baseline,
            first_day=date(2026, 1, 1),
            revenue_minor=7,
            margin_minor=5,
            cost_minor=3,
            former_sales_minor=6,
            low_minor=1,
            expected_minor=2,
            high_minor=3,
        ),
        "service_entry": coverage.log_entry(
            fjord, activity="hours", person=ravi, on=system.today, quantity=Decimal(2), **by
        ),
        "question": question,
        "question_step": question.steps.last(),
        "question_message": question.messages.get(),
        "scorecard": card,
        "criterion": stability,
        "rating": AccountRating.objects.get(),
        "score_total": ScoreTotal.objects.create(
            account=fjord, card=card, attractiveness=70, strength=60, known_percent=50, place="key"
        ),
        "coverage_plan": covered,
        "planned_coverage": covered.rows.get(),
        "conflict": keep_apart(nadia, omar, by=by["by"]),
        "import": upload,
        "export": prepared,
        "login": omar.login,
        "maud": maud,
    }


@pytest.fixture
def clients(things, nadia, ravi, omar, client_of):
    made = {role: login_with(Role(role), f"{role}@example.com") for role in Role.values}
    cast = {LEAD: nadia, MEMBER: ravi, MANAGER: things["maud"], OUTSIDER: omar}
    made |= {actor: client_of(person) for actor, person in cast.items()}
    return {ANONYMOUS: Client(), **made}


def addresses() -> Iterator[str]:
    """The names of all addresses of the product."""

    def names(resolver: Any, space: str) -> Iterator[str]:
        for one in resolver.url_patterns:
            if hasattr(one, "url_patterns"):
                yield from names(one, one.namespace or space)
            else:
                yield f"{space}:{one.name}" if space else str(one.name)

    yield from dict.fromkeys(names(get_resolver(), ""))


NAMES = list(addresses())


def test_every_address_has_its_place_in_the_table():
    known = set(ADDRESSES) | WALKED_APART
    unknown = [name for name in NAMES if name not in known and not name.startswith(ELSEWHERE)]
    assert unknown == []
    assert set(ADDRESSES) <= set(NAMES)


def test_every_operation_has_its_place_in_the_table():
    paths = {path.removeprefix("/api/").split("/{")[0] for path in openapi()["paths"]}
    further = {path.removeprefix("/api/").split("/{")[0] for path in FURTHER_OPERATIONS}
    assert paths == set(RESOURCES) | further


def test_everybody_gets_what_the_policy_says_from_every_address(clients, things, capsys):
    wrong = []
    for name, rules in ADDRESSES.items():
        for rule in rules if isinstance(rules, tuple) else (rules,):
            path = address_of(name, rule, things)
            for actor in ACTORS:
                answer = ask(clients[actor], path, rule, things)
                wrong += faults(actor, path, rule, answer)
    assert wrong == []
    # Those who may see it did, so that its absence elsewhere means something.
    assert set(HIDDEN_NAMES) <= SHOWN
    assert SHOWN & set(COST_TEXTS)
    say_how_far(capsys)


def test_everybody_gets_what_the_policy_says_from_every_operation(clients, things, capsys):
    wrong = []
    for method, path, rule, body in operations(things):
        for actor in ACTORS:
            answer = call(clients[actor], method, path, body)
            wrong += faults(actor, f"{method} {path}", rule, answer)
    assert wrong == []
    say_how_far(capsys)


def say_how_far(capsys: pytest.CaptureFixture[str]) -> None:
    """How many pairs of role and path were tried, as a line among the tests' own."""
    with capsys.disabled():
        print(f"\npermission walk: {len(TRIED)} pairs of role and path")  # noqa: T201


def test_tokens_of_others_are_not_found(clients, nadia, system):
    token, _secret = tokens.issue_token(nadia.login, name="CRM", scopes=["read"], by=system)
    path = reverse("api:token_revoke", args=[token.pk])
    for actor in ACTORS:
        TRIED.add((actor, path))
        expected = 302 if actor in {LEAD, ANONYMOUS} else 404
        assert clients[actor].post(path).status_code == expected
    token.refresh_from_db()
    assert token.revoked_at < timezone.now()


def address_of(name: str, rule: Rule, things: dict[str, Any]) -> str:
    more = {
        part: things[value].pk if value in things else value for part, value in rule.more.items()
    }
    if rule.of:
        more["pk"] = things[rule.of].pk
    try:
        path = reverse(name, kwargs=more)
    except NoReverseMatch as wrong:
        raise AssertionError(f"{name} takes other parts than the table gives: {more}") from wrong
    keys = {thing: row.pk for thing, row in things.items()}
    return f"{path}?{rule.query.format(**keys)}" if rule.query else path


def ask(client: Client, path: str, rule: Rule, things: dict[str, Any]) -> Any:
    """The answer; what it changed is taken back."""
    with transaction.atomic():
        answer = client.get(path) if rule.post is None else client.post(path, rule.post(things))
        transaction.set_rollback(True)
    return answer


def call(client: Client, method: str, path: str, body: dict[str, Any] | None) -> Any:
    headers = {"If-Match": "*"}
    with transaction.atomic():
        if path == "/api/imports/imports" and method == "POST":
            file = SimpleUploadedFile("sites.csv", b"account,name\nFjord Foods,Plant\n")
            answer = client.post(path, {"file": file, "table": "sites"})
        elif body is None:
            answer = client.generic(method, path, headers=headers)
        else:
            sent = json.dumps(body)
            answer = client.generic(method, path, sent, "application/json", headers=headers)
        transaction.set_rollback(True)
    return answer


def operations(
    things: dict[str, Any],
) -> Iterator[tuple[str, str, Rule, dict[str, Any] | None]]:
    """Every operation of the API with the rule that it falls under."""
    keys = {thing: row.pk for thing, row in things.items()}
    for template, methods in openapi()["paths"].items():
        for method in methods:
            rule, body = rule_of(template, method.upper(), keys)
            path = template.replace("{key}", str(keys.get(rule.of, "")))
            query = f"?{rule.query.format(**keys)}" if rule.query else ""
            yield method.upper(), path + query, rule, body


def rule_of(template: str, method: str, keys: dict[str, int]) -> tuple[Rule, dict[str, Any] | None]:
    if template in FURTHER_OPERATIONS:
        return FURTHER_OPERATIONS[template], None
    name, _slash, rest = template.removeprefix("/api/").partition("/{key}")
    told = RESOURCES[name]
    if not rest and "{key}" not in template:
        if method == "GET":
            return Rule(), None
        return Rule(told.make, told.of, owner=told.made_at), told.body(keys)
    if method == "GET":
        return Rule(told.see, told.of), None
    act = rest.strip("/")
    action = ACT_ACTIONS.get((name, act), told.change)
    takes_body = "requestBody" in openapi()["paths"][template][method.lower()]
    return Rule(action, told.of), ACT_BODIES.get(act, nothing)(keys) if takes_body else None


def faults(actor: str, path: str, rule: Rule, answer: Any) -> list[str]:
    """What is wrong with an answer, if anything."""
    TRIED.add((actor, path))
    status, allowed = answer.status_code, is_allowed(actor, rule)
    to_login = status == 302 and answer["Location"].startswith("/login/")
    # A body that names what one may not see is answered as one that names what is not there.
    refused = {401, 403, 404, 422} if "/api/" in path else {401, 403, 404}
    if status >= 500 or status == 405:
        return [f"{actor} {path}: {status}"]
    if allowed and (status in refused or to_login):
        return [f"{actor} {path}: may, but got {status}"]
    if not allowed and not (status in refused or to_login):
        return [f"{actor} {path}: may not, but got {status}"]
    return [f"{actor} {path}: {leak}" for leak in leaks(actor, answer)]


def leaks(actor: str, answer: Any) -> list[str]:
    """Names and figures in an answer that the actor must not learn."""
    sees_history = is_allowed(actor, Rule(Action.SEE_ALL_HISTORY))
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode(errors="replace")
    SHOWN.update(name for name in (*HIDDEN_NAMES, *COST_TEXTS) if name in text)
    found = []
    if not may_see(actor, Action.SEE_ACCOUNT, "account") and not sees_history:
        found += [name for name in HIDDEN_NAMES if name in text]
    if not may_see(actor, Action.SEE_COST, "person"):
        found += [figure for figure in COST_TEXTS if figure in text]
    return [f"shows “{name}”" for name in found]
