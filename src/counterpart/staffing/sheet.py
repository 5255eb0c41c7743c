"""One account of a proposal as the engine saw it, and what standing there adds up to.

A change by hand touches one account and two people. Their part of the engine's problem is kept
in plain rows when a proposal is solved, so that the change is worked out at once, whatever the
size of the proposal, and without the engine. A test holds both to the same answers.

Amounts are in minor units a year, time in the engine's units (`staffing.hours`).
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LEAD = "lead"  # the name of the lead's post; a counterpart's has the contact's key
BACKUP = "backup-"  # begins the name of a planned backup's post, which ends in that key
Standing = Mapping[str, int | None]  # who stands at each post of the account


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who could stand at a post."""

    person: int
    value: int
    cost: int
    units: int
    barred: str
    """Why the person may never stand here, as the engine says it; empty where they may."""


@dataclass(frozen=True, slots=True)
class Post:
    """A contact to be faced, or the account to be led."""

    penalty: int
    today: int | None
    lock: int | None
    offers: Mapping[int, Offer]

    @property
    def stays(self) -> int | None:
        """Who stands here if nothing changes against today."""
        if self.lock is not None:
            return self.lock
        offer = self.offers.get(self.today or 0)
        return offer.person if offer is not None and not offer.barred else None


@dataclass
class Use:
    """What an account's people earn, cost and use."""

    pairing_value: int = 0
    labour_cost: int = 0
    coordination_cost: int = 0
    penalty_avoided: int = 0
    penalty_left: int = 0
    newcomers: int = 0
    """Posts filled by somebody who does not fill them today: what the limit counts."""
    changes: int = 0
    """Posts filled otherwise than today, emptied ones included."""
    units: Counter[int] = field(default_factory=Counter)
    members: set[int] = field(default_factory=set)
    named_backups: set[int] = field(default_factory=set)
    """Backups named afterwards: they take no hours and no place, but conflicts hold for them."""
    leader: int | None = None

    @property
    def value(self) -> int:
        """Gain over the account standing empty."""
        earned = self.pairing_value + self.penalty_avoided
        return earned - self.labour_cost - self.coordination_cost

    @property
    def cost(self) -> int:
        """What counts against the budget."""
        return self.labour_cost + self.coordination_cost

    @property
    def everybody(self) -> set[int]:
        """Whoever works for the account."""
        return self.members | self.named_backups


@dataclass(frozen=True)
class Sheet:
    """The account's posts, and what each member of its team costs once."""

    coordination_cost: int
    setup_units: int
    team_size: int | None
    posts: Mapping[str, Post]
    exceptions: Mapping[int, tuple[int, int]]  # person: coordination cost, set-up units
    conflicts: Sequence[tuple[int, int]] = ()
    """Pairs of people who must not both be on the team."""
    region: str = ""
    """The region whose budget bears the account's costs; empty where none does."""

    def terms(self, person: int) -> tuple[int, int]:
        """Coordination cost and set-up units of the person on this team."""
        return self.exceptions.get(person, (self.coordination_cost, self.setup_units))

    def use(self, standing: Standing) -> Use:
        """Add up what these people are worth here; somebody who was no candidate fills nothing."""
        used = Use(named_backups=self._named_backups(standing))
        for name, post in self.posts.items():
            offer = post.offers.get(standing.get(name) or 0)
            used.changes += (standing.get(name) or None) != post.stays
            if offer is None:
                used.penalty_left += post.penalty
                continue
            used.pairing_value += offer.value
            used.labour_cost += offer.cost
            used.penalty_avoided += post.penalty
            used.newcomers += offer.person != post.today
            used.units[offer.person] += offer.units
            used.members.add(offer.person)
            if name == LEAD:
                used.leader = offer.person
        for person in used.members:
            cost, units = self.terms(person)
            used.coordination_cost += cost
            used.units[person] += units
        return used

    def _named_backups(self, standing: Standing) -> set[int]:
        return {
            person
            for name, person in standing.items()
            if person is not None and name.startswith(BACKUP) and name not in self.posts
        }


