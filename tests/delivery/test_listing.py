"""Lists are whole and in order on whatever page, and say truly what they can be narrowed by."""

import datetime
from itertools import count

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.delivery import publications, tallies
from cms.delivery.listing import PER_PAGE, CriteriaError, listing
from cms.delivery.models import Publication, PublicationFilter, Tally
from press.models import PressRelease, PressReleaseTopic
from tests.factories import EventFactory, Newsroom, OrganisationFactory, TopicFactory, in_days
from tests.store import differences

pytestmark = pytest.mark.databases("cms.delivery.tallies")


@pytest.fixture(scope="module")
def made(kept):
    """Thirty of twelve months, three on the last day of a year."""
    newsroom = Newsroom()
    days = [datetime.date(2023, month, day) for month in range(1, 13) for day in (1, 28)]
    days += [datetime.date(2023, 12, 31)] * 3 + [datetime.date(2024, 1, 1)] * 3
    topic = TopicFactory(title="Arbeit")
    with publications.unit():
        return [
            newsroom.release(
                title=f"Meldung {number}", date=day, topics=[PressReleaseTopic(topic=topic)] if number % 3 else []
            ).pk
            for number, day in enumerate(days)
        ]


@pytest.fixture
def releases(made, newsroom):
    return PressRelease.objects.filter(pk__in=made)


def shown(query="", *, now=None, type_="press-releases", **more):
    return listing(type_, "de", QueryDict(query), now=now or timezone.now(), **more)


def all_pages(query="", **more):
    """The titles of all pages, one after the other."""
    first = shown(query, **more)
    pages = [shown(f"{query}&page={number}", **more) for number in range(1, first.pages + 1)]
    return [item["title"] for page in pages for item in [*page.upcoming, *page.items]]


def in_order(**criteria):
    found = Publication.objects.filter(type="press-releases", locale="de", **criteria)
    return list(found.order_by("-sort_at", "-id").values_list("title", flat=True))


def test_every_page_goes_on_where_the_one_before_ends(releases):
    assert all_pages() == in_order()
    assert shown().total == len(releases) == 30
    assert shown().pages == 3 == -(-30 // PER_PAGE)
    assert shown().years == [2024, 2023]


def test_narrowed_it_is_whole_as_well(releases):
    (value,) = set(PublicationFilter.objects.filter(kind="topic").values_list("value", flat=True))
    assert all_pages("year=2023") == in_order(sort_at__lt=datetime.datetime(2023, 12, 31, 23, tzinfo=datetime.UTC))
    assert shown("year=2023").total == 27
    assert shown(f"topic={value}").total == 20 == len(all_pages(f"topic={value}"))
    assert shown(f"topic={value}&year=2024").total == 2


@pytest.mark.parametrize("query", ["page=4", "page=0", "page=x", "year=2023&page=4", "year=20233"])
def test_what_no_list_has_is_refused(releases, query):
    with pytest.raises(CriteriaError):
        shown(query)


def test_what_nobody_can_see_counts_for_nothing(releases):
    topics = [option for facet in shown().facets if facet.kind == "topic" for option in facet.options]
    assert [label for _value, label, _locale in topics] == ["Arbeit"]
    rows = Publication.objects.filter(type="press-releases")
    rows.filter(sort_at__year=2023).update(expires_at=in_days(1))
    later = shown(now=in_days(1))
    assert (later.total, later.years) == (3, [2024])
    rows.filter(sort_at__year__lt=2024).update(expires_at=None, hidden=True)
    rows.exclude(hidden=True).filter(filters__kind="topic").update(hidden=True)
    assert "topic" not in {facet.kind for facet in shown().facets}


def test_what_nobody_can_see_is_found_without_looking_at_all_that_is_seen(releases):
    with CaptureQueriesContext(connection) as asked:
        tallies.visible("press-releases", "de", now=timezone.now())
    unseen = [one["sql"] for one in asked if "hidden" in one["sql"]]
    assert len(unseen) == 2
    if connection.vendor == "sqlite":  # PostgreSQL knows how many there are
        with connection.cursor() as cursor:
            for statement in unseen:
                cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
                ((*_numbers, plan),) = cursor.fetchall()
                assert "USING INDEX publication_hidden" in plan or "USING INDEX publication_ending" in plan


def test_an_option_goes_with_the_last_that_has_it(newsroom):
    issuers = [OrganisationFactory(name=name) for name in ("Amt", "Büro")]
    releases = [newsroom.release(title=issuer.name, issuer=issuer) for issuer in issuers]
    with publications.unit():
        releases[0].unpublish()
    assert "Amt" not in str(shown().facets) and "Büro" in str(shown().facets)
    assert not Tally.objects.filter(label="Amt").exists()
    with publications.unit():
        issuers[1].name = "Haus"
        issuers[1].save()
    assert "Haus" in str(shown().facets) and "Büro" not in str(shown().facets)


def test_what_is_to_come_is_first_and_in_the_order_of_days(newsroom):
    number = count()
    for days in (3, 1, 2, *(-day for day in range(1, 12))):
        EventFactory(parent=newsroom.events, title=f"Treffen {next(number)}", starts_at=in_days(days))
    titles = all_pages(type_="events", upcoming_first=True)
    assert titles == [f"Treffen {one}" for one in (1, 2, 0, *range(3, 14))]
    first = shown(type_="events", upcoming_first=True)
    assert (len(first.upcoming), len(first.items), first.total, first.pages) == (3, 7, 14, 2)


def test_a_wrong_number_is_told_and_mended(releases):
    Tally.objects.filter(kind=tallies.MONTH).update(number=7)
    assert any("is counted as 7" in difference for difference in differences())
    from cms.delivery import consistency

    consistency.restore()
    assert differences() == []
