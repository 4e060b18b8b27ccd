"""The home page, pages that order others, plain pages and the contact directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.content.blocks import ImageBlock, body_blocks
from cms.content.models import BasePage
from cms.editorial.four_eyes import FourEyesTranslation


class HomePage(FourEyesTranslation, BasePage):
    """The front page of one language; below it a greeting, then the latest of every kind. What may stand below it, and
    below sections, say the other types by their `parent_page_types`."""

    parent_page_types = ["wagtailcore.Page"]

    intro = models.TextField(_("introduction"), blank=True, help_text=_("One or two sentences: who speaks here."))
    image = StreamField([("image", ImageBlock())], verbose_name=_("image"), blank=True, max_num=1)
    body = StreamField(body_blocks(), verbose_name=_("content"), blank=True)

    content_panels = [*BasePage.content_panels, "intro", "image", "body"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class SectionPage(FourEyesTranslation, BasePage):
    """A page that introduces the pages below it and lists them in their order."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(body_blocks(), verbose_name=_("content"), blank=True)

    content_panels = [*BasePage.content_panels, "intro", "body"]

    class Meta:
        verbose_name = _("section page")
        verbose_name_plural = _("section pages")


class StandardPage(FourEyesTranslation, BasePage):
    """A page of text, such as the imprint."""

    parent_page_types = ["home.HomePage", "home.SectionPage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(body_blocks(), verbose_name=_("content"), blank=True)

    content_panels = [*BasePage.content_panels, "intro", "body"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class ContactDirectory(FourEyesTranslation, BasePage):
    """All contact points of the language that are meant for it, in the order editors gave them."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types: list[str] = []

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro", help_text=_("The contact points themselves are kept under “Snippets”.")),
    ]

    class Meta:
        verbose_name = _("contact directory")
        verbose_name_plural = _("contact directories")
