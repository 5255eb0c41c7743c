"""Their word for a function, and which of our functions it most likely is."""

from __future__ import annotations

from collections.abc import Sequence

from counterpart.directory.models import Function

# Beginnings of words that belong to one job, English and Russian.
JOBS = (
    ("expedit", "экспедит", "экспедир"),
    ("shipping", "shipment", "dispatch", "отгруз", "доставк"),
    ("planning", "planner", "планир", "плановы", "s&op"),
    ("logist", "supply chain", "warehous", "transport", "логист", "склад", "транспорт", "цепочк"),
    ("purchas", "procure", "buyer", "sourcing", "закуп", "снабж", "тендер"),
    ("quality", "qa", "качеств", "отк"),
    ("research", "r&d", "development engineer", "scien", "ниокр", "разработ", "исследов"),
    ("engineer", "technic", "design", "инженер", "техническ", "конструкт", "технолог"),
    ("produc", "manufactur", "plant", "operations", "производств", "завод", "цех"),
    ("maintenance", "facilit", "ремонт", "эксплуатац"),
    ("financ", "account", "controll", "treasur", "cfo", "финанс", "бухгалт", "контролл", "казнач"),
    ("information", "it", "software", "cio", "digital", "информац", "ит", "цифров", "айти"),
    ("legal", "law", "counsel", "юрид", "юрист", "правов"),
    ("human", "hr", "personnel", "people", "talent", "кадр", "персонал"),
    ("marketing", "brand", "communication", "маркетинг", "бренд", "реклам"),
    ("sales", "commercial", "account manag", "business development", "продаж", "сбыт", "коммерч"),
    ("service", "support", "after-sales", "сервис", "поддержк", "обслужив"),
    ("safety", "environment", "ehs", "охран", "безопасност", "эколог"),
    ("general manag", "executive", "management", "ceo", "coo", "director", "president", "owner",
     "руководств", "дирек", "управлен", "собственник", "президент"),
)  # fmt: skip


def guessed_function(word: str, functions: Sequence[Function]) -> Function | None:
    """The function that a department or a job title names, or none when nothing points to one.

    First by its own code and names, then by words of the same job on both sides.
    """
    text = _spaced(word)
    for function in functions:
        if text.strip() in {_spaced(name).strip() for name in _names(function)}:
            return function
    for function in functions:
        if any(_spaced(name) in text for name in _names(function)):
            return function
    for job in JOBS:
        if any(f" {beginning}" in text for beginning in _beginnings(job)):
            for function in functions:
                names = " ".join(_spaced(name) for name in _names(function))
                if any(f" {beginning}" in names for beginning in _beginnings(job)):
                    return function
    return None


def _names(function: Function) -> list[str]:
    return [name for name in (function.code, function.name, function.name_ru) if name]


def _beginnings(job: Sequence[str]) -> list[str]:
    # Words of two or three letters are whole words, not beginnings.
    return [f"{word} " if len(word) <= 3 else word for word in job]


def _spaced(text: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in "&" else " " for letter in text)
    return f" {' '.join(kept.casefold().split())} "
