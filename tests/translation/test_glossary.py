"""The agency's terms: found in every inflection, variants that stop a translation, hints that do not."""

import pytest
from django.core.management import call_command
from wagtail.models import Locale

from cms.translation import editing, glossary, submission, terms
from cms.translation.models import Term, TermTranslation
from tests.translation.desk import ask, segment_of, translate

SOME = {
    "Anerkennung": ("recognition", ["acknowledgement"]),
    "Träger": ("provider", ["carrier"]),
    "Fachkräfteeinwanderungsgesetz": ("Skilled Immigration Act", []),
    "Fachkraft": ("skilled worker", []),
    "Blaue Karte EU": ("EU Blue Card", ["Blue Card", "blue map"]),
    "Aufenthaltstitel": ("residence title", ["residence permit"]),
    "Aufenthaltserlaubnis": ("temporary residence permit", []),
}


def enter(locale, entries):
    for term, (text, forbidden) in entries.items():
        made = Term.objects.get_or_create(term=term, defaults={"note": f"Zu {term}"})[0]
        TermTranslation.objects.create(term=made, locale=locale, text=text, forbidden="\n".join(forbidden))


@pytest.fixture
def entered(english):
    enter(english, SOME)


def names(text, locale):
    return [found.term for found in glossary.suggestions(text, locale)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anerkennungen dauern.", ["Anerkennung"]),
        ("Die ANERKENNUNG dauert.", ["Anerkennung"]),
        ("Was der Träger sagt, was die Trägerinnen sagen.", ["Träger"]),
        ("mit den <b>Trägern</b>", ["Träger"]),
        ("wegen des Fachkräfteeinwanderungsgesetzes", ["Fachkräfteeinwanderungsgesetz"]),
        ("Fachkräften hilft das.", ["Fachkraft"]),
        ("mit der Blauen Karte&nbsp;EU", ["Blaue Karte EU"]),
        ("mit der Blauen Karte eingereist", []),
        ("Der Briefträger und die Briefträgerin", []),
        ("Tragen Sie das ein. Sie tragen es.", []),
        ("Wir anerkennen das.", []),
        ("Das Anerkennungsverfahren und die Anerkennungs-Beratung", ["Anerkennung"]),
        ("Aufenthaltstitel und Anerkennung", ["Aufenthaltstitel", "Anerkennung"]),
        ("", []),
    ],
)
def test_terms_are_found_in_every_inflection_and_not_inside_other_words(entered, english, text, found):
    assert names(text, english) == found


def test_a_compound_that_begins_with_a_term_is_told_from_the_term_itself(entered, english):
    [found] = glossary.suggestions("Das Fachkräfteverfahren", english)
    assert (found.term, found.compound) == ("Fachkraft", True)
    [found] = glossary.suggestions("Das Fachkräfteverfahren für die Fachkraft", english)
    assert not found.compound


def test_a_suggestion_has_what_the_translator_should_know(entered, english):
    [found] = glossary.suggestions("Die Blaue Karte EU", english)
    assert found == glossary.Suggestion(
        "Blaue Karte EU", "EU Blue Card", "Zu Blaue Karte EU", ["Blue Card", "blue map"]
    )


def test_a_language_without_entries_suggests_nothing(entered, newsroom):
    assert names("Anerkennung", Locale.objects.create(language_code="fr")) == []


@pytest.mark.parametrize(
    ("original", "translation", "variants"),
    [
        ("Die Anerkennung dauert.", "<b>Acknow</b>ledgement takes time.", ["acknowledgement"]),
        ("Die Anerkennung dauert.", "ACKNOWLEDGEMENT takes time.", ["acknowledgement"]),
        ("Die Anerkennung dauert.", "Acknowledgements take time.", []),
        ("Die Anerkennung dauert.", "Recognition takes time.", []),
        ("Das Anerkennungsverfahren dauert.", "Acknowledgement takes time.", ["acknowledgement"]),
        ("Die Quittung kommt später.", "The acknowledgement comes later.", []),
        ("Die Blaue Karte EU gilt.", "The EU Blue Card is valid.", []),
        ("Die Blaue Karte EU gilt.", "The Blue  <i>Card</i> is valid.", ["Blue Card"]),
        (
            "Ein Aufenthaltstitel ist auch die Aufenthaltserlaubnis.",
            "The temporary residence permit is a residence title, too.",
            [],
        ),
    ],
)
def test_a_forbidden_variant_counts_as_whole_words_where_the_original_has_the_term(
    newsroom, entered, english, original, translation, variants
):
    job = ask(newsroom.release(title="Meldung", lead=original), english)
    translate(job, title="News", lead=translation)
    found = glossary.violations(job)
    assert len(found) == len(variants)
    assert all(variant in sentence for variant, sentence in zip(variants, found, strict=True))


