"""docs/fates.md, held to every one of its cells: what becomes of a translation, whatever happens to its original."""

import datetime
import json
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.content.models import OwnLife
from cms.delivery import fate, publications, schedule
from cms.delivery.expiring import REASON
from cms.delivery.fate import give_own_life
from cms.translation import submission
from press.models import PressRelease
from tests import proof
from tests.admin import Admin, data_at
from tests.colleagues import Colleague
from tests.factories import DocumentFactory, PressIndexFactory, UserFactory
from tests.sitemaps import sitemap
from tests.store import assert_sound
from tests.translation.helpers import ask, translate

pytestmark = pytest.mark.databases("cms.translation.facts", "cms.delivery.schedule")

TABLE = Path(__file__).resolve().parents[2] / "docs" / "fates.md"
HOUR = datetime.timedelta(hours=1)
PRIVATE = {"set_privacy": {"restriction_type": "login"}}
STAYING = {"languages": None, "keep_reason": "Nur der deutsche Wortlaut war falsch."}


def rows():
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("|")]
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [(row[0], dict(zip(found[0][1:], row[1:], strict=True))) for row in found[2:]]


class Message:
    """A release with an English translation in some state, and a word and a file that only the two have."""

    def __init__(self, stage, state):
        self.stage, self.word = stage, f"wort{state.replace(' ', '')}"
        self.document = DocumentFactory(title=f"Anlage {self.word}")
        self.german = stage.newsroom.release(
            title=f"Meldung {self.word}",
            slug=f"meldung-{self.word}",
            live=False,
            attachments=[("documents", {"files": [self.document]})],
            embargo_until=stage.embargo,
        )
        self.english = {
            "public": self.approved,
            "approved for later": self.approved_for_later,
            "in review": self.in_review,
            "draft": self.draft,
            "own life": self.own_life,
        }[state]()

    def draft(self):
        return submission.target_of(self.asked())

    def in_review(self):
        job = self.asked()
        translate(job, self.stage.user, title=f"Release {self.word}")
        submission.submit(job, self.stage.user)
        return submission.target_of(job)

    def asked(self):
        return ask(self.german, self.stage.newsroom.en, self.stage.user)

    def approved(self):
        """As far as its own review is concerned it may be public at once."""
        with publications.unit():
            page = self.german.copy_for_translation(self.stage.newsroom.en)
            page.title, page.slug = f"Release {self.word}", f"release-{self.word}"
            page.embargo_until = page.go_live_at = None
            page.save_revision().publish()
        return page

    def approved_for_later(self):
        with publications.unit():
            page = self.german.copy_for_translation(self.stage.newsroom.en)
            page.title, page.slug = f"Release {self.word}", f"release-{self.word}"
            page.embargo_until = page.go_live_at = self.stage.embargo or timezone.now() + HOUR
            page.save_revision().publish()
        return page

    def own_life(self):
        page = self.approved()
        give_own_life([page], reason="Sie ist schon in der Welt.", user=self.stage.user)
        with publications.unit():
            page.save_revision().publish()
        return page

    def answers(self, lists):
        """Where the English text is told of, by door; the lists are what all messages are looked for in."""
        client, said = Client(), f"Release {self.word}"
        path = f"/en/press/release-{self.word}/"
        search = urlencode({"q": self.word})
        document = client.get(f"/api/v1/press-releases/{self.german.translation_key}?locale=en")
        return {door: said in text or path in text for door, text in lists.items()} | {
            "page": client.get(path).status_code == 200,
            "search": said in client.get(f"/en/search/?{search}").content.decode(),
            "API search": said in client.get(f"/api/v1/search?locale=en&{search}").content.decode(),
            # Where it is not, the API may answer with the original.
            "API": document.status_code == 200 and document.json()["locale"] == "en",
        }

    def is_file_public(self):
        return Client().get(self.document.url).status_code == 200


def lists():
    """What the doors tell of that list many texts, but for those that are not public themselves."""
    doors = {"list": "/en/press/", "API list": "/api/v1/press-releases?locale=en&limit=100"}
    found = {door: Client().get(path) for door, path in doors.items()}
    texts = {door: response.content.decode() for door, response in found.items() if response.status_code == 200}
    return texts | {"sitemap": sitemap(Client())}


class Before(NamedTuple):
    """What holds of the originals before anything happens to them."""

    embargo: datetime.timedelta | None = None
    are_approved: bool = True


