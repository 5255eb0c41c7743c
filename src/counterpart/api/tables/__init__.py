"""Every resource of the API, room by room."""

from counterpart.api.resources import Resource
from counterpart.api.tables.coverage import COVERAGE
from counterpart.api.tables.customers import CUSTOMERS
from counterpart.api.tables.desk import DESK
from counterpart.api.tables.directory import DIRECTORY
from counterpart.api.tables.ledger import LEDGER
from counterpart.api.tables.others import OTHERS
from counterpart.api.tables.payback import PAYBACK
from counterpart.api.tables.sizing import SIZING
from counterpart.api.tables.staffing import STAFFING
from counterpart.api.tables.teams import TEAMS

RESOURCES: tuple[Resource, ...] = (
    *DIRECTORY,
    *CUSTOMERS,
    *LEDGER,
    *COVERAGE,
    *PAYBACK,
    *SIZING,
    *TEAMS,
    *STAFFING,
    *DESK,
    *OTHERS,
)
