"""The site's own texts and menus, one of each per language."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page, TranslatableMixin

from cms.content import licences
from cms.content.models.snippets import ContactPoint, Organisation


class MissingPages(models.TextChoices):
    """What a reader gets who asks for a page that does not exist in the language."""

    ORIGINAL = "original", _("The original, marked as such")
    NOT_FOUND = "not_found", _("A notice with the languages in which it exists")


class SiteTexts(TranslatableMixin, models.Model):
    """What the site says of itself in one language: its name, its motto, who publishes it, whom the press calls."""

    name = models.CharField(_("name of the site"), max_length=120)
    motto = models.CharField(_("motto"), max_length=200, blank=True)
    publisher = models.ForeignKey(
        Organisation,
        verbose_name=_("publisher"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    press_contact = models.ForeignKey(
        ContactPoint,
        verbose_name=_("press contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands under every release that names no contact of its own."),
    )

    missing_pages = models.CharField(
        _("pages that are not translated"),
        max_length=10,
        choices=MissingPages.choices,
        default=MissingPages.ORIGINAL,
        help_text=_("What readers get who ask in this language for a page that does not exist in it."),
    )

    licence = models.CharField(
        _("licence of the texts"),
        max_length=20,
        choices=licences.CHOICES,
        default=licences.DEFAULT,
        help_text=_("What others may do with the texts that they take over from the API and the feeds."),
    )

    panels = ["name", "motto", "publisher", "press_contact", "licence", "missing_pages"]
    # What is said of the language and not of the site, so that each has a value of its own.
    of_language = ("missing_pages",)

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if SiteTexts.objects.filter(locale_id=self.locale_id).exclude(pk=self.pk).exists():
            raise ValidationError(_("This language already has its site settings."))


class Menu(TranslatableMixin, ClusterableModel):
    """A list of links in the head or the foot of every page."""

    class Place(models.TextChoices):
        HEADER = "header", _("Head of the page")
        FOOTER = "footer", _("Foot of the page")

    place = models.CharField(_("place"), max_length=10, choices=Place.choices)

    panels = [FieldPanel("place"), InlinePanel("items", heading=_("Links"), label=pgettext_lazy("newsroom", "Link"))]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menu")
        verbose_name_plural = _("menus")

    def __str__(self) -> str:
        return self.get_place_display()

    def clean(self) -> None:
        super().clean()
        if Menu.objects.filter(locale_id=self.locale_id, place=self.place).exclude(pk=self.pk).exists():
            raise ValidationError({"place": _("This language already has a menu there.")})


class MenuItem(TranslatableMixin, Orderable):
    """A link in a menu; it is shown while its page is public."""

    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    label = models.CharField(
        _("label"), max_length=80, blank=True, help_text=_("Leave empty to use the title of the page.")
    )

    panels = [FieldPanel("page"), FieldPanel("label")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.label or self.page.title
