"""What people may do, and what they may be to a thing: the words of the policy table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Action(TextChoices):
    """Something a person may want to do."""

    SEE_ACCOUNT = "see_account", _("See a key account, its people and who faces whom")
    SEE_ORDERS = "see_orders", _("See what an account ordered")
    CHANGE_ACCOUNT = "change_account", _("Change an account, its contacts and needs")
    CREATE_ACCOUNT = "create_account", _("Create accounts")
    CHANGE_TEAM = "change_team", _("Change who faces whom at an account")
    SEE_HAND_OVER = "see_hand_over", _("See what is to be handed over at an account")
    TICK_HAND_OVER = "tick_hand_over", _("Tick off what was handed over")
    SEE_PERSON = "see_person", _("See a person, their load and calendar")
    SEE_COST = "see_cost", _("See what an hour of a person costs")
    CHANGE_ABSENCE = "change_absence", _("Enter absences and deputies of a person")
    CHANGE_PERSON = "change_person", _("Change people, functions, offices and calendars")
    SEE_DIRECTORY = "see_directory", _("See functions, offices and working calendars")
    SEE_QUOTA = "see_quota", _("See the quotas of a person and what they reached")
    CHANGE_QUOTA = "change_quota", _("Give people quotas")
    CHANGE_COMPANY = "change_company", _("Change the settings of the company")
    PLAN_STAFFING = "plan_staffing", _("Draw up, change and compare staffing proposals")
    ADOPT_STAFFING = "adopt_staffing", _("Adopt a staffing proposal and undo it")
    SEE_COVERAGE = "see_coverage", _("See coverage models, their costs and the portfolio")
    CHANGE_COVERAGE = "change_coverage", _("Change coverage models and cost rates")
    SEE_CONTRIBUTION = (
        "see_contribution",
        _("See what an account costs to serve and what it contributes"),
    )
    SEE_SERVICE_LOG = "see_service_log", _("See what was done for an account")
    SEE_RESPONSE = "see_response", _("See how an account's sales answer effort")
    LOG_SERVICE = "log_service", _("Enter what was done and spent for an account")
    JUDGE_RESPONSE = "judge_response", _("Judge how an account's sales answer effort")
    PLAN_COVERAGE = "plan_coverage", _("Draw up, change and compare coverage portfolios")
    ADOPT_COVERAGE = "adopt_coverage", _("Adopt a coverage portfolio and undo it")
    SCORE_ACCOUNT = "score_account", _("Score an account for the choice of key accounts")
    SEE_QUESTION = "see_question", _("See what contacts asked, and the answers")
    ASK_QUESTION = "ask_question", _("Write down what a contact of an account asked")
    ANSWER_QUESTION = "answer_question", _("Answer a question, pass it on, promise and close")
    IMPORT = "import", _("Import files")
    EXPORT_ALL = "export_all", _("Export everything in one workbook")
    FETCH_EXPORT = "fetch_export", _("Fetch an export that was prepared")
    SEE_ALL_HISTORY = "see_all_history", _("See the history of everything")
    SEE_JOBS = "see_jobs", _("See, cancel and retry background jobs")
    MANAGE_LOGINS = "manage_logins", _("Give logins and roles")


class Role(TextChoices):
    """A company-wide role, given to a login."""

    SALES_OPERATIONS = "sales_operations", _("Sales operations")
    SALES_FINANCE = "sales_finance", _("Sales finance")
    PEOPLE_DEVELOPMENT = "people_development", _("People development")
    EXECUTIVE = "executive", _("Executive")
    ADMINISTRATOR = "administrator", _("Administrator")


class Relation(TextChoices):
    """What a person is to one account, one colleague or one job, as of a day."""

    LEAD = "lead", _("Leads the account")
    TEAM_MEMBER = "team_member", _("Is on the account's selling team")
    MEMBERS_MANAGER = "members_manager", _("Manages somebody on the account's selling team")
    SELF = "self", _("The person themselves")
    TEAM_MATE = "team_mate", _("Is on a selling team with the person")
    LINE_MANAGER = "line_manager", _("Manages the person, directly or through others")
    GIVER = "giver", _("Hands it over")
    TAKER = "taker", _("Takes it over")
    HOLDER = "holder", _("Has the question, or had it")
    ASKER = "asker", _("Asked for it")
    EVERYBODY = "everybody", _("Everybody with a login")
