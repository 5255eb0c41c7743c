"""Why a pair fits, as plain data that a page can say in any language."""

from __future__ import annotations

from typing import Any

from counterpart.staffing.translate.profiles import Translation


class ReasonWriter:
    """Explains pairs of one translation; the engine's tables are laid out once."""

    def __init__(self, made: Translation) -> None:
        from counterpart.staffing import engine

        self.made, self.engine, self.rules = made, engine, engine.FitRules()
        self.fit = {(ours, theirs): percent for ours, theirs, percent in made.frame.matches}
        self.people, self.contacts, self.accounts, self.tables = made.profiles()

    def of_contact(self, contact: int, person: int) -> dict[str, Any]:
        """Function match, level, languages, hours of overlap, competence, incumbent."""
        parts = self.engine.explain_fit(
            self.people, self.contacts, self.tables, self.rules, person=person, contact=contact
        )
        told = self._told(parts)
        told["second_function"] = self._is_through_second(contact, person)
        told["languages_known"] = self._speaks(
            self.people.languages[person], self.contacts.languages[contact]
        )
        return told

    def of_lead(self, account: int, person: int) -> dict[str, Any]:
        """The same for the lead; `match` is the fitness to lead an account."""
        parts = self.engine.explain_lead_fit(
            self.people, self.accounts, self.tables, self.rules, person=person, account=account
        )
        known = self._speaks(self.people.languages[person], self.accounts.languages[account])
        return {**self._told(parts), "is_lead": True, "languages_known": known}

    def _told(self, parts: Any) -> dict[str, Any]:
        return {
            "match": round(100 * parts.function_match),
            "level": parts.level_difference,
            "languages": [self.made.languages[at] for at in parts.common_languages],
            "overlap": round(parts.overlap_hours, 1),
            "competence": round(100 * parts.competence),
            "incumbent": parts.incumbent,
            "fit": round(100 * parts.fit),
        }

    @staticmethod
    def _speaks(ours: Any, theirs: Any) -> bool:
        """Whether anything is known of the languages on both sides."""
        return bool(ours.any() and theirs.any())

    def _is_through_second(self, contact: int, person: int) -> bool:
        """Whether the home function alone would match worse."""
        made = self.made
        home = made.frame.people[person].function_id
        theirs = made.frame.contacts[contact].function_id
        alone = max(
            (
                percent
                for ours, their, percent in made.frame.matches
                if (ours, their) == (home, theirs)
            ),
            default=0,
        )
        row = made.match[made.skill_of[person]]
        return 100 * row[made.theirs_at[theirs]] > alone + 1e-9
