"""What this newsroom relies on in wagtail-localize, one promise a test: what an upgrade breaks fails here by name."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail_localize.fields import SynchronizedField, get_translatable_fields
from wagtail_localize.models import String as TheirString
from wagtail_localize.strings import StringValue

from cms.content.models import Organisation, Topic
from cms.translation import editing, localize, submission
from cms.translation.localize import StringSegment, StringTranslation, TranslationSource
from cms.translation.models import Job
from events.models import EventPage
from press.models import PressRelease
from tests.factories import ImageFactory, PersonFactory
from tests.test_arrows import imports, parts
from tests.translation.helpers import ask, target, translate

# What each model shares with its translations, besides what is no text to begin with.
SHARED = {
    "content.ContactPoint": {"phone"},
    "content.Organisation": {"city", "phone", "postal_code", "street"},
    "content.Person": {"phone"},
    "content.Venue": {"city", "postal_code", "street"},
    "events.EventPage": {
        "ends_at", "invitation_due", "number", "online", "online_url", "registration_until", "registration_url",
        "starts_at", "state", "time_open", "venue",
    },
    "events.EventSeriesPage": {"organiser"},
    "events.MeetingDocumentationPage": {"participants"},
    "press.PracticeReport": {"carrier", "date", "pdf"},
    "press.PressRelease": {"date", "embargo_until", "issuer", "release_together"},
}  # fmt: skip


def of_library(model):
    return {field.field_name: field for field in get_translatable_fields(model)}


def translated_fields(model):
    return {name for name, field in of_library(model).items() if not isinstance(field, SynchronizedField)}


def copied_fields(model):
    return {name for name, field in of_library(model).items() if isinstance(field, SynchronizedField)}


# Who may know it


@pytest.mark.parametrize(("module", "path"), parts(), ids=lambda value: value if isinstance(value, str) else "")
def test_one_module_imports_wagtail_localize(module, path):
    theirs = [name for name in imports(path) if name.split(".")[0] == "wagtail_localize"]
    assert bool(theirs) == (module == "cms.translation.localize")


def test_the_stamp_names_the_library_s_version_and_our_own():
    assert localize.stamp() == f"1.14.5/{localize.OWN_EXTRACTION}"


# Which fields are translated


@pytest.mark.parametrize("label", SHARED)
def test_these_facts_are_the_same_in_every_language(label):
    assert set(apps.get_model(label).shared_fields) == SHARED[label]


@pytest.mark.parametrize("model", localize.translatable_models(), ids=lambda model: model._meta.label)
def test_what_a_model_shares_is_copied_from_the_original_and_nowhere_else_written(model, db):
    shared = set(getattr(model, "shared_fields", ()))
    fields = of_library(model)
    instance = model()
    for name in shared:
        assert fields[name].is_synchronized(instance)
        assert not fields[name].is_translated(instance) and not fields[name].is_overridable(instance)
    assert shared <= copied_fields(model)
    assert not copied_fields(model) & translated_fields(model)


def test_texts_and_translatable_objects_are_translated_and_facts_are_not():
    assert translated_fields(PressRelease) == {
        "attachments", "body", "corrections", "image", "kicker", "lead", "place", "press_contact", "search_description",
        "seo_title", "slug", "subheadline", "title",
    }  # fmt: skip
    assert translated_fields(Organisation) == {"name", "parent", "short_name"}
    assert {"email", "website", "kind", "federal_state"} <= copied_fields(Organisation)
    assert {"topics", "hosts", "partners"} <= copied_fields(EventPage)  # links without words of their own


def test_a_misspelt_shared_field_is_said_at_the_start(monkeypatch):
    monkeypatch.setattr(Topic, "shared_fields", ("sort_oder",), raising=False)
    with pytest.raises(FieldDoesNotExist, match="sort_oder"):
        localize.share_fields()


# Places


def places(instance):
    """The places of the strings; ids of blocks and children by the kind of what they are of."""
    found = {}
    for path, string in localize.strings_of(instance):
        found.setdefault(path, []).append(string)
    return found


def body_of(page):
    [block] = page.body
    return block


@pytest.mark.parametrize(
    ("block", "place", "strings"),
    [
        (("heading", "Hilfe & Rat"), "", ["Hilfe &amp; Rat"]),
        (("rich_text", RichText("<p>Eins</p><ul><li>Zwei</li></ul>")), "", ["Eins", "Zwei"]),
        (("quote", {"text": "Ja", "person": None}), ".text", ["Ja"]),
    ],
    ids=["words", "rich text", "struct"],
)
def test_a_block_s_strings_stand_under_its_id_and_its_field(newsroom, block, place, strings):
    page = newsroom.release(body=[block])
    assert places(page)[f"body.{body_of(page).id}{place}"] == strings


def test_an_item_of_a_list_stands_under_its_own_id(newsroom):
    page = newsroom.release(body=[("list", {"ordered": False, "items": [RichText("Eins"), RichText("Zwei")]})])
    block = body_of(page)
    found = {path: strings for path, strings in places(page).items() if path.startswith("body")}
    ids = [item.id for item in block.value["items"].bound_blocks]
    assert found == {f"body.{block.id}.items.{ids[0]}": ["Eins"], f"body.{block.id}.items.{ids[1]}": ["Zwei"]}


def test_structs_in_a_list_stand_under_the_item_and_the_field(newsroom):
    figures = [{"value": "250", "label": "Menschen"}]
    page = newsroom.release(body=[("key_figures", {"figures": figures})])
    block = body_of(page)
    [item] = block.value["figures"].bound_blocks
    found = {path: strings for path, strings in places(page).items() if path.startswith("body")}
    base = f"body.{block.id}.figures.{item.id}"
    assert found == {f"{base}.value": ["250"], f"{base}.label": ["Menschen"]}


def test_an_image_has_strings_for_its_words_and_none_for_itself(newsroom):
    value = {"image": ImageFactory(), "alt_text": "Ein Haus", "caption": "Das Haus", "credit": "", "licence": ""}
    page = newsroom.release(image=[("image", value)])
    [block] = page.image
    found = {path: strings for path, strings in places(page).items() if path.startswith("image")}
    assert found == {f"image.{block.id}.alt_text": ["Ein Haus"], f"image.{block.id}.caption": ["Das Haus"]}


def test_a_child_s_strings_stand_under_its_translation_key(newsroom):
    person = PersonFactory()
    function = person.functions.create(function="Leiterin", locale=person.locale)
    assert places(person)[f"functions.{function.translation_key}.function"] == ["Leiterin"]


def test_choices_addresses_dates_and_empty_fields_are_no_strings(newsroom):
    page = newsroom.release(title="Titel", lead="Vorspann", kicker="", subheadline="")
    assert {path for path in places(page) if "." not in path} == {"title", "slug", "lead", "place"}
    house = Organisation(name="Haus", email="a@example.org", website="https://example.org", phone="1", city="Erfurt")
    assert places(house) == {"name": ["Haus"]}


# Strings


@pytest.mark.parametrize(
    ("words", "string"),
    [
        ("Hilfe & Rat", "Hilfe &amp; Rat"),
        ("Eins\nZwei", "Eins<br/>Zwei"),
        ("Ein <b>Tag</b>", "Ein &lt;b&gt;Tag&lt;/b&gt;"),
        (" Eins  zwei ", " Eins  zwei "),
        ("Sie sagt „ja“", "Sie sagt „ja“"),
    ],
)
def test_plain_words_become_inline_html_with_every_space(newsroom, words, string):
    assert places(newsroom.release(lead=words))["lead"] == [string]
    assert StringValue(string).render_text() == words


@pytest.mark.parametrize(
    ("html", "strings"),
    [
        ("<p>Ein <b>Tag</b></p>", ["Ein <b>Tag</b>"]),
        ("<p><b>Ein Tag</b></p>", ["Ein Tag"]),
        ("<p> Eins </p><p></p>", ["Eins"]),
        ("<p>Eins<br/>Zwei</p>", ["Eins<br/>Zwei"]),
        ('<p>Zum <a href="https://example.org">Haus</a></p>', ['Zum <a id="a1">Haus</a>']),
        ("<h3>Eins</h3><ul><li>Zwei</li><li>Drei</li></ul>", ["Eins", "Zwei", "Drei"]),
    ],
)
def test_rich_text_is_a_string_a_paragraph_without_what_surrounds_all_of_it(newsroom, html, strings):
    page = newsroom.release(body=[("rich_text", RichText(html))])
    assert places(page)[f"body.{body_of(page).id}"] == strings


def test_links_are_known_by_ids_that_a_translation_may_not_invent():
    assert localize.link_ids('Zum <a id="a1">Haus</a>') == {"a1"}
    assert localize.markup_problem('<a id="a1">Haus</a>', '<a id="a1">house</a>') == ""
    assert "a2" in localize.markup_problem('<a id="a1">Haus</a>', '<a id="a2">house</a>')
    assert localize.markup_problem("Haus", "<h1>house</h1>") != ""
    assert localize.markup_problem("Haus", '<b class="x">house</b>') != ""


def test_a_string_is_found_by_its_words_and_is_the_same_in_every_place(newsroom, english):
    ask(newsroom.release(title="Gleich", kicker="Gleich"), english)
    [found] = localize.strings_named({"Gleich", "Nirgends"}, newsroom.home.locale_id)
    assert StringSegment.objects.filter(string=found).count() == 2
    assert TheirString.from_value(newsroom.home.locale, StringValue("Gleich")) == found


# Originals


def test_a_text_that_did_not_change_keeps_its_strings(newsroom, english):
    page = newsroom.release(title="Alt")
    ask(page, english)
    source = localize.source_of(page)
    before = list(StringSegment.objects.filter(source=source).values_list("pk", flat=True))
    assert localize.freeze(PressRelease.objects.get(pk=page.pk)) == source
    assert list(StringSegment.objects.filter(source=source).values_list("pk", flat=True)) == before
    localize.take_apart_anew(source)
    assert list(StringSegment.objects.filter(source=source).values_list("pk", flat=True)) == before


def test_the_frozen_original_is_what_was_frozen_and_its_strings_are_those_in_memory(newsroom, english):
    page = newsroom.release(title="Alt", body=[("heading", "Haus"), ("rich_text", RichText("<p>Eins</p><p>Eins</p>"))])
    ask(page, english)
    source = localize.source_of(page)
    Page.objects.filter(pk=page.pk).update(title="Neu")
    assert localize.frozen(source).title == "Alt"
    assert sorted(localize.strings_of_source(source)) == sorted(localize.strings_of(page))


def test_a_string_that_the_original_lost_keeps_its_translation(newsroom, english, translator):
    page = newsroom.release(title="Alt")
    job = ask(page, english)
    translate(job, translator.user, title="Old")
    page.title = "Neu"
    localize.freeze(page)
    assert not StringSegment.objects.filter(string__data="Alt").exists()
    assert StringTranslation.objects.get(translation_of__data="Alt").data == "Old"


def test_what_a_text_names_is_known_where_it_is_translated_with_it(newsroom, english):
    house = Organisation.objects.create(name="Haus", locale=newsroom.home.locale)
    part = Organisation.objects.create(name="Stelle", parent=house, locale=newsroom.home.locale)
    ask(part, english)
    assert localize.named_by(part) == [house]


# Translations


@pytest.fixture
def job(newsroom, english):
    body = [("rich_text", RichText('<p>Zum <a href="https://example.org">Haus</a></p>'))]
    return ask(newsroom.release(title="Titel", lead="Vorspann", body=body), english)


def test_a_translation_in_memory_has_the_words_that_stand_and_the_original_s_for_the_rest(job, translator):
    segments = {segment.context.path.split(".")[0]: segment for segment in editing.segments_of(job)}
    editing.put(job, segments["title"], "Title", translator.user)
    editing.put(job, segments["body"], 'To the <a id="a1">house</a>', translator.user)
    page = localize.translated(job.translation.source, job.locale, submission.target_of(job))
    assert (page.title, page.lead) == ("Title", "Vorspann")
    assert page.body[0].value.source == '<p>To the <a href="https://example.org">house</a></p>'
    assert page.locale == job.locale


def test_a_translation_in_memory_saves_nothing(job, translator):
    before = submission.target_of(job)
    translate(job, translator.user)
    localize.translated(job.translation.source, job.locale, submission.target_of(job)).lead = "Anders"
    after = submission.target_of(job)
    assert (after.title, after.lead, after.live) == (before.title, before.lead, before.live)
    assert after.latest_revision_id == before.latest_revision_id


def test_a_snippet_that_is_still_to_be_made_is_translated_in_memory(newsroom, english, translator):
    topic = Topic.objects.create(title="Arbeit", locale=newsroom.home.locale)
    job = ask(topic, english)
    translate(job, translator.user, title="Work")
    made = localize.translated(job.translation.source, english)
    assert (made.pk, made.title, made.locale) == (None, "Work", english)
    assert not Topic.objects.filter(locale=english).exists()


def test_what_is_shared_is_the_original_s(newsroom, english):
    page = newsroom.release()
    job = ask(page, english)
    stale = submission.target_of(job)
    stale.date = stale.date.replace(year=1999)
    assert localize.translated(job.translation.source, english, stale).date == page.date


def test_asking_and_writing_publish_nothing(job, translator):
    page = target(localize.frozen(job.translation.source), job.locale)
    assert not page.live and page.live_revision_id is None
    translate(job, translator.user)
    page = target(localize.frozen(job.translation.source), job.locale)
    assert not page.live and page.title == "Titel"


def test_handing_over_publishes_nothing(job, translator):
    translate(job, translator.user)
    submission.submit(Job.objects.get(pk=job.pk), translator.user)
    page = target(localize.frozen(job.translation.source), job.locale)
    assert not page.live and page.title == "Titel"
    assert page.latest_revision.content["title"] == "[Titel]"


def test_a_translation_that_was_disabled_is_enabled_again(job):
    job.translation.enabled = False
    job.translation.save()
    found = localize.translation_into(TranslationSource.objects.get(pk=job.translation.source_id), job.locale)
    assert (found.pk, found.enabled) == (job.translation_id, True)