class Stage:
    """A message for each column of the table."""

    def __init__(self, newsroom, before, states):
        self.newsroom = newsroom
        self.embargo = timezone.now() + before.embargo if before.embargo else None
        self.user = UserFactory()
        client = Client()
        client.force_login(self.user)
        self.admin = Admin(client)
        newsroom.translate(newsroom.press, title="Press", slug="press")
        self.messages = {state: Message(self, state) for state in states}
        for message in self.messages.values():
            if before.are_approved:
                with publications.unit():
                    message.german.get_latest_revision().publish()


class Play:
    """One row of the table: what happens to the originals of the messages on a stage."""

    before = Before()

    def __init__(self, stage):
        self.newsroom, self.admin, self.messages = stage.newsroom, stage.admin, stage.messages

    @property
    def originals(self):
        keys = [message.german.pk for message in self.messages.values()]
        return list(PressRelease.objects.filter(pk__in=keys).order_by("pk"))

    def happen(self):
        """Nothing, unless a row says what."""

    def pass_time(self):
        """The scheduler performs what has fallen due."""
        for transition in schedule.transitions(timezone.now()):
            assert transition.perform()


class ItIsPublicAndStaysSo(Play):
    pass


class ItIsWithdrawn(Play):
    more: dict[str, str | None] = {}

    def happen(self):
        for page in self.originals:
            self.admin.confirm(reverse("delivery_withdraw", args=(page.pk,)), {"reason": "", **self.more})
            assert not Page.objects.get(pk=page.pk).live


class ItIsWithdrawnAndPublishedAgain(ItIsWithdrawn):
    def happen(self):
        super().happen()
        for page in self.originals:
            with publications.unit():
                page.get_latest_revision().publish()


class ItIsWithdrawnAndTheOtherLanguagesAreToStay(ItIsWithdrawn):
    more = STAYING


class ItIsUnpublished(Play):
    def happen(self):
        for page in self.originals:
            self.admin.unpublish(page)


class ItIsUnpublishedAndTheOtherLanguagesAreToStay(Play):
    def happen(self):
        for page in self.originals:
            self.admin.confirm(reverse("wagtailadmin_pages:unpublish", args=(page.pk,)), STAYING)


class ItIsUnpublishedWithoutTheOtherLanguagesPublishedAgainAndUnpublished(ItIsUnpublishedAndTheOtherLanguagesAreToStay):
    def happen(self):
        super().happen()
        for page in self.originals:
            with publications.unit():
                page.get_latest_revision().publish()
            self.admin.unpublish(page)


class ItIsUnpublishedInBulk(Play):
    def happen(self):
        self.admin.bulk("unpublish", self.originals)


class ItIsUnpublishedOverTheAdminApi(Play):
    def happen(self):
        for page in self.originals:
            self.admin.post(f"/admin/api/main/pages/{page.pk}/action/unpublish/")
            assert not Page.objects.get(pk=page.pk).live


class ItIsUnpublishedAndPublishedAgain(ItIsUnpublished):
    def happen(self):
        super().happen()
        for page in self.originals:
            with publications.unit():
                page.get_latest_revision().publish()


class ItsTimeIsOverAndNoSchedulerHasRun(Play):
    def happen(self):
        for page in self.originals:
            page.expire_at = timezone.now() + HOUR / 2
            with publications.unit():
                page.save_revision().publish()
        super().pass_time()

    def pass_time(self):
        """Nobody performs anything: the clock alone decides."""


class ItExpires(ItsTimeIsOverAndNoSchedulerHasRun):
    def pass_time(self):
        Play.pass_time(self)
        assert not any(page.live for page in self.originals)


class ItExpiresAndTheOtherLanguagesAreToStay(ItExpires):
    def happen(self):
        super().happen()
        for page in self.originals:
            url = reverse("delivery_expiry", args=(page.pk,))
            form = self.admin.client.get(url).context["languages_form"]
            reasons = {name: STAYING["keep_reason"] for name in form.fields if name.startswith(REASON)}
            self.admin.post(url, {"asked": form["asked"].value(), **reasons})


class ItIsDeleted(Play):
    more: dict[str, str | None] = {}

    def happen(self):
        for page in self.originals:
            self.admin.confirm(reverse("wagtailadmin_pages:delete", args=(page.pk,)), self.more)
        assert not self.originals


class ItIsDeletedAndTheOtherLanguagesAreToStay(ItIsDeleted):
    more = STAYING


class ItIsDeletedInBulk(Play):
    def happen(self):
        self.admin.bulk("delete", self.originals)


class ItIsDeletedByAProgram(Play):
    def happen(self):
        for page in self.originals:
            with publications.unit():
                page.delete()


class ItBecomesPrivate(Play):
    def happen(self):
        for page in self.originals:
            self.admin.restrict(page)


class ItsListBecomesPrivate(Play):
    def happen(self):
        self.admin.restrict(self.newsroom.press)


