"""Words as they are kept: every text field of whatever editors write, through every door."""

import pytest
from django.apps import apps
from django.db import models
from hypothesis import given
from hypothesis import strategies as st
from wagtail import blocks
from wagtail.fields import StreamField

from cms.content.cleaning import clean_html, clean_line, clean_stream, clean_text
from cms.content.kinds import is_edited
from cms.content.models import CustomImage, Person
from cms.content.words import clean_content, clean_instance, text_fields
from press.models import PressRelease
from tests.admin import Admin
from tests.factories import (
    BoilerplateWordingFactory,
    DocumentFactory,
    ImageFactory,
    PersonFactory,
    PersonFunctionFactory,
    PressReleaseFactory,
)
from tests.store import document, row

DIRTY = "Fach\u00adkra\u0308fte\u200bsicherung\u00a0heute\x07"
CLEAN = "Fachkräftesicherung heute"
EDITED = [model for model in apps.get_models() if is_edited(model) and not model._meta.proxy]


@pytest.fixture
def at_work(newsroom, admin) -> Admin:
    return Admin(admin)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        (DIRTY, CLEAN),
        ("nichts\u2028zu\x0btun", "nichts\nzu\ntun"),
        ("a\u00ad\u0308", "ä"),
        ("\ufeffTitel", "Titel"),
        ("zwei\u00a0 \u00a0Wörter", "zwei Wörter"),
        ("·\u00a0\u00a0\u00a0Beratung", "· Beratung"),
        ("weit\u2003weg", "weit weg"),
        ("\u202a+49 361 1\u202c", "+49 361 1"),
        ("gelb\u202etor", "gelbtor"),
        ("Auf\u200clage \u200d", "Auflage "),
        ("Flut\U000e0067", "Flut"),
    ],
)
def test_what_nobody_sees_or_meant_goes(typed, clean):
    assert clean_text(typed) == clean


@pytest.mark.parametrize(
    "meant",
    [
        "",
        "Zeile\r\nund\tnoch eine\n",
        "Vraiment\u202f? Oui\u00a0: «\u00a0tout de suite\u00a0»\u202f!",
        "3\u00a0000 Menschen, 10\u202f%, §\u00a05, Nr.\u00a07, 12.\u00a0Mai",
        "z.\u00a0B. und J.\u2009S. Bach",
        "می\u200cخواهم",
        "क्\u200dष",
        "👩\u200d💻 und 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "قال \u200f(EU)\u200f نعم",
        "Київ об’єднує",
    ],
)
def test_what_carries_meaning_stays(meant):
    assert clean_text(meant) == meant


@given(st.text())
def test_clean_words_stay_as_they_are(text):
    for clean in (clean_text, clean_line, clean_html):
        assert clean(clean(text)) == clean(text)


def test_a_line_has_no_breaks_and_nothing_around_it():
    assert clean_line(" Titel\u00a0\r\n in zwei\tZeilen\u200b") == "Titel in zwei Zeilen"


def test_html_is_clean_between_its_tags_only():
    html = '<p>Fach&shy;kr&auml;fte &lt;3&nbsp;000&gt; a&#776; &amp;shy; <a href="/a\u00adb">m<b>\u00ad</b>it</a></p>'
    kept = '<p>Fachkr&auml;fte &lt;3\u00a0000&gt; ä &amp;shy; <a href="/a\u00adb">m<b></b>it</a></p>'
    assert clean_html(html) == kept


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model._meta.label)
def test_every_text_field_of_every_model_is_cleaned(model):
    """Listed by the code: whatever holds words, but for what is chosen from a list."""
    fields = [field for field in model._meta.fields if isinstance(field, models.CharField | models.TextField)]
    for field in fields:
        assert field.choices or text_fields(model)[field.attname](DIRTY) == CLEAN


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model._meta.label)
def test_every_block_of_words_is_cleaned(model):
    for field in model._meta.fields:
        if isinstance(field, StreamField):
            for block in leaves(field.stream_block):
                holds_words = isinstance(block, blocks.RichTextBlock | blocks.CharBlock | blocks.TextBlock)
                assert clean_stream(block, DIRTY) == (CLEAN if holds_words else DIRTY), block


def leaves(block: blocks.Block) -> list[blocks.Block]:
    inside = getattr(block, "child_blocks", None) or {}
    below = [*inside.values(), *([block.child_block] if isinstance(block, blocks.ListBlock) else [])]
    return [leaf for child in below for leaf in leaves(child)] if below else [block]


def test_a_version_is_clean_with_its_blocks_and_children(newsroom):
    release = newsroom.release(
        title=DIRTY,
        body=[("heading", DIRTY), ("key_figures", {"figures": [{"value": "3\u00a0000", "label": DIRTY}]})],
        corrections=[PressRelease.corrections.rel.related_model(text=DIRTY)],
    )
    content = release.latest_revision.content
    assert content == clean_content(PressRelease, content)
    assert (release.title, release.slug) == (CLEAN, "fachkraeftesicherung-heute")
    assert release.corrections.get().text == content["corrections"][0]["text"] == CLEAN
    shown = document(release)
    assert shown["title"] == shown["body"][0]["text"] == shown["body"][1]["figures"][0]["label"] == CLEAN
    assert shown["body"][1]["figures"][0]["value"] == "3\u00a0000"
    assert CLEAN in row(release).document["corrections"][0]["text"]


def test_a_form_cleans_before_it_checks(newsroom, at_work):
    made = at_work.create(newsroom.press, PressRelease, title=DIRTY, date="06.05.2024", slug="")
    assert made is not None and (made.title, made.draft_title) == (CLEAN, CLEAN)
    with pytest.raises(AssertionError, match="darf nicht leer sein"):
        at_work.create(newsroom.press, PressRelease, action="", title="\u200b\u00ad", slug="leer")


def test_snippets_their_children_and_files_are_clean(newsroom):
    person = PersonFactory(name=DIRTY)
    function = PersonFunctionFactory(person=person, function=DIRTY)
    wording = BoilerplateWordingFactory(text=f"<p>{DIRTY}</p>")
    image = ImageFactory(title=DIRTY, alt_text=DIRTY)
    file = DocumentFactory(title=DIRTY)
    said = [person.name, function.function, image.title, image.alt_text, file.title]
    assert said == [CLEAN] * 5 and wording.text == f"<p>{CLEAN}</p>"


def test_what_was_stored_dirty_may_be_saved_again_as_it_was_approved(newsroom):
    release = newsroom.release(title="Sauber")
    revision = release.latest_revision
    revision.content["lead"] = DIRTY
    type(revision).objects.filter(pk=revision.pk).update(content=revision.content)
    revision.refresh_from_db()
    revision.save()
    revision.refresh_from_db()
    assert revision.content["lead"] == DIRTY
    revision.publish()
    release.refresh_from_db()
    assert release.lead == CLEAN


def test_what_is_not_in_memory_is_not_read(newsroom, django_assert_num_queries):
    release = newsroom.release()
    few = PressRelease.objects.only("title").get(pk=release.pk)
    with django_assert_num_queries(0):
        clean_instance(few)


def test_what_nobody_edits_is_left_alone():
    assert not is_edited(apps.get_model("importer.Import"))
    assert is_edited(Person) and is_edited(CustomImage) and is_edited(PressReleaseFactory._meta.model)
