"""Countries by code or by name, English or Russian, and as customer systems spell them."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from counterpart.exchange.files.problems import BadCell
from counterpart.kernel.errors import mark as _

UNKNOWN = _("“%(cell)s” is not a country we know. Write its two letters, such as NO.")
ALSO_CALLED = {
    "usa": "US", "u.s.": "US", "u.s.a.": "US", "united states of america": "US",
    "uk": "GB", "great britain": "GB", "united kingdom": "GB", "england": "GB", "scotland": "GB",
    "korea": "KR", "south korea": "KR", "republic of korea": "KR", "russia": "RU",
    "russian federation": "RU", "czechia": "CZ", "holland": "NL", "the netherlands": "NL",
    "uae": "AE", "viet nam": "VN", "turkiye": "TR", "türkiye": "TR", "deutschland": "DE",
    "österreich": "AT", "schweiz": "CH", "españa": "ES", "italia": "IT", "norge": "NO",
    "sverige": "SE", "danmark": "DK", "suomi": "FI", "polska": "PL", "brasil": "BR",
    "belgien": "BE", "dänemark": "DK", "frankreich": "FR", "italien": "IT", "niederlande": "NL",
    "polen": "PL", "schweden": "SE", "spanien": "ES", "tschechien": "CZ", "ungarn": "HU",
    "vereinigte staaten": "US", "vereinigtes königreich": "GB", "großbritannien": "GB",
    "türkei": "TR", "russland": "RU", "norwegen": "NO", "finnland": "FI", "griechenland": "GR",
    "rumänien": "RO", "nederland": "NL", "suisse": "CH", "svizzera": "CH", "belgique": "BE",
    "allemagne": "DE", "日本": "JP", "日本国": "JP", "中国": "CN",
    "韓国": "KR", "大韓民国": "KR", "台湾": "TW", "ドイツ": "DE", "アメリカ": "US", "米国": "US",
    "イギリス": "GB", "英国": "GB", "フランス": "FR", "スイス": "CH", "オーストリア": "AT",
    "タイ": "TH", "ベトナム": "VN", "インド": "IN", "シンガポール": "SG",
    "royaume-uni": "GB", "états-unis": "US", "espagne": "ES", "italie": "IT", "pologne": "PL",
    "pays-bas": "NL", "autriche": "AT", "suède": "SE", "norvège": "NO", "danemark": "DK",
    "finlande": "FI", "chine": "CN", "japon": "JP", "inde": "IN", "corée du sud": "KR",
    "brésil": "BR", "mexique": "MX", "turquie": "TR", "grèce": "GR", "irlande": "IE",
    "hongrie": "HU", "roumanie": "RO", "tchéquie": "CZ", "russie": "RU", "maroc": "MA",
    "algérie": "DZ", "tunisie": "TN", "sénégal": "SN", "niemcy": "DE", "francja": "FR",
    "czechy": "CZ", "słowacja": "SK", "węgry": "HU", "austria": "AT", "szwajcaria": "CH",
    "włochy": "IT", "hiszpania": "ES", "holandia": "NL", "wielka brytania": "GB",
    "stany zjednoczone": "US", "ukraina": "UA", "litwa": "LT", "szwecja": "SE", "chiny": "CN",
    "德国": "DE", "法国": "FR", "美国": "US", "韩国": "KR", "俄罗斯": "RU",
    "意大利": "IT", "西班牙": "ES", "波兰": "PL", "荷兰": "NL", "瑞士": "CH", "加拿大": "CA",
    "澳大利亚": "AU", "新加坡": "SG", "印度": "IN", "越南": "VN", "泰国": "TH",
    "hong kong sar": "HK", "bosnia and herzegovina": "BA", "north macedonia": "MK",
}  # fmt: skip
IN_RUSSIAN = {
    "республика беларусь": "BY", "республика казахстан": "KZ", "республика узбекистан": "UZ",
    "россия": "RU", "рф": "RU", "российская федерация": "RU", "сша": "US",
    "соединённые штаты": "US", "соединенные штаты": "US", "великобритания": "GB", "англия": "GB",
    "германия": "DE", "франция": "FR", "италия": "IT", "испания": "ES", "португалия": "PT",
    "нидерланды": "NL", "голландия": "NL", "бельгия": "BE", "люксембург": "LU", "швейцария": "CH",
    "австрия": "AT", "норвегия": "NO", "швеция": "SE", "дания": "DK", "финляндия": "FI",
    "исландия": "IS", "ирландия": "IE", "польша": "PL", "чехия": "CZ", "словакия": "SK",
    "словения": "SI", "венгрия": "HU", "румыния": "RO", "болгария": "BG", "греция": "GR",
    "турция": "TR", "кипр": "CY", "мальта": "MT", "хорватия": "HR", "сербия": "RS",
    "черногория": "ME", "босния и герцеговина": "BA", "северная македония": "MK",
    "албания": "AL", "эстония": "EE", "латвия": "LV", "литва": "LT", "беларусь": "BY",
    "белоруссия": "BY", "украина": "UA", "молдова": "MD", "молдавия": "MD", "грузия": "GE",
    "армения": "AM", "азербайджан": "AZ", "казахстан": "KZ", "узбекистан": "UZ",
    "киргизия": "KG", "кыргызстан": "KG", "таджикистан": "TJ", "туркменистан": "TM",
    "туркмения": "TM", "монголия": "MN", "китай": "CN", "кнр": "CN", "гонконг": "HK",
    "тайвань": "TW", "япония": "JP", "южная корея": "KR", "республика корея": "KR",
    "корея": "KR", "индия": "IN", "пакистан": "PK", "бангладеш": "BD", "шри-ланка": "LK",
    "вьетнам": "VN", "таиланд": "TH", "малайзия": "MY", "сингапур": "SG", "индонезия": "ID",
    "филиппины": "PH", "австралия": "AU", "новая зеландия": "NZ", "канада": "CA",
    "мексика": "MX", "бразилия": "BR", "аргентина": "AR", "чили": "CL", "перу": "PE",
    "колумбия": "CO", "панама": "PA", "куба": "CU", "венесуэла": "VE", "уругвай": "UY",
    "израиль": "IL", "оаэ": "AE", "объединённые арабские эмираты": "AE",
    "саудовская аравия": "SA", "катар": "QA", "кувейт": "KW", "бахрейн": "BH", "оман": "OM",
    "иордания": "JO", "ливан": "LB", "ирак": "IQ", "иран": "IR", "сирия": "SY", "египет": "EG",
    "марокко": "MA", "алжир": "DZ", "тунис": "TN", "юар": "ZA", "кения": "KE", "нигерия": "NG",
    "эфиопия": "ET", "гана": "GH", "танзания": "TZ", "ангола": "AO",
}  # fmt: skip


def country_code(cell: str) -> str:
    """The two letters of ISO 3166 for a code or a name."""
    code = _codes_by_name().get(" ".join(cell.casefold().split()))
    if code is None:
        raise BadCell(UNKNOWN, cell=cell[:60])
    return code


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8")
    pairs = [line.split("\t") for line in table.splitlines() if line and line[0] != "#"]
    names = {code.casefold(): code for code, _name in pairs}
    names |= {name.casefold(): code for code, name in pairs}
    return names | ALSO_CALLED | IN_RUSSIAN


def known_countries() -> list[tuple[str, str]]:
    """Codes and English names, for choosing by hand."""
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8")
    pairs = [line.split("\t") for line in table.splitlines() if line and line[0] != "#"]
    return sorted(((code, name) for code, name in pairs), key=lambda pair: pair[1])
