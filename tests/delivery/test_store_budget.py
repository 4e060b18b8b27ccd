"""How many statements a flush may cost: every page of it is read once, whatever leads to it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from cms.content.models import EmbargoedPage, Topic
from cms.delivery import publications, registry
from cms.delivery.sources import object_source, page_source
from press.models import PressReleaseTopic
from tests.factories import OrganisationFactory, TopicFactory
from tests.store import assert_sound

MAX_STATEMENTS = 16  # of a flush that touches one page and finds nothing changed
MAX_PUBLISHING = 61  # of publishing a page, Wagtail's own ones and those of all indexes included


@pytest.fixture
def topic(newsroom):
    return TopicFactory(title="Alt")


def flushed(*sources) -> list[str]:
    """The statements of a unit that does nothing but touch."""
    with CaptureQueriesContext(connection) as asked, publications.unit():
        publications.touch(*sources)
    return [query["sql"] for query in asked.captured_queries]


def of(topic):
    return [PressReleaseTopic(topic=topic)]


def about(newsroom, topic, count):
    for number in range(count):
        newsroom.release(title=f"Meldung {number}", topics=of(topic))


def renamed(topic, title) -> list[str]:
    Topic.objects.filter(pk=topic.pk).update(title=title)
    return flushed(object_source(topic))


def reads(statements: list[str], table: str = r"\w+") -> int:
    """How many statements read, or read rows of the table itself."""
    return sum(bool(re.match(rf'SELECT .*FROM "{table}"', sql)) for sql in statements)


def test_a_page_that_stayed_the_same_costs_little(newsroom):
    page = newsroom.release(title="Ruhig")
    asked = [sql for sql in flushed(page_source(page.pk)) if "timeout" not in sql.lower()]
    # Every type of page that may be under embargo is asked for those that are.
    assert len(asked) - len(registry.models_of(EmbargoedPage)) <= MAX_STATEMENTS


def test_publishing_costs_little_with_all_that_follows_and_all_indexes(newsroom, topic, admin_indexes):
    costs = []
    for number in range(2):  # what is asked once in a process is known the second time
        page = newsroom.release(title=f"Meldung {number}", issuer=OrganisationFactory(), topics=of(topic))
        page.title = "Neu"
        revision = page.save_revision()
        with CaptureQueriesContext(connection) as asked, publications.unit():
            Revision.objects.get(pk=revision.pk).publish()
        costs.append(len([query for query in asked.captured_queries if "timeout" not in query["sql"].lower()]))
    assert costs[1] <= MAX_PUBLISHING
    assert_sound()


def test_what_is_read_for_many_does_not_grow_with_their_number(newsroom, topic):
    about(newsroom, topic, 4)
    few = renamed(topic, "Neu")
    about(newsroom, topic, 8)
    many = renamed(topic, "Ganz neu")
    assert reads(many) == reads(few)
    # Its row.
    assert len(many) - len(few) == 8
    assert_sound()


def test_every_page_is_read_once_of_its_own_and_once_of_its_types_table(newsroom, topic):
    about(newsroom, topic, 3)
    asked = renamed(topic, "Neu")
    own = [sql for sql in asked if re.match(r'SELECT "wagtailcore_page".*"press_pressrelease"."issuer_id"', sql)]
    assert len(own) == 1
    # Those that follow, the front pages, what stands above and is linked, the translations.
    assert reads(asked, "wagtailcore_page") <= 4


def test_a_tree_that_moves_costs_the_same_for_each_page_of_it(newsroom):
    costs = []
    for count in (2, 6):
        section = newsroom.section(title=f"Alt {count}", slug=f"alt-{count}")
        for number in range(count):
            newsroom.page(parent=section, title=f"Seite {number}")
        with CaptureQueriesContext(connection) as asked, publications.unit():
            section.slug = f"neu-{count}"
            section.save()
        costs.append(len(asked))
    assert (costs[1] - costs[0]) / 4 <= 2
    assert_sound()
