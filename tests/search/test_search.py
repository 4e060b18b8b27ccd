"""What the engine of the database in use finds, and that it follows the store."""

import datetime
import random

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cms.delivery import publications
from cms.delivery.models import Publication
from search import entries
from search.engine import MAX_TERMS, Query, engine
from search.engines import embedded
from search.searching import search
from tests.factories import in_days

pytestmark = pytest.mark.databases(
    "search.engine", "search.engines.embedded", "search.engines.postgresql", "search.engines.sqlite"
)

LONG_AGO = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


def find(text, **more):
    return search(Query(text, more.pop("locale", "de"), **more))


def titles(text, **more):
    results = find(text, **more)
    found = [hit.publication.summary["title"] for hit in results.hits]
    assert results.total == sum(results.counts.values()) or more.get("type")
    return found


def paragraph(text):
    return [("rich_text", f"<p>{text}</p>")]


def test_words_are_found_in_title_and_text(newsroom):
    newsroom.release(title="Neue Beratungsstelle", body=paragraph("Sie hilft <b>Fachkräften</b> aus aller Welt."))
    assert titles("beratungsstelle") == ["Neue Beratungsstelle"]
    assert titles("FACHKRÄFTEN") == ["Neue Beratungsstelle"]
    assert titles("beratungsstelle fachkräften welt") == ["Neue Beratungsstelle"]
    assert titles("handwerk") == []


def test_where_no_text_has_all_words_those_with_some_are_given(newsroom):
    newsroom.release(title="Neue Beratungsstelle")
    results = find("beratungsstelle handwerk")
    assert [hit.publication.title for hit in results.hits] == ["Neue Beratungsstelle"]
    assert results.some and not find("beratungsstelle").some


def test_the_last_word_may_be_a_beginning(newsroom):
    newsroom.release(title="Netzwerktreffen in Musterstadt")
    assert titles("netzwerktr") == ["Netzwerktreffen in Musterstadt"]
    assert titles("musterstadt netzw") == ["Netzwerktreffen in Musterstadt"]


def test_umlauts_may_be_typed_without_dots(newsroom):
    newsroom.release(title="Fachkräfte gewinnen")
    assert titles("Fachkrafte") == ["Fachkräfte gewinnen"]


def test_umlauts_are_found_however_they_are_composed(newsroom):
    newsroom.release(title="Fachkräfte gewinnen")
    assert titles("Fachkra\u0308fte") == ["Fachkräfte gewinnen"]


def test_a_word_in_the_title_counts_more_than_one_in_the_text(newsroom):
    newsroom.release(title="Integration")
    newsroom.release(title="Ein Bericht", body=paragraph("Über Integration und vieles andere."))
    assert titles("integration") == ["Integration", "Ein Bericht"]


def test_a_search_stays_in_its_language(newsroom):
    page = newsroom.release(title="Pressemitteilung")
    newsroom.translate(page, title="Statement")
    assert titles("statement") == []
    assert titles("statement", locale="en") == ["Statement"]
    assert titles("pressemitteilung", locale="en") == []


def test_the_hits_of_one_type_can_be_asked_for_and_all_are_counted(newsroom):
    newsroom.release(title="Beratung eins")
    newsroom.release(title="Beratung zwei")
    newsroom.page(title="Beratung")
    results = find("beratung", type="pages")
    assert [hit.publication.title for hit in results.hits] == ["Beratung"]
    assert results.total == 1
    assert results.counts == {"press-releases": 2, "pages": 1}


def test_pages_of_hits_hold_every_hit_once(newsroom):
    for number in range(5):
        newsroom.release(title=f"Beratung {number}")
    seen = [title for offset in range(0, 6, 2) for title in titles("beratung", offset=offset, limit=2)]
    assert sorted(seen) == [f"Beratung {number}" for number in range(5)]
    assert find("beratung", offset=6).hits == []
    assert find("beratung", offset=6).total == 5


