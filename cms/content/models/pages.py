"""The abstract base of every page type and the links that several of them carry."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Orderable, Page

from cms.content import rendering
from cms.content.forms import BasePageForm


class BasePage(Page):
    """A page whose public form is the document that its presenter makes of it."""

    base_form_class = BasePageForm

    content_panels = Page.content_panels
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("For search engines"),
        )
    ]
    settings_panels = [PublishingPanel()]

    # What every translation has from its original, because it is a fact and no wording.
    shared_fields: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return rendering.render(self, request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return rendering.render(self, request)


class IndexPage(BasePage):
    """The list of everything of one kind in its language; what it lists is read from the publication store."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*BasePage.content_panels, "intro"]

    class Meta:
        abstract = True


def with_aliases(page: Page) -> set[int]:
    """The ids of the page and of its aliases, theirs included."""
    found: set[int] = set()
    new = {page.pk}
    while new:
        found |= new
        new = set(Page.objects.filter(alias_of__in=new).values_list("pk", flat=True)) - found
    return found


class TopicLink(Orderable):
    """A topic of a page, as an ordered child: many-to-many fields are not translated."""

    topic = models.ForeignKey("content.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("topic")]

    class Meta(Orderable.Meta):
        abstract = True


class AudienceLink(Orderable):
    audience = models.ForeignKey(
        "content.Audience", verbose_name=_("audience"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("audience")]

    class Meta(Orderable.Meta):
        abstract = True


class ContactLink(Orderable):
    contact = models.ForeignKey(
        "content.ContactPoint", verbose_name=_("contact"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("contact")]

    class Meta(Orderable.Meta):
        abstract = True


class OrganisationLink(Orderable):
    organisation = models.ForeignKey(
        "content.Organisation", verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        abstract = True
