"""The pages on which jobs with files are seen to end."""

from django.utils.translation import gettext_noop as _

from counterpart.exchange.models import Export, Import
from counterpart.exchange.services.asking import APPLY, CHECK
from counterpart.exchange.services.exporting import EXPORT
from counterpart.jobs.outcomes import outcome_of

outcome_of(
    *(CHECK, APPLY), model=Import, key="import", page="exchange:import", label=_("Open the import")
)
outcome_of(EXPORT, model=Export, key="export", page="exchange:prepared", label=_("Open the export"))
