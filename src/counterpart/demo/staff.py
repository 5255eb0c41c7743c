"""Our people: AdventureWorks' employees, with what that data leaves out drawn from a seed.

Drawn: competence (for sellers from their real attainment of quota), languages, office of
everybody but sellers, hours for key accounts, cost per hour (by seniority and function).
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from counterpart.demo import company
from counterpart.demo.asked import Draw
from counterpart.demo.source import Row, table

MOVED_PARTS = ("engineering", "research", "quality", "finance", "marketing", "it", "shipping")
NO_KEY_ACCOUNTS = {"administration"}


@dataclass
class Colleague:
    """One employee, ready for the directory's use-case."""

    employee: str
    manager: str
    function: str
    office: str
    facts: dict[str, object]
    second: list[tuple[str, int]] = field(default_factory=list)


def attainment() -> dict[str, float]:
    """Sales over quota of every seller who has both, over the whole period."""
    quota: dict[str, Decimal] = defaultdict(Decimal)
    sold: dict[str, Decimal] = defaultdict(Decimal)
    for row in table("sales_person_quota_history"):
        quota[row["SalesPersonID"]] += Decimal(row["SalesQuota"])
    for row in table("sales_order_header"):
        sold[row["SalesPersonID"]] += Decimal(row["SubTotal"])
    return {seller: float(sold[seller] / quota[seller]) for seller in quota if quota[seller]}


def colleagues(seed: int) -> list[Colleague]:
    """All 290 employees in the order of the data; the same for the same seed."""
    draw = random.Random(f"staff {seed}")  # noqa: S311 - demonstration data, not a secret
    territory = {row["SalesPersonID"]: row["TerritoryID"] for row in table("sales_persons")}
    reached, brought = attainment(), Draw(seed)
    found = [
        _colleague(row, draw, territory.get(row["EmployeeID"], ""), reached)
        for row in table("employees")
    ]
    for colleague in found:
        hours = int(str(colleague.facts["hours_per_month"]))
        colleague.facts |= brought.brought_by(colleague.function, hours)
    return found


def _colleague(
    row: Row, draw: random.Random, territory: str, reached: dict[str, float]
) -> Colleague:
    title = row["JobTitle"]
    function = _function(title, row["Department"])
    seniority = _seniority(title)
    office = company.TERRITORY_OFFICES.get(territory) or _office(function, seniority, draw)
    competence = _competence(row["EmployeeID"], seniority, reached, draw)
    hours = _hours(function, seniority, title, draw)
    fitness = _lead_fitness(function, title, competence, draw)
    cost = (
        company.COST_PER_HOUR[seniority] * company.DEARER.get(function, 1) * draw.uniform(0.9, 1.1)
    )
    return Colleague(
        employee=row["EmployeeID"],
        manager=row["ManagerID"],
        function=function,
        office=office,
        second=_second(function, seniority, competence, hours, draw),
        facts={
            "first_name": row["FirstName"],
            "last_name": row["LastName"],
            "email": row["Email"],
            "phone": row["Phone"],
            "title": title,
            "seniority": seniority,
            "competence_percent": competence,
            "languages": _languages(office, draw),
            "hours_per_month": Decimal(hours),
            "cost_per_hour_minor": round(cost * 100),
            "cost_currency": "USD",
            "lead_fitness_percent": fitness,
            "leads_limit": 4 if fitness else None,
            "employed_since": date.fromisoformat(row["HireDate"]),
            "source_system": "adventureworks",
            "source_id": row["EmployeeID"],
        },
    )


def _function(title: str, department: str) -> str:
    for word, function in company.TITLE_FUNCTIONS:
        if word in title:
            return function
    return company.DEPARTMENT_FUNCTIONS[department]


def _seniority(title: str) -> int:
    return next((level for word, level in company.TITLE_SENIORITY if word in title), 2)


def _office(function: str, seniority: int, draw: random.Random) -> str:
    if function in MOVED_PARTS and seniority < 4 and draw.random() < 0.45:
        return draw.choice(["detroit", "toronto", "london", "paris", "berlin", "moscow"])
    return "bothell"


def _competence(
    employee: str, seniority: int, reached: dict[str, float], draw: random.Random
) -> int:
    if employee in reached:
        return max(40, min(98, round(40 + 45 * reached[employee])))
    return max(25, min(98, round(draw.gauss(48 + 8 * seniority, 11))))


def _hours(function: str, seniority: int, title: str, draw: random.Random) -> int:
    """Hours a month for key accounts; most of the shop floor and the offices give none."""
    if function in NO_KEY_ACCOUNTS or (function == "production" and seniority < 3):
        return 0
    if function == "sales":
        return 120 if "Representative" in title else 60
    if function == "management":
        return 24
    return draw.choice([24, 32, 40, 48, 56]) if seniority < 4 else draw.choice([16, 24, 32])


def _lead_fitness(function: str, title: str, competence: int, draw: random.Random) -> int:
    if function == "sales":
        return max(50, min(97, competence + draw.randint(-6, 8)))
    if function == "management" or title.endswith("Manager"):
        return draw.choice([0, 45, 55])
    return 0


def _languages(office: str, draw: random.Random) -> list[str]:
    spoken = list(company.OFFICE_LANGUAGES[office])
    if draw.random() < 0.2:
        extra = draw.choice(["de", "fr", "es", "ru"])
        if extra not in spoken:
            spoken.append(extra)
    return spoken


def _second(
    function: str, seniority: int, competence: int, hours: int, draw: random.Random
) -> list[tuple[str, int]]:
    others = company.SECOND_FUNCTIONS.get(function, ())
    if not hours or not others or draw.random() > 0.35 + 0.08 * seniority:
        return []
    return [(draw.choice(others), max(20, competence - draw.randint(8, 25)))]
