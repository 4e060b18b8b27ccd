"""Press releases and good-practice reports, each with the index page they live under."""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin

from cms.content.blocks import FilesBlock, ImageBlock, InterviewBlock, KeyFiguresBlock, body_blocks
from cms.content.models import AudienceLink, BasePage, ContactLink, EmbargoedPage, IndexPage, OwnFacts, TopicLink
from cms.content.panels import InlinePanel, MultipleChooserPanel
from cms.editorial.four_eyes import FourEyesIndex, FourEyesPage


def today() -> datetime.date:
    """The day it is in the agency's time zone."""
    return timezone.localdate()


class PressIndexPage(FourEyesIndex, IndexPage):
    """The list of all press releases of its language, with filters."""

    subpage_types = ["press.PressRelease"]

    class Meta:
        verbose_name = _("list of press releases")
        verbose_name_plural = _("lists of press releases")


class PressRelease(FourEyesPage, OwnFacts, EmbargoedPage):
    """A press release: who says what, where and on which day."""

    parent_page_types = ["press.PressIndexPage"]
    subpage_types: list[str] = []

    issuer = models.ForeignKey(
        "content.Organisation",
        verbose_name=_("issuer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The organisation in whose name the release goes out."),
    )
    kicker = models.CharField(_("kicker"), max_length=120, blank=True, help_text=_("A few words above the title."))
    subheadline = models.CharField(_("sub-headline"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("Where the dateline says it is from."))
    # Null for drafts only: a text may come without its year, and publishing asks for it.
    date = models.DateField(_("date"), null=True, default=today, db_index=True, help_text=_("The day of the dateline."))
    lead = models.TextField(_("lead"), blank=True, help_text=_("Who, what, when, where, why, in one paragraph."))
    image = StreamField([("image", ImageBlock())], verbose_name=_("image"), blank=True, max_num=1)
    body = StreamField(body_blocks(), verbose_name=_("text"), blank=True)
    press_contact = models.ForeignKey(
        "content.ContactPoint",
        verbose_name=_("press contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Leave empty to use the one of the site settings."),
    )
    attachments = StreamField([("documents", FilesBlock())], verbose_name=_("attachments"), blank=True, max_num=1)

    content_panels = [
        MultiFieldPanel(["kicker", *BasePage.content_panels, "subheadline"], heading=_("Headline")),
        MultiFieldPanel([FieldPanel("issuer"), FieldRowPanel(["place", "date"])], heading=_("Dateline")),
        *EmbargoedPage.embargo_panels,
        "lead",
        "image",
        "body",
        MultipleChooserPanel(
            "boilerplates", chooser_field_name="boilerplate", heading=_("Background"), label=_("Boilerplate")
        ),
        "press_contact",
        MultipleChooserPanel("topics", chooser_field_name="topic", heading=_("Topics"), label=_("Topic")),
        MultipleChooserPanel(
            "related_events", chooser_field_name="event", heading=_("Related events"), label=_("Event")
        ),
        "attachments",
        InlinePanel("corrections", heading=_("Corrections"), label=_("Correction")),
    ]
    settings_panels = [FieldPanel("expire_at", help_text=_("Gone to the second (Europe/Berlin); empty: it stays."))]
    shared_fields = (*EmbargoedPage.shared_fields, "date", "issuer")
    own_facts = ("attachments",)
    exclude_fields_in_copy = [*EmbargoedPage.exclude_fields_in_copy, "date", "corrections", "own_fields"]

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")


class PressReleaseBoilerplate(Orderable):
    page = ParentalKey(PressRelease, on_delete=models.CASCADE, related_name="boilerplates")
    boilerplate = models.ForeignKey(
        "content.Boilerplate", verbose_name=_("boilerplate"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("boilerplate")]


class FrozenWording(models.Model):
    """The words that a release has shown of a boilerplate since it was first public with it.

    `locale` is the language of the words: that of the release, or else of its original, whose words it then borrows.
    It stands beside the link and not in it: links are rebuilt from revisions, and an older one knows nothing of it.
    Written at the flush that publishes (press.wording), taken away only when the link goes or an editor renews it.
    """

    wagtail_reference_index_ignore = True  # the release itself names the boilerplate

    page = models.ForeignKey(PressRelease, on_delete=models.CASCADE, related_name="frozen_wordings")
    # What a release shows cannot be deleted; a boilerplate that is no longer wanted is unpublished.
    boilerplate = models.ForeignKey("content.Boilerplate", on_delete=models.PROTECT, related_name="+")
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    organisation = models.ForeignKey("content.Organisation", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "boilerplate"], name="one_frozen_wording_per_link")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.boilerplate_id}"


