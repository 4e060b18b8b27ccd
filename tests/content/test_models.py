"""What snippets and pages promise by themselves."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.content.models import Menu, SiteTexts
from press.models import PressRelease
from tests.admin import Admin, data_at
from tests.factories import (
    BoilerplateFactory,
    BoilerplateWordingFactory,
    ContactPointFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
)
from tests.store import document


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def person(newsroom):
    person = PersonFactory()
    PersonFunctionFactory(person=person, function="Referentin", valid_to=day("2019-12-31"))
    PersonFunctionFactory(person=person, function="Leiterin", valid_from=day("2020-01-01"), valid_to=day("2023-06-30"))
    return person


@pytest.mark.parametrize(
    ("on", "function"),
    [
        ("2010-01-01", "Referentin"),
        ("2019-12-31", "Referentin"),
        ("2020-01-01", "Leiterin"),
        ("2023-06-30", "Leiterin"),
    ],
)
def test_the_function_is_the_one_held_on_the_day(person, on, function):
    assert person.function_on(day(on)).function == function


def test_after_the_last_function_none_is_held(person):
    assert person.function_on(day("2023-07-01")) is None


def test_of_two_functions_the_one_begun_last_counts(person):
    PersonFunctionFactory(person=person, function="Geschäftsführerin", valid_from=day("2022-01-01"))
    person = type(person).objects.get(pk=person.pk)
    assert person.function_on(day("2022-05-01")).function == "Geschäftsführerin"


def test_a_quote_shows_the_function_of_the_release_s_day(newsroom, person):
    quote = [("quote", {"text": "So ist es.", "person": person})]
    early = newsroom.release(title="Früh", date=day("2018-03-01"), body=quote)
    late = newsroom.release(title="Spät", date=day("2021-03-01"), body=quote)
    assert document(early)["body"][0]["person"]["function"] == "Referentin"
    assert document(late)["body"][0]["person"]["function"] == "Leiterin"


@pytest.mark.parametrize(("on", "text"), [("1999-01-01", "eins"), ("2019-12-31", "eins"), ("2020-01-01", "zwei")])
def test_the_wording_is_the_one_of_the_day(newsroom, on, text):
    boilerplate = BoilerplateFactory()
    BoilerplateWordingFactory(boilerplate=boilerplate, valid_from=day("2020-01-01"), text="zwei")
    BoilerplateWordingFactory(boilerplate=boilerplate, valid_from=day("2000-01-01"), text="eins")
    assert boilerplate.wording_on(day(on)).text == text


def test_a_period_that_ends_before_it_begins_is_refused(person):
    function = PersonFunctionFactory.build(person=person, valid_from=day("2024-02-01"), valid_to=day("2024-01-01"))
    with pytest.raises(ValidationError) as refused:
        function.clean()
    assert "valid_to" in refused.value.message_dict


def test_an_organisation_is_no_part_of_itself_however_far_up(newsroom):
    top = OrganisationFactory()
    middle = OrganisationFactory(parent=top)
    top.parent = OrganisationFactory(parent=middle)
    with pytest.raises(ValidationError):
        top.clean()


def test_a_contact_point_names_a_person_or_an_office(newsroom):
    with pytest.raises(ValidationError):
        ContactPointFactory.build(name="", person=None).clean()
    ContactPointFactory.build(name="", person=PersonFactory()).clean()


def test_a_language_has_one_of_each_menu_and_of_the_site_settings(newsroom):
    Menu.objects.create(place="header", locale=newsroom.de)
    SiteTexts.objects.create(name="Agentur", locale=newsroom.de)
    with pytest.raises(ValidationError):
        Menu(place="header", locale=newsroom.de).clean()
    with pytest.raises(ValidationError):
        SiteTexts(name="Noch eine", locale=newsroom.de).clean()
    Menu(place="header", locale=newsroom.en).clean()


def test_the_embargo_drives_the_schedule(db):
    moment = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
    release = PressRelease(embargo_until=moment)
    release.clean()
    assert release.go_live_at == moment


def test_a_wording_without_a_day_has_always_held(newsroom):
    boilerplate = BoilerplateFactory()
    BoilerplateWordingFactory(boilerplate=boilerplate, valid_from=day("2020-01-01"), text="neu")
    BoilerplateWordingFactory(boilerplate=boilerplate, valid_from=None, text="seit jeher")
    assert boilerplate.wording_on(day("1995-01-01")).text == "seit jeher"
    assert boilerplate.wording_on(day("2020-01-01")).text == "neu"


def test_a_release_without_a_date_is_a_draft_only(newsroom, admin):
    at_work = Admin(admin)
    release = at_work.create(newsroom.press, PressRelease, title="Ohne Jahr", date="", action="")
    assert release is not None and release.date is None
    url = reverse("wagtailadmin_pages:edit", args=(release.pk,))
    data = data_at(admin, url)
    response = at_work.post(url, data | {"action-publish": "1"}, accepted=False)
    assert "date" in response.context["form"].errors
    release.refresh_from_db()
    assert not release.live
