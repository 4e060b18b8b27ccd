"""Factories for everything the tests need; pages are made as an editor makes them, in a unit of work."""

from __future__ import annotations

import datetime
import io
from functools import cache, cached_property
from typing import Any

import factory
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image
from wagtail.models import Collection, Locale, Page, Site

from cms.content import models as content
from cms.delivery import publications
from events.models import EventIndexPage, EventPage, EventSeriesPage, MeetingDocumentationPage
from home.models import ContactDirectory, HomePage, SectionPage, StandardPage
from press.models import PracticeIndexPage, PracticeReport, PressIndexPage, PressRelease


def locale(code: str = "de") -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    is_superuser = True


class StoredFactory(DjangoModelFactory):
    """Whatever documents may be made from, saved in a unit of work."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **fields: Any) -> Any:
        with publications.unit():
            return super()._create(model_class, *args, **fields)


class SnippetFactory(StoredFactory):
    class Meta:
        abstract = True

    locale = factory.LazyFunction(locale)


class TopicFactory(SnippetFactory):
    class Meta:
        model = content.Topic

    title = factory.Sequence(lambda number: f"Thema {number}")


class AudienceFactory(SnippetFactory):
    class Meta:
        model = content.Audience

    title = factory.Sequence(lambda number: f"Zielgruppe {number}")


class OrganisationFactory(SnippetFactory):
    class Meta:
        model = content.Organisation

    name = factory.Sequence(lambda number: f"Agentur {number}")


class PersonFactory(SnippetFactory):
    class Meta:
        model = content.Person

    name = factory.Sequence(lambda number: f"Kim Muster {number}")


class PersonFunctionFactory(SnippetFactory):
    class Meta:
        model = content.PersonFunction

    person = factory.SubFactory(PersonFactory)
    function = "Leitung"


class ContactPointFactory(SnippetFactory):
    class Meta:
        model = content.ContactPoint

    name = factory.Sequence(lambda number: f"Pressestelle {number}")


class BoilerplateFactory(SnippetFactory):
    class Meta:
        model = content.Boilerplate

    title = factory.Sequence(lambda number: f"Über uns {number}")


class BoilerplateWordingFactory(SnippetFactory):
    class Meta:
        model = content.BoilerplateWording

    boilerplate = factory.SubFactory(BoilerplateFactory)
    valid_from = datetime.date(2000, 1, 1)
    text = "<p>Wortlaut</p>"


class VenueFactory(SnippetFactory):
    class Meta:
        model = content.Venue

    name = factory.Sequence(lambda number: f"Haus {number}")
    city = "Musterstadt"


def picture(colour: str = "teal", size: tuple[int, int] = (1000, 500)) -> ContentFile:
    """A small real picture; another colour is another file."""
    return ContentFile(_png(colour, size), name=f"{colour}.png")


@cache
def _png(colour: str, size: tuple[int, int]) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, "PNG")
    return data.getvalue()


class ImageFactory(StoredFactory):
    class Meta:
        model = content.CustomImage

    title = factory.Sequence(lambda number: f"Bild {number}")
    alt_text = "Ein einfarbiges Bild"
    file = factory.LazyFunction(picture)


class DocumentFactory(StoredFactory):
    class Meta:
        model = content.CustomDocument

    title = factory.Sequence(lambda number: f"Datei {number}")
    file = factory.LazyFunction(lambda: ContentFile(b"Inhalt", name="datei.txt"))


class PageFactory(DjangoModelFactory):
    """A page below `parent`, published by its own revision, or a draft with `live=False`."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda number: f"Seite {number}")

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, parent: Page, live: bool = True, **fields: Any) -> Page:
        children = {
            name: fields.pop(name) for name in list(fields) if isinstance(fields[name], list) and name in CHILDREN
        }
        page = model_class(live=False, locale=parent.locale if not parent.is_root() else locale(), **fields)
        for name, made in children.items():
            setattr(page, name, made)
        with publications.unit():
            # From the database: a parent in memory may know fewer children than there are.
            Page.objects.get(pk=parent.pk).add_child(instance=page)
            # What is published is looked at then.
            revision = page.save_revision(clean=not live or getattr(page, "embargo_until", None) is not None)
            if live:
                revision.publish(log_action=False)
        page.refresh_from_db()
        return page


CHILDREN = {
    "topics", "audiences", "contacts", "boilerplates", "related_events", "corrections", "hosts", "partners",
    "next_dates",
}  # fmt: skip


