"""What approved texts show changes only when a second pair of eyes has approved it."""

import pytest
from django.conf import settings
from django.contrib.messages import ERROR
from django.core.checks import run_checks
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import LogContext
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import rich_text

from cms.content.models import CustomDocument, CustomImage, Person
from cms.delivery import publications
from cms.editorial import second_eyes
from cms.editorial.models import ProposedChange
from tests.admin import Admin, context_at, data_at
from tests.colleagues import Colleague
from tests.factories import ImageFactory, PersonFactory, PersonFunctionFactory, UserFactory, picture
from tests.filled import translated
from tests.shown import boilerplate, file, image, person
from tests.store import assert_sound, document


def waits() -> ProposedChange:
    return ProposedChange.objects.get()


def decide(change, colleague, answer="approve", **data):
    return colleague.client.post(reverse("editorial_decide", args=(change.pk, answer)), data)


@pytest.fixture
def quoted(newsroom, roles):
    """Somebody with a function and a telephone, quoted in public."""
    found, release = person(newsroom, title="Meldung")
    with publications.unit():
        PersonFunctionFactory(person=found, function="Leitung")
        found.name, found.phone = "Kim Muster", "030 1"
        found.save()
    return Person.objects.get(pk=found.pk), release


def speaker(release):
    return document(release)["body"][0]["person"]


def test_words_wait_and_a_telephone_number_goes_through_in_the_same_form(quoted, writer, reviewer):
    found, release = quoted
    writer.admin.edit_snippet(found, name="Kim Neu", phone="030 2", **{"functions-0-function": "Vorsitz"})
    found.refresh_from_db()
    assert (found.name, found.phone, [one.function for one in found.functions.all()]) == (
        "Kim Muster",
        "030 2",
        ["Leitung"],
    )
    assert (speaker(release)["name"], speaker(release)["function"]) == ("Kim Muster", "Leitung")
    assert set(waits().after) == {"name", "functions"}
    decide(waits(), reviewer)
    assert (speaker(release)["name"], speaker(release)["function"]) == ("Kim Neu", "Vorsitz")
    assert Person.objects.get(pk=found.pk).phone == "030 2"
    assert not ProposedChange.objects.exists()
    assert ModelLogEntry.objects.filter(action=second_eyes.APPROVED, object_id=found.pk, user=reviewer.user).exists()
    assert_sound()


def test_what_goes_through_alone_waits_for_nobody(quoted, writer):
    found, _release = quoted
    writer.admin.edit_snippet(found, phone="030 3")
    assert Person.objects.get(pk=found.pk).phone == "030 3"
    assert not ProposedChange.objects.exists()


def test_a_function_added_or_taken_away_waits_too(quoted, writer, reviewer):
    found, release = quoted
    new = {"functions-TOTAL_FORMS": 2, "functions-1-function": "Sprecher", "functions-1-ORDER": 2, "functions-1-id": ""}
    writer.admin.edit_snippet(found, **{"functions-0-DELETE": "on"}, **new)
    assert speaker(release)["function"] == "Leitung"
    decide(waits(), reviewer)
    assert [one.function for one in Person.objects.get(pk=found.pk).functions.all()] == ["Sprecher"]
    assert speaker(release)["function"] == "Sprecher"
    assert_sound()


def test_what_no_approved_text_shows_is_changed_at_once(newsroom, writer):
    found = PersonFactory(name="Kim Muster")
    newsroom.release(title="Entwurf", live=False, body=[("quote", {"text": "Ja.", "person": found})])
    writer.admin.edit_snippet(found, name="Kim Neu")
    assert Person.objects.get(pk=found.pk).name == "Kim Neu"


def test_who_approves_needs_another_one_and_a_superuser_none(quoted, reviewer):
    found, _release = quoted
    reviewer.admin.edit_snippet(found, name="Kim Neu")
    assert decide(waits(), reviewer).status_code in {302, 403}
    assert Person.objects.get(pk=found.pk).name == "Kim Muster"
    decide(waits(), Colleague("Freigabe"))
    assert Person.objects.get(pk=found.pk).name == "Kim Neu"
    client = Client()
    client.force_login(UserFactory())
    Admin(client).edit_snippet(found, name="Kim Super")
    assert Person.objects.get(pk=found.pk).name == "Kim Super"


@pytest.mark.parametrize("answer", ["approve", "return"])
def test_who_may_not_approve_decides_nothing(quoted, writer, answer):
    found, _release = quoted
    writer.admin.edit_snippet(found, name="Kim Neu")
    decide(waits(), Colleague("Redaktion"), answer)
    assert Person.objects.get(pk=found.pk).name == "Kim Muster"
    assert ProposedChange.objects.count() == 1


