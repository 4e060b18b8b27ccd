"""Series of events, events, and the documentation of what was said there."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldRowPanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.content.blocks import FilesBlock, ImageBlock, body_blocks
from cms.content.completeness import NOT_YET
from cms.content.models import BasePage, IndexPage, OrganisationLink, OwnFacts, TopicLink
from cms.content.panels import InlinePanel, MultipleChooserPanel
from cms.editorial.four_eyes import FourEyesTranslation
from events.blocks import FeedbackBlock, ProgrammeItemBlock, RoundBlock
from events.clock import day_ended, ended

INVITATION_LEAD = datetime.timedelta(days=21)


class EventIndexPage(FourEyesTranslation, IndexPage):
    """The list of all events of its language, with filters."""

    subpage_types = ["events.EventSeriesPage", "events.EventPage"]

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")


class EventSeriesPage(FourEyesTranslation, BasePage):
    """A series of events that are counted: “3. Netzwerktreffen”."""

    parent_page_types = ["events.EventIndexPage"]
    subpage_types = ["events.EventPage"]

    intro = models.TextField(_("introduction"), blank=True)
    organiser = models.ForeignKey(
        "content.Organisation",
        verbose_name=_("organiser"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(body_blocks(), verbose_name=_("content"), blank=True)

    content_panels = [*BasePage.content_panels, "intro", "organiser", "body"]
    shared_fields = (*BasePage.shared_fields, "organiser")

    class Meta:
        verbose_name = _("event series")
        verbose_name_plural = _("event series")


class EventState(models.TextChoices):
    """Their words have a context: Wagtail's own “Cancelled” is another one in German."""

    SAVE_THE_DATE = "save-the-date", pgettext_lazy("event", "Save the date")
    INVITED = "invited", pgettext_lazy("event", "Invitations sent")
    HELD = "held", pgettext_lazy("event", "Held")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")


