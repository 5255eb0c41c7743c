"""What a change at one account of a proposal does to its value, people and limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from counterpart.staffing.hours import hours_of
from counterpart.staffing.models import ProposedLoad, StaffingPlan
from counterpart.staffing.sheet import LEAD, Offer, Post, Sheet, Standing, Use

REASONS = (
    "could_be_filled",
    "changes",
    "budget",
    "region_budget",
    "team_full",
    "on_too_many_teams",
    "leading_too_many",
    "everyone_full",
    "conflict",
    "not_worth_its_cost",
    "not_on_site",
    "not_senior_enough",
    "lacks_skills",
    "forbidden",
)
LIMIT_OF = {
    "forbidden": "no_forbidden_pair",
    "lacks_skills": "everyone_has_the_skills",
    "not_senior_enough": "everyone_is_senior_enough",
    "not_on_site": "everyone_can_be_on_site",
}
BLOCKERS_KEPT = 5


@dataclass(frozen=True)
class Kept:
    """Limits over the whole proposal, and how much of them it uses."""

    cost: int
    budget: int | None
    newcomers: int
    most_changes: int | None
    regions: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Cost and budget of each region that has one."""

    @classmethod
    def of(cls, plan: StaffingPlan) -> Kept:
        """As the proposal stands now."""
        return cls(**plan.findings["kept"])

    def as_findings(self) -> dict[str, Any]:
        """As kept with the proposal."""
        return asdict(self)

    def moved(self, region: str, before: Use, after: Use) -> Kept:
        """When one account, which lies in the region, uses people otherwise."""
        more, regions = after.cost - before.cost, dict(self.regions)
        if region in regions:
            cost, budget = regions[region]
            regions[region] = [cost + more, budget]
        newcomers = self.newcomers + after.newcomers - before.newcomers
        return replace(self, cost=self.cost + more, newcomers=newcomers, regions=regions)

    def limits(self, region: str) -> Iterable[tuple[str, str, str, int, int | None]]:
        """Each limit that an account of the region touches: whose, used, allowed."""
        yield "budget_is_kept", "plan", "", self.cost, self.budget
        yield "no_more_changes_than_allowed", "plan", "", self.newcomers, self.most_changes
        if region in self.regions:
            cost, budget = self.regions[region]
            yield "regional_budgets_are_kept", "region", region, cost, budget


@dataclass(frozen=True)
class PersonUse:
    """How much of one person a proposal uses."""

    hours: Decimal
    capacity: Decimal
    teams: int
    most_teams: int | None
    led: int
    most_led: int | None

    @classmethod
    def of(cls, load: ProposedLoad) -> PersonUse:
        """As the proposal stands now."""
        return cls(
            load.hours_per_month,
            load.capacity,
            load.teams,
            load.most_teams,
            load.led,
            load.most_led,
        )

    def moved(self, person: int, before: Use, after: Use) -> PersonUse:
        """When one account uses the person otherwise."""
        return PersonUse(
            self.hours + hours_of(after.units[person] - before.units[person]),
            self.capacity,
            self.teams + (person in after.members) - (person in before.members),
            self.most_teams,
            self.led + (after.leader == person) - (before.leader == person),
            self.most_led,
        )

    def limits(self) -> Iterable[tuple[str, Any, Any]]:
        """Each limit of the person: used, allowed (`None` where nothing is limited)."""
        yield "no_one_beyond_their_hours", self.hours, self.capacity
        yield "no_one_on_too_many_teams", self.teams, self.most_teams
        yield "no_one_leading_too_many_accounts", self.led, self.most_led