def test_the_excerpt_shows_the_match_among_its_words(newsroom):
    filler = "Davor steht vieles andere. " * 30
    newsroom.release(
        title="Meldung", lead="", body=paragraph(f"{filler}Hier hilft die Beratungsstelle allen. {filler}")
    )
    excerpt = find("beratungsstelle").hits[0].excerpt
    assert ("Beratungsstelle", True) in excerpt
    text = "".join(part for part, _ in excerpt)
    assert "hilft die Beratungsstelle allen" in text
    assert len(text) < 600
    assert "\x02" not in text


def test_a_match_in_the_title_only_has_an_excerpt_without_a_mark(newsroom):
    newsroom.release(title="Netzwerktreffen", lead="Alle kamen zusammen.")
    assert "Alle kamen" in "".join(text for text, _ in find("netzwerktreffen").hits[0].excerpt)
    assert not any(is_match for _, is_match in find("netzwerktreffen").hits[0].excerpt)


def test_a_change_is_found_at_once_and_the_old_words_no_more(newsroom):
    page = newsroom.release(title="Vorher")
    with publications.unit():
        page.title = "Nachher"
        page.save_revision().publish()
    assert titles("vorher") == []
    assert titles("nachher") == ["Nachher"]


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_what_is_taken_away_is_found_no_more(newsroom, how):
    page = newsroom.release(title="Vorbei")
    with publications.unit():
        getattr(page, how)()
    assert find("vorbei").total == 0
    assert indexed() == set(Publication.objects.values_list("pk", flat=True))


def test_a_change_that_is_rolled_back_leaves_the_index_as_it_was(newsroom):
    page = newsroom.release(title="Vorher")
    with pytest.raises(ZeroDivisionError), publications.unit() as unit:
        page.title = "Nachher"
        page.save_revision().publish()
        unit.flush()
        assert titles("nachher") == ["Nachher"]
        _ = 1 / 0
    assert titles("vorher") == ["Vorher"]
    assert titles("nachher") == []


def test_hidden_and_expired_publications_are_neither_found_nor_counted(newsroom):
    shown, hidden, expired = (newsroom.release(title=f"Beratung {name}") for name in ("offen", "verborgen", "alt"))
    Publication.objects.filter(page_id=hidden.pk).update(hidden=True)
    Publication.objects.filter(page_id=expired.pk).update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    results = find("beratung")
    assert [hit.publication.pk for hit in results.hits] == [Publication.objects.get(page_id=shown.pk).pk]
    assert (results.total, results.counts) == (1, {"press-releases": 1})


def test_an_embargoed_draft_is_not_in_the_index(newsroom):
    newsroom.release(title="Geheim", go_live_at=in_days(1))
    assert find("geheim").total == 0
    assert indexed() == set(Publication.objects.values_list("pk", flat=True))


def test_a_search_takes_few_statements(newsroom, django_assert_num_queries):
    for number in range(3):
        newsroom.release(title=f"Beratung {number}")
    titles("beratung")  # the process learns the words
    # Of which two, for what the agency teaches, are asked once in a generation.
    with django_assert_num_queries(8):
        assert len(titles("beratung")) == 3
    with django_assert_num_queries(2):
        assert titles("?!") == []


def test_a_rebuild_makes_the_same_index_and_can_be_repeated(newsroom):
    newsroom.release(title="Beratung")
    gone = newsroom.release(title="Verlorenes")
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {engine().table}")  # noqa: S608 # a name of ours
    engine().index(entries.of_publications([unknown(987_654)]))
    assert titles("beratung") == []
    for _ in range(2):
        call_command("rebuild_search")
        assert titles("beratung") == ["Beratung"]
        assert titles("verlorenes") == [gone.title]
        assert indexed() == set(Publication.objects.values_list("pk", flat=True))