class HomePageFactory(PageFactory):
    class Meta:
        model = HomePage


class SectionPageFactory(PageFactory):
    class Meta:
        model = SectionPage


class StandardPageFactory(PageFactory):
    class Meta:
        model = StandardPage


class ContactDirectoryFactory(PageFactory):
    class Meta:
        model = ContactDirectory


class PressIndexFactory(PageFactory):
    class Meta:
        model = PressIndexPage


class PressReleaseFactory(PageFactory):
    class Meta:
        model = PressRelease

    date = datetime.date(2024, 5, 6)
    place = "Musterstadt"
    lead = "Was geschehen ist."


class PracticeIndexFactory(PageFactory):
    class Meta:
        model = PracticeIndexPage


class PracticeReportFactory(PageFactory):
    class Meta:
        model = PracticeReport

    date = datetime.date(2024, 5, 6)


class EventIndexFactory(PageFactory):
    class Meta:
        model = EventIndexPage


class EventSeriesFactory(PageFactory):
    class Meta:
        model = EventSeriesPage


class EventFactory(PageFactory):
    class Meta:
        model = EventPage

    starts_at = datetime.datetime(2024, 7, 16, 14, 0, tzinfo=datetime.UTC)


class DocumentationFactory(PageFactory):
    class Meta:
        model = MeetingDocumentationPage


class Newsroom:
    """A site with a German and an English front page and a German list of each type, each read when first asked for."""

    @classmethod
    def build(cls) -> None:
        """Make it, in a database that has none."""
        with publications.unit():
            if Collection.get_first_root_node() is None:
                Collection.add_root(name="Root")
            root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale("de"))
            for page in root.get_children():
                page.delete()
            root.refresh_from_db()
            Site.objects.all().delete()
            home = HomePageFactory(parent=root, title="Startseite", slug="home")
            Site.objects.create(
                hostname="testserver", root_page=home, is_default_site=True, site_name=settings.SITE_NAME
            )
            cls().translate(home, title="Front page")
            PressIndexFactory(parent=home, title="Presse")
            PracticeIndexFactory(parent=home, title="Gute Praxis")
            EventIndexFactory(parent=home, title="Veranstaltungen")

    @cached_property
    def de(self) -> Locale:
        return locale("de")

    @cached_property
    def en(self) -> Locale:
        return locale("en")

    @cached_property
    def root(self) -> Page:
        return Page.get_first_root_node()

    @cached_property
    def site(self) -> Site:
        return Site.objects.select_related("root_page").get()

    @cached_property
    def home(self) -> HomePage:
        return self.site.root_page.specific

    @cached_property
    def home_en(self) -> HomePage:
        return self.home.get_translation(self.en)

    def translate(self, page: Page, into: Locale | None = None, **fields: Any) -> Page:
        """A published translation of the page, into English where nothing else is said."""
        with publications.unit():
            translation = page.copy_for_translation(into or self.en, copy_parents=page.pk != self.home.pk)
            for name, value in fields.items():
                setattr(translation, name, value)
            translation.save_revision().publish()
        return type(page).objects.get(pk=translation.pk)

    def in_plain_language(self, page: Page, **fields: Any) -> Page:
        """The published page in Leichte Sprache, below a front page of its own."""
        with publications.unit():
            plain = locale("de-simple")
        if page.pk != self.home.pk and not self.home.has_translation(plain):
            self.translate(self.home, plain, title="Start-Seite in Leichter Sprache", slug="home-leicht")
        return self.translate(page, plain, **fields)

    @cached_property
    def press(self) -> PressIndexPage:
        return PressIndexPage.objects.child_of(self.home).get()

    @cached_property
    def practice(self) -> PracticeIndexPage:
        return PracticeIndexPage.objects.child_of(self.home).get()

    @cached_property
    def events(self) -> EventIndexPage:
        return EventIndexPage.objects.child_of(self.home).get()

    def release(self, **fields: Any) -> PressRelease:
        return PressReleaseFactory(parent=fields.pop("parent", None) or self.press, **fields)

    def section(self, **fields: Any) -> SectionPage:
        return SectionPageFactory(parent=fields.pop("parent", self.home), **fields)

    def page(self, **fields: Any) -> StandardPage:
        return StandardPageFactory(parent=fields.pop("parent", self.home), **fields)


def in_days(days: float) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=days)
