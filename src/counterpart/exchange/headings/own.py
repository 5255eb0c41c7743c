"""Our own headings: a column's code, its label in each language, and plain words for it."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import override

from counterpart.exchange.tables import Kind, Table

ALSO_CALLED = {
    "name": ("account", "company", "company name", "customer", "account name", "клиент",
             "компания", "наименование", "название", "контрагент", "заказчик",
             "kunde", "firma", "firmenname", "bezeichnung", "raison sociale", "client",
             "nom du client", "société", "nazwa", "nazwa klienta", "kontrahent", "客户", "客户名称",
             "公司名称", "会社名", "顧客名", "取引先名", "名称"),
    "account": ("company", "customer", "company name", "account name", "клиент", "компания",
                "контрагент", "заказчик", "код контрагента", "код клиента", "customer id",
                "customer no", "account id", "company id",
             "kunde", "firma", "kundennummer", "kundennr", "client", "n client", "code client",
             "raison sociale", "société", "klient", "kontrahent", "nr klienta", "客户", "客户编号",
             "会社名", "顧客名", "取引先", "顧客id"),
    "parent": ("subsidiary of", "parent account", "parent company", "holding", "головная компания",
               "холдинг", "группа",
             "konzern", "muttergesellschaft", "головной контрагент", "親会社"),
    "industry": ("sector", "branch", "отрасль", "сфера деятельности",
             "branche", "業種"),
    "city": ("town", "город",
             "ort", "stadt", "ville", "miasto", "城市", "都市", "市区町村"),
    "country": ("office location", "страна",
             "land", "pays", "kraj", "国家", "国"),
    "region": ("state", "province", "область", "регион", "штат",
             "bundesland", "都道府県"),
    "website": ("web site", "site url", "url", "domain", "сайт", "веб-сайт"),
    "annual_value": ("revenue", "turnover", "sales", "выручка", "оборот",
             "umsatz", "jahresumsatz", "оборот за год", "年間取引額", "売上高"),
    "email": ("e-mail", "mail", "email address", "e-mail address", "почта", "эл. почта",
              "электронная почта",
             "e-mail-adresse", "mailadresse", "courriel", "adres e-mail",
             "邮箱", "电子邮件", "メール", "メールアドレス"),
    "phone": ("telephone", "tel", "mobile", "телефон", "тел.",
             "telefon", "rufnummer", "téléphone", "电话", "電話", "電話番号"),
    "title": ("position", "job title", "role", "должность",
             "funktion im haus", "stelle", "poste", "stanowisko", "职位", "役職"),
    "function": ("department", "division", "team", "отдел", "подразделение", "функция",
             "abteilung", "bereich", "service", "département", "fonction", "dział", "funkcja",
             "部门", "职能", "部署", "部門"),
    "first_name": ("given name", "forename", "имя",
             "vorname", "prénom", "imię", "名"),
    "last_name": ("surname", "family name", "фамилия",
             "nachname", "familienname", "nom de famille", "nazwisko", "姓"),
    "full_name": ("name", "contact", "contact name", "person", "employee", "sales agent",
                  "сотрудник", "контакт", "контактное лицо",
             "ansprechpartner", "mitarbeiter", "nom complet", "nom", "interlocuteur",
             "imię i nazwisko", "姓名", "联系人"),
    "seller": ("sales agent", "sales rep", "deal owner", "продавец", "verkäufer", "vendeur"),
    "full_name_last_first": ("фио", "ф.и.о.",
             "氏名"),
    "manager": ("boss", "supervisor", "line manager", "руководитель", "начальник",
             "vorgesetzter", "vorgesetzte", "上司"),
    "reports_to": ("manager", "boss", "подчиняется", "руководитель",
             "vorgesetzter", "berichtet an"),
    "office": ("location", "regional office", "branch office", "офис", "филиал",
             "standort", "niederlassung", "site", "bureau", "agence", "oddział", "biuro",
             "办公室", "拠点", "事業所"),
    "languages": ("language", "язык", "языки",
             "sprache", "sprachen", "言語"),
    "source_id": ("id", "key", "external id", "код", "идентификатор",
             "schlüssel", "kundennummer", "kundennr", "customer id", "customer no", "clé",
             "identifiant", "n client", "code client", "matricule", "nr klienta", "客户编号",
             "编号", "ссылка", "код контрагента", "код клиента", "顧客id"),
    "code": ("sku", "product", "article", "артикул",
             "kürzel", "コード"),
    "category": ("series", "group", "группа"),
    "document_kind": ("stage", "deal stage", "document type", "вид документа", "тип документа",
             "belegart", "type de document"),
    "on": ("date", "close date", "дата",
             "datum", "auftragsdatum", "date de facture", "data", "日期", "日付"),
    "amount": ("close value", "total", "сумма",
             "betrag", "umsatz", "montant", "montant ht", "kwota", "wartość netto", "金额", "金額"),
    "document_no": ("order no", "order id", "opportunity id", "deal id", "invoice",
             "номер документа", "номер", "auftrag", "auftragsnummer", "belegnummer", "n facture",
             "n commande", "nr faktury", "发票号", "订单号", "伝票番号", "номер реализации"),
    "currency": ("währung", "devise", "waluta", "валюта", "货币", "通貨"),
    "note": ("bemerkung", "комментарий", "備考"),
    "line_no": ("line item", "pos", "position", "строка", "номер строки", "ligne", "pozycja", "行"),
    "product": ("item", "artikel", "номенклатура", "товар", "produit", "towar", "产品", "製品"),
    "quantity": ("qty", "menge", "количество", "quantité", "ilość", "кол-во", "数量"),
    "cost": ("cogs", "себестоимость", "kosten", "原価"),
    "hours_per_month": ("hours per month", "часов в месяц", "часы в месяц", "heures par mois",
              "stunden im monat"),
    "cost_per_hour": ("hourly cost", "стоимость часа", "stundensatz"),
    "employed_since": ("hire date", "дата приема", "eintritt", "入社日"),
    "calendar": ("working calendar", "рабочий календарь", "kalender"),
    "fit_percent": ("fit", "match", "соответствие", "насколько подходит", "passung"),
    "is_ours": ("bei uns", "есть у нас", "自社"),
    "is_theirs": ("beim kunden", "есть у клиентов", "顧客側"),
}  # fmt: skip


# A list of customers may be brought in as today's leads: the customer and who looks after it.
IN_LEADS = {
    "account_id": ALSO_CALLED["source_id"],
    "account": ALSO_CALLED["name"],
    "person": ("owner", "account owner", "account manager", "key account manager", "responsible",
               "основной менеджер", "менеджер", "ответственный", "куратор",
               "commercial", "responsable", "opiekun", "客户经理",
             "kundenbetreuer", "betreuer", "verantwortlich", "営業担当", "担当者"),
}  # fmt: skip
# So may a list of contacts with whoever looks after each of them.
IN_COVERAGE = {
    "contact_id": ALSO_CALLED["source_id"],
    "contact": (*ALSO_CALLED["full_name"], *ALSO_CALLED["full_name_last_first"]),
    "person": ("contact owner", *IN_LEADS["person"]),
}
OF_TABLE = {"leads": IN_LEADS, "coverage": IN_COVERAGE}


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
    also = [*OF_TABLE.get(table.name, {}).items(), *ALSO_CALLED.items()]
    for name, words in also:
        if name in table.by_name and known in {normal(word) for word in words}:
            return name
    return ""
