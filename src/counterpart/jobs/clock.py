"""The time by which leases are counted: the same for every worker on every machine."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone


def clock() -> datetime:
    """Now, by the database server's clock; an embedded database shares ours."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


def lease() -> timedelta:
    """How long a worker may be silent before its job is taken up by another one."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def heartbeat() -> timedelta:
    """How often a worker renews its lease."""
    return lease() / 3


def doubt() -> timedelta:
    """How long a worker whose lease ran out may still come back.

    On SQLite a long import keeps everybody from writing, also the heartbeat of its own worker;
    when it ends, that worker gets this moment to renew before the job is given away.
    """
    return lease() / 10
