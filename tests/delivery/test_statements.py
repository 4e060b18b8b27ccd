"""A question whose SQL is made once answers as its query set would, with the values of each time."""

import datetime
import uuid

import pytest
from django.db import connection
from django.db.models import CharField, DateTimeField, UUIDField
from django.utils import timezone

from cms.delivery.models import Publication
from cms.delivery.statements import Parameter, filling, parameters, statement

pytestmark = pytest.mark.databases("cms.delivery.statements")

COLUMNS = ("key", "updated_at", "summary", "title")
HOUR = datetime.timedelta(hours=1)


@statement
def asked(by_key):
    now, value = Parameter("now", DateTimeField()), Parameter("value", UUIDField() if by_key else CharField())
    found = Publication.objects.visible(at=now).filter(**{"key" if by_key else "locale": value})
    return found.order_by("-sort_at", "-id").values_list(*COLUMNS)


@statement
def nothing():
    return Publication.objects.none().values_list(*COLUMNS)


@statement
def among(number):
    found = Publication.objects.filter(key__in=parameters("key", UUIDField(), number))
    return found.order_by("title").values_list("title")


@pytest.fixture
def releases(newsroom):
    return [newsroom.release(title=title) for title in ("Eins", "Zwei")]


def test_rows_are_as_the_query_set_gives_them_with_columns_by_name(releases):
    expected = list(Publication.objects.visible().filter(locale="de").order_by("-sort_at", "-id").values_list(*COLUMNS))
    found = asked(False, now=timezone.now(), value="de")
    assert [tuple(row) for row in found] == expected
    assert [row.title for row in found] == [row[-1] for row in expected]


def test_each_shape_is_a_question_of_its_own(releases):
    (found,) = asked(True, now=timezone.now(), value=releases[0].translation_key)
    assert (found.key, found.title) == (releases[0].translation_key, "Eins")
    assert asked(True, now=timezone.now(), value=uuid.uuid4()) == []


def test_the_values_are_those_of_each_time(newsroom):
    release = newsroom.release(title="Bald vorbei", expire_at=timezone.now() + HOUR)
    values = {"value": release.translation_key}
    assert asked(True, now=timezone.now(), **values)
    assert not asked(True, now=timezone.now() + 2 * HOUR, **values)
    with pytest.raises(KeyError):
        asked(True, **values)


def test_many_values_are_asked_for_at_once_in_few_shapes(newsroom):
    pages = [newsroom.release(title=f"Meldung {number}") for number in range(5)]
    shapes = set()
    for count in range(1, len(pages) + 1):
        number, filled = filling("key", [page.translation_key for page in pages[:count]])
        shapes.add(number)
        assert [row.title for row in among(number, **filled)] == [page.title for page in pages[:count]]
    assert shapes == {1, 2, 4, 8}


def test_what_can_match_nothing_is_not_asked(releases, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert nothing() == []


def test_words_are_values_never_sql(releases):
    assert asked(False, now=timezone.now(), value="de' OR '1'='1") == []
    assert connection.is_usable()