class ItIsMovedBelowAPrivateList(Play):
    def happen(self):
        closed = PressIndexFactory(parent=self.newsroom.home, title="Intern")
        self.admin.restrict(closed)
        for page in self.originals:
            self.admin.move(page, closed)
            assert Page.objects.get(pk=page.pk).is_child_of(Page.objects.get(pk=closed.pk))


class ItIsUnderEmbargo(Play):
    before = Before(embargo=3 * HOUR)


class ItsEmbargoHasEnded(Play):
    before = Before(embargo=HOUR / 2)


class ItsEmbargoWasMovedOnAndTheOldMomentComes(ItsEmbargoHasEnded):
    def happen(self):
        self.move_embargo(timezone.now() + 48 * HOUR)

    def move_embargo(self, moment):
        for page in self.originals:
            url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
            data = data_at(self.admin.client, url)
            text = timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S")
            self.admin.post(url, data | {"embargo_until": text, "action-publish": "1"})
            assert abs(Page.objects.get(pk=page.pk).scheduled_revision.approved_go_live_at - moment) < 2 * HOUR / 60


class ItsEmbargoWasMovedForwardAndTheNewMomentComes(ItsEmbargoWasMovedOnAndTheOldMomentComes):
    before = Before(embargo=48 * HOUR)

    def happen(self):
        self.move_embargo(timezone.now() + HOUR / 2)


class ItsApprovalWasTakenBackBeforeItsEmbargoEnded(ItsEmbargoHasEnded):
    def happen(self):
        for page in self.originals:
            revision = page.scheduled_revision
            self.admin.confirm(reverse("wagtailadmin_pages:revisions_unschedule", args=(page.pk, revision.pk)))


class ItWasNeverApproved(Play):
    before = Before(embargo=HOUR / 2, are_approved=False)


PLAYS = {cls.__name__.lower(): cls for cls in globals().values() if isinstance(cls, type) and issubclass(cls, Play)}


def play_of(event):
    return PLAYS["".join(filter(str.isalpha, event)).lower()]


def fares(play):
    """What became of the English text of each message, once the play is over."""
    play.happen()
    with time_machine.travel(timezone.now() + HOUR):
        play.pass_time()
        play.pass_time()  # what the first round brought forward
        found, listed = {}, lists()
        for state, message in play.messages.items():
            answers = message.answers(listed)
            assert len(set(answers.values())) == 1, (play, state, answers)
            found[state] = "yes" if answers["page"] else "no"
            original = Client().get(f"/de/presse/meldung-{message.word}/").status_code == 200
            assert message.is_file_public() == (original or answers["page"]), (play, state)
    return found


def before_of(row):
    return play_of(row[0]).before


def on_one_stage(wanted):
    """The rows that begin with the same stage."""
    stages = dict.fromkeys(map(before_of, wanted))
    return [(before, {event: cells for event, cells in wanted if play_of(event).before == before}) for before in stages]


TRIED, LEFT = proof.split(rows(), 2, "fates", by=before_of)


@pytest.mark.parametrize(
    ("before", "wanted"),
    [*on_one_stage(TRIED), *(pytest.param(*case, marks=pytest.mark.matrix) for case in on_one_stage(LEFT))],
)
def test_translations_fare_as_the_table_says(newsroom, before, wanted):
    stage = Stage(newsroom, before, rows()[0][1])
    found = {}
    for event in wanted:
        with transaction.atomic():  # each begins with the same stage
            found[event] = fares(play_of(event)(stage))
            transaction.set_rollback(True)
    assert found == wanted


def test_every_event_of_the_table_is_played():
    assert {play_of(event) for event, _cells in rows()} == set(PLAYS.values()) - {Play}


@pytest.mark.parametrize("way", ["unpublish", "withdraw", "delete", "set_privacy", "bulk"])
def test_a_language_that_was_kept_once_is_asked_about_again_with_its_reason(newsroom, way):
    play = Play(Stage(newsroom, Play.before, ["own life"]))
    [page] = play.originals
    url = {
        "withdraw": reverse("delivery_withdraw", args=(page.pk,)),
        "bulk": reverse("wagtail_bulk_action", args=("wagtailcore", "page", "unpublish")) + f"?id={page.pk}",
    }.get(way) or reverse(f"wagtailadmin_pages:{way}", args=(page.pk,))
    asked = play.admin.client.get(url).content.decode()
    asked = BeautifulSoup(json.loads(asked)["html"] if way == "set_privacy" else asked, "html.parser")
    [box] = asked.select("[name=languages]")
    assert box.has_attr("checked")
    assert "Englisch (bisher eigenständig: „Sie ist schon in der Welt.“)" in box.find_parent("label").get_text()
    assert asked.select_one("[name=keep_reason]").get_text().strip() == "Sie ist schon in der Welt."
    english = play.messages["own life"].english
    said = fate.own_life_of(english)
    play.admin.confirm(url, {"languages": None, "keep_reason": ""} | PRIVATE.get(way, {}))
    # One that is the original now needs none.
    assert fate.is_public(english) and (way == "delete" or fate.own_life_of(english).said_at == said.said_at)