def test_a_change_is_returned_with_a_comment_or_taken_back(quoted, writer, reviewer, mailoutbox):
    found, _release = quoted
    writer.admin.edit_snippet(found, name="Kim Neu")
    decide(waits(), reviewer, "return", comment="Bitte mit Titel.")
    assert mailoutbox[-1].to == [writer.user.email] and "Bitte mit Titel." in mailoutbox[-1].body
    writer.admin.edit_snippet(found, name="Kim Neu")
    decide(waits(), writer, "return")
    assert not ProposedChange.objects.exists()
    assert Person.objects.get(pk=found.pk).name == "Kim Muster"


def test_who_proposes_says_why_and_nobody_else(quoted, writer, reviewer):
    found, _release = quoted
    writer.admin.edit_snippet(found, name="Kim Neu")
    decide(waits(), writer, "explain", reason="Geheiratet.")
    assert "Geheiratet." in reviewer.client.get(reverse("editorial_proposals")).content.decode()
    decide(waits(), reviewer, "explain", reason="Erfunden.")
    assert waits().reason == "Geheiratet."


def test_a_change_of_what_is_another_by_now_is_not_approved(quoted, writer, reviewer):
    found, _release = quoted
    writer.admin.edit_snippet(found, name="Kim Neu")
    with publications.unit():
        Person.objects.get(pk=found.pk)
        found.name = "Kim Anders"
        found.save()
    decide(waits(), reviewer)
    assert Person.objects.get(pk=found.pk).name == "Kim Anders"
    with pytest.raises(PermissionDenied):
        second_eyes.approve(waits(), reviewer.user)
    assert ProposedChange.objects.exists()


def test_saved_again_unchanged_it_waits_once(quoted, writer):
    found, _release = quoted
    for _time in range(2):
        writer.admin.edit_snippet(found, name="Kim Neu")
    assert ProposedChange.objects.count() == 1


def test_approvers_are_told_by_mail_and_all_see_what_waits(quoted, writer, reviewer, mailoutbox):
    found, _release = quoted
    writer.admin.edit_snippet(found, name="Kim Neu", **{"functions-0-function": "Vorsitz"})
    assert [mail.to for mail in mailoutbox] == [[reviewer.user.email]]
    listed = reviewer.client.get(reverse("editorial_proposals")).content.decode()
    assert all(
        words in listed
        for words in ("Kim <del>Muster</del>", "Kim <ins>Neu</ins>", "<del>Leitung</del>", "<ins>Vorsitz</ins>")
    )
    assert reverse("editorial_decide", args=(waits().pk, "approve")) in listed
    assert reverse("editorial_decide", args=(waits().pk, "approve")) not in (
        writer.client.get(reverse("editorial_proposals")).content.decode()
    )
    assert "changes-to-approve" in reviewer.client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_wording_waits_and_releases_keep_theirs(newsroom, roles, writer, reviewer):
    found, release = boilerplate(newsroom, title="Meldung")
    with LogContext(user=writer.user), publications.unit():
        wording = found.wordings.get()
        wording.text = "<p>Neuer Wortlaut</p>"
        found.wordings = [wording]
        found.save_revision(user=writer.user).publish(user=writer.user)
    found.refresh_from_db()
    assert [one.text for one in type(found).objects.get(pk=found.pk).wordings.all()] == ["<p>Wortlaut</p>"]
    before = document(release)
    decide(waits(), reviewer)
    assert [one.text for one in type(found).objects.get(pk=found.pk).wordings.all()] == ["<p>Neuer Wortlaut</p>"]
    assert document(release) == before
    assert_sound()


def edit_file(colleague, found, **fields):
    app = {"customimage": "wagtailimages", "customdocument": "wagtaildocs"}[found._meta.model_name]
    url = reverse(f"{app}:edit", args=(found.pk,))
    data = data_at(colleague.client, url)
    data.pop("file", None)
    return colleague.client.post(url, {key: value for key, value in (data | fields).items() if value is not None})


def test_the_texts_of_an_image_wait(newsroom, roles, writer, reviewer):
    found, release = image(newsroom, title="Meldung")
    edit_file(writer, found, alt_text="Ein anderes Bild", credit="Foto: Kim")
    shown = document(release)["image"]
    assert (shown["alt"], shown["credit"]) == ("Ein einfarbiges Bild", "Foto: Kim")
    decide(waits(), reviewer)
    assert document(release)["image"]["alt"] == "Ein anderes Bild"
    assert_sound()


