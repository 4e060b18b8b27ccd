"""Images may be shown until the last day of their rights, in Berlin; their files not a second longer."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cms.content.models import CustomImage
from cms.content.presenting import WEBP, image_path, image_widths
from cms.delivery import publications
from cms.delivery.schedule import transitions
from cms.delivery.scheduler import Scheduler
from tests.admin import Admin, data_at
from tests.factories import ImageFactory, in_days
from tests.store import Log, assert_sound, document, row

pytestmark = pytest.mark.databases("cms.delivery.schedule")

LAST_DAY = datetime.date(2026, 12, 31)
# The last second of that day in Berlin, and the first of the next.
BEFORE = datetime.datetime(2026, 12, 31, 22, 59, 59, tzinfo=datetime.UTC)
AFTER = datetime.datetime(2026, 12, 31, 23, 0, 0, tzinfo=datetime.UTC)


@pytest.fixture
def at_work(newsroom, admin) -> Admin:
    return Admin(admin)


@pytest.fixture
def shown(newsroom):
    """A release with an image that may be shown until the end of the year."""
    with time_machine.travel(BEFORE, tick=False):
        image = ImageFactory(rights_until=LAST_DAY)
        release = newsroom.release(title="Bebildert", image=[("image", {"image": image, "alt_text": "Bild"})])
        yield release, image


def run_lapsed():
    assert all(step.perform() for step in lapsed())


def lapsed():
    return [step for step in transitions(in_days(0)) if "image" in step.key]


def statuses(image, client=None):
    client = client or Client()
    return {client.get(image_path(image, width, WEBP)).status_code for width in image_widths(image)}


def test_every_width_is_refused_from_the_first_second_after_the_last_day(shown):
    _release, image = shown
    assert statuses(image) == {200}
    first = Client().get(image_path(image, image_widths(image)[0], WEBP))
    with time_machine.travel(AFTER, tick=False):
        assert statuses(image) == {410}  # nothing ran
        etag = first.headers["ETag"]
        again = Client().get(image_path(image, image_widths(image)[0], WEBP), headers={"if-none-match": etag})
        assert again.status_code == 410
        assert Client().head(image_path(image, image_widths(image)[0], WEBP)).status_code == 410


def test_documents_drop_an_image_at_the_midnight_in_berlin_that_ends_its_rights(shown):
    release, _image = shown
    scheduler = Scheduler()
    scheduler.round()
    assert document(release)["image"]
    [lapses] = [step for step in transitions(AFTER) if "image" in step.key]
    assert lapses.due == AFTER
    with time_machine.travel(AFTER, tick=False):
        scheduler.round()
        assert document(release)["image"] is None
        assert_sound()


def test_no_cache_keeps_an_image_longer_than_its_rights(shown):
    _release, image = shown
    control = Client().get(image_path(image, image_widths(image)[0], WEBP)).headers["Cache-Control"]
    assert "max-age=0" in control
    assert "must-revalidate" in control


def test_people_of_the_newsroom_still_see_the_image(shown, client, editor):
    _release, image = shown
    with time_machine.travel(AFTER, tick=False):
        client.force_login(editor)
        assert statuses(image, client) == {200}
        assert "no-store" in client.get(image_path(image, image_widths(image)[0], WEBP)).headers["Cache-Control"]


def test_an_image_that_was_never_public_says_nothing_of_its_rights(newsroom):
    image = ImageFactory(rights_until=datetime.date(2020, 1, 1))
    assert statuses(image) == {404}


def test_documents_drop_the_image_when_the_scheduler_comes(shown):
    release, image = shown
    before = row(release).hash
    with time_machine.travel(BEFORE, tick=False):
        run_lapsed()
        assert row(release).hash == before
    with time_machine.travel(AFTER, tick=False):
        log = Log()
        call_command("publish_scheduled")
        assert document(release)["image"] is None
        assert log.kinds() == ["updated"]
        assert lapsed() == []
        assert statuses(image) == {410}
        assert_sound()


def test_extended_rights_show_the_image_again(shown):
    release, image = shown
    with time_machine.travel(AFTER, tick=False):
        run_lapsed()
        with publications.unit():
            found = CustomImage.objects.get(pk=image.pk)
            found.rights_until = datetime.date(2027, 1, 31)
            found.save()
        assert document(release)["image"] is not None
        assert statuses(image) == {200}
        assert_sound()


def test_rights_extended_since_they_were_listed_are_not_taken_away(shown):
    release, image = shown
    with time_machine.travel(AFTER, tick=False):
        steps = lapsed()
        assert len(steps) == 1
        with publications.unit():
            found = CustomImage.objects.get(pk=image.pk)
            found.rights_until = None
            found.save()
        assert [step.perform() for step in steps] == [True]
        assert document(release)["image"] is not None


def test_an_editor_who_ends_the_rights_takes_the_image_from_pages_at_once(newsroom, at_work):
    image = ImageFactory()
    release = newsroom.release(title="Bebildert", image=[("image", {"image": image, "alt_text": "Bild"})])
    url = reverse("wagtailimages:edit", args=(image.pk,))
    data = data_at(at_work.client, url)
    data.pop("file")
    yesterday = (in_days(-1)).strftime("%d.%m.%Y")
    at_work.post(url, data | {"rights_until": yesterday})
    assert document(release)["image"] is None
    assert statuses(image) == {410}
    assert_sound()
    page = at_work.client.get(url).content.decode()
    listing = at_work.client.get(reverse("wagtailimages:index")).content.decode()
    assert "rights-ended" in listing
    assert in_days(-1).strftime("%d.%m.%Y") in page
    form = at_work.client.get(url).context["form"]
    assert in_days(-1).strftime("%Y") in str(form["rights_until"].help_text)


def test_a_save_of_some_fields_keeps_the_flag_true_to_the_day(newsroom):
    image = ImageFactory()
    image.rights_until = datetime.date(2020, 1, 1)
    image.save(update_fields=["rights_until"])
    assert CustomImage.objects.get(pk=image.pk).rights_ended


@pytest.mark.parametrize(
    ("moment", "over"),
    [
        ("2026-12-31T22:59:59+00:00", False),
        ("2026-12-31T23:00:00+00:00", True),
    ],
)
def test_the_day_ends_in_berlin(newsroom, moment, over):
    assert CustomImage(rights_until=LAST_DAY).rights_over(datetime.datetime.fromisoformat(moment)) is over


def test_the_day_ends_in_berlin_in_summer_too(newsroom):
    image = CustomImage(rights_until=datetime.date(2026, 6, 30))
    assert not image.rights_over(datetime.datetime(2026, 6, 30, 21, 59, 59, tzinfo=datetime.UTC))
    assert image.rights_over(datetime.datetime(2026, 6, 30, 22, 0, tzinfo=datetime.UTC))
    assert not CustomImage(rights_until=None).rights_over(AFTER)
