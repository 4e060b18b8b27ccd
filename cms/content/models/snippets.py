"""Translatable snippets: who speaks, where, about what, to whom, and in which standing words."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin, TranslatableMixin
from wagtail.search import index

from cms.content.models.retirable import Retirable
from cms.content.panels import InlinePanel as RowsPanel
from cms.content.versions import KnowsItsPublicVersion

PLAIN_TEXT = ["bold", "italic", "link"]


class FederalState(models.TextChoices):
    """The sixteen federal states by their ISO 3166-2:DE codes."""

    BW = "DE-BW", _("Baden-Württemberg")
    BY = "DE-BY", _("Bavaria")
    BE = "DE-BE", _("Berlin")
    BB = "DE-BB", _("Brandenburg")
    HB = "DE-HB", _("Bremen")
    HH = "DE-HH", _("Hamburg")
    HE = "DE-HE", _("Hesse")
    MV = "DE-MV", _("Mecklenburg-Western Pomerania")
    NI = "DE-NI", _("Lower Saxony")
    NW = "DE-NW", _("North Rhine-Westphalia")
    RP = "DE-RP", _("Rhineland-Palatinate")
    SL = "DE-SL", _("Saarland")
    SN = "DE-SN", _("Saxony")
    ST = "DE-ST", _("Saxony-Anhalt")
    SH = "DE-SH", _("Schleswig-Holstein")
    TH = "DE-TH", _("Thuringia")


class OrganisationKind(models.TextChoices):
    AGENCY = "agency", _("Public agency")
    MINISTRY = "ministry", _("Ministry or authority")
    CHAMBER = "chamber", _("Chamber")
    COMPANY = "company", _("Company")
    CARRIER = "carrier", _("Carrier of projects")
    ASSOCIATION = "association", _("Association or network")
    SCIENCE = "science", _("University or research")
    OTHER = "other", _("Other")


class Topic(TranslatableMixin, Retirable, index.Indexed, models.Model):
    """What a text is about."""

    title = models.CharField(_("title"), max_length=120)
    sort_order = models.PositiveIntegerField(_("order"), default=0, editable=False, db_index=True)

    panels = [FieldPanel("title"), Retirable.retired_panel]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["sort_order", "title"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.title


class Audience(TranslatableMixin, Retirable, index.Indexed, models.Model):
    """Whom a practice can be transferred to (“Adressaten für Transfer”)."""

    title = models.CharField(_("title"), max_length=120)

    panels = [FieldPanel("title"), Retirable.retired_panel]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["title"]
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")

    def __str__(self) -> str:
        return self.title


class Address(models.Model):
    """A postal address, as the fields of whatever stands there."""

    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)

    address_panel = MultiFieldPanel(
        [FieldPanel("street"), FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")])], heading=_("Address")
    )

    # An address is written as the post wants it, in every language.
    shared_fields: tuple[str, ...] = ("street", "postal_code", "city")

    class Meta:
        abstract = True


class Organisation(TranslatableMixin, Address, Retirable, index.Indexed, models.Model):
    """An agency, ministry, chamber, company or carrier that issues, hosts or carries."""

    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(
        _("short name"), max_length=80, blank=True, help_text=_("The abbreviation people use.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)
    federal_state = models.CharField(_("federal state"), max_length=5, choices=FederalState.choices, blank=True)
    phone = models.CharField(_("phone"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
        help_text=_("The organisation that this one belongs to."),
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("kind")]),
        Address.address_panel,
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email"), FieldPanel("website")], heading=_("Contact")),
        FieldPanel("federal_state"),
        FieldPanel("parent"),
        Retirable.retired_panel,
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("short_name"),
    ]
    shared_fields = (*Address.shared_fields, "phone")

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return f"{self.name} ({self.short_name})" if self.short_name else self.name

    def clean(self) -> None:
        super().clean()
        seen, above = {self.pk}, self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("An organisation cannot be part of itself.")})
            seen.add(above.pk)
            above = above.parent


class Period(models.Model):
    """A span of days; an open end is open for ever."""

    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True, help_text=_("The last day, inclusive."))

    period_panel = FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")])

    class Meta:
        abstract = True

    def covers(self, day: datetime.date) -> bool:
        """True when the day lies in the span, both ends included."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The end lies before the beginning.")})


