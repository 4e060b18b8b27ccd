"""What texts show that are out or scheduled is not taken from them: every kind of it, at every door."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.models import get_snippet_models

from cms.content.models import Boilerplate, Retirable, SiteTexts
from cms.content.models.site import Menu
from cms.delivery import keeping, publications, shown_by
from cms.translation.models import Term
from events.models import DocumentationNextDate, EventPage, EventSeriesPage
from tests.admin import Admin
from tests.colleagues import Colleague
from tests.factories import (
    BoilerplateFactory,
    DocumentationFactory,
    EventFactory,
    EventSeriesFactory,
    in_days,
)
from tests.filled import translated
from tests.proof import sampled
from tests.shown import boilerplate, event, person, shown
from tests.store import assert_sound, document, row

KINDS = [model for model in apps.get_models() if issubclass(model, Retirable)]
PAGES = [EventPage, EventSeriesPage]


def by_name(model):
    return model.__name__


@pytest.fixture
def at_work(newsroom, admin) -> Admin:
    return Admin(admin)


def exists(found) -> bool:
    return type(found).objects.filter(pk=found.pk).exists()


# The doors


def delete_url(found) -> str:
    if isinstance(found, Page):
        return reverse("wagtailadmin_pages:delete", args=(found.pk,))
    viewset = getattr(type(found), "snippet_viewset", None)
    if viewset is not None:
        return reverse(viewset.get_url_name("delete"), args=(found.pk,))
    return reverse(delete_name(found), args=(found.pk,))


def delete_name(found) -> str:
    return {"customimage": "wagtailimages", "customdocument": "wagtaildocs"}[found._meta.model_name] + ":delete"


def bulk_url(found) -> str:
    meta = Page._meta if isinstance(found, Page) else found._meta
    return reverse("wagtail_bulk_action", args=(meta.app_label, meta.model_name, "delete")) + f"?id={found.pk}"


def uploader_url(found) -> str:
    """The list of what was just uploaded has a button of its own."""
    app = {"customimage": "wagtailimages", "customdocument": "wagtaildocs"}[found._meta.model_name]
    return reverse(f"{app}:delete_multiple", args=(found.pk,))


def api_url(found) -> str:
    return f"/admin/api/main/pages/{found.pk}/action/delete/"


def doors(model) -> list[Callable[[Model], str]]:
    if model in PAGES:
        return [delete_url, bulk_url, api_url]
    return [delete_url, bulk_url] if hasattr(model, "snippet_viewset") else [delete_url, bulk_url, uploader_url]


@sampled("model", [*KINDS, *PAGES], 3, ids=by_name)
def test_what_a_public_text_shows_is_deleted_at_no_door(newsroom, at_work, model):
    found, text = shown(model, newsroom)
    before = document(text)
    for url in doors(model):
        response = at_work.client.post(url(found), headers={"x-requested-with": "XMLHttpRequest"})
        assert response.status_code == 409, url
        assert text.title in response.content.decode(), url
        assert exists(found) and document(text) == before, url
    assert_sound()


@sampled("model", [*KINDS, *PAGES], 3, ids=by_name)
def test_before_anybody_deletes_it_the_texts_are_listed(newsroom, at_work, model):
    found, text = shown(model, newsroom)
    for url in (delete_url, bulk_url):
        page = at_work.client.get(url(found))
        assert page.status_code == 200, url
        assert text.title in page.content.decode(), url
        assert reverse("wagtailadmin_pages:edit", args=(text.pk,)) in page.content.decode(), url


@sampled("model", [*KINDS, *PAGES], 3, ids=by_name)
def test_the_refusal_says_what_is_true_of_the_kind(newsroom, at_work, model):
    found, _text = shown(model, newsroom)
    said = at_work.client.get(delete_url(found)).content.decode()
    may_go_offline = issubclass(model, Page)
    is_public = issubclass(model, DraftStateMixin)
    assert ("weder löschen noch offline nehmen" in said) is (is_public and not may_go_offline)
    assert ("nicht löschen" in said) is (may_go_offline or not is_public)
    assert ("Nehmen Sie die Seite offline" in said) is may_go_offline
    if may_go_offline:
        at_work.unpublish(found)
        found.refresh_from_db()
        assert not found.live
        assert_sound()


@sampled("model", [*KINDS, *PAGES], 3, ids=by_name)
def test_code_is_refused_in_a_unit_and_outside_of_one(newsroom, model):
    found, text = shown(model, newsroom)
    for delete in (found.delete, model.objects.filter(pk=found.pk).delete):
        for doing in (publications.unit, transaction.atomic):
            with pytest.raises(ProtectedError), doing():
                delete()
    assert exists(found) and document(text)
    assert_sound()


@sampled("model", [*KINDS, *PAGES], 3, ids=by_name)
def test_what_only_drafts_show_can_be_deleted(newsroom, at_work, model):
    found, _text = shown(model, newsroom, live=False)
    at_work.post(delete_url(found))
    assert not exists(found)


@sampled("model", KINDS, 3, ids=by_name)
def test_what_a_withdrawn_text_showed_can_be_deleted(newsroom, at_work, model):
    found, text = shown(model, newsroom)
    at_work.post(reverse("delivery_withdraw", args=(text.pk,)), {"reason": "Falsch."})
    if model is Boilerplate:  # the wording that was said stays, and with it what it is a wording of
        assert shown_by.holding(found) == []
        return
    at_work.post(delete_url(found))
    assert not exists(found)


@sampled("model", [*KINDS, *PAGES], 3, ids=by_name)
def test_what_a_scheduled_text_shows_is_not_deleted(newsroom, at_work, model):
    found, text = shown(model, newsroom, live=False)
    with publications.unit():
        text.go_live_at = in_days(2)
        text.save_revision().publish()
    assert [place.state for place in shown_by.holding(*keeping.trees([found]) if model in PAGES else [found])] == [
        shown_by.State.SCHEDULED
    ]
    assert at_work.client.post(delete_url(found)).status_code == 409
    assert exists(found)


@sampled("model", [*KINDS, *PAGES], 3, ids=by_name)
def test_what_a_text_shows_that_only_some_may_read_is_not_deleted(newsroom, at_work, model):
    found, text = shown(model, newsroom)
    at_work.restrict(text)
    assert row(text) is None
    going = keeping.trees([found]) if model in PAGES else [found]
    assert [place.state for place in shown_by.holding(*going)] == [shown_by.State.PRIVATE]
    response = at_work.client.post(delete_url(found))
    assert response.status_code == 409 and text.title in response.content.decode()
    assert exists(found)


def test_what_a_translation_shows_that_is_private_with_its_original_is_not_deleted(newsroom, at_work):
    found, release = person(newsroom)
    translation = newsroom.translate(release, title="News")
    at_work.restrict(release)
    assert row(translation) is None
    assert {place.page_id for place in shown_by.holding(found)} == {release.pk, translation.pk}


def test_what_only_drafts_show_in_a_private_section_can_be_deleted(newsroom, at_work):
    found, text = person(newsroom, live=False)
    at_work.restrict(text.get_parent())
    assert shown_by.holding(found) == []
    at_work.post(delete_url(found))
    assert not exists(found)


def test_a_text_in_review_is_told_of_and_holds_nothing(newsroom):
    found, release = person(newsroom, title="Wird geprüft", live=False)
    assert shown_by.places(found) == []
    Colleague("Redaktion").admin.edit(release, action="action-submit")
    assert [(place.title, place.state) for place in shown_by.places(found)] == [("Wird geprüft", shown_by.State.REVIEW)]
    assert shown_by.holding(found) == []


# Languages


def test_a_translation_is_kept_by_a_text_in_its_language_only(newsroom):
    person_, release = person(newsroom, title="Meldung")
    english, french = (translated(person_, newsroom.en), translated(person_, _french()))
    newsroom.translate(release, title="News")
    assert [place.locale for place in shown_by.places(english)] == ["en"]
    assert shown_by.places(french) == []
    with publications.unit():
        french.delete()
    with pytest.raises(keeping.StillShownError), publications.unit():
        english.delete()


def test_the_first_language_is_kept_by_the_texts_of_all(newsroom):
    person_, release = person(newsroom, title="Meldung")
    newsroom.translate(release, title="News")
    assert {place.locale for place in shown_by.places(person_)} == {"de", "en"}


def _french():
    from tests.factories import locale

    with publications.unit():
        return locale("fr")


# Pages


def test_a_page_goes_together_with_what_only_it_shows(newsroom, at_work):
    of_series = EventSeriesFactory(parent=newsroom.events, title="Reihe")
    first, later = (EventFactory(parent=of_series, title=title) for title in ("Erstes", "Zweites"))
    DocumentationFactory(parent=first, title="Dokumentation", next_dates=[DocumentationNextDate(event=later)])
    assert at_work.client.post(delete_url(later)).status_code == 409
    at_work.delete(of_series)
    assert not EventPage.objects.exists()
    assert_sound()


def test_chosen_together_pages_go_together(newsroom, at_work):
    found, release = event(newsroom, title="Meldung")
    at_work.bulk("delete", [found, release])
    assert not exists(found) and not exists(release)
    assert_sound()


def test_a_page_goes_with_its_languages_though_they_show_each_other(newsroom, at_work):
    found, release = event(newsroom, title="Meldung")
    newsroom.translate(release, title="News")
    at_work.delete(release)
    at_work.delete(found)
    assert not exists(found)
    assert_sound()


def test_a_page_below_another_is_no_reason_to_keep_it(newsroom, at_work):
    found = EventFactory(parent=newsroom.events, title="Treffen")
    documentation = DocumentationFactory(parent=found, title="Dokumentation")
    at_work.delete(documentation)
    assert not exists(documentation)


# Unpublishing


def test_a_boilerplate_that_a_public_text_shows_is_not_unpublished(newsroom, at_work):
    found, _text = boilerplate(newsroom, title="Meldung")
    url = reverse(Boilerplate.snippet_viewset.get_url_name("unpublish"), args=(found.pk,))
    for ask, status in ((at_work.client.get, 200), (at_work.client.post, 409)):
        response = ask(url)
        assert response.status_code == status and "Meldung" in response.content.decode()
    with pytest.raises(keeping.StillShownError), publications.unit():
        Boilerplate.objects.get(pk=found.pk).unpublish()
    assert Boilerplate.objects.get(pk=found.pk).live


def test_one_that_nobody_shows_is_unpublished_and_one_whose_time_is_over_ends(newsroom, at_work):
    unused, (used, _text) = BoilerplateFactory(live=True), boilerplate(newsroom, title="Meldung")
    at_work.unpublish_snippet(unused)
    with publications.unit():
        used.expire_at = timezone.now()
        used.unpublish(set_expired=True)
    assert not Boilerplate.objects.filter(live=True).exists()
    assert_sound()


# What is retired


def test_every_snippet_that_texts_show_can_be_retired():
    others = {SiteTexts, Menu, Term}  # of the site, and of the desk
    assert {model for model in get_snippet_models() if not issubclass(model, Retirable)} == others


def chooser_url(model, name, *args) -> str:
    if hasattr(model, "snippet_viewset"):
        return reverse(model.snippet_viewset.chooser_viewset.get_url_name(name), args=args)
    app = {"customimage": "wagtailimages", "customdocument": "wagtaildocs"}[model._meta.model_name]
    return reverse(f"{app}_chooser:{name}", args=args)


@sampled("model", KINDS, 3, ids=by_name)
@pytest.mark.usefixtures("admin_indexes")
def test_retired_it_is_offered_no_more_and_stays_where_it_is_shown(newsroom, at_work, model):
    found, text = shown(model, newsroom)
    before, link = document(text), chooser_url(model, "chosen", found.pk)

    def is_offered(**query) -> bool:
        return link in at_work.client.get(chooser_url(model, "choose_results"), query).content.decode()

    assert is_offered() and is_offered(q=str(found))
    for retired in (True, False):
        with publications.unit():
            found.retired = retired
            found.save()
        assert (is_offered(), is_offered(q=str(found))) == (not retired, not retired)
        assert document(text) == before
    assert_sound()


@sampled("model", [model for model in KINDS if hasattr(model, "snippet_viewset")], 3, ids=by_name)
def test_retiring_is_done_in_the_form_for_all_languages(newsroom, at_work, model):
    found, _text = shown(model, newsroom)
    english = translated(found, newsroom.en)
    at_work.edit_snippet(found, action="action-publish", retired="on")
    for one in (found, english):
        one.refresh_from_db()
        assert one.retired


@sampled("model", KINDS, 3, ids=by_name)
def test_lists_tell_what_is_retired(newsroom, at_work, model):
    found, _text = shown(model, newsroom)
    with publications.unit():
        found.retired = True
        found.save()
    if hasattr(model, "snippet_viewset"):
        names = [model.snippet_viewset.get_url_name(name) for name in ("list", "list_results")]
    else:
        names = [delete_name(found).replace("delete", name) for name in ("index", "index_results")]
    for name in names:
        listed = [at_work.client.get(reverse(name), {"retired": said}).content.decode() for said in ("true", "false")]
        assert [str(found) in said for said in listed] == [True, False]


@pytest.mark.parametrize("app", ["wagtailimages", "wagtaildocs"])
def test_nothing_is_retired_as_it_is_uploaded(newsroom, at_work, app):
    name = {"wagtailimages": "wagtailimages:add", "wagtaildocs": "wagtaildocs:add"}[app]
    assert "retired" not in at_work.client.get(reverse(name)).context["form"].fields


# What editors are told


@sampled("model", KINDS, 3, ids=by_name)
def test_the_form_says_where_it_is_shown(newsroom, at_work, model):
    found, text = shown(model, newsroom)
    if hasattr(model, "snippet_viewset"):
        url = reverse(model.snippet_viewset.get_url_name("edit"), args=(found.pk,))
    else:
        url = delete_url(found).replace("/delete/", "/" if "images" in delete_url(found) else "/edit/", 1)
    told = at_work.client.get(url).content.decode()
    listed = reverse("delivery_shown_by", args=(found._meta.app_label, found._meta.model_name, found.pk))
    assert listed in told
    assert text.title in at_work.client.get(listed).content.decode()


def test_who_may_not_edit_a_text_learns_no_title_that_is_not_public_yet(newsroom):
    person_, release = person(newsroom, title="Streng geheim", live=False)
    with publications.unit():
        release.go_live_at = in_days(2)
        release.save_revision().publish()
    listed = reverse("delivery_shown_by", args=("content", "person", person_.pk))
    assert "Streng geheim" in Colleague("Redaktion").client.get(listed).content.decode()
    told = Colleague("Übersetzung en").client.get(listed)
    assert told.status_code == 200 and "Streng geheim" not in told.content.decode()


@pytest.mark.parametrize("path", ["no/such/1", "content/sitetexts/1", "content/person/0"])
def test_of_what_texts_do_not_show_there_is_no_list(newsroom, admin, path):
    assert admin.get(f"/admin/shown/{path}/").status_code == 404
