"""Facts about the supplier that AdventureWorks leaves out: functions, who faces whom, offices."""

from __future__ import annotations

# code: (name, name in Russian, exists with us, exists with them); order is the mirror's order
FUNCTIONS = {
    "management": ("Management", "Руководство", True, True),
    "sales": ("Key account management", "Работа с ключевыми клиентами", True, False),
    "purchasing": ("Purchasing", "Закупки", True, True),
    "engineering": ("Engineering", "Конструкторский отдел", True, True),
    "research": ("Research and development", "Исследования и разработки", True, True),
    "quality": ("Quality", "Качество", True, True),
    "production": ("Production", "Производство", True, True),
    "planning": ("Planning", "Планирование", True, True),
    "shipping": ("Shipping and logistics", "Отгрузка и логистика", True, True),
    "expediting": ("Expediting", "Контроль сроков поставки", True, True),
    "finance": ("Finance", "Финансы", True, True),
    "marketing": ("Marketing", "Маркетинг", True, True),
    "it": ("Information technology", "Информационные технологии", True, True),
    "service": ("Service and repair", "Сервис и ремонт", True, True),
    "administration": ("Administration", "Администрация", True, False),
}

# theirs: {ours: fit in percent}
MATCHES = {
    "management": {"management": 100, "sales": 70},
    "purchasing": {"sales": 100, "purchasing": 60, "finance": 30},
    "engineering": {"engineering": 100, "research": 70, "production": 40},
    "research": {"research": 100, "engineering": 70},
    "quality": {"quality": 100, "engineering": 50, "production": 50},
    "production": {"production": 100, "planning": 50, "engineering": 40},
    "planning": {"planning": 100, "expediting": 70, "shipping": 50},
    "shipping": {"shipping": 100, "expediting": 70, "planning": 50},
    "expediting": {"expediting": 100, "shipping": 80, "planning": 70},
    "finance": {"finance": 100, "sales": 30},
    "marketing": {"marketing": 100, "sales": 50},
    "it": {"it": 100, "engineering": 30},
    "service": {"service": 100, "quality": 60, "engineering": 50, "production": 50},
}

# code: (name, city, country, time zone)
OFFICES = {
    "bothell": ("Bothell", "Bothell", "US", "America/Los_Angeles"),
    "detroit": ("Detroit", "Detroit", "US", "America/Detroit"),
    "toronto": ("Toronto", "Toronto", "CA", "America/Toronto"),
    "london": ("London", "London", "GB", "Europe/London"),
    "paris": ("Paris", "Paris", "FR", "Europe/Paris"),
    "berlin": ("Berlin", "Berlin", "DE", "Europe/Berlin"),
    "moscow": ("Moscow", "Moscow", "RU", "Europe/Moscow"),
    "melbourne": ("Melbourne", "Melbourne", "AU", "Australia/Melbourne"),
}
OFFICE_LANGUAGES = {
    "bothell": ["en"],
    "detroit": ["en"],
    "toronto": ["en", "fr"],
    "london": ["en"],
    "paris": ["fr", "en"],
    "berlin": ["de", "en"],
    "moscow": ["ru", "en"],
    "melbourne": ["en"],
}
TERRITORY_OFFICES = {
    "1": "bothell", "2": "detroit", "3": "detroit", "4": "bothell", "5": "detroit",
    "6": "toronto", "7": "paris", "8": "berlin", "9": "melbourne", "10": "london",
}  # fmt: skip

DEPARTMENT_FUNCTIONS = {
    "Engineering": "engineering",
    "Tool Design": "engineering",
    "Sales": "sales",
    "Marketing": "marketing",
    "Purchasing": "purchasing",
    "Research and Development": "research",
    "Production": "production",
    "Production Control": "planning",
    "Human Resources": "administration",
    "Finance": "finance",
    "Information Services": "it",
    "Document Control": "quality",
    "Quality Assurance": "quality",
    "Facilities and Maintenance": "service",
    "Shipping and Receiving": "shipping",
    "Executive": "management",
}
# words in a job title that say more than the department does
TITLE_FUNCTIONS = (
    ("Vice President", "management"),
    ("Chief Executive", "management"),
    ("Scheduling Assistant", "expediting"),
    ("Stocker", "expediting"),
    ("Janitor", "administration"),
    ("Administrative", "administration"),
)
TITLE_SENIORITY = (
    ("Chief", 5), ("Vice President", 5), ("Assistant", 1), ("Technician", 1), ("Clerk", 1),
    ("Stocker", 1), ("Janitor", 1), ("Manager", 4), ("Senior", 3), ("Supervisor", 3),
    ("Master", 3),
)  # fmt: skip
COST_PER_HOUR = {1: 32, 2: 55, 3: 74, 4: 98, 5: 165}  # USD
DEARER = {"sales": 1.15, "research": 1.1, "it": 1.1, "management": 1.1}

SECOND_FUNCTIONS = {
    "engineering": ("quality", "service", "research"),
    "research": ("engineering",),
    "quality": ("service", "engineering"),
    "production": ("quality", "service", "planning"),
    "planning": ("shipping", "expediting"),
    "shipping": ("expediting", "planning"),
    "expediting": ("shipping", "planning"),
    "purchasing": ("planning", "expediting"),
    "finance": ("it",),
    "marketing": ("sales",),
    "sales": ("marketing",),
    "it": ("planning",),
    "service": ("quality", "production"),
}

COUNTRY_LANGUAGES = {"US": "en", "CA": "en", "GB": "en", "AU": "en", "FR": "fr", "DE": "de"}
STATE_ZONES = {
    "Washington": "America/Los_Angeles", "California": "America/Los_Angeles",
    "Oregon": "America/Los_Angeles", "Nevada": "America/Los_Angeles",
    "Arizona": "America/Phoenix", "Colorado": "America/Denver", "Utah": "America/Denver",
    "Idaho": "America/Boise", "Montana": "America/Denver", "Wyoming": "America/Denver",
    "New Mexico": "America/Denver", "Texas": "America/Chicago", "Illinois": "America/Chicago",
    "Missouri": "America/Chicago", "Tennessee": "America/Chicago", "Alabama": "America/Chicago",
    "Minnesota": "America/Chicago", "Wisconsin": "America/Chicago",
    "Mississippi": "America/Chicago", "British Columbia": "America/Vancouver",
    "Alberta": "America/Edmonton", "Manitoba": "America/Winnipeg",
    "New South Wales": "Australia/Sydney", "Victoria": "Australia/Melbourne",
    "South Australia": "Australia/Adelaide", "Queensland": "Australia/Brisbane",
    "Tasmania": "Australia/Hobart",
}  # fmt: skip
COUNTRY_ZONES = {
    "US": "America/New_York", "CA": "America/Toronto", "GB": "Europe/London",
    "FR": "Europe/Paris", "DE": "Europe/Berlin", "AU": "Australia/Sydney",
}  # fmt: skip