def test_a_language_stays_for_a_reason_only(newsroom):
    play = ItIsUnpublished(Stage(newsroom, Play.before, ["public"]))
    [page] = play.originals
    url = reverse("wagtailadmin_pages:unpublish", args=(page.pk,))
    asked = play.admin.client.get(url).content.decode()
    assert "Englisch" in asked and 'type="checkbox"' in asked
    response = play.admin.client.post(url, {"asked": "1"})
    assert response.status_code == 200 and not OwnLife.objects.exists()
    assert Page.objects.get(pk=page.pk).live
    assert_sound()


@pytest.mark.parametrize(("action", "state"), [("unpublish", "public"), ("delete", "draft")])
def test_in_bulk_a_language_stays_for_a_reason_only_and_it_is_said_once(newsroom, action, state):
    play = Play(Stage(newsroom, Play.before, [state]))
    [page] = play.originals
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action)) + f"?id={page.pk}"
    form = play.admin.client.post(url, {"asked": "1"}).context["form"]
    assert [len(errors) for errors in form.errors.values()] == [1]
    assert not OwnLife.objects.exists() and Page.objects.get(pk=page.pk).live
    play.admin.confirm(url, STAYING)
    assert not Page.objects.filter(pk=page.pk, live=True).exists()
    assert Page.objects.filter(pk=play.messages[state].english.pk).exists()


def test_what_is_taken_offline_in_bulk_is_not_said_to_be_withdrawn(newsroom):
    play = ItIsUnpublishedInBulk(Stage(newsroom, Play.before, ["public"]))
    play.happen()
    [said] = get_messages(play.admin.client.get(reverse("wagtailadmin_home")).wsgi_request)
    assert str(said).strip() == "1 Seite ist nicht mehr öffentlich."


@pytest.mark.parametrize("bulk", [False, True], ids=["one", "bulk"])
def test_who_may_not_move_a_page_is_not_asked_for_its_languages(newsroom, bulk):
    play = ItIsUnpublished(Stage(newsroom, Play.before, ["public"]))
    [page] = play.originals
    closed = PressIndexFactory(parent=newsroom.home, title="Intern")
    play.admin.restrict(closed)
    writer = Colleague("Redaktion")
    assert not page.permissions_for_user(writer.user).can_move_to(closed)
    if bulk:
        url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "move")) + f"?id={page.pk}"
        asked = writer.client.post(url, {"asked": "1", "chooser": closed.pk, "keep_reason": "Nur so."})
        assert "id_keep_reason_error" not in asked.content.decode()
    else:
        url = reverse("wagtailadmin_pages:move_confirm", args=(page.pk, closed.pk))
        assert "keep_reason" not in writer.client.get(url, follow=True).content.decode()
        writer.client.post(url, {"asked": "1", "keep_reason": "Nur so."})
    assert not OwnLife.objects.exists()
    assert Page.objects.get(pk=page.pk).get_parent().pk == play.originals[0].get_parent().pk


def test_taking_offline_has_one_name_in_every_view(newsroom):
    client = Stage(newsroom, Play.before, []).admin.client
    first, other = (newsroom.release(title=title) for title in ("Erste", "Zweite"))
    for page, title in ((first, "First"), (other, "Second")):
        newsroom.translate(page, title=title)
    alone = newsroom.page(title="Ohne Übersetzung")
    bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "unpublish"))
    asked = [
        client.get(reverse("wagtailadmin_pages:unpublish", args=(page.pk,))).content.decode() for page in (first, alone)
    ]
    asked.append(client.get(f"{bulk}?id={first.pk}&id={other.pk}").content.decode())
    for shown in asked:
        main = BeautifulSoup(shown, "html.parser").select_one("main").get_text()
        assert "Nicht mehr veröffentlichen" in main and "zurückziehen" not in main
    done = client.post(reverse("wagtailadmin_pages:unpublish", args=(alone.pk,)), {"asked": "1"}, follow=True)
    said = next(str(message) for message in done.context["messages"])
    assert said.startswith("„Ohne Übersetzung“ ist nicht mehr öffentlich.")