def breaches_of(
    sheet: Sheet, before: Use, after: Use, people: Mapping[int, PersonUse], kept: Kept
) -> list[str]:
    """Limits that the change breaks, or breaks further than they were."""
    pairs: list[tuple[str, Any, Any, Any]] = []
    for person in sorted(after.members):
        if person in people:
            moved = people[person].moved(person, before, after)
            both = zip(people[person].limits(), moved.limits(), strict=True)
            pairs += [(name, used, now, allowed) for (name, used, allowed), (_, now, _) in both]
    size = len(before.members), len(after.members)
    pairs.append(("no_team_too_large", *size, sheet.team_size))
    whole = kept.moved(sheet.region, before, after)
    for was, now in zip(kept.limits(sheet.region), whole.limits(sheet.region), strict=True):
        pairs.append((was[0], was[3], now[3], was[4]))
    found = [
        name
        for name, used, now, allowed in pairs
        if allowed is not None and now > allowed and now > used
    ]
    if _conflicts_in(sheet, after.everybody) > _conflicts_in(sheet, before.everybody):
        found.append("no_conflict_on_a_team")
    return list(dict.fromkeys(found))


def _conflicts_in(sheet: Sheet, people: set[int]) -> int:
    return sum(one in people and two in people for one, two in sheet.conflicts)


def _meets(sheet: Sheet, person: int, people: set[int]) -> bool:
    """Whether one of these people is in conflict with the person."""
    return any(
        (one == person and two in people) or (two == person and one in people)
        for one, two in sheet.conflicts
    )


def broken_at(post: Post, person: int | None) -> list[str]:
    """Locks and forbidden pairs that this person at this post would break."""
    offer = post.offers.get(person or 0)
    found = []
    if person is not None and offer is None:
        found.append("everyone_is_a_candidate")
    if offer is not None and offer.barred:
        found.append(LIMIT_OF[offer.barred])
    if post.lock is not None and post.lock != person:
        found.append("every_lock_is_kept")
    return found


def gap_at(
    sheet: Sheet, name: str, standing: Standing, people: Mapping[int, PersonUse], kept: Kept
) -> dict[str, Any]:
    """Why nobody stands at an open post, as the engine says it: reason and the first blockers."""
    used, post = sheet.use(standing), sheet.posts[name]
    blockers = [
        _blocker(sheet, name, offer, used, people[offer.person], kept)
        for offer in post.offers.values()
        if offer.person in people
    ]
    whys = [blocker["why"] for blocker in blockers]
    reason = max(REASONS, key=lambda why: (whys.count(why), -REASONS.index(why)), default="")
    if not blockers:
        reason = "no_candidate"
    elif "could_be_filled" in whys:
        reason = "could_be_filled"
    return {"reason": reason, "blockers": blockers[:BLOCKERS_KEPT]}


def _blocker(
    sheet: Sheet, name: str, offer: Offer, used: Use, person: PersonUse, kept: Kept
) -> dict[str, Any]:
    gain = offer.value - offer.cost + sheet.posts[name].penalty
    units, cost = offer.units, offer.cost
    is_new = offer.person not in used.members
    if is_new:
        coordination, setup = sheet.terms(offer.person)
        gain, units, cost = gain - coordination, units + setup, cost + coordination
    missing = max(hours_of(units) - (person.capacity - person.hours), Decimal(0))
    changed = offer.person != sheet.posts[name].today
    size = sheet.team_size
    spent, most = kept.regions.get(sheet.region, (0, None))
    tests = (
        (offer.barred, bool(offer.barred)),
        ("not_worth_its_cost", gain <= 0),
        ("conflict", is_new and _meets(sheet, offer.person, used.everybody)),
        ("everyone_full", missing > 0),
        ("leading_too_many", name == LEAD and _is_up(person.led, person.most_led)),
        ("team_full", is_new and _is_up(len(used.members), size)),
        ("on_too_many_teams", is_new and _is_up(person.teams, person.most_teams)),
        ("budget", kept.budget is not None and kept.cost + cost > kept.budget),
        ("region_budget", most is not None and spent + cost > most),
        (
            "changes",
            kept.most_changes is not None and kept.newcomers + changed > kept.most_changes,
        ),
    )
    why = next((reason for reason, holds in tests if holds), "could_be_filled")
    return {"person": str(offer.person), "why": why, "hours_missing": float(missing)}


def _is_up(used: int, allowed: int | None) -> bool:
    return allowed is not None and used >= allowed