def test_a_forbidden_variant_stops_the_translation_until_it_is_gone(newsroom, entered, english, writer, translator):
    job = ask(newsroom.release(title="Die Anerkennung", lead="Sie dauert."), english, writer.user)
    entries = {segment.pk: editing.Entry("An acknowledgement") for segment in editing.segments_of(job)}
    assert editing.write(job, entries, translator.user) == []
    with pytest.raises(submission.NotReadyError) as refused:
        submission.submit(job, translator.user)
    assert [reason for reason in refused.value.reasons if "acknowledgement" in reason]
    translate(job, translator.user, title="Recognition")
    submission.submit(job, translator.user)
    assert job.is_submitted


def test_words_that_lack_what_is_prescribed_are_a_hint_and_stop_nothing(newsroom, entered, english):
    job = ask(newsroom.release(title="Der Träger", lead="Zwei Fachkräfte und ein Trägerverein"), english)
    translate(job, title="The organisation", lead="Two workers who are skilled, and an association")
    [hint] = glossary.hints(job)
    assert hint.segment == segment_of(job, "title") and "provider" in str(hint)
    assert glossary.violations(job) == []
    translate(job, title="The providers")
    assert glossary.hints(job) == []


def test_what_stays_as_in_the_original_on_purpose_is_not_looked_at(newsroom, english):
    enter(english, {"Träger": ("provider", ["Traeger", "Träger"])})
    job = ask(newsroom.release(title="Der Träger"), english)
    segment = segment_of(job, "title")
    editing.write(job, {segment.pk: editing.Entry("", keep=True)}, None)
    assert glossary.violations(job) == [] and glossary.hints(job) == []


def test_the_whole_text_is_looked_at_in_as_many_queries_as_one_string(
    newsroom, entered, english, django_assert_max_num_queries
):
    body = [("rich_text", "".join(f"<p>Die Anerkennung {number}</p>" for number in range(20)))]
    job = ask(newsroom.release(title="Die Anerkennung", lead="Der Träger", body=body), english)
    entries = {segment.pk: editing.Entry("acknowledgement") for segment in editing.segments_of(job)}
    editing.write(job, entries, None)
    with django_assert_max_num_queries(6):
        assert len(glossary.violations(job)) > 20


def test_the_terms_of_the_field_are_loaded_once_in_the_languages_of_the_site(english, capsys):
    call_command("load_glossary", "--dry-run")
    assert not Term.objects.exists() and "30 terms and 30 translations" in capsys.readouterr().out
    call_command("load_glossary")
    assert Term.objects.count() == 30
    assert set(TermTranslation.objects.values_list("locale__language_code", flat=True)) == {"en"}
    call_command("load_glossary")
    assert "0 terms and 0 translations" in capsys.readouterr().out.splitlines()[-1]
    Locale.objects.create(language_code="uk")
    call_command("load_glossary")
    assert TermTranslation.objects.filter(locale__language_code="uk").count() == 30


def test_loading_leaves_alone_what_editors_wrote(english):
    mine = Term.objects.create(term="Anerkennung", note="Unser Hinweis")
    TermTranslation.objects.create(term=mine, locale=english, text="validation", forbidden="")
    call_command("load_glossary")
    mine.refresh_from_db()
    assert mine.note == "Unser Hinweis"
    assert list(mine.translations.values_list("text", "forbidden")) == [("validation", "")]


def test_the_terms_to_begin_with_can_be_entered_as_they_are(newsroom):
    for code in ("en", "fr", "uk", "ar", "de-simple"):
        Locale.objects.get_or_create(language_code=code)
    terms.load()
    for translation in TermTranslation.objects.all():
        translation.full_clean()
    assert all(term.note for term in Term.objects.all())
    assert all("en" in seed.called for seed in terms.SEEDS) and len(terms.SEEDS) == 30


def test_editors_keep_the_glossary_in_the_admin(newsroom, english, admin):
    german = Locale.objects.get(language_code="de")
    assert "snippets/translation/term/" in admin.get("/admin/").content.decode()
    form = {
        "term": "Beruf",
        "note": "",
        "translations-TOTAL_FORMS": "1",
        "translations-INITIAL_FORMS": "0",
        "translations-MIN_NUM_FORMS": "0",
        "translations-MAX_NUM_FORMS": "1000",
        "translations-0-locale": english.pk,
        "translations-0-text": "profession",
        "translations-0-forbidden": "Profession",
        "translations-0-ORDER": "1",
    }
    refused = admin.post("/admin/snippets/translation/term/add/", form)
    assert refused.status_code == 200 and not Term.objects.exists()
    done = admin.post("/admin/snippets/translation/term/add/", {**form, "translations-0-forbidden": "calling"})
    assert done.status_code == 302
    assert names("Berufe", english) == ["Beruf"] and names("Berufe", german) == []
    assert "Beruf" in admin.get("/admin/snippets/translation/term/?q=profession").content.decode()