def sheets_of(problem: Mapping[str, Any]) -> dict[int, bytes]:
    """Every account of the engine's problem file (as plain data), packed."""
    today, locks = problem.get("today", {}), problem.get("locked", {})
    never = defaultdict[tuple[str, str], set[str]](set)
    for pair in problem.get("forbidden", ()):
        kind = next(kind for kind in pair if kind != "person")
        never[kind, pair[kind]].add(pair["person"])
    people = {person["id"]: person for person in problem["people"]}
    budgets = problem.get("region_budgets", {})

    def offer(record: Mapping[str, Any], barred: str) -> list[Any]:
        value, present = record["value"], people[record["person"]].get("present_percent", 100)
        if value > 0:
            value = value * present // 100
        return [int(record["person"]), value, record["cost"], record["hours"], barred]

    def post(
        side: str,
        kind: str,
        name: str,
        penalty: int,
        offers: Iterable[Any],
        needs: Mapping[str, Any],
    ) -> list[Any]:
        forbidden = never.get((kind, name), ())
        return [
            penalty,
            _key(today.get(side, {}).get(name)),
            _key(locks.get(side, {}).get(name)),
            [
                offer(
                    o,
                    "forbidden"
                    if o["person"] in forbidden
                    else _lacking(needs, people[o["person"]]),
                )
                for o in offers
            ],
        ]

    posts: dict[str, dict[str, Any]] = {}
    for account in problem["accounts"]:
        lead, name = account["lead"], account["id"]
        offers = lead.get("candidates", ())
        row = post("leads", "lead_of", name, lead["unled_penalty"], offers, lead.get("needs", {}))
        posts[name] = {LEAD: row}
    for contact in problem["contacts"]:
        name, penalty, offers = contact["id"], contact["unmet_penalty"], contact["candidates"]
        row = post("counterparts", "contact", name, penalty, offers, contact.get("needs", {}))
        posts[contact["account"]][name] = row
        if backup := contact.get("backup"):
            penalty, offers = backup["unmet_penalty"], backup["candidates"]
            row = post("backups", "backup_of", name, penalty, offers, contact.get("needs", {}))
            posts[contact["account"]][BACKUP + name] = row
    return {
        int(account["id"]): _packed(
            {
                "coordination_cost": account["coordination_cost"],
                "setup_units": account["setup_hours"],
                "team_size": account.get("team_size"),
                "posts": posts[account["id"]],
                "members": [
                    [int(m["person"]), m["coordination_cost"], m["setup_hours"]]
                    for m in account.get("members", ())
                ],
                "conflicts": [[int(one), int(two)] for one, two in problem.get("conflicts", ())],
                "region": region if (region := account.get("region", "")) in budgets else "",
            }
        )
        for account in problem["accounts"]
    }


def sheet_from(content: bytes) -> Sheet:
    """A packed sheet as it was."""
    data = json.loads(zlib.decompress(content))
    return Sheet(
        coordination_cost=data["coordination_cost"],
        setup_units=data["setup_units"],
        team_size=data["team_size"],
        posts={
            name: Post(penalty, today, lock, {row[0]: _offer(*row) for row in rows})
            for name, (penalty, today, lock, rows) in data["posts"].items()
        },
        exceptions={person: (cost, units) for person, cost, units in data["members"]},
        conflicts=[(one, two) for one, two in data.get("conflicts", ())],
        region=data.get("region", ""),
    )


def put(standing: Standing, name: str, person: int | None) -> dict[str, int | None]:
    """Who stands where once the person (or nobody) is put at the post."""
    found = {**standing, name: person}
    if loses_backup(standing, name, person):
        found[BACKUP + name] = None
    return found


def loses_backup(standing: Standing, name: str, person: int | None) -> bool:
    """Whether that leaves a contact without the backup it has.

    A backup is another person than the counterpart and stands behind one: it goes where it
    becomes the counterpart itself, and where nobody is.
    """
    backup = standing.get(BACKUP + name)
    return backup is not None and person in (None, backup)


def _packed(data: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 6)


def _key(name: str | None) -> int | None:
    return None if name is None else int(name)


def _offer(person: int, value: int, cost: int, units: int, barred: str | int) -> Offer:
    if isinstance(barred, int):  # as it was kept before there were needs
        barred = "forbidden" if barred else ""
    return Offer(person, value, cost, units, barred)


def _lacking(needs: Mapping[str, Any], person: Mapping[str, Any]) -> str:
    """What the person lacks of what the post needs, as the engine names it."""
    if not set(needs.get("skills", ())) <= set(person.get("skills", ())):
        return "lacks_skills"
    if needs.get("seniority", 0) > person.get("seniority", 0):
        return "not_senior_enough"
    site = needs.get("site")
    return "not_on_site" if site and site not in person.get("sites", ()) else ""