def test_a_very_long_text_can_be_published_and_found(newsroom):
    words = " ".join(f"wort{number}äöü" for number in range(100_000))
    newsroom.release(title="Lang", body=paragraph(words))
    assert titles("wort77äöü") == ["Lang"]


def typed(text):
    return [group.typed for group in Query(text, "de").question.groups]


@pytest.mark.django_db
def test_a_text_becomes_a_bounded_number_of_plain_words():
    assert typed('  "Fach"-KRÄFTE* OR (x:y)  ') == ["fach", "krafte", "or", "x", "y"]
    assert typed("doppelt Doppelt") == ["doppelt"]
    assert typed("\x00\ud800 !?_- \u0301") == []
    assert len(typed(" ".join(str(number) for number in range(2_000)))) == MAX_TERMS
    assert typed("x" * 7_000) == ["x" * 100]
    assert typed("Straße") == ["strasse"]


def test_no_text_whatever_breaks_a_search(newsroom):
    newsroom.release(title="Beratung")
    chance = random.Random(20261122)  # noqa: S311 # the same texts each time
    blocks = [(0, 0x2FF), (0x300, 0x36F), (0x370, 0xFFFF), (0x10000, 0x10FFFF)]
    for _ in range(300):
        letters = (chr(chance.randint(*chance.choice(blocks))) for _ in range(chance.randint(1, 12)))
        find("".join(letters))


def unknown(pk):
    """A publication that is not in the store."""
    summary = {"teaser": ""}
    return Publication(pk=pk, type="pages", locale="de", title="Rest", text="", summary=summary, sort_at=LONG_AGO)


def indexed():
    table, key = engine().table, engine().key
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {table}")  # noqa: S608 # names of ours
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_flushing_the_database_empties_the_index():
    engine().index(entries.of_publications([unknown(1)]))
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=False)
    assert indexed() == set()


@pytest.fixture
def few(monkeypatch):
    """Four hits are many."""
    monkeypatch.setattr(embedded, "MANY", 4)


def dated(newsroom, title, day, **more):
    return newsroom.release(title=title, date=datetime.date(2024, 1, day), **more)


def test_of_more_hits_than_can_be_ranked_those_in_titles_come_first_and_then_the_newest(newsroom, few):
    for day in (3, 9, 5, 7, 1):
        dated(newsroom, f"Meldung {day}", day, body=paragraph("Von Beratung." if day > 1 else "Beratung. " * 9))
    dated(newsroom, "Beratung im Januar", 2)
    dated(newsroom, "Neue Beratung", 4)
    results = find("beratung")
    assert titles_of(results) == ["Neue Beratung", "Beratung im Januar", "Meldung 9", "Meldung 7"]
    assert (results.total, results.total_is_exact, results.counts) == (4, False, {"press-releases": 7})


def test_as_many_hits_as_can_be_ranked_are_counted_exactly(newsroom, few):
    for day in range(1, 5):
        dated(newsroom, f"Beratung {day}", day)
    results = find("beratung")
    assert (results.total, results.total_is_exact, results.counts) == (4, True, {"press-releases": 4})
    dated(newsroom, "Beratung 5", 5)
    assert not find("beratung").total_is_exact


@pytest.mark.parametrize("word", ["beratung", "berat"])
def test_pages_of_many_hits_go_to_the_bound_and_hold_each_once(newsroom, few, word):
    for day in range(1, 8):
        dated(newsroom, f"Beratung {day}", day)
    pages = [find(word, offset=offset, limit=2) for offset in (0, 2, 4)]
    assert [titles_of(page) for page in pages] == [["Beratung 7", "Beratung 6"], ["Beratung 5", "Beratung 4"], []]
    assert {(page.total, page.total_is_exact) for page in pages} == {(4, False)}