def new_file(model):
    return picture("red", (300, 700)) if model is CustomImage else ContentFile(b"Neuer Inhalt", name="neu.txt")


@pytest.mark.parametrize(("kind", "model"), [(image, CustomImage), (file, CustomDocument)])
@pytest.mark.parametrize("answer", ["approve", "return"])
def test_a_file_replaced_waits_and_the_old_one_is_served_meanwhile(
    newsroom, roles, writer, reviewer, kind, model, answer, django_capture_on_commit_callbacks
):
    found, release = kind(newsroom, title="Meldung")
    before, content, hashed = document(release), found.file.open("rb").read(), found.file_hash
    edit_file(writer, found, file=new_file(model))
    kept = model.objects.get(pk=found.pk)
    assert kept.file.open("rb").read() == content and kept.file_hash == hashed
    assert document(release) == before
    proposed = waits().after["file"]
    with django_capture_on_commit_callbacks(execute=True):
        decide(waits(), reviewer, answer)
    now = model.objects.get(pk=found.pk)
    assert (now.file_hash != hashed) == (answer == "approve")
    assert now.file.storage.exists(now.file.name)
    assert not now.file.storage.exists(proposed) or now.file.name == proposed
    assert now.file.storage.exists(kept.file.name) == (answer == "return")
    if model is CustomImage:
        assert (now.width, now.height) == ((300, 700) if answer == "approve" else (1000, 500))
    assert_sound()


@pytest.mark.parametrize(("kind", "model"), [(image, CustomImage), (file, CustomDocument)])
def test_both_files_are_seen_before_one_is_approved(newsroom, roles, writer, reviewer, kind, model):
    found, _release = kind(newsroom, title="Meldung")
    edit_file(writer, found, file=new_file(model))
    listed = reviewer.client.get(reverse("editorial_proposals")).content.decode()
    for name in (waits().before["file"], waits().after["file"]):
        url = reverse("media", args=(name,))
        assert f'href="{url}"' in listed and (f'src="{url}"' in listed) == (model is CustomImage)
        assert reviewer.client.get(url).status_code == 200
        assert Client().get(url).status_code == 404


TOGETHER = [
    (
        image,
        CustomImage,
        {"credit": "Foto: Neu", "licence": "Nur heute", "alt_text": "Neu", "rights_until": "01.02.2030"},
    ),
    (file, CustomDocument, {"title": "Neuer Titel", "language": "en"}),
]


def row(model, found):
    return model.objects.filter(pk=found.pk).values().get()


@pytest.mark.parametrize(("kind", "model", "fields"), TOGETHER)
@pytest.mark.parametrize("answer", ["approve", "return"])
def test_what_is_said_of_a_new_file_waits_with_it(
    newsroom, roles, writer, reviewer, kind, model, fields, answer, django_capture_on_commit_callbacks
):
    found, release = kind(newsroom, title="Meldung")
    before, shown = row(model, found), document(release)
    edit_file(writer, found, file=new_file(model), **fields)
    assert (row(model, found), document(release)) == (before, shown)
    assert set(waits().after) == {"file", *fields}
    listed = reviewer.client.get(reverse("editorial_proposals")).content.decode()
    assert all(value in listed or name == "language" for name, value in fields.items())
    with django_capture_on_commit_callbacks(execute=True):
        decide(waits(), reviewer, answer)
    now = row(model, found)
    if answer == "return":
        assert (now, document(release)) == (before, shown)
    else:
        changed = {name for name, value in now.items() if value != before[name]}
        assert {"file", *fields} <= changed and document(release) != shown
    assert not ProposedChange.objects.exists()
    assert_sound()


def test_rights_that_have_ended_for_a_new_picture_take_nothing_away_meanwhile(newsroom, roles, writer):
    found, release = image(newsroom, title="Meldung")
    edit_file(writer, found, file=new_file(CustomImage), rights_until="01.02.2020")
    assert document(release)["image"] and not row(CustomImage, found)["rights_ended"]
    assert_sound()


