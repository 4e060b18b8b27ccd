"""Series, events and documentations: days, numbers, places, programmes, and what one tells of another."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from cms.delivery import publications
from events.deadlines import invitations_due
from events.models import EventHost, EventPage, EventPartner, EventState, MeetingDocumentationPage
from tests.factories import (
    DocumentationFactory,
    EventFactory,
    EventSeriesFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    VenueFactory,
    in_days,
)
from tests.store import document, row

UTC = datetime.UTC


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def event(newsroom):
    def make(**fields) -> EventPage:
        return EventFactory(parent=fields.pop("parent", newsroom.events), **fields)

    return make


def test_an_event_may_end_the_moment_it_begins_but_not_before(db):
    moment = datetime.datetime(2026, 5, 6, 14, tzinfo=UTC)
    EventPage(starts_at=moment, ends_at=moment).clean()
    EventPage(starts_at=None, ends_at=moment).clean()
    with pytest.raises(ValidationError) as refused:
        EventPage(starts_at=moment, ends_at=moment - datetime.timedelta(seconds=1)).clean()
    assert set(refused.value.message_dict) == {"ends_at"}


def test_an_event_whose_time_is_open_tells_its_days_only(newsroom, event, client):
    begin = datetime.datetime(2014, 9, 3, 22, tzinfo=datetime.UTC)  # midnight in Berlin
    found = event(
        title="Treffen",
        starts_at=begin,
        ends_at=begin + datetime.timedelta(days=1),
        time_open=True,
        town="Musterstadt",
    )
    shown = document(found)
    assert (shown["date"], shown["end_date"], shown["place"]) == ("2014-09-04", "2014-09-05", "Musterstadt")
    assert (shown["starts_at"], shown["ends_at"]) == (None, None)
    for page in (found, newsroom.events):
        html = client.get(row(page).path).content.decode()
        assert "4. bis 5. September 2014" in html
        assert "Uhr" not in html


def test_only_a_last_day_that_is_another_one_is_told(event):
    begins = datetime.datetime(2024, 7, 16, 20, 0, tzinfo=UTC)
    same = event(starts_at=begins, ends_at=begins + datetime.timedelta(minutes=119))
    next_day = event(starts_at=begins, ends_at=begins + datetime.timedelta(minutes=120))  # midnight in Berlin
    assert (document(same)["date"], document(same)["end_date"]) == ("2024-07-16", None)
    assert (document(next_day)["date"], document(next_day)["end_date"]) == ("2024-07-16", "2024-07-17")


def test_times_carry_the_agency_s_offset(event):
    shown = document(event(starts_at=datetime.datetime(2024, 12, 1, 9, tzinfo=UTC), ends_at=None))
    assert (shown["starts_at"], shown["ends_at"]) == ("2024-12-01T10:00:00+01:00", None)


def test_an_event_without_a_day_is_public_and_stands_where_it_was_published(event):
    undated = event(starts_at=None)
    assert document(undated)["date"] is None
    assert row(undated).sort_at == undated.first_published_at


@pytest.mark.parametrize(
    ("town", "venue", "place"),
    [
        ("Nebenstadt", {"city": "Musterstadt"}, "Nebenstadt"),
        ("", {"city": "Musterstadt"}, "Musterstadt"),
        ("", {"city": "", "name": "Haus am See"}, "Haus am See"),
        ("", None, ""),
    ],
)
def test_the_place_is_the_town_else_the_venue_s_city_else_its_name(event, town, venue, place):
    shown = event(town=town, venue=VenueFactory(**venue) if venue is not None else None)
    assert document(shown)["place"] == (place or None)
    assert list(row(shown).filters.filter(kind="place").values_list("label", flat=True)) == ([place] if place else [])


@pytest.mark.parametrize(
    ("state", "words", "badge"),
    [
        (EventState.SAVE_THE_DATE, "Termin vormerken", "info"),
        (EventState.INVITED, "Einladung verschickt", "info"),
        (EventState.HELD, "Hat stattgefunden", "success"),
        (EventState.CANCELLED, "Abgesagt", "danger"),
    ],
)
def test_visitors_read_the_state_of_an_event(event, client, state, words, badge):
    began = in_days(-1 if state == EventState.HELD else 1)
    found = event(title="Treffen", state=state, starts_at=began)
    html = client.get(row(found).path).content.decode()
    assert words in html
    assert f"kern-badge--{badge}" in html


def test_an_event_is_to_be_noted_unless_something_else_is_said(event):
    assert document(event())["state"] == "save-the-date"


def test_only_an_event_in_a_series_names_one(newsroom, event):
    series = EventSeriesFactory(parent=newsroom.events, title="Netzwerktreffen")
    inside, alone = document(event(parent=series, number=3)), document(event(number=None))
    assert (inside["series"]["title"], inside["series_number"]) == ("Netzwerktreffen", 3)
    assert (alone["series"], alone["series_number"]) == (None, None)


def test_a_series_lists_its_public_events_from_the_newest_to_the_undated(newsroom, event):
    series = EventSeriesFactory(parent=newsroom.events, title="Netzwerktreffen")
    for number, year in ((2, 2023), (3, 2024), (1, 2022)):
        event(parent=series, number=number, starts_at=datetime.datetime(year, 5, 1, tzinfo=UTC))
    event(parent=series, number=4, starts_at=None)
    event(parent=series, number=5, live=False)
    assert [link["series_number"] for link in document(series)["events"]] == [3, 2, 1, 4]


def test_what_has_not_begun_was_not_held(event):
    with pytest.raises(ValidationError) as refused:
        EventPage(title="Treffen", slug="t", state=EventState.HELD, starts_at=in_days(1)).clean()
    assert set(refused.value.message_dict) == {"state"}
    EventPage(title="Treffen", slug="t", state=EventState.HELD, starts_at=in_days(-1)).clean()


def test_hosts_and_partners_are_told_and_only_hosts_filter(event):
    host, partner = OrganisationFactory(name="Kammer"), OrganisationFactory(name="Verband")
    found = event(hosts=[EventHost(organisation=host)], partners=[EventPartner(organisation=partner)])
    assert [one["name"] for one in document(found)["hosts"]] == ["Kammer"]
    assert [one["name"] for one in document(found)["partners"]] == ["Verband"]
    assert list(row(found).filters.filter(kind="organisation").values_list("label", flat=True)) == ["Kammer"]


def test_a_programme_shows_people_in_the_function_of_the_event_s_day(event):
    person = PersonFactory(name="Kim Muster")
    PersonFunctionFactory(person=person, function="Referentin", valid_to=day("2024-07-16"))
    PersonFunctionFactory(person=person, function="Leiterin", valid_from=day("2024-07-17"))
    item = {"starts_at": "10:00", "ends_at": None, "title": "Begrüßung", "text": "", "people": [person]}
    found = event(starts_at=datetime.datetime(2024, 7, 16, 21, 59, tzinfo=UTC), programme=[("item", item)])
    [shown] = document(found)["programme"]
    assert (shown["start_time"], shown["end_time"], shown["title"]) == ("10:00:00", None, "Begrüßung")
    assert (shown["starts_at"], shown["ends_at"]) == ("2024-07-16T10:00:00+02:00", None)
    assert [one["function"] for one in shown["people"]] == ["Referentin"]


def test_an_item_of_the_programme_without_a_time_is_not_shown_yet(event):
    item = {"starts_at": None, "ends_at": None, "title": "Später", "text": "", "people": []}
    assert document(event(programme=[("item", item)]))["programme"] == []


def test_a_documentation_tells_number_place_and_day_of_its_event(newsroom, event):
    series = EventSeriesFactory(parent=newsroom.events, title="Netzwerktreffen")
    found = DocumentationFactory(parent=event(parent=series, number=3, town="Musterstadt"), title="Was gesagt wurde")
    shown = document(found)
    assert (shown["date"], shown["place"], shown["series_number"]) == ("2024-07-16", "Musterstadt", 3)
    assert (shown["event"]["path"], shown["series"]["title"]) == (row(found.get_parent().pk).path, "Netzwerktreffen")
    assert row(found).sort_at == datetime.datetime(2024, 7, 16, 14, tzinfo=UTC)


def test_a_documentation_tells_nothing_of_an_event_that_is_not_public(event):
    shown = document(DocumentationFactory(parent=event(number=3, town="Geheimstadt", live=False), title="Vorab"))
    assert (shown["event"], shown["date"], shown["place"], shown["series_number"]) == (None, None, None, None)


def test_a_documentation_without_rounds_is_valid_and_empty_words_are_left_out(event):
    group = {"title": "", "findings": ["<p>Es fehlt an Zeit.</p>", ""]}
    talks = {"title": "Runde 1", "moderators": [], "text": "", "groups": [group]}
    empty = DocumentationFactory(parent=event(), title="Ohne")
    filled = DocumentationFactory(
        parent=event(), title="Mit", rounds=[("round", talks)], feedback=[("comment", "  "), ("comment", " Gut. ")]
    )
    assert (document(empty)["rounds"], document(empty)["feedback"]) == ([], [])
    [shown] = document(filled)["rounds"]
    assert (shown["moderators"], shown["html"]) == ([], None)
    assert len(shown["groups"][0]["findings"]) == 1
    assert document(filled)["feedback"] == ["Gut."]


def test_an_event_has_one_documentation_at_the_most(event):
    found = event()
    assert MeetingDocumentationPage.can_create_at(found)
    documentation = DocumentationFactory(parent=found, title="Was gesagt wurde")
    assert not MeetingDocumentationPage.can_create_at(Page.objects.get(pk=found.pk))
    with publications.unit():
        documentation.delete()
    assert MeetingDocumentationPage.can_create_at(Page.objects.get(pk=found.pk))


def test_invitations_are_due_three_weeks_before_the_event_by_local_days(db):
    late = datetime.datetime(2026, 7, 15, 22, 30, tzinfo=datetime.UTC)  # the 16th in Berlin
    assert EventPage(starts_at=late).invitation_due_on() == day("2026-06-25")
    assert EventPage(starts_at=late, invitation_due=day("2026-06-01")).invitation_due_on() == day("2026-06-01")
    assert EventPage().invitation_due_on() is None


DUE = datetime.datetime(2024, 6, 25, 22, 0, tzinfo=UTC)  # the 25th ends in Berlin
SECOND = datetime.timedelta(seconds=1)


def due(start, end) -> list[str]:
    return [entry.title for entry in invitations_due(start, end)]


def test_invitations_fall_due_as_their_day_ends(event):
    event(title="Treffen")  # on the 16th of July, three weeks later
    assert due(DUE - SECOND, DUE) == ["Treffen"]
    assert due(DUE, DUE + datetime.timedelta(days=30)) == []
    assert due(DUE - datetime.timedelta(days=30), DUE - SECOND) == []
    [entry] = invitations_due(DUE - SECOND, DUE)
    assert entry.at == DUE and str(entry.day) == "2024-06-25"


def test_a_day_that_was_given_counts_however_far_the_event_is(event):
    event(title="Kongress", starts_at=datetime.datetime(2030, 1, 1, tzinfo=UTC), invitation_due=day("2024-06-25"))
    assert due(DUE - SECOND, DUE) == ["Kongress"]


@pytest.mark.parametrize("state", [EventState.INVITED, EventState.HELD, EventState.CANCELLED])
def test_no_invitations_are_due_for_what_is_more_than_announced(event, state):
    event(state=state)
    assert due(DUE - SECOND, DUE) == []


def test_invitations_of_an_event_without_a_day_are_never_due(event):
    event(starts_at=None)
    assert due(datetime.datetime(2000, 1, 1, tzinfo=UTC), datetime.datetime(2100, 1, 1, tzinfo=UTC)) == []


def test_invitations_are_due_once_for_an_event_in_all_languages_and_its_aliases(newsroom, event):
    found = event(title="Treffen")
    newsroom.translate(found, title="Meeting")
    with publications.unit():
        found.create_alias(parent=newsroom.events, update_slug="anderswo")
    assert due(DUE - SECOND, DUE) == ["Treffen"]


def test_invitations_of_a_draft_are_due_as_well(event):
    event(title="Entwurf", live=False)
    assert due(DUE - SECOND, DUE) == ["Entwurf"]
