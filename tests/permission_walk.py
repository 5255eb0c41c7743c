"""What the permission walk tries: who asks, for which thing, and what the policy says to it.

`ADDRESSES` says for each named address which action it stands for, of which thing; the policy
table says the rest. Nothing here asks the code that is tried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from counterpart.access.actions import Action, Relation, Role
from counterpart.access.policy import POLICY
from factories import NINE_TO_SIX

ANONYMOUS, LEAD, MEMBER, MANAGER, OUTSIDER = (
    "anonymous",
    "lead",
    "member",
    "members_manager",
    "outsider",
)
ACTORS = (ANONYMOUS, *Role.values, LEAD, MEMBER, MANAGER, OUTSIDER)

# What each of them is to the account, to the member themselves, to the job the lead asked for, and
# to what the member hands over to the outsider.
RELATIONS: dict[tuple[str, str], set[Relation]] = {
    (LEAD, "account"): {Relation.LEAD, Relation.TEAM_MEMBER},
    (MEMBER, "account"): {Relation.TEAM_MEMBER},
    (MANAGER, "account"): {Relation.MEMBERS_MANAGER},
    (LEAD, "person"): {Relation.TEAM_MATE},
    (MEMBER, "person"): {Relation.SELF, Relation.TEAM_MATE},
    (MANAGER, "person"): {Relation.LINE_MANAGER},
    (LEAD, "job"): {Relation.ASKER},
    (LEAD, "export"): {Relation.ASKER},
    (MEMBER, "question"): {Relation.HOLDER},
    (MEMBER, "hand_over"): {Relation.GIVER},
    (OUTSIDER, "hand_over"): {Relation.TAKER},
}

# Where it is decided who may see or change a thing of this kind; others have no owner.
OWNER = {
    **dict.fromkeys(
        (
            "account",
            "contact",
            "site",
            "need",
            "tie",
            "buying_role",
            "team",
            "member",
            "pairing",
            "hand_over",
            "order_line",
            "account_coverage",
            "account_result",
            "judgement",
            "service_entry",
            "question",
            "question_step",
            "question_message",
            "rating",
            "score_total",
            "potential",
            "team_baseline",
            "team_month",
        ),
        "account",
    ),
    **dict.fromkeys(("person", "absence", "deputy", "second", "quota"), "person"),
    "job": "job",
    "export": "export",
}


@dataclass(frozen=True)
class Rule:
    """What an address stands for. `action=None` is for everybody who has logged in.

    `of` names the thing whose key goes into the address; `more` fills further parts of it.
    With `post` the address is posted to with these values, instead of being read.
    """

    action: Action | None = None
    of: str = ""
    post: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    query: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    is_public: bool = False
    owner: str | None = None  # when it is decided elsewhere than at `of`


def is_allowed(actor: str, rule: Rule) -> bool:
    """What the policy says."""
    if rule.is_public:
        return True
    if actor == ANONYMOUS:
        return False
    if rule.action is None:
        return True
    grants = POLICY[rule.action]
    owner = rule.owner if rule.owner is not None else OWNER.get(rule.of, "")
    held = {Relation.EVERYBODY} | RELATIONS.get((actor, owner), set())
    held |= RELATIONS.get((actor, rule.of), set())  # what they are to the thing itself
    return bool(grants & held) or actor in {grant.value for grant in grants if grant in list(Role)}


def may_see(actor: str, action: Action, of: str) -> bool:
    """Whether the name of a thing may stand in what the actor gets."""
    return is_allowed(actor, Rule(action, of))


def nothing(things: dict[str, Any]) -> dict[str, Any]:
    return {}


def _never(things: dict[str, Any]) -> dict[str, Any]:
    return {"never": things["person"].pk}


def _reading(action: Action | None, of: str = "", **more: Any) -> Rule:
    return Rule(action, of, **more)


def _posting(action: Action | None, of: str = "", values: Any = nothing, **more: Any) -> Rule:
    return Rule(action, of, post=values, **more)


EVERYBODY = Rule()
PUBLIC = Rule(is_public=True)
A = Action

ADDRESSES: dict[str, Rule | tuple[Rule, ...]] = {
    "web:home": EVERYBODY,
    "web:preferences": EVERYBODY,
    "web:language": _posting(None, values=lambda t: {"language": "en"}, is_public=True),
    "web:theme": _posting(None, values=lambda t: {"theme": "dark"}, is_public=True),
    "access:logins": _reading(A.MANAGE_LOGINS),
    "access:login_create": _reading(A.MANAGE_LOGINS),
    "access:login": _reading(A.MANAGE_LOGINS, "login"),
    "access:login_roles": _posting(A.MANAGE_LOGINS, "login"),
    "access:login_close": _posting(A.MANAGE_LOGINS, "login"),
    "access:login_open": _posting(A.MANAGE_LOGINS, "login"),
    "access:login_password_link": _posting(A.MANAGE_LOGINS, "login"),
    "access:login_second_factor": _posting(A.MANAGE_LOGINS, "login"),
    "history:all": _reading(A.SEE_ALL_HISTORY),
    "history:of": _reading(A.SEE_ACCOUNT, "account", more={"thing": "customers.account"}),
    "jobs:all": EVERYBODY,
    "jobs:job": _reading(A.SEE_JOBS, "job"),
    "jobs:cancel": _posting(A.SEE_JOBS, "job"),
    "jobs:retry": _posting(A.SEE_JOBS, "job"),
    "search:results": Rule(query="q=fjord"),
    "directory:people": EVERYBODY,
    "directory:person_create": _reading(A.CHANGE_PERSON),
    "directory:person_options": Rule(query="q=ravi"),
    "directory:person_edit": _reading(A.CHANGE_PERSON, "person"),
    "directory:line": _reading(A.SEE_PERSON, "person"),
    "directory:person_leaving": _reading(A.CHANGE_PERSON, "person"),
    "directory:absence_create": _reading(A.CHANGE_ABSENCE, "person"),
    "directory:absence_remove": _posting(A.CHANGE_ABSENCE, "absence"),
    "directory:deputy_create": _reading(A.CHANGE_ABSENCE, "person"),
    "directory:deputy_remove": _posting(A.CHANGE_ABSENCE, "deputy"),
    "directory:functions": _reading(A.SEE_DIRECTORY),
    "directory:function_create": _reading(A.CHANGE_PERSON),
    "directory:function_edit": _reading(A.CHANGE_PERSON, "function"),
    "directory:function_remove": _posting(A.CHANGE_PERSON, "function"),
    "directory:match": _posting(A.CHANGE_PERSON, more={"ours": "function", "theirs": "function"}),
    "directory:offices": _reading(A.SEE_DIRECTORY),
    "directory:office_create": _reading(A.CHANGE_PERSON),
    "directory:office_edit": _reading(A.CHANGE_PERSON, "office"),
    "directory:office_remove": _posting(A.CHANGE_PERSON, "office"),
    "directory:calendar_create": _reading(A.CHANGE_PERSON),
    "directory:calendar": _reading(A.SEE_DIRECTORY, "calendar"),
    "directory:calendar_edit": _reading(A.CHANGE_PERSON, "calendar"),
    "directory:calendar_remove": _posting(A.CHANGE_PERSON, "calendar"),
    "directory:day_remove": _posting(A.CHANGE_PERSON, "calendar_day"),
    "customers:account_create": _reading(A.CREATE_ACCOUNT),
    "customers:account_options": Rule(query="q=fjord"),
    "customers:account_edit": _reading(A.CHANGE_ACCOUNT, "account"),
    "customers:account_lose": _posting(A.CHANGE_ACCOUNT, "account"),
    "customers:account_reopen": _posting(A.CHANGE_ACCOUNT, "account"),
    "customers:group": _reading(A.SEE_ACCOUNT, "account"),
    "customers:buying_center": _reading(A.SEE_ACCOUNT, "account"),
    "customers:map_svg": _reading(A.SEE_ACCOUNT, "account"),
    "customers:contact_create": _reading(A.CHANGE_ACCOUNT, "account"),
    "customers:contact": _reading(A.SEE_ACCOUNT, "contact"),
    "customers:contact_edit": _reading(A.CHANGE_ACCOUNT, "contact"),
    "customers:contact_leaves": _posting(A.CHANGE_ACCOUNT, "contact"),
    "customers:contact_returns": _posting(A.CHANGE_ACCOUNT, "contact"),
    "customers:tie_set": _posting(A.CHANGE_ACCOUNT, "contact"),
    "customers:tie_remove": _posting(A.CHANGE_ACCOUNT, "tie"),
    "customers:needs": _reading(A.SEE_ACCOUNT, "account"),
    "customers:need_create": _reading(A.CHANGE_ACCOUNT, "account"),
    "customers:need_edit": _reading(A.CHANGE_ACCOUNT, "need"),
    "customers:need_settle": _posting(A.CHANGE_ACCOUNT, "need", more={"how": "met"}),
    "customers:sites": _reading(A.SEE_ACCOUNT, "account"),
    "customers:site_create": _reading(A.CHANGE_ACCOUNT, "account"),
    "customers:site_edit": _reading(A.CHANGE_ACCOUNT, "site"),
    "customers:site_remove": _posting(A.CHANGE_ACCOUNT, "site"),
    "ledger:settings": _reading(A.CHANGE_COMPANY),
    "ledger:refresh_values": _posting(A.CHANGE_COMPANY),
    "ledger:quota_create": _reading(A.CHANGE_QUOTA, "person"),
    "ledger:quota_edit": _reading(A.CHANGE_QUOTA, "quota"),
    "ledger:quota_remove": _posting(A.CHANGE_QUOTA, "quota"),
    "ledger:orders": _reading(A.SEE_ORDERS, "account"),
    "ledger:document": _reading(
        A.SEE_ORDERS, "account", query="kind=invoice&number=I-1&currency=EUR"
    ),
    "coverage:profit": EVERYBODY,
    "coverage:work_out": _posting(A.CHANGE_COVERAGE),
    "coverage:statement": _reading(A.SEE_CONTRIBUTION, "account"),
    "coverage:cover": _reading(A.ADOPT_COVERAGE, "account"),
    "coverage:models": _reading(A.SEE_COVERAGE),
    "coverage:take_ready_made": _posting(A.CHANGE_COVERAGE),
    "coverage:model_create": _reading(A.CHANGE_COVERAGE),
    "coverage:model_edit": _reading(A.CHANGE_COVERAGE, "coverage_model"),
    "coverage:terms": _reading(A.CHANGE_COVERAGE, "coverage_model"),
    "coverage:model_remove": _posting(A.CHANGE_COVERAGE, "coverage_model"),
    "coverage:entries": _reading(A.SEE_SERVICE_LOG, "account"),
    "coverage:entry": _reading(A.LOG_SERVICE, "service_entry"),
    "coverage:entry_remove": _posting(A.LOG_SERVICE, "service_entry"),
    "coverage:duplicates": _reading(A.SEE_COVERAGE),
    "coverage:choice": EVERYBODY,
    "coverage:scorecard": _reading(A.CHANGE_COVERAGE),
    "coverage:card_ready_made": _posting(A.CHANGE_COVERAGE),
    "coverage:rating": _reading(A.SEE_CONTRIBUTION, "account"),
    "coverage:responses": EVERYBODY,
    "coverage:responses_fit": _posting(A.JUDGE_RESPONSE),
    "coverage:segment_responses": _reading(A.JUDGE_RESPONSE),
    "coverage:response_preview": EVERYBODY,
    "coverage:judgement_withdraw": _posting(A.JUDGE_RESPONSE, "judgement", owner="account"),
    "coverage:response": _reading(A.SEE_RESPONSE, "account"),
    "coverage:potential": _reading(A.JUDGE_RESPONSE, "account"),
    "coverage:plans": _reading(A.PLAN_COVERAGE),
    "coverage:plan_create": _reading(A.PLAN_COVERAGE),
    "coverage:plan_compare": _reading(A.PLAN_COVERAGE, query="p={coverage_plan}"),
    "coverage:plan": _reading(A.PLAN_COVERAGE, "coverage_plan"),
    "coverage:planned": _reading(A.PLAN_COVERAGE, "coverage_plan", more={"account": "account"}),
    "coverage:plan_copy": _reading(A.PLAN_COVERAGE, "coverage_plan"),
    "coverage:plan_again": _posting(A.PLAN_COVERAGE, "coverage_plan"),
    "coverage:plan_discard": _posting(A.PLAN_COVERAGE, "coverage_plan"),
    "coverage:plan_adopt": _reading(A.ADOPT_COVERAGE, "coverage_plan"),
    "coverage:plan_take_back": _posting(A.ADOPT_COVERAGE, "coverage_plan"),
    "coverage:plan_problem": _reading(A.PLAN_COVERAGE, "coverage_plan"),
    "coverage:sizes": _reading(A.SEE_COVERAGE),
    "coverage:sizing": _reading(A.CHANGE_COVERAGE),
    "coverage:ledgers": EVERYBODY,
    "coverage:ledgers_work_out": _posting(A.CHANGE_COVERAGE),
    "coverage:ledger": _reading(A.SEE_CONTRIBUTION, "team_baseline"),
    "coverage:baseline": _reading(A.CHANGE_COVERAGE, "team_baseline"),
    "coverage:usual": _reading(A.CHANGE_COVERAGE, "coverage_model"),
    "coverage:rates": _reading(A.SEE_COVERAGE),
    "coverage:rate_remove": _posting(A.CHANGE_COVERAGE, "cost_rate"),
    "teams:portfolio": EVERYBODY,
    "teams:matrix": EVERYBODY,
    "teams:mirror": _reading(A.SEE_ACCOUNT, "account"),
    "teams:mirror_more": _reading(A.SEE_ACCOUNT, "account"),
    "teams:mirror_svg": _reading(A.SEE_ACCOUNT, "account"),
    "teams:roster": _reading(A.SEE_ACCOUNT, "account"),
    "teams:member_create": _reading(A.CHANGE_TEAM, "account"),
    "teams:lead_edit": _reading(A.CHANGE_TEAM, "account"),
    "teams:hand_overs": _reading(A.SEE_ACCOUNT, "account"),
    "teams:hand_over_done": _posting(A.TICK_HAND_OVER, "hand_over"),
    "teams:member_end": _posting(A.CHANGE_TEAM, "member"),
    "teams:person": _reading(A.SEE_PERSON, "person"),
    "teams:person_side": _reading(A.SEE_PERSON, "person"),
    "teams:pairing_edit": _reading(A.CHANGE_TEAM, "contact"),
    "teams:pairing_end": _posting(A.CHANGE_TEAM, "pairing"),
    "teams:contact_counterparts": _reading(A.SEE_ACCOUNT, "contact"),
    "teams:undo": _posting(A.CHANGE_TEAM, more={"batch": "by-hand"}, owner="account"),
    "desk:questions": EVERYBODY,
    "desk:of_account": _reading(A.SEE_QUESTION, "account"),
    "desk:ask": _reading(A.ASK_QUESTION, "account"),
    "desk:question": _reading(A.SEE_QUESTION, "question"),
    "desk:say": _posting(A.ANSWER_QUESTION, "question"),
    "desk:pass_on": _posting(A.ANSWER_QUESTION, "question"),
    "desk:promise": _posting(A.ANSWER_QUESTION, "question"),
    "desk:close": _posting(A.ANSWER_QUESTION, "question"),
    "staffing:plans": _reading(A.PLAN_STAFFING),
    "staffing:create": _reading(A.PLAN_STAFFING),
    "staffing:staff_waiting": _posting(A.PLAN_STAFFING),
    "staffing:compare": _reading(A.PLAN_STAFFING, query="p={plan}"),
    "staffing:locks": _reading(A.PLAN_STAFFING),
    "staffing:lock_remove": _posting(A.PLAN_STAFFING, "lock"),
    "staffing:conflicts": _reading(A.PLAN_STAFFING),
    "staffing:conflict_remove": _posting(A.PLAN_STAFFING, "conflict"),
    "staffing:plan": _reading(A.PLAN_STAFFING, "plan"),
    "staffing:progress": _reading(A.PLAN_STAFFING, "plan"),
    "staffing:stop": _posting(A.PLAN_STAFFING, "plan"),
    "staffing:again": _posting(A.PLAN_STAFFING, "plan"),
    "staffing:copy": _reading(A.PLAN_STAFFING, "plan"),
    "staffing:curve_draw": _posting(A.PLAN_STAFFING, "plan"),
    "staffing:curve_take": _posting(A.PLAN_STAFFING, "plan"),
    "staffing:discard": _posting(A.PLAN_STAFFING, "plan"),
    "staffing:adopt": _posting(A.ADOPT_STAFFING, "plan"),
    "staffing:take_back": _posting(A.ADOPT_STAFFING, "plan"),
    "staffing:problem": _reading(A.PLAN_STAFFING, "plan"),
    "staffing:risk": _reading(A.PLAN_STAFFING, "plan"),
    "staffing:risk_csv": _reading(A.PLAN_STAFFING, "plan"),
    "staffing:think_through": _posting(A.PLAN_STAFFING, "plan"),
    "staffing:leaving": _reading(A.PLAN_STAFFING, "leaving"),
    "staffing:leaving_csv": _reading(A.PLAN_STAFFING, "leaving"),
    "staffing:if_person_leaves": _reading(A.PLAN_STAFFING, "person"),
    "staffing:pairing": _reading(A.PLAN_STAFFING, "proposed_pairing"),
    "staffing:backup": _reading(A.PLAN_STAFFING, "proposed_pairing"),
    "staffing:lead": _reading(A.PLAN_STAFFING, "proposed_lead"),
    "staffing:pairing_lock": _posting(A.PLAN_STAFFING, "proposed_pairing", _never),
    "staffing:lead_lock": _posting(A.PLAN_STAFFING, "proposed_lead", _never),
    # Everybody may take out what they may see; what that is, is looked at in the file.
    "exchange:home": EVERYBODY,
    "exchange:everything": _reading(A.EXPORT_ALL),
    "exchange:export": tuple(
        Rule(more={"table": table, "ext": "csv"})
        for table in ("accounts", "contacts", "people", "needs", "order_lines")
    ),
    "exchange:history": _reading(A.SEE_ALL_HISTORY),
    "exchange:prepared": _reading(A.FETCH_EXPORT, "export"),
    "exchange:fetch": _reading(A.FETCH_EXPORT, "export"),
    "exchange:template": _reading(A.IMPORT, more={"table": "contacts", "ext": "csv"}),
    "exchange:import_new": _reading(A.IMPORT),
    "exchange:import": _reading(A.IMPORT, "import"),
    "exchange:mapping": _reading(A.IMPORT, "import"),
    "exchange:import_read": _posting(A.IMPORT, "import"),
    "exchange:import_check": _posting(A.IMPORT, "import"),
    "exchange:import_apply": _posting(A.IMPORT, "import"),
    "exchange:import_undo": _posting(A.IMPORT, "import"),
    "exchange:import_cancel": _posting(A.IMPORT, "import"),
    "exchange:wrong_rows": _reading(A.IMPORT, "import"),
    "exchange:import_discard": _posting(A.IMPORT, "import"),
    "api:tokens": EVERYBODY,
    "api:reference": EVERYBODY,
    "api:openapi": PUBLIC,
}

# The login's own pages, which allauth guards, and the operations of the API, walked apart.
ELSEWHERE = ("account_", "mfa_", "socialaccount_", "openid_connect_")
WALKED_APART = {"api:call", "api:token_revoke"}


@dataclass(frozen=True)
class ApiRule:
    """A resource of the API: what it takes to see a row, to make one, and to change one."""

    of: str
    see: Action
    make: Action | None = None
    change: Action | None = None
    body: Callable[[dict[str, Any]], dict[str, Any]] = nothing
    made_at: str | None = None  # the owner of a new row, when it is not that of `of`


RESOURCES: dict[str, ApiRule] = {
    "directory/people": ApiRule(
        "person",
        A.SEE_PERSON,
        A.CHANGE_PERSON,
        A.CHANGE_PERSON,
        lambda t: {"first_name": "A", "function": t["function"], "office": t["office"]},
        made_at="",
    ),
    "directory/functions": ApiRule(
        "function",
        A.SEE_DIRECTORY,
        A.CHANGE_PERSON,
        A.CHANGE_PERSON,
        lambda t: {"code": "new", "name": "New"},
    ),
    "directory/function-matches": ApiRule(
        "match",
        A.SEE_DIRECTORY,
        A.CHANGE_PERSON,
        A.CHANGE_PERSON,
        lambda t: {"ours": t["function"], "theirs": t["function"], "fit_percent": 50},
    ),
    "directory/offices": ApiRule(
        "office",
        A.SEE_DIRECTORY,
        A.CHANGE_PERSON,
        A.CHANGE_PERSON,
        lambda t: {"code": "n", "name": "N", "time_zone": "UTC", "calendar": t["calendar"]},
    ),
    "directory/calendars": ApiRule(
        "calendar",
        A.SEE_DIRECTORY,
        A.CHANGE_PERSON,
        A.CHANGE_PERSON,
        lambda t: {"code": "n", "name": "N", "week": NINE_TO_SIX},
    ),
    "directory/calendar-days": ApiRule(
        "calendar_day",
        A.SEE_DIRECTORY,
        A.CHANGE_PERSON,
        A.CHANGE_PERSON,
        lambda t: {"calendar": t["calendar"], "on": "2031-01-01"},
    ),
    "directory/secondary-functions": ApiRule(
        "second",
        A.SEE_PERSON,
        A.CHANGE_PERSON,
        A.CHANGE_PERSON,
        lambda t: {"person": t["person"], "function": t["function"]},
        made_at="",
    ),
    "directory/absences": ApiRule(
        "absence",
        A.SEE_PERSON,
        A.CHANGE_ABSENCE,
        A.CHANGE_ABSENCE,
        lambda t: {"person": t["person"], "since": "2030-01-01", "until": "2030-01-02"},
    ),
    "directory/deputies": ApiRule(
        "deputy",
        A.SEE_PERSON,
        A.CHANGE_ABSENCE,
        A.CHANGE_ABSENCE,
        lambda t: {"person": t["person"], "deputy": t["person"]},
    ),
    "customers/accounts": ApiRule(
        "account",
        A.SEE_ACCOUNT,
        A.CREATE_ACCOUNT,
        A.CHANGE_ACCOUNT,
        lambda t: {"name": "New"},
        made_at="",
    ),
    "customers/sites": ApiRule(
        "site",
        A.SEE_ACCOUNT,
        A.CHANGE_ACCOUNT,
        A.CHANGE_ACCOUNT,
        lambda t: {"account": t["account"], "name": "New"},
    ),
    "customers/contacts": ApiRule(
        "contact",
        A.SEE_ACCOUNT,
        A.CHANGE_ACCOUNT,
        A.CHANGE_ACCOUNT,
        lambda t: {"account": t["account"], "first_name": "N", "function": t["function"]},
    ),
    "customers/buying-roles": ApiRule(
        "buying_role",
        A.SEE_ACCOUNT,
        A.CHANGE_ACCOUNT,
        A.CHANGE_ACCOUNT,
        lambda t: {"contact": t["contact"], "role": "buyer"},
    ),
    "customers/ties": ApiRule(
        "tie",
        A.SEE_ACCOUNT,
        A.CHANGE_ACCOUNT,
        A.CHANGE_ACCOUNT,
        lambda t: {"listener": t["contact"], "speaker": t["contact"]},
    ),
    "customers/needs": ApiRule(
        "need",
        A.SEE_ACCOUNT,
        A.CHANGE_ACCOUNT,
        A.CHANGE_ACCOUNT,
        lambda t: {"account": t["account"], "title": "New"},
    ),
    "ledger/products": ApiRule(
        "product",
        A.SEE_DIRECTORY,
        A.IMPORT,
        A.IMPORT,
        lambda t: {"code": "n", "name": "N"},
    ),
    "ledger/order-lines": ApiRule(
        "order_line",
        A.SEE_ORDERS,
        A.IMPORT,
        None,
        lambda t: {
            "lines": [
                {
                    "account": t["account"],
                    "document_no": "X",
                    "line_no": "1",
                    "on": "2026-01-01",
                    "amount_minor": 1,
                    "currency": "EUR",
                }
            ]
        },
    ),
    "ledger/exchange-rates": ApiRule(
        "rate",
        A.SEE_DIRECTORY,
        A.IMPORT,
        A.IMPORT,
        lambda t: {"on": "2020-01-01", "base": "EUR", "quote": "USD", "rate": "1.1"},
    ),
    "ledger/revenue-basis": ApiRule(
        "basis",
        A.SEE_DIRECTORY,
        A.CHANGE_COMPANY,
        A.CHANGE_COMPANY,
        lambda t: {"document_kind": "order"},
    ),
    "ledger/quotas": ApiRule(
        "quota",
        A.SEE_QUOTA,
        A.CHANGE_QUOTA,
        A.CHANGE_QUOTA,
        lambda t: {
            "person": t["person"],
            "since": "2031-01-01",
            "until": "2031-02-01",
            "amount_minor": 1,
        },
    ),
    "teams/hand-overs": ApiRule("hand_over", A.SEE_HAND_OVER, None, A.TICK_HAND_OVER),
    "teams/teams": ApiRule("team", A.SEE_ACCOUNT),
    "teams/members": ApiRule(
        "member",
        A.SEE_ACCOUNT,
        A.CHANGE_TEAM,
        A.CHANGE_TEAM,
        lambda t: {
            "team": t["team"],
            "person": t["person"],
            "role": "expert",
            "since": "2027-01-01",
        },
    ),
    "teams/pairings": ApiRule(
        "pairing",
        A.SEE_ACCOUNT,
        A.CHANGE_TEAM,
        A.CHANGE_TEAM,
        lambda t: {"contact": t["contact"], "person": t["person"], "since": "2027-01-01"},
    ),
    "coverage/account-results": ApiRule("account_result", A.SEE_CONTRIBUTION),
    "coverage/response-judgements": ApiRule("judgement", A.SEE_RESPONSE),
    "coverage/account-potentials": ApiRule("potential", A.SEE_RESPONSE),
    "coverage/coverage-models": ApiRule("coverage_model", A.SEE_COVERAGE),
    "coverage/cost-rates": ApiRule("cost_rate", A.SEE_COVERAGE),
    "coverage/model-terms": ApiRule("terms", A.SEE_COVERAGE),
    "coverage/model-hours": ApiRule("model_hours", A.SEE_COVERAGE),
    "coverage/service-standards": ApiRule("standard", A.SEE_COVERAGE),
    "coverage/account-coverages": ApiRule("account_coverage", A.SEE_CONTRIBUTION),
    "coverage/service-entries": ApiRule("service_entry", A.SEE_SERVICE_LOG),
    "coverage/scorecards": ApiRule("scorecard", A.SEE_COVERAGE),
    "coverage/score-criteria": ApiRule("criterion", A.SEE_COVERAGE),
    "coverage/account-ratings": ApiRule("rating", A.SEE_CONTRIBUTION),
    "coverage/account-scores": ApiRule("score_total", A.SEE_CONTRIBUTION),
    "coverage/coverage-plans": ApiRule("coverage_plan", A.PLAN_COVERAGE),
    "coverage/planned-coverages": ApiRule("planned_coverage", A.PLAN_COVERAGE),
    "coverage/sizing-sheets": ApiRule("sizing_sheet", A.SEE_COVERAGE),
    "coverage/sizing-classes": ApiRule("sizing_class", A.SEE_COVERAGE),
    "coverage/team-baselines": ApiRule("team_baseline", A.SEE_CONTRIBUTION),
    "coverage/team-months": ApiRule("team_month", A.SEE_CONTRIBUTION),
    "staffing/plans": ApiRule(
        "plan",
        A.PLAN_STAFFING,
        A.PLAN_STAFFING,
        A.PLAN_STAFFING,
        lambda t: {"name": "New", "accounts": [t["account"]]},
    ),
    "staffing/proposed-leads": ApiRule("proposed_lead", A.PLAN_STAFFING),
    "staffing/proposed-pairings": ApiRule("proposed_pairing", A.PLAN_STAFFING),
    "staffing/locks": ApiRule(
        "lock",
        A.PLAN_STAFFING,
        A.PLAN_STAFFING,
        A.PLAN_STAFFING,
        lambda t: {"kind": "never", "account": t["account"], "person": t["person"]},
    ),
    "staffing/conflicts": ApiRule(
        "conflict",
        A.PLAN_STAFFING,
        A.PLAN_STAFFING,
        A.PLAN_STAFFING,
        lambda t: {"person": t["person"], "other": t["maud"]},
    ),
    "desk/questions": ApiRule(
        "question",
        A.SEE_QUESTION,
        A.ASK_QUESTION,
        A.ANSWER_QUESTION,
        lambda t: {
            "account": t["account"],
            "contact": t["contact"],
            "subject": "When?",
            "body": "When do you deliver?",
        },
    ),
    "desk/steps": ApiRule("question_step", A.SEE_QUESTION),
    "desk/messages": ApiRule("question_message", A.SEE_QUESTION),
    "jobs/jobs": ApiRule("job", A.SEE_JOBS, None, A.SEE_JOBS),
    "exports/exports": ApiRule(
        "export", A.FETCH_EXPORT, A.SEE_DIRECTORY, None, lambda t: {"table": "accounts"}, made_at=""
    ),
    "imports/imports": ApiRule("import", A.IMPORT, A.IMPORT, A.IMPORT),
}
# What is sent with the acts on one row, and those that ask for another action than a change.
ACT_BODIES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "end": lambda t: {"since": "2027-01-01"},
    "adopt": lambda t: {"since": "2027-01-01"},
    "undo": lambda t: {"why": "x"},
    **dict.fromkeys(("answer", "check", "ask-back", "reply", "note"), lambda t: {"body": "x"}),
    "pass-on": lambda t: {"person": t["person"]},
    "promise": lambda t: {"due": "2040-01-02T12:00:00Z"},
}
ACT_ACTIONS = {
    ("staffing/plans", "adopt"): A.ADOPT_STAFFING,
    ("staffing/plans", "undo"): A.ADOPT_STAFFING,
}
FURTHER_OPERATIONS: dict[str, Rule] = {
    "/api/staffing/comparison": Rule(A.PLAN_STAFFING, query="a={plan}&b={plan}"),
    "/api/exports/exports/{key}/file": Rule(A.FETCH_EXPORT, "export"),
    "/api/imports/imports/{key}/verdicts": Rule(A.IMPORT, "import"),
    "/api/history/changes": Rule(A.SEE_ALL_HISTORY),
}
