"""What was done or is usual and not counted, in words."""

from __future__ import annotations

from collections.abc import Collection

from counterpart.coverage.models import Activity
from counterpart.coverage.reckoning.activities import What
from counterpart.directory.models import Function
from counterpart.jobs.models import Job


def unpriced_names(whats: Collection[What]) -> list[str]:
    """Activities, with the function whose they are, in the order of the alphabet."""
    codes = {what.function for what in whats} - {""}
    names = {row.code: str(row) for row in Function.objects.filter(code__in=codes)} if codes else {}
    found = []
    for what in whats:
        activity = str(Activity(what.activity).label)
        found.append(f"{activity} ({names[what.function]})" if what.function in names else activity)
    return sorted(set(found))


def unpriced_by(job: Job | None) -> list[str]:
    """What a job that worked all results out has not counted."""
    if job is None or job.state != Job.State.DONE:
        return []
    return unpriced_names([What(*each) for each in job.result.get("unpriced", [])])