def test_what_is_forgotten_beside_a_new_file_is_added_to_it(newsroom, roles, writer, reviewer):
    found, release = image(newsroom, title="Meldung")
    edit_file(writer, found, alt_text="Ein anderes Bild")
    edit_file(writer, found, file=new_file(CustomImage))
    seen = waits()
    decide(seen, writer, "explain", reason="Neue Brücke.")
    before = document(release)
    edit_file(
        writer, found, credit="Foto: Kim", focal_point_x=3, focal_point_y=4, focal_point_width=5, focal_point_height=6
    )
    assert document(release) == before and not found.credit
    assert {"alt_text", "file", "credit"} < set(waits().after) and waits().reason == "Neue Brücke."
    listed = reviewer.client.get(reverse("editorial_proposals")).content.decode()
    assert "<ins>Foto: Kim</ins>" in listed and "focal point" not in listed
    answer = decide(seen, reviewer)  # who saw less of it
    assert answer.status_code == 302 and document(release) == before and waits()
    decide(waits(), reviewer)
    shown = document(release)["image"]
    assert (shown["alt"], shown["credit"]) == ("Ein anderes Bild", "Foto: Kim")
    assert_sound()


def test_a_file_replaced_again_leaves_the_first_one_nowhere(
    newsroom, roles, writer, django_capture_on_commit_callbacks
):
    found, _release = image(newsroom, title="Meldung")
    edit_file(writer, found, file=new_file(CustomImage), credit="Foto: Kim")
    first = waits().after["file"]
    with django_capture_on_commit_callbacks(execute=True):
        edit_file(writer, found, file=picture("blue", (200, 200)))
    assert waits().after["credit"] == "Foto: Kim" and waits().after["file"] != first
    assert not found.file.storage.exists(first) and found.file.storage.exists(waits().after["file"])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"file": None}, {"credit": "Foto: Kim"}),
        ({"file": None}, {"file": None}),
        ({"alt_text": "Ein anderes Bild"}, {"file": None, "credit": "Foto: Kim"}),
    ],
)
def test_others_change_nothing_beside_a_file_that_waits_and_are_told_why(newsroom, roles, writer, first, second):
    found, release = image(newsroom, title="Meldung")
    new = {"file": new_file(CustomImage)}
    edit_file(writer, found, **first | ({} if "alt_text" in first else new))
    before, kept, proposed = document(release), row(CustomImage, found), waits().pk
    answer = edit_file(Colleague("Redaktion"), found, **second | ({} if "file" not in second else new))
    refused = [str(message) for message in answer.context["messages"] if message.level == ERROR]
    assert any(get_user_display_name(writer.user) in message for message in refused), refused
    assert (document(release), row(CustomImage, found), waits().pk) == (before, kept, proposed)


def test_by_a_door_without_a_form_others_are_refused_too(newsroom, roles, writer):
    found, _release = image(newsroom, title="Meldung")
    edit_file(writer, found, file=new_file(CustomImage))
    found.credit = "Foto: Kim"
    with pytest.raises(PermissionDenied), LogContext(user=Colleague("Redaktion").user), publications.unit():
        found.save()
    assert not row(CustomImage, found)["credit"]


def test_a_new_file_is_not_approved_with_fields_that_nobody_saw(newsroom, roles, writer, reviewer):
    found, _release = image(newsroom, title="Meldung")
    edit_file(writer, found, file=new_file(CustomImage))
    with publications.unit():
        found.credit = "Foto: Kim"
        found.save()
    decide(waits(), reviewer)
    assert waits() and row(CustomImage, found)["file_hash"] == found.file_hash


def test_without_a_new_file_the_rest_goes_through_as_before(newsroom, roles, writer, reviewer):
    found, _release = image(newsroom, title="Meldung")
    edit_file(writer, found, alt_text="Ein anderes Bild", credit="Foto: Kim")
    assert row(CustomImage, found)["credit"] == "Foto: Kim"
    decide(waits(), reviewer)
    assert row(CustomImage, found)["alt_text"] == "Ein anderes Bild"


def test_a_file_is_called_what_it_was_called_when_it_was_uploaded(newsroom, roles, writer, reviewer):
    found, _release = image(newsroom, title="Meldung")
    edit_file(writer, found, file=picture("teal", (300, 700)))  # of the name that the old one has
    assert waits().after["file"] != waits().before["file"]
    [one] = context_at(reviewer.client, reverse("editorial_proposals"))["changes"]
    assert one["fields"][0]["after_file"]["name"] == "teal.png"


def test_dates_and_names_are_said_as_people_say_them(quoted, writer, reviewer):
    found, _release = quoted
    writer.user.first_name, writer.user.last_name = "Ada", "Muster"
    writer.user.save()
    writer.admin.edit_snippet(found, **{"functions-0-valid_from": "2016-04-01"})
    listed = reviewer.client.get(reverse("editorial_proposals")).content.decode()
    assert "Ada Muster" in listed and writer.user.username not in listed
    assert "01.04.2016" in listed and "2016-04-01" not in listed


