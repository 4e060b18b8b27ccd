"""What editors are told to look at: functions not held on the day, images whose rights have ended."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import translation

from press.findings import findings
from press.models import PressRelease
from tests.admin import Admin, data_at
from tests.factories import ImageFactory, OrganisationFactory, PersonFactory, PersonFunctionFactory

DAY = datetime.date(2015, 6, 10)


@pytest.fixture(autouse=True)
def in_german():
    with translation.override("de"):
        yield


@pytest.fixture
def person(db):
    """Somebody who was managing director at the LEG until the end of 2014."""
    found = PersonFactory(name="Dr. Kim Muster")
    PersonFunctionFactory(
        person=found,
        function="Geschäftsführung",
        organisation=OrganisationFactory(name="Landesentwicklungsgesellschaft", short_name="LEG"),
        valid_from=datetime.date(2010, 1, 1),
        valid_to=datetime.date(2014, 12, 31),
    )
    return found


def hold(person, function, start, end=None):
    PersonFunctionFactory(person=person, function=function, valid_from=start, valid_to=end)


def release(newsroom, person, text="", **fields) -> PressRelease:
    body = [("quote", {"text": "Das gelingt.", "person": person})]
    body += [("rich_text", f"<p>{text}</p>")] if text else []
    return newsroom.release(title="Meldung", body=body, **{"date": DAY, **fields})


def messages(found) -> list[str]:
    return [finding.message for finding in findings(found)]


def test_a_function_held_on_the_day_is_no_finding(newsroom, person):
    assert messages(release(newsroom, person, date=datetime.date(2014, 12, 31))) == []


def test_without_a_function_on_the_day_the_nearest_is_named(newsroom, person):
    hold(person, "Beratung", datetime.date(2020, 1, 1))
    (message,) = messages(release(newsroom, person))
    for part in ("Dr. Kim Muster", "10.06.2015", "Geschäftsführung (LEG)", "31.12.2014"):
        assert part in message
    assert "Beratung" not in message


def test_a_function_still_to_come_can_be_the_nearest(newsroom, person):
    hold(person, "Beratung", datetime.date(2015, 7, 1))
    (message,) = messages(release(newsroom, person))
    assert "Beratung" in message and "01.07.2015" in message


def test_somebody_without_any_function_is_no_finding(newsroom):
    assert messages(release(newsroom, PersonFactory())) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kim Muster, Geschäftsführung der Gesellschaft, war dabei.",
        "Die Geschäftsführung, Dr. Kim Muster, war dabei.",
    ],
)
def test_a_text_that_calls_somebody_by_another_time_s_function_is_told_the_one_held(newsroom, person, text):
    hold(person, "Beirat", datetime.date(2015, 1, 1))
    (message,) = messages(release(newsroom, person, text))
    for part in ("Dr. Kim Muster", "10.06.2015", "Beirat", "Geschäftsführung"):
        assert part in message


@pytest.mark.parametrize(
    "text",
    [
        "Kim Muster, Beirat, war dabei.",
        # Of somebody else, far away from the name.
        "Kim Muster kam. " + "Viele andere kamen auch und blieben lange. " * 3 + "Die Geschäftsführung dankte.",
        # Another paragraph.
        "Kim Muster kam.</p><p>Die Geschäftsführung dankte.",
        # A part of another word.
        "Kim Muster besuchte die Geschäftsführungen.",
    ],
)
def test_what_is_said_of_others_is_no_finding(newsroom, person, text):
    hold(person, "Beirat", datetime.date(2015, 1, 1))
    assert messages(release(newsroom, person, text)) == []


def test_a_longer_name_of_the_function_held_is_not_taken_for_the_former_one(newsroom, person):
    hold(person, "Geschäftsführung Bildung", datetime.date(2015, 1, 1))
    assert messages(release(newsroom, person, "Kim Muster, Geschäftsführung Bildung, war dabei.")) == []


def test_a_person_quoted_twice_is_one_finding_at_the_first_quote(newsroom, person):
    found = newsroom.release(title="Meldung", date=DAY, body=[("quote", {"text": "A", "person": person})] * 2)
    (finding,) = findings(found)
    assert finding.block == next(iter(found.body)).id


def test_functions_are_those_of_the_language_of_the_release(newsroom, person):
    found = release(newsroom, person)
    translation = newsroom.translate(found, title="Release")
    english = person.copy_for_translation(newsroom.en)
    english.name = "Kim Muster (EN)"
    [function] = english.functions.all()
    function.function = "Managing director"
    english.functions = [function]
    english.save()
    (message,) = messages(PressRelease.objects.get(pk=translation.pk))
    assert "Managing director" in message


def test_a_draft_without_a_date_has_no_findings_yet(newsroom, person):
    found = release(newsroom, person, live=False)
    found.date = None
    assert messages(found) == []


def test_an_image_whose_rights_have_ended_is_a_finding(newsroom):
    image = ImageFactory(title="Richtfest", rights_until=datetime.date(2020, 5, 1))
    found = newsroom.release(title="Meldung", image=[("image", {"image": image, "alt_text": "Bild"})])
    (message,) = messages(found)
    assert "Richtfest" in message and "01.05.2020" in message


def test_saving_tells_the_findings_and_forbids_nothing(newsroom, admin, person):
    found = release(newsroom, person)
    url = reverse("wagtailadmin_pages:edit", args=(found.pk,))
    data = data_at(admin, url)
    for action in ({}, {"action-publish": "1"}):
        response = admin.post(url, data | action)
        assert response.status_code == 302
        said = [str(message) for message in get_messages(response.wsgi_request)]
        assert any("Geschäftsführung (LEG)" in message for message in said), said


def test_autosave_says_nothing(newsroom, admin, person):
    found = release(newsroom, person)
    url = reverse("wagtailadmin_pages:edit", args=(found.pk,))
    data = data_at(admin, url)
    response = admin.post(url, data, headers={"accept": "application/json"})
    assert response.json()["success"]
    assert [str(message) for message in get_messages(response.wsgi_request)] == []


def test_a_new_release_tells_its_findings_too(newsroom, admin, person):
    at_work = Admin(admin)
    made = at_work.create(newsroom.press, PressRelease, title="Neu", action="")
    assert made is not None and findings(made) == []