class Person(TranslatableMixin, Retirable, index.Indexed, ClusterableModel):
    """Somebody who is quoted, moderates or can be asked, with the functions held over the years."""

    name = models.CharField(_("name"), max_length=200, help_text=_("As it is to be printed, with a title if any."))
    phone = models.CharField(_("phone"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    panels = [
        FieldPanel("name"),
        InlinePanel(
            "functions",
            heading=_("Functions"),
            label=_("Function"),
            help_text=_("A quote shows the function held on the day of the release."),
        ),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email")], heading=_("Contact")),
        Retirable.retired_panel,
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]
    shared_fields = ("phone",)
    proper_names = ("name",)
    reads = ("functions__organisation",)

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    def function_on(self, day: datetime.date) -> PersonFunction | None:
        """The function held on that day; of several, the one begun last; None where none was held."""
        held = [function for function in self.functions.all() if function.covers(day)]
        return max(held, key=lambda function: function.valid_from or datetime.date.min, default=None)


class PersonFunction(TranslatableMixin, Period, Orderable):
    """A function that a person holds in an organisation for a time."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="functions")
    function = models.CharField(_("function"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="functions",
    )

    panels = [FieldPanel("function"), FieldPanel("organisation"), Period.period_panel]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("function")
        verbose_name_plural = _("functions")

    def __str__(self) -> str:
        return self.function


class ContactPoint(TranslatableMixin, Retirable, index.Indexed, models.Model):
    """A person or office that can be reached about something."""

    name = models.CharField(
        _("name"), max_length=200, blank=True, help_text=_("Of the office, where no person is named.")
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contact_points",
    )
    role = models.CharField(_("role"), max_length=200, blank=True, help_text=_("For example “Press office”."))
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contact_points",
    )
    phone = models.CharField(_("phone"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    in_directory = models.BooleanField(
        _("in the contact directory"), default=True, help_text=_("Show it on the page of all contacts.")
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0, editable=False, db_index=True)

    panels = [
        FieldPanel("person"),
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("organisation"),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email")], heading=_("Contact")),
        FieldPanel("in_directory"),
        Retirable.retired_panel,
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("role"),
    ]
    shared_fields = ("phone",)
    reads = ("person__functions__organisation", "organisation")

    class Meta(TranslatableMixin.Meta):
        ordering = ["sort_order", "name"]
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")

    def __str__(self) -> str:
        return " – ".join(part for part in (self.display_name, self.role) if part) or str(_("contact point"))

    @property
    def display_name(self) -> str:
        """The person's name, or the office's where no person is named."""
        return self.person.name if self.person else self.name

    def clean(self) -> None:
        super().clean()
        if not self.person and not self.name:
            raise ValidationError({"name": _("Name a person or an office.")})


class Boilerplate(
    KnowsItsPublicVersion, TranslatableMixin, DraftStateMixin, RevisionMixin, Retirable, index.Indexed, ClusterableModel
):
    """The standing paragraphs about an organisation (“Hintergrund”), worded anew from time to time."""

    title = models.CharField(_("title"), max_length=200, help_text=_("For editors; visitors read only the wording."))
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="boilerplates",
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("organisation"),
        # Only where versions keep one form from overwriting another does a form say all rows that there are.
        RowsPanel(
            "wordings",
            heading=_("Wordings"),
            label=_("Wording"),
            min_num=1,
            help_text=_(
                "A release takes the wording of its day and keeps it from its first publication on, "
                "whatever changes here."
            ),
        ),
        Retirable.retired_panel,
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["title"]
        verbose_name = _("boilerplate")
        verbose_name_plural = _("boilerplates")

    def __str__(self) -> str:
        return self.title

    def wording_on(self, day: datetime.date) -> BoilerplateWording | None:
        """The wording that held on that day: the one begun last until then, else the earliest there is."""
        wordings = sorted(self.wordings.all(), key=lambda wording: wording.since)
        held = [wording for wording in wordings if wording.since <= day]
        return held[-1] if held else next(iter(wordings), None)


class BoilerplateWording(TranslatableMixin, Orderable):
    """One wording of a boilerplate and the day from which it holds."""

    boilerplate = ParentalKey(Boilerplate, on_delete=models.CASCADE, related_name="wordings")
    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("Leave empty for a wording that has always held.")
    )
    text = RichTextField(_("text"), features=PLAIN_TEXT)

    panels = [FieldPanel("valid_from"), FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")

    def __str__(self) -> str:
        return str(self.valid_from or _("always"))

    @property
    def since(self) -> datetime.date:
        """The day from which the wording holds; the first of all days where it has always held."""
        return self.valid_from or datetime.date.min


class Venue(TranslatableMixin, Address, Retirable, index.Indexed, models.Model):
    """A place where people meet."""

    name = models.CharField(_("name"), max_length=200)
    directions = models.TextField(_("directions"), blank=True, help_text=_("How to get there by bus, train or car."))
    accessibility = models.TextField(
        _("accessibility"), blank=True, help_text=_("Lift, step-free entrance, induction loop, parking.")
    )

    panels = [
        FieldPanel("name"),
        Address.address_panel,
        FieldPanel("directions"),
        FieldPanel("accessibility"),
        Retirable.retired_panel,
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("city"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.city) if part)
