"""Reading jobs."""

from counterpart.jobs.models import Job


def latest_job(key: str) -> Job | None:
    """The newest job with this key: how a room learns what became of what it asked for."""
    return Job.objects.filter(key=key).order_by("-pk").first()
