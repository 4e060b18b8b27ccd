"""The search of the admin: what editors find, drafts included, and whatever somebody types."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import F
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from modelsearch.backends.base import SearchFieldError
from modelsearch.query import MATCH_ALL, And, Boost, Fuzzy, Not, Or, Phrase, PlainText
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.index import get_indexed_models
from wagtail.search.models import IndexEntry

from cms.content.models import CustomImage, Organisation, Person
from cms.delivery import publications
from home.models import StandardPage
from press.models import PressRelease
from search.editors import following
from search.editors.entries import searched_fields
from search.models import Word
from tests.colleagues import Colleague
from tests.factories import ImageFactory, OrganisationFactory, PersonFactory, TopicFactory
from tests.proof import sampled

pytestmark = [pytest.mark.databases("search.editors.tables"), pytest.mark.usefixtures("admin_indexes")]

ODD = [
    *(
        'a"b "',
        "'",
        '"',
        "\x00",
        "*",
        "(",
        "a AND",
        "NOT",
        "NEAR(a b)",
        "title:a",
        "^a",
        "-a",
        "a & b",
        "a | !b",
        "<->",
    ),
    *("😀", "👩\u200d👩", "\u0301", "\ue001a", "%", "\\", "''''", "ß" * 300, "a" * 7_000, "a b " * 2_000),
    *('"a" ' * 2_000, "1.1.", "31.2.2020", "live:yes", "𞤀𞤁", "ﷺ", "\ud83d"),
]


def found(query, within=Page, **more):
    return [str(one) for one in get_search_backend().autocomplete(query, within, **more)]


def drafted(page, **words):
    """The page, public as it is, with a newer version."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in words.items():
        setattr(page, name, value)
    with publications.unit():
        page.save_revision()
    return page


def paragraph(text):
    return [("rich_text", f"<p>{text}</p>")]


def test_a_draft_is_found_by_the_words_of_its_title_and_of_its_text(newsroom):
    newsroom.page(
        title="Seelotsen", intro="Kurz gesagt", body=paragraph("Der <b>Schleifstein</b> im Hafen"), live=False
    )
    for words in ("seelotsen", "gesagt", "schleifstein", "Seelotse", "hafen kurz"):
        assert found(words) == ["Seelotsen"], words
    assert found("b") == []


def test_a_public_page_is_found_by_what_is_public_and_by_what_waits(newsroom):
    page = newsroom.release(title="Anfang", lead="Bisher", body=paragraph("Hafenrundfahrt"))
    drafted(page, title="Schleifstein", lead="Künftig", body=paragraph("Barkasse"))
    for words in ("Anfang", "Schleifstein", "bisher", "künftig", "Hafenrundfahrt", "Barkasse"):
        assert found(words) == ["Anfang"], words


def test_what_was_never_published_is_known_no_more_once_it_is_replaced(newsroom):
    page = newsroom.page(title="Entwurf", intro="Hafenrundfahrt", live=False)
    drafted(page, intro="Barkasse")
    assert found("Hafenrundfahrt") == [] and found("Barkasse") == ["Entwurf"]


def test_words_of_drafts_are_no_words_of_the_site(newsroom):
    newsroom.page(title="Schleifsteinprüfung", live=False)
    assert found("schleifsteinprufung") and not Word.objects.filter(word__startswith="schleif").exists()


def test_a_german_word_is_found_in_its_forms_at_the_end_of_compounds_and_half_typed(newsroom):
    newsroom.page(
        title="Seite", intro="Das Fachkräfteeinwanderungsgesetz: für Fachkräfte, seit 10.6.2015. Zuwanderungen"
    )
    forms = ["Fachkraefte", "fachkräften", "FACHKRÄFTE", "Fachk", "gesetz", "Gesetze", "Zuwanderung", "10. Juni 2015"]
    assert [typed for typed in forms if found(typed) != ["Seite"]] == []
    assert found("rät") == found("setz") == []


def test_only_the_last_word_may_be_a_beginning(newsroom):
    newsroom.page(title="Hafenrundfahrt in Musterstadt")
    assert found("musterstadt hafenr") and not found("hafenr musterstadt") and not found("hafenr ")[1:]


def test_other_languages_are_found_by_their_own_forms(newsroom):
    page = newsroom.page(title="Ausbildungen")
    newsroom.translate(page, title="Trainings and qualifications")
    assert found("qualification") == ["Trainings and qualifications"]
    assert found("the training") == []


def test_titles_come_before_texts_and_what_is_newer_before_what_is_older(newsroom):
    text = newsroom.page(title="Im Text", intro="Hafen")
    beginning = newsroom.page(title="Hafenrundfahrt")
    old = newsroom.page(title="Hafen am Abend")
    new = newsroom.page(title="Der Hafen")
    assert found("hafen") == [new.title, old.title, beginning.title, text.title]
    results = get_search_backend().search("hafen", Page).annotate_score("score")
    assert [one.score for one in results] == [3, 3, 2, 1]
    by_title = get_search_backend().autocomplete("hafen", Page.objects.order_by("title"), order_by_relevance=False)
    assert [one.title for one in by_title] == sorted(one.title for one in (new, old, beginning, text))


