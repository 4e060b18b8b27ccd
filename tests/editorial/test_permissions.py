"""docs/permissions.md, held to every one of its cells."""

import re
from pathlib import Path

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from cms.delivery import publications
from cms.editorial.models import FourEyesTask, ProposedChange
from cms.partners.models import ApiKey
from cms.translation import editing, requesting, submission
from cms.translation.models import Job, Term
from press.models import PressRelease
from search.models import Promotion, Synonym
from tests.admin import data_at, form_at, form_data
from tests.colleagues import Colleague
from tests.editorial.test_review import SUBMIT, newest
from tests.factories import EventFactory, PersonFactory, PressIndexFactory, TopicFactory, UserFactory, in_days
from tests.proof import sampled
from tests.store import row

OK = 200
NO_NAME = re.compile(r"\W")
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
        if form_at(self.client, url) is None:
            self.client.post(url, {"title": "Versuch", **more})
            return False
        self.client.post(url, data_at(self.client, url) | {"title": "Versuch"} | more)
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

    def add_a_webhook(self):
        return self.opens("webhooks:add")

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

    def issue_a_key_to_the_api(self):
        self.client.post(reverse("partners_keys"), {"name": "Ministerium", "scopes": ["content"], "per_minute": 600})
        return ApiKey.objects.exists()

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

    def see_what_readers_search_for(self):
        return self.opens("search_report")

    def add_a_synonym_to_the_search(self):
        self.post("synonyms:add", language="de", words="Kita", also="Kindergarten")
        return Synonym.objects.exists()

    def recommend_a_result_for_a_search(self):
        page = self.newsroom.page(title="A")
        self.post("promotions:add", language="de", words="Kita", page=page.pk, place=1)
        return Promotion.objects.exists()

    def _event(self):
        return EventFactory(parent=self.newsroom.events, title="A")

    def _by_hand(self, *, excluded=False):
        event = self._event()
        english = self.newsroom.translate(event, title="B")
        if excluded:
            requesting.exclude(event, self.newsroom.en, None)
        with publications.unit():
            english.unpublish()
        return newest(english)

    def _publishes(self, page):
        self.edits(page, **{"action-publish": "1"})
        self.post_bulk("publish", page)
        self.api("publish", page)
        return newest(page).live

    def post_bulk(self, action, page):
        url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
        self.client.post(f"{url}?id={page.pk}")

    def api(self, action, page, **data):
        self.client.post(f"/admin/api/main/pages/{page.pk}/action/{action}/", data)

    def publish_an_english_event_that_was_translated_by_hand(self):
        return self._publishes(self._by_hand())

    def publish_an_english_event_whose_language_is_excluded(self):
        return self._publishes(self._by_hand(excluded=True))

    def _excluded(self, event):
        return Job.objects.filter(key=event.translation_key, excluded=True).exists()

    def exclude_a_language_that_an_event_is_not_in(self):
        event = self._event()
        self.post("translation_exclude", event.pk, self.newsroom.en.pk)
        return self._excluded(event)

    def include_an_excluded_language_again(self):
        event = self._event()
        requesting.exclude(event, self.newsroom.en, None)
        self.post("translation_exclude", event.pk, self.newsroom.en.pk)
        return not self._excluded(event)

    def exclude_a_language_that_an_event_is_public_in_and_stays(self):
        event = self._event()
        english = self.newsroom.translate(event, title="B")
        self.post("translation_exclude", event.pk, self.newsroom.en.pk)
        assert row(english)
        return self._excluded(event)

    def unpublish_an_event_with_its_public_translation(self):
        event = self._event()
        english = self.newsroom.translate(event, title="B")
        self.post("wagtailadmin_pages:unpublish", event.pk)
        return row(english) is None

    def _restricts(self, page, kind="login"):
        self.post("wagtailadmin_pages:set_privacy", page.pk, restriction_type=kind)
        return PageViewRestriction.objects.filter(page=page).exists() is (kind != "none")

    def restrict_a_public_release(self):
        return self._restricts(self.newsroom.release(title="A"))

    def restrict_the_list_of_public_releases(self):
        return self._restricts(self.newsroom.release(title="A").get_parent())

    def restrict_a_page_without_a_review(self):
        return self._restricts(self.newsroom.page(title="A"))

    def _private_section(self):
        section = self.newsroom.section(title="Intern")
        with publications.unit():
            PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
        return section

    def open_a_restricted_section_with_releases_in_it(self):
        section = self._private_section()
        self.newsroom.release(title="A", parent=PressIndexFactory(parent=section, title="Presse"))
        return self._restricts(section, "none")

    def _moves(self, page, to):
        self.post("wagtailadmin_pages:move_confirm", page.pk, to.pk)
        return newest(page).get_parent().pk == to.pk

    def move_a_page_into_a_private_section(self):
        return self._moves(self.newsroom.page(title="A"), self._private_section())

    def move_a_page_out_of_a_private_section(self):
        return self._moves(self.newsroom.page(title="A", parent=self._private_section()), self.newsroom.home)

    def move_the_list_of_public_releases_into_a_private_section(self):
        return self._moves(self.newsroom.release(title="A").get_parent(), self._private_section())

    def move_the_list_of_public_releases_out_of_a_private_section(self):
        index = PressIndexFactory(parent=self._private_section(), title="Presse")
        self.newsroom.release(title="A", parent=index)
        return self._moves(index, self.newsroom.home)

    def _list_of_what_is_approved_for_later(self, parent):
        index = PressIndexFactory(parent=parent, title="Presse")
        self.newsroom.release(title="A", parent=index, embargo_until=in_days(1))
        return index

    def move_the_list_of_a_release_approved_for_later_into_a_private_section(self):
        return self._moves(self._list_of_what_is_approved_for_later(self.newsroom.home), self._private_section())

    def move_the_list_of_a_release_approved_for_later_out_of_a_private_section(self):
        return self._moves(self._list_of_what_is_approved_for_later(self._private_section()), self.newsroom.home)

    def restrict_a_section_with_a_release_approved_for_later(self):
        section = self.newsroom.section(title="Offen")
        self._list_of_what_is_approved_for_later(section)
        return self._restricts(section, "login")

    def _deletes(self, page):
        self.post("wagtailadmin_pages:delete", page.pk)
        self.post_bulk("delete", page)
        return not PressRelease.objects.filter(pk=page.pk).exists()

    def delete_the_draft_of_a_release(self):
        return self._deletes(self.newsroom.release(title="A", live=False))

    def _approved_for_later(self):
        return self.newsroom.release(title="A", embargo_until=in_days(1))

    def unschedule_a_release_that_was_approved_for_later(self):
        release = self._approved_for_later()
        self.post("wagtailadmin_pages:revisions_unschedule", release.pk, newest(release).scheduled_revision.pk)
        return newest(release).scheduled_revision is None

    def delete_a_release_that_was_approved_for_later(self):
        return self._deletes(self._approved_for_later())

    def _makes_alias(self, page):
        data = {"new_title": "A", "new_slug": "alias", "new_parent_page": page.get_parent().pk, "alias": "on"}
        self.post("wagtailadmin_pages:copy", page.pk, **data)
        return any(row(alias) for alias in type(page).objects.filter(alias_of=page.pk))

    def make_an_alias_of_a_public_release(self):
        return self._makes_alias(self.newsroom.release(title="A"))

    def make_an_alias_of_a_page_without_a_review(self):
        return self._makes_alias(self.newsroom.page(title="A"))

    def publish_a_release_by_the_admins_api(self):
        release = self.newsroom.release(title="A", live=False)
        self.api("publish", release)
        return newest(release).live

    def unpublish_a_release_by_the_admins_api(self):
        release = self.newsroom.release(title="A")
        self.api("unpublish", release)
        return not newest(release).live

    def delete_a_public_release_by_the_admins_api(self):
        release = self.newsroom.release(title="A")
        self.api("delete", release)
        return not PressRelease.objects.filter(pk=release.pk).exists()

    def copy_a_page_make_or_convert_an_alias_by_the_admins_api(self):
        page = self.newsroom.page(title="A")
        with publications.unit():
            alias = page.create_alias(parent=self.newsroom.section(title="B"))
        before = list(Page.objects.values("pk", "alias_of"))
        self.api("copy", page, destination_page_id=self.newsroom.home.pk, slug="kopie", recursive=True)
        self.api("create_alias", page, destination_page_id=self.newsroom.home.pk, slug="alias")
        self.api("convert_alias", alias)
        return list(Page.objects.values("pk", "alias_of")) != before

    def delete_a_topic_that_no_text_shows(self):
        topic = TopicFactory()
        self.post(type(topic).snippet_viewset.get_url_name("delete"), topic.pk)
        return not type(topic).objects.filter(pk=topic.pk).exists()

    def _changes_account(self, account, **more):
        data = {"username": account.username, "email": "neu@example.org", "first_name": "A", "last_name": "B"}
        self.post("wagtailusers_users:edit", account.pk, **data, **more)
        account.refresh_from_db()
        return account

    def make_somebody_a_superuser(self):
        accounts = [UserFactory(is_superuser=False), *([self.who.user] if self.who else [])]
        return any(self._changes_account(account, is_superuser="on").is_superuser for account in accounts)

    def change_the_account_of_a_superuser(self):
        return self._changes_account(UserFactory(is_superuser=True)).email == "neu@example.org"

    def disable_the_review(self):
        workflow, task = FourEyesTask.workflow(), FourEyesTask.objects.get()
        self.post("wagtailadmin_workflows:disable", workflow.pk)
        self.post("wagtailadmin_workflows:disable_task", task.pk)
        return FourEyesTask.workflow() is None

    def let_others_approve(self):
        task = FourEyesTask.objects.get()
        self.post("wagtailadmin_workflows:edit_task", task.pk, groups=[Group.objects.create(name="Andere").pk])
        return task.groups.filter(name="Andere").exists()


# Of each row a role that may and one that may not, the others in `make proof`.
@sampled(("action", "role", "may"), cells(), 1, by=lambda cell: (cell[0], cell[2]), ids=str)
def test_the_table_of_permissions_is_true(newsroom, roles, action, role, may):
    trial = Trial(newsroom, role)
    assert getattr(trial, NO_NAME.sub("", action.replace(" ", "_").lower()))() is may
