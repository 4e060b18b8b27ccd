"""A translation that is renewed gets new words, and keeps its address and whatever its desk does not show."""

import datetime

import pytest
from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.content.models import FileTexts, ImageTexts, Venue
from cms.delivery import publications, registry
from cms.translation import editing, facts, submission
from cms.translation.adopting import confirm
from cms.translation.models import Job
from cms.translation.segments import texts_of_source
from tests.factories import ContactPointFactory, DocumentFactory, ImageFactory, SnippetFactory
from tests.page_types import made
from tests.proof import sampled
from tests.translation.desk import ask, translate
from tests.translation.helpers import release

pytestmark = pytest.mark.databases

PAGES = [presenter.model for presenter in registry.presenters()]
SNIPPETS = facts.snippet_models()
# What no editor writes in a translation: its place in the tree, its identity, and what publishing notes.
NOT_WRITTEN = {
    "id", "path", "depth", "numchild", "url_path", "translation_key", "draft_title", "live", "has_unpublished_changes",
    "locked", "locked_at", "expired", "latest_revision_created_at", "first_published_at", "last_published_at",
}  # fmt: skip
MOMENT = datetime.datetime(2031, 2, 3, 4, 5, tzinfo=datetime.UTC)


def original(newsroom, model):
    if issubclass(model, Page):
        return made(newsroom, model)
    if hasattr(model, "named"):  # what is said of a file is made with it
        return {ImageTexts: ImageFactory, FileTexts: DocumentFactory}[model](title="Titel").texts
    factories = {factory._meta.model: factory for factory in SnippetFactory.__subclasses__()}
    return factories[model]() if model in factories else model.objects.create(locale=newsroom.de, **TEXTS[model])


TEXTS = {model: {"name": "Agentur"} if model.__name__ == "SiteTexts" else {} for model in SNIPPETS}


def public(job):
    """Let the job's translation be public as it stands."""
    for segment in editing.segments_of(job):
        editing.put(job, segment, "neu")
    if submission.target_of(job) is None:
        submission.translated(job).save()
    confirm(job, texts_of_source(job.source))
    return submission.target_of(job)


def own_value(field):
    """What nobody would write in the original; None for fields in which no translation is written."""
    if field.name in NOT_WRITTEN or field.is_relation or isinstance(field, StreamField | models.AutoField):
        return None
    if field.choices:
        return field.choices[-1][0]
    if isinstance(field, RichTextField | models.TextField | models.CharField):
        return "https://own.example" if isinstance(field, models.URLField) else "own"
    by_kind = {
        models.BooleanField: True,
        models.DateTimeField: MOMENT,
        models.DateField: MOMENT.date(),
        models.PositiveIntegerField: 77,
    }
    return next((value for kind, value in by_kind.items() if isinstance(field, kind)), None)


@sampled("model", [*PAGES, *SNIPPETS], 8, ids=lambda model: model._meta.label)
def test_only_what_is_shared_or_on_the_desk_changes(newsroom, english, model):
    job = ask(original(newsroom, model), english)
    target = public(job)
    values = {field.name: own_value(field) for field in model._meta.concrete_fields}
    own = {name: value for name, value in values.items() if value is not None}
    for name, value in own.items():
        setattr(target, name, value)
    models.Model.save(target)
    on_desk = {segment.context.path.partition(".")[0] for segment in editing.segments_of(job)}
    renewed = submission.translated(job)
    kept = own.keys() - on_desk - set(getattr(model, "shared_fields", ()))
    assert {name: getattr(renewed, name) for name in kept} == {name: own[name] for name in kept}
    assert all(getattr(renewed, name) == "neu" for name in on_desk & own.keys())
    if issubclass(model, Page):
        assert {"slug", "seo_title", "search_description", "show_in_menus", "expire_at"} <= kept


