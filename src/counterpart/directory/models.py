"""Our side: people, what they know, where they sit, when they work."""

from __future__ import annotations

from datetime import date
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.directory.mail import AddressField
from counterpart.directory.working_week import check_intervals, check_week
from counterpart.history.models import TrackedModel
from counterpart.kernel.names import full_name
from counterpart.kernel.sorting import NAMES

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]
CURRENCY = [RegexValidator(r"^[A-Z]{3}$", _("A currency is three capital letters, such as EUR."))]


def check_time_zone(name: str) -> None:
    """Refuse a time zone that the tz database does not know."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone; write one such as Europe/Berlin."),
            params={"name": name},
        )


def check_languages(codes: object) -> None:
    """Refuse anything but a list of two-letter ISO 639-1 codes, each once."""
    if not isinstance(codes, list) or any(
        not isinstance(code, str) or len(code) != 2 or not code.islower() for code in codes
    ):
        raise ValidationError(_("Languages are two-letter codes, such as en, de, ru."))
    if len(set(codes)) != len(codes):
        raise ValidationError(_("A language is named twice."))


class Sourced(models.Model):
    """A row that may have come from another system, and is found again by its key there."""

    source_system = models.CharField(_("source system"), max_length=40, blank=True)
    source_id = models.CharField(_("source id"), max_length=80, blank=True)

    class Meta:
        abstract = True


def source_key(name: str) -> models.UniqueConstraint:
    """At most one row for each key of another system; keys are case-sensitive."""
    return models.UniqueConstraint(
        fields=["source_system", "source_id"], condition=~Q(source_id=""), name=name
    )


class Seniority(models.IntegerChoices):
    """How senior somebody is, on either side; counterparts should be near each other."""

    JUNIOR = 1, _("Junior")
    SPECIALIST = 2, _("Specialist")
    SENIOR = 3, _("Senior")
    HEAD = 4, _("Head of a function")
    DIRECTOR = 5, _("Director")


class Function(TrackedModel):
    """What somebody's job is: engineering, purchasing, planning, shipping, expediting …"""

    see = Action.SEE_DIRECTORY
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, db_collation=NAMES)
    name_ru = models.CharField(_("name in Russian"), max_length=80, blank=True)
    is_ours = models.BooleanField(_("exists on our side"), default=True)
    is_theirs = models.BooleanField(_("exists at customers"), default=True)
    position = models.PositiveSmallIntegerField(_("order on the mirror"), default=100)

    class Meta:
        verbose_name = _("function")
        verbose_name_plural = _("functions")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name_ru if self.name_ru and get_language() == "ru" else self.name


