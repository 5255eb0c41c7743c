"""A process killed in the middle of adopting a proposal leaves nothing half done."""

import signal
import subprocess
import sys
import time

PREPARE = """
from decimal import Decimal
from counterpart.access.viewer import Viewer
from counterpart.customers import services as customers
from counterpart.customers.models import Account
from counterpart.demo.build import make_functions, make_offices
from counterpart.directory import services as directory
from counterpart.directory.models import Person
from counterpart.staffing import services as staffing
from counterpart.staffing.options import StaffingOptions
by = Viewer.system("story")
functions, offices = make_functions(by), make_offices(by)
people = [
    Person(first_name=name, function=functions[code], office=offices["berlin"], languages=["en"],
           hours_per_month=Decimal(80), lead_fitness_percent=fitness)
    for name, code, fitness in (("Lena", "sales", 9), ("Max", "shipping", 0), ("Ida", "quality", 0))
]
directory.create_people(people, by=by)
accounts = [
    customers.create_account(name=f"Customer {n}", tier="key", annual_value_minor=9_000_000, by=by)
    for n in range(3)
]
for account in accounts:
    for code in ("shipping", "quality"):
        customers.create_contact(account, first_name=code, function=functions[code], by=by)
plan = staffing.draw_up("Story", accounts=accounts, people=None,
                        options=StaffingOptions(seconds=1), by=by, solve_now=True)
print(plan.pk)
"""
ADOPT_SLOWLY = """
import sys, time
from datetime import date
from pathlib import Path
import django
django.setup()
from counterpart.access.viewer import Viewer
from counterpart.staffing import services as staffing
from counterpart.staffing.models import StaffingPlan
from counterpart.teams.models import HandOver, Member, Pairing
from counterpart.history import lines

insert = lines._insert
def insert_and_wait(told):
    insert(told)
    if any("teams.pairing" in line for line in told):
        Path(sys.argv[2]).touch()
        time.sleep(60)
lines._insert = insert_and_wait
staffing.adopt(StaffingPlan.objects.get(pk=sys.argv[1]), since=date(2027, 1, 1),
               by=Viewer.system("story"))
"""
COUNT = """
from counterpart.staffing.models import StaffingPlan
from counterpart.teams.models import HandOver, Member, Pairing, SellingTeam
print(SellingTeam.objects.count(), Member.objects.count(), Pairing.objects.count(),
      HandOver.objects.count(), StaffingPlan.objects.get().state)
"""
ADOPT = """
from datetime import date
from counterpart.access.viewer import Viewer
from counterpart.staffing import services as staffing
from counterpart.staffing.models import StaffingPlan
staffing.adopt(StaffingPlan.objects.get(), since=date(2027, 1, 1), by=Viewer.system("story"))
"""


def test_killed_adoption_leaves_nothing_and_can_be_repeated(installation, tmp_path):
    plan = installation.python(PREPARE)
    half_way = tmp_path / "half-way"
    process = subprocess.Popen(
        [sys.executable, "-c", ADOPT_SLOWLY, plan, str(half_way)], env=installation.environment
    )
    deadline = time.monotonic() + 60
    while not half_way.exists() and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.05)
    assert half_way.exists(), "the adoption never came half way"

    process.send_signal(signal.SIGKILL)
    process.wait()

    assert installation.python(COUNT) == "0 0 0 0 ready"
    installation.python(ADOPT)
    assert installation.python(COUNT).endswith("adopted")