def test_filters_order_and_shape_of_the_query_set_hold(newsroom):
    here = newsroom.page(title="Hafen 1", intro="Nord")
    newsroom.page(title="Hafen 2", live=False)
    backend = get_search_backend()
    assert found("hafen", Page.objects.live()) == ["Hafen 1"]
    assert found("hafen", StandardPage.objects.filter(intro="Nord")) == ["Hafen 1"]  # which no model calls a filter
    assert found("hafen", Page.objects.filter(owner__username__startswith="nobody")) == []
    assert found("hafen", PressRelease) == []
    assert list(backend.search("hafen", Page.objects.values_list("pk", flat=True)))[-1] == here.pk
    assert type(backend.search("hafen", Page.objects.live().specific())[0]) is StandardPage
    later_first = Page.objects.order_by(F("title").desc())
    assert found("hafen", later_first, order_by_relevance=False) == ["Hafen 2", "Hafen 1"]
    assert found("hafen", Page.objects.none()) == []


def test_what_was_found_can_be_counted_cut_and_sorted_into_kinds(newsroom):
    for number in range(5):
        newsroom.page(title=f"Hafen {number}")
    newsroom.release(title="Hafen 5")
    results = get_search_backend().autocomplete("hafen", Page)
    assert results.count() == len(results) == 6
    assert [one.title for one in results[1:3]] == ["Hafen 4", "Hafen 3"] and results[0].title == "Hafen 5"
    assert [one.title for one in results[2:][:2]] == ["Hafen 3", "Hafen 2"] and results[4:].count() == 2
    kinds = results.facet("content_type_id")
    assert list(kinds.values()) == [5, 1] and results.supports_facet


def test_every_kind_of_question_is_answered(newsroom):
    newsroom.page(title="Alter Hafen")
    newsroom.page(title="Neuer Hafen am Fluss")
    newsroom.page(title="Fluss")
    both = ["Neuer Hafen am Fluss", "Alter Hafen"]
    assert found(PlainText("alter fluss")) == [] and len(found(PlainText("alter fluss", operator="or"))) == 3
    assert found("alter fluss", operator="or") == found(PlainText("alter fluss", operator="or"))
    assert found(Phrase("hafen am fluss")) == ["Neuer Hafen am Fluss"] and found(Phrase("fluss hafen")) == []
    assert found(PlainText("hafen") & PlainText("fluss")) == ["Neuer Hafen am Fluss"]
    assert len(found(PlainText("hafen") | PlainText("fluss"))) == 3
    assert found(PlainText("hafen") & ~PlainText("fluss")) == ["Alter Hafen"]
    assert found(Boost(PlainText("hafen"), 2)) == both
    assert found(Fuzzy("Hafne")) == both
    assert len(found(MATCH_ALL)) == Page.objects.count() and found(Not(MATCH_ALL)) == []
    assert found(And([MATCH_ALL, PlainText("alter")])) == ["Alter Hafen"]
    assert len(found(Or([MATCH_ALL, PlainText("alter")]))) == Page.objects.count()
    assert found("") == found(PlainText("?!")) == found(And([])) == []


def test_all_that_can_be_indexed_can_be_searched_for(newsroom):
    backend = get_search_backend()
    for model in get_indexed_models():
        for ask in (backend.search, backend.autocomplete):
            assert ask("a", model).count() == len(ask("a", model.objects.order_by("pk")))
        fields = [field.field_name for field in searched_fields(model)]
        assert fields, f"{model._meta.label} says nothing to search"
        assert all(backend.search("xyz", model, fields=[field]).count() == 0 for field in fields)
        with pytest.raises(SearchFieldError):
            backend.search("a", model, fields=["nothing"])


def test_snippets_and_files_are_found_by_what_their_models_say(newsroom):
    OrganisationFactory(name="Netzwerkstelle", short_name="NWS")
    image = ImageFactory(title="Barkasse", description="Im Hafen")
    image.tags.add("Nacht und Nebel")
    image.save()
    assert found("nws", Organisation) == found("netzwerk", Organisation) == ["Netzwerkstelle (NWS)"]
    assert found("nws", Organisation, fields=["name"]) == [] and found("nws", Organisation, fields=["short_name"])
    assert found("nebel", CustomImage) == found("barkasse hafen", CustomImage) == ["Barkasse"]
    assert found("hafen", CustomImage, fields=["title"]) == [] and found("hafen", CustomImage, fields=["description"])
    assert found("barkasse") == []
    narrowed = {"q": "barkasse", "tag": "Nacht und Nebel"}
    assert (
        "Barkasse"
        in Colleague("Redaktion").client.get(reverse("wagtailimages_chooser:choose_results"), narrowed).content.decode()
    )