class EventPage(FourEyesTranslation, BasePage):
    """One event, alone or in a series."""

    parent_page_types = ["events.EventIndexPage", "events.EventSeriesPage"]
    subpage_types = ["events.MeetingDocumentationPage"]
    place_is_a_fact = True

    number = models.PositiveIntegerField(
        _("number in the series"), null=True, blank=True, help_text=_("3 for the third meeting.")
    )
    state = models.CharField(_("state"), max_length=20, choices=EventState.choices, default=EventState.SAVE_THE_DATE)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True, db_index=True)
    ends_at = models.DateTimeField(
        _("ends"), null=True, blank=True, help_text=_("A day without a time, or with 00:00, means the end of that day.")
    )
    time_open = models.BooleanField(
        _("time to be announced"), default=False, help_text=_("Only the days are known so far; visitors see no time.")
    )
    town = models.CharField(
        _("town"), max_length=120, blank=True, help_text=_("Leave empty to use the one of the venue.")
    )
    venue = models.ForeignKey(
        "content.Venue", verbose_name=_("venue"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    online = models.BooleanField(_("online"), default=False)
    online_url = models.URLField(_("address of the online event"), blank=True)
    intro = models.TextField(_("introduction"), blank=True)
    image = StreamField([("image", ImageBlock())], verbose_name=_("image"), blank=True, max_num=1)
    body = StreamField(body_blocks(), verbose_name=_("content"), blank=True)
    programme = StreamField([("item", ProgrammeItemBlock())], verbose_name=_("programme"), blank=True)
    invitation_due = models.DateField(
        _("invitation due"), null=True, blank=True, help_text=_("Leave empty for 21 days before the event.")
    )
    registration_url = models.URLField(_("registration"), blank=True, help_text=_("Where people register."))
    registration_until = models.DateTimeField(
        _("registration until"),
        null=True,
        blank=True,
        help_text=_("A day without a time, or with 00:00, means the end of that day."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel(["number", "state"]),
        MultiFieldPanel(
            [
                FieldRowPanel(["starts_at", "ends_at"]),
                "time_open",
                FieldRowPanel(["venue", "town"]),
                FieldRowPanel(["online", "online_url"]),
            ],
            heading=_("When and where"),
        ),
        "intro",
        "image",
        "body",
        "programme",
        MultipleChooserPanel("hosts", chooser_field_name="organisation", heading=_("Hosts"), label=_("Organisation")),
        MultipleChooserPanel(
            "partners", chooser_field_name="organisation", heading=_("Partners"), label=_("Organisation")
        ),
        MultiFieldPanel(
            ["invitation_due", "registration_url", "registration_until"], heading=_("Invitation and registration")
        ),
        MultipleChooserPanel("topics", chooser_field_name="topic", heading=_("Topics"), label=_("Topic")),
    ]

    shared_fields = (
        *BasePage.shared_fields,
        *("number", "state", "starts_at", "ends_at", "time_open"),
        *("venue", "online", "online_url"),
        *("invitation_due", "registration_url", "registration_until"),
    )
    # A copy is the next event of its kind: when it is, how far it is and where to register is still to be said.
    exclude_fields_in_copy = [
        *BasePage.exclude_fields_in_copy,
        *("number", "state", "starts_at", "ends_at", "time_open", "online_url"),
        *("invitation_due", "registration_url", "registration_until"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and ended(self.ends_at) < self.starts_at:
            problem = ValidationError(_("The event ends before it begins."), code=NOT_YET)
            raise ValidationError({"ends_at": problem})
        if self.state == EventState.HELD and self.starts_at and self.starts_at > timezone.now():
            problem = ValidationError(_("The event has not begun yet."), code=NOT_YET)
            raise ValidationError({"state": problem})

    def over_at(self) -> datetime.datetime | None:
        """The moment at which the event is over: without a time, with its last day; None while no day is known."""
        last = self.ends_at or self.starts_at
        if last is None:
            return None
        return day_ended(last) if self.time_open or self.ends_at is None else ended(last)

    def registration_closes_at(self) -> datetime.datetime | None:
        """The moment at which registration closes: at its deadline, and with the event at the latest."""
        deadline = ended(self.registration_until) if self.registration_until else None
        return min((moment for moment in (deadline, self.over_at()) if moment), default=None)

    def invitation_due_on(self) -> datetime.date | None:
        """The day on which invitations are due: the one given, else 21 days before the event."""
        if self.invitation_due or not self.starts_at:
            return self.invitation_due
        return timezone.localdate(self.starts_at) - INVITATION_LEAD


class EventTopic(TopicLink):
    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="topics")


class EventHost(OrganisationLink):
    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="hosts")


class EventPartner(OrganisationLink):
    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="partners")


class MeetingDocumentationPage(FourEyesTranslation, OwnFacts, BasePage):
    """What was said at an event, written up for those who were there and those who were not."""

    parent_page_types = ["events.EventPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    place_is_a_fact = True

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(body_blocks(), verbose_name=_("content"), blank=True)
    rounds = StreamField([("round", RoundBlock())], verbose_name=_("rounds of talks"), blank=True)
    feedback = StreamField([("comment", FeedbackBlock())], verbose_name=_("feedback"), blank=True)
    participants = models.PositiveIntegerField(_("number of participants"), null=True, blank=True)
    gallery = StreamField([("image", ImageBlock())], verbose_name=_("gallery"), blank=True)
    gallery_url = models.URLField(_("gallery elsewhere"), blank=True)
    downloads = StreamField([("documents", FilesBlock())], verbose_name=_("downloads"), blank=True, max_num=1)

    content_panels = [
        *BasePage.content_panels,
        "intro",
        "body",
        # Minutes are often published late and in parts: no round at all is valid.
        "rounds",
        "feedback",
        "participants",
        MultiFieldPanel(["gallery", "gallery_url"], heading=_("Gallery")),
        "downloads",
        InlinePanel("next_dates", heading=_("Next dates"), label=_("Event")),
        MultipleChooserPanel("topics", chooser_field_name="topic", heading=_("Topics"), label=_("Topic")),
    ]

    shared_fields = (*BasePage.shared_fields, "participants")
    own_facts = ("downloads",)
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "participants", "next_dates", "own_fields"]

    class Meta:
        verbose_name = _("meeting documentation")
        verbose_name_plural = _("meeting documentations")


class DocumentationTopic(TopicLink):
    page = ParentalKey(MeetingDocumentationPage, on_delete=models.CASCADE, related_name="topics")


class DocumentationNextDate(Orderable):
    page = ParentalKey(MeetingDocumentationPage, on_delete=models.CASCADE, related_name="next_dates")
    event = models.ForeignKey(EventPage, verbose_name=_("event"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("event")]
