"""The customers: AdventureWorks' stores and contacts; buying centers completed from a seed.

The data knows owners and purchasers only. For the key accounts the generator adds colleagues of
other functions, with level, influence, attitude, goals, languages and who listens to whom.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from counterpart.customers.models import Site
from counterpart.customers.services.facts import ContactFacts
from counterpart.demo import company
from counterpart.demo.asked import Draw
from counterpart.demo.source import Row, table
from counterpart.directory.models import Function

KEY_ACCOUNTS = 40
PER_OTHER_COUNTRY = 2
ROLE_FUNCTIONS = {
    "Owner": "management",
    "Purchasing Manager": "purchasing",
    "Purchasing Agent": "purchasing",
}

# function: (titles by level 2, 3, 4; chance to be there; goals)
BUYERS = {
    "engineering": (("Workshop engineer", "Senior workshop engineer", "Head of workshop"), 0.75,
                    "Wants drawings and tolerances answered the same day."),
    "quality": (("Quality inspector", "Quality engineer", "Head of quality"), 0.7,
                "Wants fewer returns and a named person for complaints."),
    "finance": (("Accounts payable clerk", "Controller", "Finance director"), 0.85,
                "Wants payment terms of 60 days and clean invoices."),
    "shipping": (("Warehouse clerk", "Logistics coordinator", "Head of logistics"), 0.85,
                 "Wants delivery windows kept and pallets labelled."),
    "planning": (("Stock planner", "Demand planner", "Head of planning"), 0.7,
                 "Wants a forecast that holds for eight weeks."),
    "expediting": (("Expediter", "Senior expediter", "Head of supply"), 0.4,
                   "Wants to know about delays before they happen."),
    "marketing": (("Merchandiser", "Category manager", "Head of marketing"), 0.65,
                  "Wants launch material and shared campaigns."),
    "it": (("System administrator", "Integration engineer", "Head of IT"), 0.5,
           "Wants orders to flow without typing."),
    "service": (("Mechanic", "Service planner", "Head of service"), 0.6,
                "Wants spare parts within two days."),
    "production": (("Assembly planner", "Production engineer", "Head of assembly"), 0.3,
                   "Wants kits that fit without rework."),
    "management": (("Assistant to the owner", "Managing partner", "Managing director"), 0.45,
                   "Wants growth with fewer suppliers."),
    "research": (("Test rider", "Product developer", "Head of product"), 0.25,
                 "Wants to see prototypes early."),
}  # fmt: skip
NEEDS = (
    ("need", "Shorter delivery windows before the season"),
    ("need", "Forecast shared by both planners"),
    ("need", "Orders by electronic data interchange"),
    ("need", "Training for mechanics on new brakes"),
    ("problem", "Invoices do not match the delivery notes"),
    ("problem", "Spare parts arrive without drawings"),
    ("problem", "Warranty answers take more than a week"),
    ("problem", "Frames scratched in transport"),
)


@dataclass
class Buyer:
    """One contact, ready for the customers' use-case; `boss` is a position in the same list."""

    store: str
    function: str
    facts: dict[str, Any]
    roles: frozenset[str]
    boss: int | None = None
    listens_to: list[tuple[int, int]] = field(default_factory=list)

    def facts_with(self, function: Function, site: Site) -> ContactFacts:
        """What the customers' use-case takes."""
        return cast(ContactFacts, {**self.facts, "function": function, "site": site})


def revenue_of_last_year() -> dict[str, Decimal]:
    """Orders of each store in the data's last twelve months, in USD."""
    total: dict[str, Decimal] = defaultdict(Decimal)
    for row in table("sales_order_header"):
        if row["OrderDate"] >= "2012-05-01":
            total[row["StoreID"]] += Decimal(row["SubTotal"])
    return total


def key_stores() -> list[str]:
    """The forty strongest stores, and the two strongest of every other country."""
    revenue = revenue_of_last_year()
    country = {row["StoreID"]: row["CountryRegionCode"] for row in table("stores")}
    ranked = sorted(country, key=lambda store: (-revenue.get(store, Decimal(0)), store))
    chosen = ranked[:KEY_ACCOUNTS]
    for code in sorted(set(country.values())):
        here = [store for store in ranked if country[store] == code]
        chosen += [store for store in here[:PER_OTHER_COUNTRY] if store not in chosen]
    return chosen


def tier_of(rank: int, country: str) -> str:
    """Strategic and global for the first, national for the next, key for the rest."""
    if rank < 5:
        return "strategic"
    if country not in {"US", "CA"}:
        return "global"
    return "national" if rank < 16 else "key"


def time_zone_of(store: Row) -> str:
    """The store's time zone, by state and country."""
    by_state = company.STATE_ZONES.get(store["StateProvince"])
    return by_state or company.COUNTRY_ZONES[store["CountryRegionCode"]]


def languages_of(store: Row) -> list[str]:
    """The language spoken there; French first in Quebec."""
    if store["StateProvince"] == "Quebec":
        return ["fr", "en"]
    return [company.COUNTRY_LANGUAGES[store["CountryRegionCode"]]]