def test_of_many_hits_the_few_of_one_type_are_counted_exactly(newsroom, few):
    for day in range(1, 7):
        dated(newsroom, f"Beratung {day}", day)
    newsroom.page(title="Über uns", body=paragraph("Beratung"))
    newsroom.page(title="Beratung")
    of_pages = find("beratung", type="pages")
    assert titles_of(of_pages) == ["Beratung", "Über uns"]
    counts = {"press-releases": 6, "pages": 2}
    assert (of_pages.total, of_pages.total_is_exact, of_pages.counts) == (2, True, counts)
    of_releases = find("beratung", type="press-releases")
    assert (of_releases.total, of_releases.total_is_exact, of_releases.counts) == (4, False, counts)


def test_what_is_hidden_or_expired_is_no_hit_among_many(newsroom, few):
    pages = [dated(newsroom, f"Beratung {day}", day) for day in range(1, 8)]
    Publication.objects.filter(page_id=pages[6].pk).update(hidden=True)
    Publication.objects.filter(page_id=pages[5].pk).update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    results = find("beratung")
    assert titles_of(results) == ["Beratung 5", "Beratung 4", "Beratung 3", "Beratung 2"]
    assert (results.total_is_exact, results.counts) == (False, {"press-releases": 5})
    Publication.objects.filter(page_id=pages[4].pk).update(expires_at=timezone.now())
    results = find("beratung")
    assert (results.total, results.total_is_exact, results.counts) == (4, True, {"press-releases": 4})


def test_many_hits_in_one_language_are_none_in_another(newsroom, few):
    pages = [dated(newsroom, f"Newsletter {day}", day) for day in range(1, 7)]
    newsroom.translate(pages[0], title="Newsletter")
    assert not find("newsletter").total_is_exact
    english = find("newsletter", locale="en")
    assert (titles_of(english), english.total, english.total_is_exact) == (["Newsletter"], 1, True)


def test_a_publication_that_gets_another_day_is_found_once_and_at_that_day(newsroom, few):
    pages = [dated(newsroom, f"Beratung {day}", day) for day in range(1, 7)]
    with publications.unit():
        pages[0].date = datetime.date(2024, 2, 1)
        pages[0].save_revision().publish()
    assert titles_of(find("beratung")) == [f"Beratung {day}" for day in (1, 6, 5, 4)]
    assert next(engine().stale(), None) is None


def test_a_text_with_characters_of_private_use_is_no_mark_of_another_row(newsroom):
    other = newsroom.release(title="Beratung")
    pk = Publication.objects.get(page_id=other.pk).pk
    newsroom.release(title=f"\ue002{pk} Zeichen", body=paragraph(f"\ue000en \ue002{pk}"))
    with publications.unit():
        other.title = "Beratung, neu"
        other.save_revision().publish()
    assert titles("zeichen") == [f"\ue002{pk} Zeichen"]
    assert titles("zeichen", locale="en") == []


def titles_of(results):
    return [hit.publication.summary["title"] for hit in results.hits]


def test_a_word_that_is_gone_is_no_guess_and_stops_none(newsroom):
    release = newsroom.release(title="Markt in Wehrbrükc")
    with publications.unit():
        release.title = "Markt in Wehrbrück"
        release.save_revision().publish()
    assert find("wehrbrükk").meant == "Wehrbrück"
    results = find("wehrbrükc")
    assert titles_of(results) == ["Markt in Wehrbrück"] and results.meant == "Wehrbrück"


@pytest.mark.parametrize("typed", ["bust", "wein", "katze", "weinen"])
def test_short_words_and_words_that_mean_nothing_are_not_guessed(newsroom, typed):
    newsroom.release(title="Busse warten, weil alle einen Satz sagen", body=paragraph("Drei Sätze, ein Bus."))
    results = find(typed)
    assert (results.total, results.meant) == (0, "")


def test_parts_of_a_compound_stand_for_themselves_only(newsroom):
    newsroom.release(title="Arbeitszeit der Teilnehmer", body=paragraph("Die Arbeit nehmen sie mit. Ein Geber."))
    newsroom.release(title="Gewinnung von Fachkräften")
    assert find("arbeitnehmer").total == 0
    assert titles("fachkräftegewinnung") == ["Gewinnung von Fachkräften"]


