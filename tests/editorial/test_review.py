"""Four eyes: what goes out was approved, in that very version, by somebody who did not write it."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Site, TaskState, Workflow

from cms.delivery import publications
from cms.editorial.roles import make_roles
from cms.translation.localize import Translation, TranslationSource
from events.models import EventIndexPage
from press.models import PracticeReport, PressRelease
from tests.admin import Admin, data_at
from tests.colleagues import Colleague
from tests.factories import UserFactory, in_days
from tests.store import assert_sound, document, row

SUBMIT = "action-submit"


def local(moment: datetime.datetime) -> str:
    return timezone.localtime(moment).strftime("%d.%m.%Y %H:%M")


def decide(colleague, page, action, **data):
    """What somebody answers to a submitted text; the response of the admin."""
    state = page.specific_class.objects.get(pk=page.pk).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, action, state.pk))
    return colleague.client.post(url, data)


def newest(page):
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def submitted(newsroom, writer):
    """A release that its author has handed in."""
    return writer.admin.create(newsroom.press, PressRelease, action=SUBMIT, title="Neues Netzwerk")


def test_an_editor_cannot_publish_a_release_past_the_review(newsroom, writer):
    release = writer.admin.create(newsroom.press, PressRelease, title="Vorbei")
    assert not release.live and not row(release)
    writer.admin.edit(release, title="Vorbei")
    writer.client.post(reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish")) + f"?id={release.pk}")
    assert not newest(release).live and not row(release)
    assert_sound()


def test_what_needs_no_review_an_editor_publishes(newsroom, writer):
    page = writer.admin.create(newsroom.home, EventIndexPage, title="Termine")
    assert page.live and row(page)


def test_somebody_else_approves_and_it_is_live(submitted, reviewer):
    assert not submitted.live
    decide(reviewer, submitted, "approve")
    assert newest(submitted).live
    assert PageLogEntry.objects.get(page=submitted.pk, action="wagtail.publish").user == reviewer.user
    assert document(submitted)["title"] == "Neues Netzwerk"
    assert_sound()


def test_an_approved_version_is_not_overwritten(newsroom, writer, reviewer):
    release = writer.admin.create(
        newsroom.press, PressRelease, action=SUBMIT, title="Wie gelesen", go_live_at=local(in_days(2))
    )
    decide(reviewer, release, "approve")
    version = newest(release).latest_revision
    version.save()  # nothing was changed
    version.content["title"] = "Anders"
    with pytest.raises(PermissionDenied):
        version.save()
    version.refresh_from_db()
    assert version.content["title"] == "Wie gelesen"


def test_the_command_names_the_roles_it_made(newsroom, capsys):
    call_command("make_roles")
    assert {"Redaktion", "Freigabe", "Technik"} <= set(capsys.readouterr().out.splitlines())


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_approves_a_text_of_their_own(newsroom, roles, superuser):
    author = Colleague("Redaktion", "Freigabe")
    author.user.is_superuser = superuser
    author.user.save()
    release = author.admin.create(newsroom.press, PressRelease, action=SUBMIT, title="Selbst")
    decide(author, release, "approve")
    assert not newest(release).live
    assert newest(release).workflow_in_progress


def test_who_changes_a_submitted_text_has_become_its_author(submitted, reviewer):
    reviewer.admin.edit(submitted, action="", title="Anders")
    decide(reviewer, submitted, "approve")
    assert not newest(submitted).live
    other = Colleague("Freigabe")
    decide(other, submitted, "approve")
    assert document(submitted)["title"] == "Anders"


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_who_answers_from_the_form_without_changing_anything_is_no_author(newsroom, writer, reviewer, action):
    release = writer.admin.create(
        newsroom.press,
        PressRelease,
        action=SUBMIT,
        title="Unverändert",
        **{"corrections-TOTAL_FORMS": 1, "corrections-0-date": "01.02.2024", "corrections-0-text": "Zahl berichtigt"},
    )
    assert release.get_latest_revision().content["corrections"]
    url = reverse("wagtailadmin_pages:edit", args=(release.pk,))
    data = data_at(reviewer.client, url)
    answer = {"action-workflow-action": "true", "workflow-action-name": action}
    reviewer.client.post(url, data | answer)
    assert not release.revisions.filter(user=reviewer.user).exists()
    assert newest(release).live == (action == "approve")


def test_an_approval_of_a_version_that_is_no_longer_the_newest_is_void(submitted, reviewer):
    seen = submitted.current_workflow_task_state
    Colleague("Freigabe").admin.edit(submitted, action="", title="Ungesehen")
    url = reverse("wagtailadmin_pages:workflow_action", args=(submitted.pk, "approve", seen.pk))
    reviewer.client.post(url)
    assert not newest(submitted).live
    assert newest(submitted).workflow_in_progress


def test_a_version_that_was_approved_is_never_overwritten(submitted, reviewer):
    decide(reviewer, submitted, "approve")
    approved = newest(submitted).latest_revision
    approved.save()
    approved.content["title"] = "Anders"
    approved.save(update_fields=["created_at"])
    for fields in (None, ["content"]):
        with pytest.raises(PermissionDenied), publications.unit():
            approved.save(update_fields=fields)
    page = newest(submitted)
    page.title = "Anders"
    written = page.save_revision(user=reviewer.user, overwrite_revision=page.latest_revision)
    assert written.pk != approved.pk
    approved.refresh_from_db()
    assert approved.content["title"] == "Neues Netzwerk"


def test_other_words_during_a_review_begin_it_anew_and_no_other(newsroom, submitted, writer, reviewer):
    other = writer.admin.create(newsroom.press, PressRelease, action=SUBMIT, title="Andere")
    before, of_other = (newest(page).current_workflow_task_state for page in (submitted, other))
    page = newest(submitted)
    page.title = "Anders"
    revision = page.save_revision(user=reviewer.user)
    before.refresh_from_db()
    assert before.status == TaskState.STATUS_CANCELLED
    now = newest(submitted).current_workflow_task_state
    assert (now.status, now.revision_id, now.task_id) == (TaskState.STATUS_IN_PROGRESS, revision.pk, before.task_id)
    revision.save(update_fields=["approved_go_live_at"])
    assert newest(submitted).current_workflow_task_state == now
    assert newest(other).current_workflow_task_state == of_other
    newest(submitted).save_revision(user=writer.user)
    states = TaskState.objects.filter(workflow_state=now.workflow_state).order_by("pk")
    assert [state.status for state in states] == ["cancelled", "cancelled", "in_progress"]


def test_an_author_cannot_write_on_while_the_text_is_reviewed(submitted, writer):
    url = reverse("wagtailadmin_pages:edit", args=(submitted.pk,))
    data = data_at(writer.client, url)
    writer.client.post(url, data | {"title": "Heimlich"})
    assert newest(submitted).get_latest_revision_as_object().title == "Neues Netzwerk"


def test_a_returned_draft_carries_the_comment_and_its_author_is_told(submitted, writer, reviewer):
    mail.outbox.clear()
    decide(reviewer, submitted, "reject", comment="Bitte das Datum prüfen.")
    told = [message for message in mail.outbox if writer.user.email in message.to]
    assert told and "Bitte das Datum prüfen." in told[0].body
    assert (
        "Bitte das Datum prüfen."
        in writer.client.get(reverse("wagtailadmin_pages:edit", args=(submitted.pk,))).content.decode()
    )
    writer.admin.edit(submitted, action=SUBMIT, title="Geprüft")
    decide(reviewer, submitted, "approve")
    assert document(submitted)["title"] == "Geprüft"


def test_a_copy_with_published_copies_does_not_lead_past_the_review(newsroom, writer):
    release = newsroom.release(title="Vorlage")
    writer.client.post(
        reverse("wagtailadmin_pages:copy", args=(newsroom.press.pk,)),
        {
            "new_title": "Presse 2",
            "new_slug": "presse-2",
            "new_parent_page": newsroom.home.pk,
            "copy_subpages": "on",
            "publish_copies": "on",
        },
    )
    assert not PressRelease.objects.filter(live=True).exclude(pk=release.pk).exists()
    assert_sound()


def test_only_reviewers_take_a_public_release_away(newsroom, writer, reviewer):
    release = newsroom.release(title="Öffentlich")
    for view in ("unpublish", "delete"):
        writer.client.post(reverse(f"wagtailadmin_pages:{view}", args=(release.pk,)))
        assert row(release)
    reviewer.admin.unpublish(release)
    assert not row(release)


def test_a_correction_of_a_public_text_is_reviewed_and_the_old_one_stays_until_then(newsroom, writer, reviewer):
    release = newsroom.release(title="Alt")
    writer.admin.edit(release, action=SUBMIT, title="Neu")
    assert document(release)["title"] == "Alt"
    decide(reviewer, release, "approve")
    assert document(release)["title"] == "Neu"


def test_a_practice_report_is_reviewed_too(newsroom, writer, reviewer):
    report = writer.admin.create(newsroom.practice, PracticeReport, action=SUBMIT, title="Praxis")
    assert not report.live
    decide(reviewer, report, "approve")
    assert newest(report).live


def test_an_approved_release_goes_live_at_its_embargo_and_can_be_corrected_before(newsroom, writer, reviewer):
    moment = in_days(1).replace(second=0, microsecond=0)
    release = writer.admin.create(
        newsroom.press, PressRelease, action=SUBMIT, title="Gesperrt", embargo_until=local(moment)
    )
    decide(reviewer, release, "approve")
    assert not newest(release).live and not row(release)
    writer.admin.edit(release, action=SUBMIT, title="Gesperrt, berichtigt")
    scheduled = newest(release).scheduled_revision
    assert scheduled.approved_go_live_at == moment and scheduled.content["title"] == "Gesperrt"
    decide(reviewer, release, "approve")
    scheduled = newest(release).scheduled_revision
    assert scheduled.approved_go_live_at == moment and scheduled.content["title"] == "Gesperrt, berichtigt"
    with time_machine.travel(moment - datetime.timedelta(seconds=1)):
        call_command("publish_scheduled")
        assert not row(release)
    with time_machine.travel(moment):
        call_command("publish_scheduled")
        assert document(release)["title"] == "Gesperrt, berichtigt"
        assert_sound()


def test_an_embargo_that_passed_during_the_review_is_let_go_knowingly(newsroom, writer, reviewer):
    moment = in_days(1)
    release = writer.admin.create(
        newsroom.press, PressRelease, action=SUBMIT, title="Überholt", embargo_until=local(moment)
    )
    with time_machine.travel(in_days(2)):
        reviewer.client.force_login(reviewer.user)
        decide(reviewer, release, "approve")
        assert not newest(release).live
        assert [
            name
            for name, _label, _form in newest(release).current_workflow_task.get_actions(newest(release), reviewer.user)
        ] == ["reject", "approve_now"]
        decide(reviewer, release, "approve_now")
        assert newest(release).live and row(release)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"embargo_until": "01.01.2020 10:00"}, "Zeitpunkt"),
        ({"embargo_until": "01.06.2031 10:00", "expire_at": "01.05.2031 10:00"}, "Sperrfrist"),
        ({"embargo_until": "30.03.2031 02:30"}, "Europe/Berlin"),
        ({"embargo_until": "26.10.2031 02:30"}, "Europe/Berlin"),
    ],
)
def test_impossible_times_are_refused_in_words_and_nothing_is_lost(newsroom, writer, fields, message):
    url = reverse("wagtailadmin_pages:add", args=("press", "pressrelease", newsroom.press.pk))
    data = data_at(writer.client, url)
    response = writer.client.post(url, data | {"title": "Unmöglich", "slug": "unmoeglich", SUBMIT: "1"} | fields)
    assert response.status_code == 200
    text = response.content.decode()
    assert message in text and "Unmöglich" in text
    assert not Page.objects.filter(slug="unmoeglich").exists()


def test_the_languages_of_a_set_go_live_together_or_not_at_all(newsroom, writer, reviewer):
    release = writer.admin.create(newsroom.press, PressRelease, title="Satz", action="", release_together="on")
    translation = release.copy_for_translation(newsroom.en, copy_parents=True)
    translation.title = "Set"
    translation.save_revision()
    writer.admin.edit(release, action=SUBMIT)
    decide(reviewer, release, "approve")
    assert not newest(release).live
    call_command("publish_scheduled")
    assert not row(release) and not row(translation)
    writer.admin.edit(translation, action=SUBMIT)
    decide(reviewer, translation, "approve")
    assert document(release)["title"] == "Satz" and document(translation)["title"] == "Set"
    assert_sound()


def test_making_the_roles_again_changes_nothing(roles):
    def rights() -> list[tuple[str, int, int]]:
        groups = Group.objects.order_by("pk")
        return [(group.name, group.permissions.count(), group.page_permissions.count()) for group in groups]

    before = rights()
    make_roles()
    assert rights() == before
    assert Workflow.objects.filter(active=True).count() == 1
    assert TaskState.objects.count() == 0


def test_without_a_site_the_roles_cannot_be_made(db):
    Site.objects.all().delete()
    with pytest.raises(CommandError, match="front page"):
        call_command("make_roles")


def test_a_superuser_is_the_way_out(newsroom, roles):
    client = Client()
    client.force_login(UserFactory())
    assert Admin(client).create(newsroom.press, PressRelease, title="Notfall").live


def test_wagtail_localize_s_editor_does_not_publish_past_the_review(newsroom, writer, reviewer):
    release = newsroom.release(title="Vorlage")
    source, _made = TranslationSource.get_or_create_from_instance(release)
    translation = Translation.objects.create(source=source, target_locale=newsroom.en)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    assert not target.live
    for who in (writer, reviewer):
        who.client.post(reverse("wagtailadmin_pages:edit", args=(target.pk,)), {"action": "publish"})
        assert not newest(target).live and not row(target)