def test_a_new_name_is_found_and_the_old_one_no_more_and_what_is_gone_is_forgotten(newsroom):
    person, other = PersonFactory(name="Ada Alt"), PersonFactory(name="Eva Fort")
    person.name = "Ada Neu"
    person.save()
    assert found("alt", Person) == [] and found("neu", Person) == ["Ada Neu"]
    known = rows()
    person.delete()
    assert rows() == known - 1
    Person.objects.filter(pk=other.pk)._raw_delete("default")  # of which no signal tells
    following.forget_what_is_gone(None)
    assert rows() == known - 2


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_editors")
        return cursor.fetchone()[0]


def test_nothing_that_can_be_typed_breaks_a_search(newsroom):
    newsroom.page(title="Hafen")
    for typed in ODD:
        for query in (typed, PlainText(typed, operator="or"), Phrase(typed), Fuzzy(typed), ~PlainText(typed)):
            assert isinstance(found(query), list)


@sampled("typed", ODD, 3, ids=lambda text: ascii(text[:12]))
def test_lists_and_choosers_answer_whatever_is_typed(newsroom, typed):
    admin = Colleague("Redaktion").client
    lists = [
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_choose_page_search"),
        reverse("wagtailadmin_explore", args=(newsroom.home.pk,)),
        reverse("wagtailimages_chooser:choose_results"),
    ]
    for address in lists:
        assert admin.get(address, {"q": typed.encode(errors="replace").decode()}).status_code == 200


def test_what_can_be_typed_may_also_be_written(newsroom):
    for number, text in enumerate(ODD):
        newsroom.page(title=f"Seite {number}", intro=text.replace("\x00", "").replace("\ud83d", ""), live=False)
    newsroom.page(title="Lang", intro="wort" * 2_000 + " hafen", live=False)
    assert found("hafen") == ["Lang"]


def test_who_types_a_word_finds_in_lists_and_choosers_only_what_they_may_explore(newsroom):
    newsroom.page(title="Versteckt", intro="Schleifstein", live=False)
    newsroom.translate(newsroom.page(title="Offen"), title="Open", intro="Schleifstein")
    lists = [
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_explore", args=(Page.get_first_root_node().pk,)),
        reverse("wagtailadmin_choose_page_search"),
    ]
    for address in lists:
        of_editor = Colleague("Redaktion").client.get(address, {"q": "schleifst"}, follow=True).content.decode()
        assert "Versteckt" in of_editor and "Open" in of_editor, address
        translator = Colleague("Übersetzung en").client
        of_translator = translator.get(address, {"q": "schleifst"}, follow=True).content.decode()
        assert "Versteckt" not in of_translator and "Open" in of_translator, address


def test_who_saves_a_draft_finds_it_at_once(newsroom):
    writer = Colleague("Redaktion")
    page = newsroom.page(title="Seite")
    writer.admin.edit(page, title="Schleifstein")
    shown = writer.client.get(reverse("wagtailadmin_pages:search"), {"q": "schleif"}).content.decode()
    assert "Schleifstein" in shown


def test_the_index_costs_whoever_publishes_three_statements(newsroom):
    page = newsroom.release(title="Anfang")

    def statements():
        with CaptureQueriesContext(connection) as asked, publications.unit():
            PressRelease.objects.get(pk=page.pk).save_revision().publish()
        return len(asked)

    statements()
    with_index = statements()
    post_save.disconnect(post_save_signal_handler, sender=PressRelease)
    try:
        assert with_index - statements() <= 3
    finally:
        post_save.connect(post_save_signal_handler, sender=PressRelease)


def test_wagtail_s_own_index_stays_empty(newsroom):
    newsroom.release(title="Anfang")
    TopicFactory()
    assert not IndexEntry.objects.exists()


@pytest.mark.parametrize("fill", [lambda: call_command("update_index", verbosity=0), following.rebuild])
def test_an_index_that_was_lost_is_filled_again(newsroom, fill):
    page = newsroom.release(title="Hafen")
    ImageFactory(title="Hafen")
    backend = get_search_backend()
    backend.reset_indexes()
    assert found("hafen") == found("hafen", CustomImage) == []
    fill()
    assert found("hafen") == found("hafen", CustomImage) == ["Hafen"]
    backend.delete(page)
    assert found("hafen") == []


def test_after_the_migration_that_makes_the_index_all_is_found_that_was_before(newsroom):
    newsroom.release(title="Hafen")
    get_search_backend().reset_indexes()
    migrations = MigrationLoader(connection).disk_migrations
    of_search = [one for (label, _name), one in sorted(migrations.items()) if label == "search"]
    for plan in ([], [(one, False) for one in of_search[:1]], [(one, True) for one in of_search]):
        following.fill(sender=apps.get_app_config("search"), plan=plan)
        assert found("hafen") == []
    following.fill(sender=apps.get_app_config("search"), plan=[(one, False) for one in of_search])
    assert found("hafen") == ["Hafen"]