def test_an_asterisk_is_no_part_of_a_word(newsroom):
    newsroom.release(title="Welcome Center")
    assert titles("welco*") == titles("welco") == titles("wel*") == ["Welcome Center"]


def test_words_in_quotes_stand_together_where_anything_has_them_so(newsroom):
    newsroom.release(title="Faire Preise: Anwerbung neuer Käufer", slug="apart")
    assert titles('"faire Anwerbung"') == ["Faire Preise: Anwerbung neuer Käufer"], "as nothing has them together"
    newsroom.release(title="Studie", body=paragraph("Sie empfiehlt faire Anwerbung."), slug="together")
    for quoted in ('"faire Anwerbung"', "„faire Anwerbung“", "»faire Anwerbungen«"):
        results = find(quoted)
        assert [hit.publication.title for hit in results.hits] == ["Studie"], quoted
        assert results.counts == {"press-releases": 1}
    assert titles('"Anwerbung') == titles('"…" Anwerbung') == titles("Anwerbung"), "other quotes mean nothing"
    assert len(titles('faire "Anwerbung"')) == 2, "nor do quotes around one word"


def test_a_question_is_about_its_nouns(newsroom):
    newsroom.release(title="Deutschkurse am Abend", body=paragraph("Deutsch für den Beruf."), slug="course")
    newsroom.release(title="Messer schleifen lernen", slug="other")
    assert titles("Wo kann ich Deutsch lernen?") == ["Deutschkurse am Abend"]
    assert set(titles("deutsch lernen")) == {"Deutschkurse am Abend", "Messer schleifen lernen"}, (
        "words are no question"
    )


def test_who_is_told_what_was_searched_for_finds_the_same_as_who_types_that(newsroom):
    newsroom.release(title="Netzwerktreffen", slug="title")
    newsroom.release(title="Bericht vom Netzwerktreffen und seinen Netzwerktreffens-Gästen", slug="longer")
    newsroom.release(title="Anderes", body=paragraph("Ein Netzwerktreffen."), slug="text")
    wrong = find("Netzwerktrefen")
    assert wrong.meant == "Netzwerktreffen" and len(wrong.hits) == 3
    assert [hit.publication.pk for hit in wrong.hits] == [hit.publication.pk for hit in find(wrong.meant).hits]


def test_what_lacks_words_has_those_that_say_more(newsroom):
    for number in range(12):
        newsroom.release(title=f"Leiter der Stelle {number}", slug=f"leader-{number}")
    newsroom.release(title="Auf dem Dach", slug="roof")
    assert titles("Leiter Dach") == ["Auf dem Dach"]


def test_a_day_without_its_year_is_the_nearest_one(newsroom):
    day = datetime.datetime(2023, 10, 2, 10, tzinfo=datetime.UTC)
    text = "Die Premiere ist am 14. Oktober, der Rückblick am 3. Januar."
    newsroom.release(title="Premiere", body=paragraph(text), date=day)
    assert titles("14. Oktober 2023") == titles("Samstag, 14.10.2023") == titles("14. Oktober") == ["Premiere"]
    assert titles("3.1.2024") == ["Premiere"]
    assert titles("14. Oktober 2024") == titles("3.1.2023") == []


def test_a_year_alone_is_that_of_the_text(newsroom):
    for year in (2023, 2024):
        day = datetime.datetime(year, 10, 2, 10, tzinfo=datetime.UTC)
        newsroom.release(title=f"Netzwerktreffen im Herbst, {year - 2000}. Bericht", date=day)
    assert titles("Netzwerktreffen 2024")[0] == titles("2024")[0] == "Netzwerktreffen im Herbst, 24. Bericht"
    assert len(titles("2023")) == 1
