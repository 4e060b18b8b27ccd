"""The front page, sections, plain pages and the contact directory: what stands on them, and where they may stand."""

import datetime

import pytest
from django.utils import timezone

from cms.delivery import publications, registry
from home.models import ContactDirectory, HomePage, SectionPage, StandardPage
from press.models import PressRelease
from tests.factories import (
    ContactDirectoryFactory,
    ContactPointFactory,
    EventFactory,
    ImageFactory,
    PersonFactory,
    PracticeReportFactory,
    in_days,
    picture,
)
from tests.store import document, row


def contacts(directory) -> list[str]:
    return [contact["name"] for contact in document(directory)["contacts"]]


@pytest.mark.parametrize(
    ("parent", "child", "may"),
    [
        (HomePage, HomePage, False),
        (HomePage, PressRelease, False),
        (HomePage, SectionPage, True),
        (SectionPage, SectionPage, True),
        (SectionPage, ContactDirectory, True),
        (StandardPage, StandardPage, True),
        (StandardPage, SectionPage, False),
        (ContactDirectory, StandardPage, False),
        (ContactDirectory, ContactDirectory, False),
    ],
)
def test_what_may_stand_below_what(parent, child, may):
    assert (child in parent.allowed_subpage_models()) is may


def test_a_directory_without_contacts_is_public_and_empty(newsroom):
    directory = ContactDirectoryFactory(parent=newsroom.home, title="Kontakt", intro="Wen Sie erreichen.")
    assert contacts(directory) == []
    assert document(directory)["teaser"] == "Wen Sie erreichen."


def test_the_directory_lists_by_order_then_name_who_is_meant_for_it_in_its_language(newsroom):
    ContactPointFactory(name="Zentrale", sort_order=0)
    ContactPointFactory(name="Presse", sort_order=2)
    ContactPointFactory(name="Auskunft", sort_order=2)
    ContactPointFactory(name="Intern", in_directory=False)
    ContactPointFactory(name="Press office", locale=newsroom.en)
    directory = ContactDirectoryFactory(parent=newsroom.home, title="Kontakt")
    assert contacts(directory) == ["Zentrale", "Auskunft", "Presse"]
    assert contacts(newsroom.translate(directory, title="Contacts")) == ["Press office"]


def test_who_is_taken_out_of_the_directory_leaves_it_at_once(newsroom):
    contact = ContactPointFactory(name="Auskunft")
    directory = ContactDirectoryFactory(parent=newsroom.home, title="Kontakt")
    with publications.unit():
        contact.in_directory = False
        contact.save()
    assert contacts(directory) == []


def test_a_contact_has_its_person_s_name_and_what_it_lacks_itself(newsroom):
    person = PersonFactory(name="Ada Muster", phone="030 1", email="ada@example.org")
    ContactPointFactory(name="Pressestelle", person=person, phone="030 2")
    [contact] = document(ContactDirectoryFactory(parent=newsroom.home, title="Kontakt"))["contacts"]
    assert (contact["name"], contact["phone"], contact["email"]) == ("Ada Muster", "030 2", "ada@example.org")


def test_a_section_lists_what_is_public_right_below_it_in_the_editors_order(newsroom):
    section = newsroom.section(title="Rubrik")
    second = newsroom.page(parent=section, title="Zweite")
    first = newsroom.page(parent=section, title="Erste")
    newsroom.page(parent=first, title="Darunter")
    newsroom.page(parent=section, title="Entwurf", live=False)
    with publications.unit():
        first.move(second, pos="left")
    assert [link["title"] for link in document(section)["pages"]] == ["Erste", "Zweite"]


def test_an_empty_section_lists_nothing(newsroom):
    assert document(newsroom.section(title="Leer"))["pages"] == []


def test_each_says_what_kind_of_page_it_is(newsroom):
    made = [newsroom.home, newsroom.section(), newsroom.page(), ContactDirectoryFactory(parent=newsroom.home)]
    assert [document(page)["kind"] for page in made] == ["home", "section", "standard", "contacts"]
    assert {document(page)["type"] for page in made} == {"pages"}


def test_the_front_page_has_its_image_if_it_has_one(newsroom):
    home = newsroom.home
    assert document(home)["image"] is None
    with publications.unit():
        home.image = [("image", {"image": ImageFactory(file=picture("navy")), "alt_text": "Ein Haus"})]
        home.save_revision().publish()
    assert document(home)["image"]["alt"] == "Ein Haus"


def latest(client, path="/de/") -> dict[str, list[str]]:
    found = client.get(path).context["latest"]
    return {type_: [summary["title"] for summary in summaries] for type_, summaries in found.items()}


def test_a_front_page_shows_the_newest_three_of_every_type_in_the_types_order(newsroom, client):
    for day in range(1, 5):
        newsroom.release(title=f"Meldung {day}", date=datetime.date(2024, 5, day))
    newsroom.release(title="Entwurf", live=False)
    newsroom.translate(newsroom.release(title="Alt", date=datetime.date(2020, 5, 1)), title="Old")
    PracticeReportFactory(parent=newsroom.practice, title="Bericht")
    shown = latest(client)
    assert list(shown) == list(registry.front_page_types())
    assert shown.pop("press-releases") == ["Meldung 4", "Meldung 3", "Meldung 2"]
    assert shown.pop("practice-reports") == ["Bericht"]
    assert not any(shown.values())
    assert latest(client, "/en/")["press-releases"] == ["Old"]


def test_a_front_page_shows_the_newest_of_today_and_later(newsroom, client):
    today = timezone.localdate()
    for number in range(4):
        newsroom.release(title=f"Meldung {number}", date=today)
    newsroom.release(title="Vordatiert", date=today + datetime.timedelta(days=1))
    assert latest(client)["press-releases"] == ["Vordatiert", "Meldung 3", "Meldung 2"]


def test_a_front_page_names_the_next_events_first_and_fills_up_with_past_ones(newsroom, client):
    for days in (-40, -20, 3, 9):
        EventFactory(parent=newsroom.events, title=f"{days}", starts_at=in_days(days))
    assert latest(client)["events"] == ["3", "9", "-20"]


def test_an_event_of_this_morning_is_still_to_come(newsroom, client):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    EventFactory(parent=newsroom.events, title="Morgen", starts_at=in_days(1))
    EventFactory(parent=newsroom.events, title="Heute früh", starts_at=midnight)
    assert latest(client)["events"] == ["Heute früh", "Morgen"]


def test_a_plain_page_is_found_where_it_stands(newsroom):
    below = newsroom.page(parent=newsroom.page(title="Über uns"), title="Team")
    assert row(below).path == "/de/ueber-uns/team/"
    assert [link["title"] for link in document(below)["breadcrumbs"]] == ["Startseite", "Über uns"]
