"""The explorer and the chooser of the admin ask as often for many pages as for few, and not often."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.delivery import publications
from cms.delivery.withdrawal import withdraw
from cms.editorial.models import FourEyesTask
from tests.colleagues import Colleague
from tests.factories import in_days

MOST = 30
VIEWS = ("wagtailadmin_explore", "wagtailadmin_choose_page_child")
# With the languages in whose lists they work.
WHO = {
    "Redaktion": ["de", "en"],
    "Freigabe": ["de", "en"],
    "Übersetzung de": ["de"],
    "Übersetzung en": ["en"],
    "superuser": ["de", "en"],
}


def pages_of_all_kinds(newsroom, number, user=None):
    """Live pages and drafts in every state, some of them translations, of types with a review and without."""
    for one in range(number):
        name = f"{number}.{one}"
        page = newsroom.page(parent=newsroom.press, title=f"Seite {name}")
        newsroom.page(parent=page, title=f"Unter {name}", live=one % 2 == 0)
        newsroom.translate(page, title=f"Page {name}")
        newsroom.release(title=f"Meldung {name}")
        newsroom.release(title=f"Gesperrt {name}", embargo_until=in_days(1))
        newsroom.release(title=f"Entwurf {name}", live=False)
        withdraw(newsroom.release(title=f"Weg {name}"), reason="Irrtum", user=None)
        section = newsroom.page(parent=newsroom.press, title=f"Bereich {name}", live=False)
        newsroom.page(parent=section, title=f"Darunter {name}")
        scheduled = newsroom.release(title=f"Geplant {name}", live=False, go_live_at=in_days(1))
        scheduled.save_revision(user=user).publish()
        in_review = newsroom.release(title=f"Geprüft {name}", live=False)
        in_review.save_revision(user=user)
        FourEyesTask.workflow().start(in_review, user)
        locked = newsroom.page(parent=newsroom.press, title=f"Abgeschlossen {name}")
        type(locked).objects.filter(pk=locked.pk).update(locked=True, locked_by=user, locked_at=timezone.now())
        private = newsroom.page(parent=newsroom.press, title=f"Intern {name}")
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)


def client_of(who):
    if who != "superuser":
        return Colleague(who).client
    user = Colleague().user
    user.is_superuser = True
    user.save()
    client = Client()
    client.force_login(user)
    return client


def asked(client, address):
    """The number of statements for what stands at the address."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def all_asked(newsroom):
    """The same for everybody, and for the explorer and the chooser of each language."""
    lists = {"de": newsroom.press, "en": newsroom.press.get_translation(newsroom.en)}
    found = {}
    for who, languages in WHO.items():
        client = client_of(who)
        for language in languages:
            for view in VIEWS:
                found[who, language, view] = asked(client, reverse(view, args=(lists[language].pk,)))
    return found


def test_they_ask_as_often_for_many_pages_as_for_few(newsroom):
    user = Colleague("Redaktion").user
    with publications.unit():
        pages_of_all_kinds(newsroom, 1, user)
    for view in VIEWS:  # what a process remembers afterwards
        client_of("superuser").get(reverse(view, args=(newsroom.press.pk,)))
    few = all_asked(newsroom)
    with publications.unit():
        pages_of_all_kinds(newsroom, 2, user)
    assert all_asked(newsroom) == few
    assert {name: count for name, count in few.items() if count > MOST} == {}