class PressReleaseTopic(TopicLink):
    page = ParentalKey(PressRelease, on_delete=models.CASCADE, related_name="topics")


class PressReleaseEvent(Orderable):
    page = ParentalKey(PressRelease, on_delete=models.CASCADE, related_name="related_events")
    event = models.ForeignKey("events.EventPage", verbose_name=_("event"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("event")]


class PressReleaseCorrection(TranslatableMixin, Orderable):
    """A note, shown with the release, of what was wrong and since when it is right; it is translated with it."""

    page = ParentalKey(PressRelease, on_delete=models.CASCADE, related_name="corrections")
    date = models.DateField(_("date"), default=today)
    text = models.TextField(_("note"), help_text=_("What was wrong, and what is right."))

    panels = [FieldPanel("date"), FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        pass

    def save(self, *args: Any, **kwargs: Any) -> None:
        # A form that adds a note says nothing of its language: it is the release's.
        if self.locale_id is None:  # type: ignore[has-type]
            self.locale_id = self.page.locale_id
        super().save(*args, **kwargs)


class PracticeIndexPage(FourEyesIndex, IndexPage):
    """The list of all good-practice reports of its language, with filters."""

    subpage_types = ["press.PracticeReport"]

    class Meta:
        verbose_name = _("list of practice reports")
        verbose_name_plural = _("lists of practice reports")


class PracticeReport(FourEyesPage, OwnFacts, BasePage):
    """A good practice: where it started, what was done, what came of it, and who can take it over."""

    parent_page_types = ["press.PracticeIndexPage"]
    subpage_types: list[str] = []

    date = models.DateField(
        _("date"),
        null=True,
        blank=True,
        default=today,
        db_index=True,
        help_text=_("The day of the report, if it has one."),
    )
    teaser = models.TextField(_("teaser"), blank=True, help_text=_("Two sentences for lists."))
    image = StreamField([("image", ImageBlock())], verbose_name=_("image"), blank=True, max_num=1)
    starting_point = StreamField(body_blocks(), verbose_name=_("starting point"), blank=True)
    implementation = StreamField(body_blocks(), verbose_name=_("implementation"), blank=True)
    conclusion = StreamField(body_blocks(), verbose_name=_("conclusion"), blank=True)
    format_title = models.CharField(_("name of the format"), max_length=200, blank=True)
    format_description = models.TextField(_("description of the format"), blank=True)
    key_figures = StreamField(
        [("key_figures", KeyFiguresBlock())], verbose_name=_("key figures"), blank=True, max_num=1
    )
    interview = StreamField([("interview", InterviewBlock())], verbose_name=_("interview"), blank=True, max_num=1)
    project = models.CharField(_("project"), max_length=255, blank=True)
    programme = models.CharField(
        _("programme"), max_length=255, blank=True, help_text=_("The funding programme the project belongs to.")
    )
    carrier = models.ForeignKey(
        "content.Organisation",
        verbose_name=_("carrier"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The organisation that carries the project."),
    )
    pdf = models.ForeignKey(
        "content.CustomDocument",
        verbose_name=_("PDF"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = [
        *BasePage.content_panels,
        "date",
        "teaser",
        "image",
        "starting_point",
        "implementation",
        "conclusion",
        MultipleChooserPanel(
            "audiences", chooser_field_name="audience", heading=_("Audiences for transfer"), label=_("Audience")
        ),
        MultiFieldPanel(["format_title", "format_description"], heading=_("Format")),
        "key_figures",
        "interview",
        MultiFieldPanel(["project", "programme", "carrier"], heading=_("Project")),
        MultipleChooserPanel("contacts", chooser_field_name="contact", heading=_("Contacts"), label=_("Contact")),
        MultipleChooserPanel("topics", chooser_field_name="topic", heading=_("Topics"), label=_("Topic")),
        "pdf",
    ]

    shared_fields = (*BasePage.shared_fields, "date", "carrier", "pdf")
    own_facts = ("pdf",)
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "date", "own_fields"]

    class Meta:
        verbose_name = _("practice report")
        verbose_name_plural = _("practice reports")


class PracticeReportTopic(TopicLink):
    page = ParentalKey(PracticeReport, on_delete=models.CASCADE, related_name="topics")


class PracticeReportAudience(AudienceLink):
    page = ParentalKey(PracticeReport, on_delete=models.CASCADE, related_name="audiences")


class PracticeReportContact(ContactLink):
    page = ParentalKey(PracticeReport, on_delete=models.CASCADE, related_name="contacts")