class FunctionMatch(TrackedModel):
    """How well one of our functions faces one of theirs, in percent. No row: not at all."""

    see = Action.SEE_DIRECTORY
    ours = models.ForeignKey(
        Function, models.CASCADE, related_name="faces", verbose_name=_("our function")
    )
    theirs = models.ForeignKey(
        Function, models.CASCADE, related_name="faced_by", verbose_name=_("their function")
    )
    fit_percent = models.PositiveSmallIntegerField(
        _("fit, %"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("function match")
        verbose_name_plural = _("function matches")
        ordering = ["theirs__position", "-fit_percent"]
        constraints = [
            models.UniqueConstraint(fields=["ours", "theirs"], name="function_match_once"),
            models.CheckConstraint(
                condition=Q(fit_percent__range=(1, 100)), name="function_match_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ours} – {self.theirs}: {self.fit_percent} %"


class WorkingCalendar(TrackedModel):
    """A working week with public holidays.

    `week` holds, for Monday to Sunday, a list of working intervals such as
    `[["09:00", "13:00"], ["14:00", "18:00"]]`; an empty list is a day off. Public holidays come
    from the `holidays` library for `country` and `subdivision`; `CalendarDay` overrides a date.
    """

    see = Action.SEE_DIRECTORY
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, db_collation=NAMES)
    country = models.CharField(_("country for public holidays"), max_length=2, blank=True)
    subdivision = models.CharField(_("region for public holidays"), max_length=10, blank=True)
    week = models.JSONField(_("working week"), validators=[check_week])

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CalendarDay(TrackedModel):
    """A date that differs from the calendar's rule: a moved day, a short day, a holiday."""

    see = Action.SEE_DIRECTORY
    calendar = models.ForeignKey(
        WorkingCalendar, models.CASCADE, related_name="days", verbose_name=_("calendar")
    )
    on = models.DateField(_("date"))
    intervals = models.JSONField(
        _("working hours"), default=list, blank=True, validators=[check_intervals]
    )
    note = models.CharField(_("note"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["calendar", "on"], name="calendar_day_once")]

    def __str__(self) -> str:
        return f"{self.calendar}, {self.on}"


class Office(TrackedModel):
    """Where our people sit: a city, its time zone and working calendar."""

    see = Action.SEE_DIRECTORY
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, db_collation=NAMES)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, validators=[check_time_zone])
    calendar = models.ForeignKey(
        WorkingCalendar, models.PROTECT, related_name="offices", verbose_name=_("calendar")
    )

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(Sourced, TrackedModel):
    """One of ours. `hours_per_month` is the time given to key accounts, not the whole job."""

    see = Action.SEE_PERSON
    history_secret = {
        "cost_per_hour_minor": Action.SEE_COST,
        "cost_currency": Action.SEE_COST,
    }
    history_unrecorded = frozenset({"line_path"})  # follows from the managers

    first_name = models.CharField(_("first name"), max_length=80, db_collation=NAMES)
    last_name = models.CharField(_("last name"), max_length=80, blank=True, db_collation=NAMES)
    email = AddressField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    login = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("login"),
    )
    function = models.ForeignKey(
        Function, models.PROTECT, related_name="people", verbose_name=_("home function")
    )
    competence_percent = models.PositiveSmallIntegerField(
        _("competence, %"), default=60, validators=PERCENT
    )
    seniority = models.PositiveSmallIntegerField(
        _("seniority"), choices=Seniority, default=Seniority.SPECIALIST
    )
    languages = models.JSONField(
        _("languages"), default=list, blank=True, validators=[check_languages]
    )
    skills = models.CharField(
        _("skills beyond the function"), max_length=300, blank=True
    )  # divided by commas, like the two below and on the customers' side
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="people", verbose_name=_("office")
    )
    on_site_in = models.CharField(_("can be on site in"), max_length=300, blank=True)
    hours_per_month = models.DecimalField(
        _("hours a month for key accounts"),
        max_digits=6,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(744)],
    )
    cost_per_hour_minor = models.PositiveBigIntegerField(_("cost per hour, cents"), default=0)
    cost_currency = models.CharField(
        _("currency of the cost"), max_length=3, default="EUR", validators=CURRENCY
    )
    lead_fitness_percent = models.PositiveSmallIntegerField(
        _("fitness to lead an account, %"), default=0, validators=PERCENT
    )
    teams_limit = models.PositiveSmallIntegerField(_("most selling teams"), null=True, blank=True)
    leads_limit = models.PositiveSmallIntegerField(_("most accounts led"), null=True, blank=True)
    manager = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("manager"),
    )
    # The people above, from the top: "/4/17/23/" ends with the person. Kept by `line`.
    line_path = models.CharField(_("reporting line"), max_length=400, blank=True, editable=False)
    employed_since = models.DateField(_("employed since"), null=True, blank=True)
    employed_until = models.DateField(_("employed until (first day gone)"), null=True, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            source_key("person_by_source"),
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="person_by_email"
            ),
        ]
        indexes = [
            models.Index(fields=["last_name", "first_name", "id"], name="person_by_name"),
            models.Index(
                fields=["line_path"], name="person_by_line", opclasses=["varchar_pattern_ops"]
            ),
        ]

    def __str__(self) -> str:
        return full_name(self.first_name, self.last_name)

    def is_employed(self, on: date) -> bool:
        """Whether they work for us on that day."""
        begun = self.employed_since is None or self.employed_since <= on
        return begun and (self.employed_until is None or on < self.employed_until)


class SecondaryFunction(TrackedModel):
    """Another function somebody can stand in for, and how well."""

    see = Action.SEE_PERSON
    visible_through = "person"
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="secondary_functions", verbose_name=_("person")
    )
    function = models.ForeignKey(
        Function, models.PROTECT, related_name="+", verbose_name=_("function")
    )
    competence_percent = models.PositiveSmallIntegerField(
        _("competence, %"), default=50, validators=PERCENT
    )

    class Meta:
        verbose_name = _("secondary function")
        verbose_name_plural = _("secondary functions")
        ordering = ["function__position"]
        constraints = [
            models.UniqueConstraint(fields=["person", "function"], name="second_function_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.function}"


class Absence(TrackedModel):
    """Days away, half-open: `until` is the first day back."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Holiday")
        ILLNESS = "illness", _("Illness")
        TRAVEL = "travel", _("Business trip")
        OTHER = "other", _("Away")

    see = Action.SEE_PERSON
    visible_through = "person"
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="absences", verbose_name=_("person")
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("first day back"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.HOLIDAY)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")),
                name="absence_has_days",
                violation_error_message=_("The first day back comes after the first day away."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.since} – {self.until}"


class Deputy(TrackedModel):
    """Who stands in for somebody; the first free one in order does."""

    see = Action.SEE_PERSON
    visible_through = "person"
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="deputies", verbose_name=_("person")
    )
    deputy = models.ForeignKey(
        Person, models.CASCADE, related_name="stands_in_for", verbose_name=_("deputy")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until (first day no more)"), null=True, blank=True)

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "deputy"], name="deputy_once"),
            models.CheckConstraint(
                condition=~Q(person=F("deputy")),
                name="deputy_is_another",
                violation_error_message=_("Nobody is their own deputy."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.person}"
