"""Who may do what: one table that a sales manager can read."""

from counterpart.access.actions import Action, Relation, Role

Grant = Role | Relation

OPERATIONS = Role.SALES_OPERATIONS
FINANCE = Role.SALES_FINANCE
PEOPLE = Role.PEOPLE_DEVELOPMENT
EXECUTIVE = Role.EXECUTIVE
ADMINISTRATOR = Role.ADMINISTRATOR
ACCOUNTS_TEAM: set[Grant] = {Relation.LEAD, Relation.TEAM_MEMBER}

_GRANTS: dict[Action, set[Grant]] = {
    Action.SEE_ACCOUNT: {
        Relation.LEAD,
        Relation.TEAM_MEMBER,
        Relation.MEMBERS_MANAGER,
        OPERATIONS,
        FINANCE,
        EXECUTIVE,
    },
    Action.SEE_ORDERS: {Relation.LEAD, OPERATIONS, FINANCE, EXECUTIVE},
    Action.CHANGE_ACCOUNT: {Relation.LEAD, OPERATIONS},
    Action.CREATE_ACCOUNT: {OPERATIONS},
    Action.CHANGE_TEAM: {OPERATIONS},
    Action.SEE_HAND_OVER: {
        Relation.GIVER,
        Relation.TAKER,
        Relation.LEAD,
        Relation.TEAM_MEMBER,
        Relation.MEMBERS_MANAGER,
        OPERATIONS,
        FINANCE,
        EXECUTIVE,
    },
    Action.TICK_HAND_OVER: {Relation.GIVER, Relation.TAKER, Relation.LEAD, OPERATIONS},
    Action.SEE_PERSON: {
        Relation.SELF,
        Relation.TEAM_MATE,
        Relation.LINE_MANAGER,
        OPERATIONS,
        FINANCE,
        PEOPLE,
        EXECUTIVE,
    },
    Action.SEE_COST: {OPERATIONS, FINANCE, Relation.LINE_MANAGER},
    Action.CHANGE_ABSENCE: {Relation.SELF, Relation.LINE_MANAGER, OPERATIONS, PEOPLE},
    Action.CHANGE_PERSON: {OPERATIONS, PEOPLE},
    Action.SEE_DIRECTORY: {Relation.EVERYBODY},
    Action.SEE_QUOTA: {
        Relation.SELF,
        Relation.LINE_MANAGER,
        OPERATIONS,
        FINANCE,
        PEOPLE,
        EXECUTIVE,
    },
    Action.CHANGE_QUOTA: {OPERATIONS, FINANCE},
    Action.CHANGE_COMPANY: {OPERATIONS, FINANCE},
    Action.PLAN_STAFFING: {OPERATIONS},
    Action.ADOPT_STAFFING: {OPERATIONS},
    Action.SEE_COVERAGE: {OPERATIONS, FINANCE, EXECUTIVE},
    Action.CHANGE_COVERAGE: {OPERATIONS, FINANCE},
    Action.SEE_CONTRIBUTION: {Relation.LEAD, OPERATIONS, FINANCE, EXECUTIVE},
    Action.SEE_SERVICE_LOG: ACCOUNTS_TEAM | {OPERATIONS, FINANCE, EXECUTIVE},
    Action.SEE_RESPONSE: ACCOUNTS_TEAM | {OPERATIONS, FINANCE, EXECUTIVE},
    Action.LOG_SERVICE: ACCOUNTS_TEAM | {OPERATIONS, FINANCE},
    Action.JUDGE_RESPONSE: ACCOUNTS_TEAM | {OPERATIONS},
    Action.PLAN_COVERAGE: {OPERATIONS},
    Action.ADOPT_COVERAGE: {OPERATIONS},
    Action.SCORE_ACCOUNT: {Relation.LEAD, OPERATIONS},
    Action.SEE_QUESTION: ACCOUNTS_TEAM
    | {Relation.HOLDER, Relation.MEMBERS_MANAGER, OPERATIONS, EXECUTIVE},
    Action.ASK_QUESTION: ACCOUNTS_TEAM | {OPERATIONS},
    Action.ANSWER_QUESTION: ACCOUNTS_TEAM | {Relation.HOLDER, OPERATIONS},
    Action.IMPORT: {OPERATIONS},
    Action.EXPORT_ALL: {OPERATIONS},
    Action.FETCH_EXPORT: {Relation.ASKER},
    Action.SEE_ALL_HISTORY: {OPERATIONS, ADMINISTRATOR},
    Action.SEE_JOBS: {Relation.ASKER, OPERATIONS, ADMINISTRATOR},
    Action.MANAGE_LOGINS: {ADMINISTRATOR},
}
POLICY: dict[Action, frozenset[Grant]] = {
    action: frozenset(grants) for action, grants in _GRANTS.items()
}
