"""Something of every kind that texts show, each with a text that shows it."""

from press.models import PracticeReportAudience, PressReleaseBoilerplate, PressReleaseEvent, PressReleaseTopic
from tests.factories import (
    AudienceFactory,
    BoilerplateFactory,
    BoilerplateWordingFactory,
    ContactPointFactory,
    DocumentFactory,
    EventFactory,
    EventSeriesFactory,
    ImageFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    PracticeReportFactory,
    TopicFactory,
    VenueFactory,
)


def audience(newsroom, **fields):
    found = AudienceFactory()
    return found, PracticeReportFactory(
        parent=newsroom.practice, audiences=[PracticeReportAudience(audience=found)], **fields
    )


def boilerplate(newsroom, **fields):
    found = BoilerplateFactory(live=True)
    BoilerplateWordingFactory(boilerplate=found)
    return found, newsroom.release(boilerplates=[PressReleaseBoilerplate(boilerplate=found)], **fields)


def contact(newsroom, **fields):
    found = ContactPointFactory(in_directory=False)
    return found, newsroom.release(press_contact=found, **fields)


def file(newsroom, **fields):
    found = DocumentFactory()
    return found, newsroom.release(attachments=[("documents", {"files": [found]})], **fields)


def image(newsroom, **fields):
    found = ImageFactory()
    return found, newsroom.release(image=[("image", {"image": found, "alt_text": ""})], **fields)


def organisation(newsroom, **fields):
    """Shown beside somebody who speaks: two steps away."""
    found = OrganisationFactory()
    person = PersonFunctionFactory(organisation=found).person
    return found, newsroom.release(body=[("quote", {"text": "Ja.", "person": person})], **fields)


def person(newsroom, **fields):
    found = PersonFactory()
    return found, newsroom.release(body=[("quote", {"text": "Ja.", "person": found})], **fields)


def topic(newsroom, **fields):
    found = TopicFactory()
    return found, newsroom.release(topics=[PressReleaseTopic(topic=found)], **fields)


def venue(newsroom, **fields):
    found = VenueFactory()
    return found, EventFactory(parent=newsroom.events, venue=found, **fields)


def event(newsroom, **fields):
    found = EventFactory(parent=newsroom.events, title="Treffen")
    return found, newsroom.release(related_events=[PressReleaseEvent(event=found)], **fields)


def series(newsroom, **fields):
    """With an event that is shown."""
    found = EventSeriesFactory(parent=newsroom.events, title="Reihe")
    below = EventFactory(parent=found, title="Treffen der Reihe")
    return found, newsroom.release(related_events=[PressReleaseEvent(event=below)], **fields)


SHOWN = {
    "Audience": audience,
    "Boilerplate": boilerplate,
    "ContactPoint": contact,
    "CustomDocument": file,
    "CustomImage": image,
    "EventPage": event,
    "EventSeriesPage": series,
    "Organisation": organisation,
    "Person": person,
    "Topic": topic,
    "Venue": venue,
}


def shown(model, newsroom, **fields):
    """Something of the kind, and a text that shows it."""
    return SHOWN[model.__name__](newsroom, **fields)
