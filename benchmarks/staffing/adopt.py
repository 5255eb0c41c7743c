"""CPU seconds of adopting a proposal for every account, and of taking it back.

COUNTERPART_DATA=… python benchmarks/web/fill.py 10000
COUNTERPART_DATA=… python benchmarks/staffing/adopt.py
"""

from __future__ import annotations

import os
import random
import resource
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.settings")
django.setup()

from counterpart.access.viewer import Viewer  # noqa: E402 - after django.setup()
from counterpart.customers.models import Account, Contact  # noqa: E402
from counterpart.directory.models import Person  # noqa: E402
from counterpart.history import services as history  # noqa: E402
from counterpart.staffing import services  # noqa: E402
from counterpart.staffing.models import (  # noqa: E402
    ProposedLead,
    ProposedPairing,
    StaffingPlan,
)

CHANGED = 0.6  # of the places get somebody new


def draw_plan(by: Viewer) -> StaffingPlan:
    """A proposal as a search would leave it: a primary and a backup for every contact."""
    draw = random.Random(2)
    accounts = list(Account.objects.order_by("pk").values_list("pk", flat=True))
    plan = history.create(
        StaffingPlan(
            name="Benchmark",
            state=StaffingPlan.State.READY,
            choices={"accounts": accounts, "people": None, "options": {}},
        ),
        by=by,
    )
    leads = list(Person.objects.filter(lead_fitness_percent__gt=0))
    able: dict[int, list[int]] = {}
    for pk, function in Person.objects.filter(lead_fitness_percent=0).values_list("pk", "function"):
        able.setdefault(function, []).append(pk)
    ProposedLead.objects.bulk_create(
        [
            ProposedLead(plan=plan, account_id=pk, person=draw.choice(leads), hours_per_month=12)
            for pk in accounts
        ],
        batch_size=2000,
    )
    now = dict(Contact.objects.filter(pairings__until=None).values_list("pk", "pairings__person"))
    rows = []
    for contact, account, function in Contact.objects.values_list("pk", "account", "function"):
        first, second = draw.sample(able[function], 2)
        if now.get(contact) and draw.random() > CHANGED:
            first = now[contact]
            second = next(pk for pk in able[function] if pk != first)
        rows.append(
            ProposedPairing(
                plan=plan,
                account_id=account,
                contact_id=contact,
                person_id=first,
                backup_id=second,
                hours_per_month=4,
                reasons={"fit": 80, "match": 100, "level": 0, "languages": ["en"], "overlap": 6.5},
            )
        )
    ProposedPairing.objects.bulk_create(rows, batch_size=2000)
    return plan


def measured(what: str, started: float) -> float:
    """Print the CPU seconds since then and the most memory so far."""
    now = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what}: {now - started:.1f} CPU s, {memory} MB", flush=True)
    return time.process_time()


if __name__ == "__main__":
    viewer = Viewer.system("Benchmark")
    plan = draw_plan(viewer)
    clock = time.process_time()
    services.adopt(plan, since=viewer.today + timedelta(days=1), by=viewer)
    clock = measured("adopt", clock)
    services.take_back(StaffingPlan.objects.get(pk=plan.pk), by=viewer)
    measured("take back", clock)
