"""A newsroom with something of everything, each thing naming others."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Collection

from cms.delivery import publications
from events.models import DocumentationNextDate
from press.models import PressReleaseBoilerplate, PressReleaseEvent, PressReleaseTopic
from tests.factories import (
    BoilerplateFactory,
    BoilerplateWordingFactory,
    ContactDirectoryFactory,
    ContactPointFactory,
    DocumentationFactory,
    DocumentFactory,
    EventFactory,
    EventSeriesFactory,
    ImageFactory,
    Newsroom,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    TopicFactory,
    VenueFactory,
    locale,
)

GROUP, PRIVATE = "Beirat", "Privat"


def fill(newsroom: Newsroom) -> None:
    """Publish pages of the press, the events and the site, in German and English, with all that they name."""
    issuer = OrganisationFactory(name="Agentur", short_name="AG")
    person = PersonFactory()
    PersonFunctionFactory(person=person, organisation=issuer)
    boilerplate = BoilerplateFactory(live=True)
    BoilerplateWordingFactory(boilerplate=boilerplate)
    section = newsroom.section(title="Bereich", slug="bereich")
    inner = newsroom.section(parent=section, title="Innen", slug="innen")
    leaf = newsroom.page(parent=inner, title="Blatt", slug="blatt")
    ContactDirectoryFactory(parent=section, title="Kontakt", slug="kontakt")
    series = EventSeriesFactory(parent=newsroom.events, title="Treffen", slug="treffen")
    event = EventFactory(parent=series, title="1. Treffen", slug="erstes", venue=VenueFactory())
    later = EventFactory(parent=series, title="2. Treffen", slug="zweites")
    next_dates = [DocumentationNextDate(event=later)]
    documentation = DocumentationFactory(
        parent=event, title="Dokumentation", slug="dokumentation", next_dates=next_dates
    )
    Group.objects.create(name=GROUP)
    private = Collection.get_first_root_node().add_child(name=PRIVATE)
    file = DocumentFactory()
    anchor = f'<p><a linktype="page" id="{leaf.pk}">Verweis</a>, <a linktype="document" id="{file.pk}">Datei</a></p>'
    release = newsroom.release(
        title="Meldung",
        slug="meldung",
        issuer=issuer,
        image=[("image", {"image": ImageFactory(collection=private), "alt_text": ""})],
        body=[("quote", {"text": "Ja.", "person": person}), ("rich_text", anchor)],
        topics=[PressReleaseTopic(topic=TopicFactory())],
        boilerplates=[PressReleaseBoilerplate(boilerplate=boilerplate)],
        press_contact=ContactPointFactory(person=person),
        related_events=[PressReleaseEvent(event=later)],
    )
    for page, title in (
        (release, "Release"),
        (later, "2nd meeting"),
        (event, "1st meeting"),
        (documentation, "Minutes"),
    ):
        newsroom.translate(page, title=title)
    with publications.unit():
        french = locale("fr")
    for page in (release, event):
        newsroom.translate(page, french)
    for snippet in (issuer, person):
        translated(snippet, newsroom.en)


def translated(snippet: Any, into: Any) -> Any:
    """The snippet in another language."""
    with publications.unit():
        translation = snippet.copy_for_translation(into)
        translation.save()
    return translation
