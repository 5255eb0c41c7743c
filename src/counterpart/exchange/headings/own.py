"""Our own headings: a column's code, its label in each language, and plain words for it."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import override

from counterpart.exchange.tables import Kind, Table

ALSO_CALLED = {
    "name": ("account", "company", "company name", "customer", "account name", "клиент",
             "компания", "наименование", "название", "контрагент", "заказчик"),
    "account": ("company", "customer", "company name", "account name", "клиент", "компания",
                "контрагент", "заказчик"),
    "parent": ("subsidiary of", "parent account", "parent company", "holding", "головная компания",
               "холдинг", "группа"),
    "industry": ("sector", "branch", "отрасль", "сфера деятельности"),
    "city": ("town", "город"),
    "country": ("office location", "страна"),
    "region": ("state", "province", "область", "регион", "штат"),
    "website": ("web site", "site url", "url", "domain", "сайт", "веб-сайт"),
    "annual_value": ("revenue", "annual revenue", "turnover", "sales", "выручка", "оборот",
                     "годовая выручка"),
    "email": ("e-mail", "mail", "email address", "e-mail address", "почта", "эл. почта",
              "электронная почта"),
    "phone": ("telephone", "tel", "mobile", "телефон", "тел."),
    "title": ("position", "job title", "role", "должность"),
    "function": ("department", "division", "team", "отдел", "подразделение", "функция"),
    "first_name": ("given name", "forename", "имя"),
    "last_name": ("surname", "family name", "фамилия"),
    "full_name": ("name", "contact", "contact name", "person", "employee", "sales agent",
                  "сотрудник", "контакт", "контактное лицо"),
    "full_name_last_first": ("фио", "ф.и.о."),
    "manager": ("boss", "supervisor", "line manager", "руководитель", "начальник"),
    "reports_to": ("manager", "boss", "подчиняется", "руководитель"),
    "office": ("location", "regional office", "branch office", "офис", "филиал"),
    "languages": ("language", "язык", "языки"),
    "source_id": ("id", "key", "external id", "код", "идентификатор"),
    "code": ("sku", "product", "article", "артикул"),
    "category": ("series", "group", "группа"),
    "on": ("date", "дата"),
    "amount": ("close value", "total", "сумма"),
    "document_no": ("order no", "order id", "invoice", "номер документа", "номер"),
}  # fmt: skip


def normal(heading: str) -> str:
    """A heading without case, spaces and signs, so that `Billing City` is `BillingCity`."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum()).replace("ё", "е")


def written(heading: str) -> str:
    """A heading as it is compared with the ones our own files write: all but case counts."""
    return " ".join(heading.casefold().split())


@lru_cache(maxsize=64)
def _labels(table: Table) -> dict[str, str]:
    """Headings of our own files to columns: codes first, then labels in each language."""
    found = {written(column.name): column.name for column in table.columns if column.importable}
    for language in ("en", "ru"):
        with override(language):
            for column in table.columns:
                if column.importable:
                    found.setdefault(written(str(column.label)), column.name)
    return found


def own_column(table: Table, heading: str) -> str:
    """The column our own files write under this heading; empty when none does."""
    return _labels(table).get(written(heading), "")


def likely_column(table: Table, heading: str) -> str:
    """The column that a plain word for it points to; empty when none does."""
    known = normal(heading)
    for label, name in _labels(table).items():
        if normal(label) == known and table.by_name[name].kind not in (Kind.OWN_ID, Kind.KEY):
            return name
    for name, words in ALSO_CALLED.items():
        if name in table.by_name and known in {normal(word) for word in words}:
            return name
    return ""