def test_the_address_of_a_public_translation_stays_whatever_its_title_becomes(
    newsroom, english, writer, translator, reviewer
):
    text = newsroom.release(title="Neue Beratung")
    job = ask(text, english, writer.user)
    page = release(job, translator.user, reviewer.user, title="New advice")
    assert page.slug == "new-advice"
    text.refresh_from_db()
    text.title = "Andere Beratung"
    with publications.unit():
        text.save_revision().publish()
    page = release(Job.objects.get(pk=job.pk), translator.user, reviewer.user, title="Other advice")
    assert (page.title, page.slug) == ("Other advice", "new-advice")


def test_words_that_the_original_dropped_go_with_the_renewal(newsroom, english, writer, translator, reviewer):
    text = newsroom.release(title="Beratung", kicker="Dachzeile")
    job = ask(text, english, writer.user)
    assert release(job, translator.user, reviewer.user).kicker == "[Dachzeile]"
    text.refresh_from_db()
    text.kicker = ""
    with publications.unit():
        text.save_revision().publish()
    assert submission.translated(Job.objects.get(pk=job.pk)).kicker == ""


def test_files_of_the_original_follow_and_those_chosen_at_the_desk_stay(newsroom, english):
    first, second, own = DocumentFactory(), DocumentFactory(), DocumentFactory()
    text = newsroom.release(title="Beratung", attachments=[("documents", {"files": [first]})])
    job = ask(text, english)
    public(job)
    text.attachments = [("documents", {"files": [second]})]
    with publications.unit():
        text.save_revision().publish()
    assert files_of(submission.translated(Job.objects.get(pk=job.pk))) == [second.pk]
    raw = [{"type": "documents", "value": {"files": [own.pk]}}]
    Job.objects.filter(pk=job.pk).update(own_facts={"attachments": raw})
    assert files_of(submission.translated(Job.objects.get(pk=job.pk))) == [own.pk]


def files_of(page):
    return [file.pk for block in page.attachments for file in block.value["files"]]


def test_an_image_without_words_follows_and_one_chosen_in_the_translation_stays(newsroom, english):
    text = newsroom.release(title="Beratung")
    job = ask(text, english)
    target = public(job)
    text.image = [("image", {"image": ImageFactory(), "alt_text": ""})]
    with publications.unit():
        text.save_revision().publish()
    renewed = submission.translated(Job.objects.get(pk=job.pk))
    assert renewed.image[0].value["image"] == text.image[0].value["image"]
    own = ImageFactory()
    target.image = [("image", {"image": own, "alt_text": ""})]
    models.Model.save(target)
    assert submission.translated(Job.objects.get(pk=job.pk)).image[0].value["image"] == own


def test_a_contact_chosen_in_the_translation_stays(newsroom, english):
    contact = ContactPointFactory(name="Pressestelle")
    office = contact.copy_for_translation(english)
    office.save()
    job = ask(newsroom.release(title="Beratung", press_contact=contact), english)
    target = public(job)
    target.press_contact = None
    models.Model.save(target)
    assert submission.translated(job).press_contact == office
    target.press_contact = ContactPointFactory(name="Another office", locale=english)
    models.Model.save(target)
    assert submission.translated(job).press_contact == target.press_contact


def test_what_is_shared_is_the_original_s_after_a_renewal(newsroom, english):
    venue = Venue.objects.create(name="Haus", city="Auenfurt", locale=newsroom.de)
    job = ask(venue, english)
    target = public(job)
    Venue.objects.filter(pk=target.pk).update(city="Elsewhere")
    assert submission.translated(job).city == "Auenfurt"


def test_before_it_is_public_a_translation_is_all_that_the_original_is(newsroom, english):
    text = newsroom.release(title="Beratung", show_in_menus=True)
    job = ask(text, english)
    translate(job, title="Advice")
    Page.objects.filter(pk=submission.target_of(job).pk).update(show_in_menus=False)
    assert submission.translated(job).show_in_menus and submission.translated(job).slug == "advice"
