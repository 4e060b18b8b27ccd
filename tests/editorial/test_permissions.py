"""docs/permissions.md, held to every one of its cells."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from cms.editorial.models import ProposedChange
from cms.translation import editing, requesting, submission
from cms.translation.models import Job, Term
from press.models import PressRelease
from tests.admin import form_at, form_data
from tests.colleagues import Colleague
from tests.editorial.test_review import SUBMIT, newest
from tests.factories import EventFactory, PersonFactory, in_days

OK = 200
TABLE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"


def cells() -> list[tuple[str, str, bool]]:
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    roles = rows[0][1:]
    return [(row[0], role, said == "yes") for row in rows[2:] for role, said in zip(roles, row[1:], strict=True)]


class Trial:
    """Somebody in a role, and what they try; each method answers whether it was to be had."""

    def __init__(self, newsroom, role):
        self.newsroom = newsroom
        self.role = role
        self.who = None if role == "nobody" else Colleague(role)
        self.client = self.who.client if self.who else Client()

    def opens(self, name, *args):
        return self.client.get(reverse(name, args=args)).status_code == 200

    def edits(self, page, **more):
        """True where the form could be sent and what it says was kept."""
        url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
        form = form_at(self.client, url)
        if form is None:
            self.client.post(url, {"title": "Versuch", **more})
            return False
        self.client.post(url, form_data(form) | {"title": "Versuch"} | more)
        return newest(page).get_latest_revision().content["title"] == "Versuch"

    def post(self, name, *args, **data):
        self.client.post(reverse(name, args=args), data)

    def read_a_public_release(self):
        return self.client.get(self.newsroom.release(title="A", slug="a").url).status_code == 200

    def read_a_release_under_embargo_at_its_address(self):
        release = self.newsroom.release(title="A", slug="a", embargo_until=in_days(1))
        return self.client.get(f"/de/{release.get_parent().slug}/a/").status_code == 200

    def open_the_admin(self):
        return self.opens("wagtailadmin_home")

    def write_a_new_release(self):
        return self.opens("wagtailadmin_pages:add", "press", "pressrelease", self.newsroom.press.pk)

    def change_a_german_release(self):
        return self.edits(self.newsroom.release(title="A"))

    def change_an_english_release(self):
        return self.edits(self.newsroom.translate(self.newsroom.release(title="A"), title="B"))

    def submit_a_german_release_for_review(self):
        release = self.newsroom.release(title="A", live=False)
        self.edits(release, **{SUBMIT: "1"})
        return newest(release).workflow_in_progress

    def publish_a_release_without_a_review(self):
        release = self.newsroom.release(title="A", live=False)
        self.edits(release, **{"action-publish": "1"})
        bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
        self.client.post(f"{bulk}?id={release.pk}")
        return newest(release).live

    def _submitted(self, author):
        if self.role in {"nobody", "Technik"} and author is self.who:
            return self.newsroom.release(title="A", live=False)
        return author.admin.create(self.newsroom.press, PressRelease, action=SUBMIT, title="A")

    def _approves(self, release):
        state = newest(release).current_workflow_task_state
        if state is not None:
            self.post("wagtailadmin_pages:workflow_action", release.pk, "approve", state.pk)
        return newest(release).live

    def approve_a_release_that_others_wrote(self):
        return self._approves(self._submitted(Colleague("Redaktion")))

    def approve_a_release_of_their_own(self):
        release = self.newsroom.release(title="A", live=False)
        self.edits(release, **{SUBMIT: "1"})
        return self._approves(release)

    def unpublish_a_release(self):
        release = self.newsroom.release(title="A")
        self.post("wagtailadmin_pages:unpublish", release.pk)
        return not newest(release).live

    def delete_a_public_release(self):
        release = self.newsroom.release(title="A")
        self.post("wagtailadmin_pages:delete", release.pk)
        return not PressRelease.objects.filter(pk=release.pk).exists()

    def publish_an_event(self):
        event = EventFactory(parent=self.newsroom.events, title="A", live=False)
        self.edits(event, **{"action-publish": "1"})
        return newest(event).live

    def see_the_timeline(self):
        return self.opens("editorial_timeline")

    def change_a_person(self):
        person = PersonFactory()
        url = reverse(type(person).snippet_viewset.get_url_name("edit"), args=(person.pk,))
        return self.client.get(url).status_code == 200

    def _quoted(self):
        person = PersonFactory(name="Kim Muster")
        self.newsroom.release(title="A", body=[("quote", {"text": "Ja.", "person": person})])
        return person

    def _name(self, person):
        return type(person).objects.filter(pk=person.pk).values_list("name", flat=True).first()

    def change_the_name_of_a_person_whom_a_public_release_quotes(self):
        person = self._quoted()
        url = reverse(type(person).snippet_viewset.get_url_name("edit"), args=(person.pk,))
        form = form_at(self.client, url)
        data = form_data(form) if form is not None else {}
        self.client.post(url, data | {"name": "Kim Neu"})
        return self._name(person) == "Kim Neu"

    def approve_the_new_name_that_others_gave_such_a_person(self):
        person = self._quoted()
        Colleague("Redaktion").admin.edit_snippet(person, name="Kim Neu")
        self.post("editorial_decide", ProposedChange.objects.get().pk, "approve")
        return self._name(person) == "Kim Neu"

    def delete_a_person_whom_a_public_release_quotes(self):
        person = self._quoted()
        self.post(type(person).snippet_viewset.get_url_name("delete"), person.pk)
        return self._name(person) is None

    def change_accounts(self):
        return self.opens("wagtailusers_users:index")

    def _asked(self, page):
        [job] = requesting.request(page, [self.newsroom.en], requesting.Order(), with_shown=False)
        return job

    def _on_the_desk(self, job, action):
        words = {f"words-{segment.pk}": "Words" for segment in editing.segments_of(job)}
        self.post("translation_edit", job.pk, action=action, submission=job.submission, **words)
        job.refresh_from_db()
        return job

    def ask_for_a_translation(self):
        release = self.newsroom.release(title="A")
        self.post("translation_ask", release.pk, locales=[self.newsroom.en.pk])
        return Job.objects.filter(key=release.translation_key).exists()

    def translate_into_english(self):
        return not editing.missing(self._on_the_desk(self._asked(self.newsroom.release(title="A")), "save"))

    def approve_a_translation_that_others_wrote(self):
        job = self._asked(self.newsroom.release(title="A"))
        author = Colleague("Übersetzung en").user
        editing.write(job, {segment.pk: editing.Entry("Words") for segment in editing.segments_of(job)}, author)
        submission.submit(job, author)
        return self._on_the_desk(job, "approve").is_public

    def approve_a_translation_of_their_own(self):
        job = self._on_the_desk(self._asked(self.newsroom.release(title="A")), "submit")
        return self._on_the_desk(job, "approve").is_public

    def publish_the_translation_of_an_event_without_a_review(self):
        job = self._asked(EventFactory(parent=self.newsroom.events, title="A"))
        self._on_the_desk(job, "save")
        page = submission.target_of(job)
        self.edits(page, **{"action-publish": "1"})
        bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
        self.client.post(f"{bulk}?id={page.pk}")
        return newest(page).live

    def see_how_far_all_translations_are(self):
        return self.opens("translation_matrix")

    def change_the_glossary(self):
        term = Term.objects.create(term="Beratung")
        return self.opens("wagtailsnippets_translation_term:edit", term.pk)


@pytest.mark.parametrize(("action", "role", "may"), cells(), ids=lambda value: str(value))
def test_the_table_of_permissions_is_true(newsroom, roles, action, role, may):
    trial = Trial(newsroom, role)
    assert getattr(trial, action.replace(" ", "_").lower())() is may