@pytest.mark.parametrize("name", ["Neue Größe.pdf", "alt.pdf"])
def test_a_file_approved_has_the_name_it_was_given(newsroom, roles, writer, reviewer, name):
    found, _release = file(newsroom, title="Meldung")
    with publications.unit():
        found.file = ContentFile(b"Alt", name="alt.pdf")
        found.save()
    edit_file(writer, found, file=ContentFile(b"Neu", name=name))
    decide(waits(), reviewer)
    now = CustomDocument.objects.get(pk=found.pk)
    assert now.file.read() == b"Neu"
    assert now.filename == {"Neue Größe.pdf": "Neue_Groesse.pdf"}.get(name, name)
    assert_sound()


def test_what_follows_in_other_languages_waits_no_more(newsroom, quoted, writer, reviewer):
    found, release = quoted
    english = translated(found, newsroom.en)
    newsroom.translate(release, title="News")
    writer.admin.edit_snippet(found, **{"functions-0-valid_from": "2020-01-01"})
    decide(waits(), reviewer)
    assert not ProposedChange.objects.exists()
    assert [str(one.valid_from) for one in Person.objects.get(pk=english.pk).functions.all()] == ["2020-01-01"]
    assert_sound()


def test_the_form_says_that_something_waits(quoted, writer, reviewer):
    found, _release = quoted
    writer.admin.edit_snippet(found, name="Kim Neu")
    url = reverse(Person.snippet_viewset.get_url_name("edit"), args=(found.pk,))
    assert second_eyes.remark(found) in reviewer.client.get(url).content.decode()


def test_what_waits_is_not_called_changed_and_what_went_through_is(quoted, writer, newsroom):
    found, _release = quoted
    url = reverse(Person.snippet_viewset.get_url_name("edit"), args=(found.pk,))

    def said(**changes):
        answer = writer.client.post(url, data_at(writer.client, url) | changes, follow=True)
        return [str(message) for message in answer.context["messages"]]

    through = said(phone="030 9")
    assert any("geändert" in message for message in through), through
    held = said(name="Kim Neu")
    assert not any("geändert" in message for message in held)
    assert any("gespeichert" in message for message in held) and any("warten" in message for message in held)


def test_an_image_whose_texts_wait_is_not_called_changed(newsroom, writer):
    image = ImageFactory(title="Bild", alt_text="Zwei Menschen")
    newsroom.release(title="Meldung", body=[("image", {"image": image})])
    url = reverse("wagtailimages:edit", args=(image.pk,))
    answer = writer.client.post(url, data_at(writer.client, url) | {"alt_text": "Drei Menschen"}, follow=True)
    held = [str(message) for message in answer.context["messages"]]
    assert waits() and not any("geändert" in message or "aktualisiert" in message for message in held)
    assert any("gespeichert" in message for message in held) and any("warten" in message for message in held)


def test_a_form_says_that_something_waits_once_after_it_was_saved(newsroom, roles, writer):
    found, _release = boilerplate(newsroom, title="Meldung")
    url = reverse(type(found).snippet_viewset.get_url_name("edit"), args=(found.pk,))
    data = data_at(writer.client, url) | {"wordings-0-text": rich_text("<p>Neu</p>")}
    for action in ({"action-publish": "1"}, {}, {}):  # the form saves by itself, and nobody reads the answers
        assert writer.client.post(url, data | action).status_code == 302
    assert waits() and writer.client.get(url).content.decode().count(second_eyes.remark(found)) == 1


def test_what_is_deleted_waits_for_no_change(quoted, writer):
    found, release = quoted
    writer.admin.edit_snippet(found, name="Kim Neu")
    with publications.unit():
        type(release).objects.get(pk=release.pk).unpublish()
        found.delete()
    assert not ProposedChange.objects.exists()


def test_code_waits_for_nobody(quoted):
    found, release = quoted
    with publications.unit():
        found.name = "Kim Neu"
        found.save()
    assert speaker(release)["name"] == "Kim Neu"


@pytest.mark.parametrize("named", [{"content.person": ["nam"]}, {"content.persons": ["name"]}, {"person": ["name"]}])
def test_a_misspelt_name_in_the_setting_is_said_at_the_start(monkeypatch, named):
    monkeypatch.setattr(settings, "SECOND_EYES", named)
    assert [error.id for error in run_checks(tags=["models"])] == ["editorial.E003"]