def buyers(seed: int) -> list[Buyer]:
    """All contacts of all stores, real ones first within each store."""
    draw = random.Random(f"buyers {seed}")  # noqa: S311 - demonstration data, not a secret
    stores = {row["StoreID"]: row for row in table("stores")}
    real: dict[str, list[Row]] = defaultdict(list)
    for row in table("contacts"):
        real[row["StoreID"]].append(row)
    first = sorted({row["FirstName"] for row in table("contacts") if row["LastName"]})
    last = sorted({row["LastName"] for row in table("contacts") if row["LastName"]})
    key, asked = set(key_stores()), Draw(seed)
    cities = {city for _, city, _, _ in company.OFFICES.values()}
    found: list[Buyer] = []
    for store in stores.values():
        group = [_real_buyer(row, store, draw) for row in real[store["StoreID"]]]
        if store["StoreID"] in key:
            group += _colleagues_of(store, draw, first, last)
            _tie_together(group, draw)
        if store["StoreID"] in key:
            for buyer in group:
                level = int(str(buyer.facts["level"]))
                buyer.facts |= asked.asked_by(buyer.function, level, store["City"], cities)
        for buyer in group:
            buyer.boss = None if buyer.boss is None else buyer.boss + len(found)
            buyer.listens_to = [(n + len(found), s) for n, s in buyer.listens_to]
        found += group
    return found


def _real_buyer(row: Row, store: Row, draw: random.Random) -> Buyer:
    level = {"Owner": 5, "Purchasing Manager": 4, "Purchasing Agent": 2}[row["Role"]]
    roles = {
        "Owner": {"decider", "approver"},
        "Purchasing Manager": {"buyer", "decider"},
        "Purchasing Agent": {"buyer", "gatekeeper"},
    }[row["Role"]]
    return Buyer(
        store=store["StoreID"],
        function=ROLE_FUNCTIONS[row["Role"]],
        roles=frozenset(roles),
        facts={
            "first_name": row["FirstName"],
            "last_name": row["LastName"],
            "email": row["Email"],
            "phone": row["Phone"],
            "title": row["Role"],
            "level": level,
            "influence_percent": min(95, 22 + 14 * level + draw.randint(-6, 6)),
            "attitude": draw.choice([-1, 0, 0, 0, 1, 1, 2]),
            "languages": languages_of(store),
            "hours_per_month": Decimal(draw.choice([4, 6, 8])),
            "source_system": "adventureworks",
            "source_id": f"{row['PersonID']}",
        },
    )


def _colleagues_of(
    store: Row, draw: random.Random, first: list[str], last: list[str]
) -> list[Buyer]:
    made: list[Buyer] = []
    for function, (titles, chance, goals) in BUYERS.items():
        if draw.random() > chance:
            continue
        level = draw.choice([2, 2, 3, 3, 4])
        name, surname = draw.choice(first), draw.choice(last)
        address = f"{_plain(name)}.{_plain(surname)}{len(made) + 1}"
        made.append(
            Buyer(
                store=store["StoreID"],
                function=function,
                roles=frozenset(_roles(function, level, draw)),
                facts={
                    "first_name": name,
                    "last_name": surname,
                    "email": f"{address}@store{store['StoreID']}.example",
                    "title": titles[level - 2],
                    "level": level,
                    "influence_percent": max(10, min(90, 15 * level + draw.randint(-12, 15))),
                    "attitude": draw.choice([-2, -1, -1, 0, 0, 0, 1, 1, 2]),
                    "goals": goals,
                    "languages": languages_of(store),
                    "hours_per_month": Decimal(draw.choice([2, 3, 4, 4, 6, 8])),
                    "source_system": "generator",
                    "source_id": f"{store['StoreID']}-{function}",
                },
            )
        )
    return made


def _plain(name: str) -> str:
    """The name as it stands in an e-mail address."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "".join(letter for letter in bare.lower() if letter.isalnum())


def _roles(function: str, level: int, draw: random.Random) -> set[str]:
    roles = {"user"} if function in {"service", "engineering", "shipping"} else {"influencer"}
    if function == "finance" and level >= 3:
        roles.add("approver")
    if function == "management":
        roles.add("decider")
    if draw.random() < 0.15:
        roles.add("initiator")
    return roles


def _tie_together(group: list[Buyer], draw: random.Random) -> None:
    """Everybody reports to the most senior one; some listen to the more influential."""
    top = max(range(len(group)), key=lambda n: int(str(group[n].facts["level"])))
    for n, buyer in enumerate(group):
        if n != top:
            buyer.boss = top
        others = [m for m in range(len(group)) if m != n]
        strength = draw.choice([1, 2, 2, 3])
        if others and draw.random() < 0.55:
            ranked = sorted(others, key=lambda m: -int(str(group[m].facts["influence_percent"])))
            buyer.listens_to.append((draw.choice(ranked[:4]), strength))
