"""What a word may mean on a site: learnt from what it publishes, and nothing else."""

import pytest

from search import lexicon
from search.asking import Level, understood
from search.lexicon import abbreviations

pytestmark = [pytest.mark.django_db, pytest.mark.databases("search.lexicon")]


def known(*texts, language="de"):
    lexicon.learn([(language, text) for text in texts])
    return lexicon.lexicon(language)


def test_words_of_one_stem_stand_for_each_other():
    words = known("Die Häuser, das Haus, der Hausmeister. Pendler und Pendler:innen.")
    assert words.inflected("haus") == ["hauser"]
    assert words.inflected("pendler") == ["pendlerinnen"]


def test_forms_that_no_stemmer_knows_stand_for_each_other():
    words = known(
        "Ein Museum, zwei Museen. Sie unterschreiben, sie unterschreibt. Kunden und Kund_innen. Das Visum, die Visa. "
        "Eine Kita, zwei Kitas."
    )
    assert words.inflected("museen") == ["museum"] and words.inflected("visum") == ["visa"]
    assert words.inflected("unterschreiben") == ["unterschreibt"]
    assert words.inflected("kitas") == ["kita"] and words.inflected("kita") == ["kitas"]
    assert words.inflected("kunden") == ["kundinnen"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tandem", "tandems"),
        ("sprachkurs", "sprachkurse"),
        ("kurs", "kurse"),
        ("horsaal", "horsale"),
        ("thema", "themen"),
        ("firma", "firmen"),
    ],
)
def test_one_and_several_stand_for_each_other(one, other):
    words = known(
        "Tandem, Tandems, Prüfstand, Prüfung. Sprachkurs, Sprachkurse. Kurs, Kurse, Kur. Hörsaal, Hörsäle. "
        "Thema, Themen. Firma, Firmen."
    )
    assert other in words.inflected(one) and one in words.inflected(other)
    assert "prufstand" not in words.compounds(one)


def test_who_does_something_is_no_form_of_what_is_done():
    words = known("Der Müll und Frau Müller, die Müllabfuhr, eine Abfuhr. Häuser, ein Haus. Neue, neuer, neues.")
    assert words.inflected("muller") == words.inflected("mull") == []
    assert words.compounds("muller") == [] and words.compounds("mull") == ["mullabfuhr"]
    assert words.inflected("hauser") == ["haus"] and "neuer" in words.inflected("neue")


def test_a_compound_is_found_by_its_parts():
    words = known("Das Fachkräfteeinwanderungsgesetz.", "Fachkräfte, eine Einwanderung, ein Gesetz.")
    for part in ("fachkrafte", "einwanderung", "gesetze", "einwanderungsgesetz"):
        assert words.compounds(part) == ["fachkrafteeinwanderungsgesetz"], part


@pytest.mark.parametrize(
    ("word", "texts"),
    [
        ("rat", "Der Rat in der Beratung. Be ung."),
        ("strom", "Strom, ein Ångström; Ang."),
        ("reise", "Die Reise durch zwei Kreise."),
        ("land", "Land und Ausland. Aus dem Haus."),
        ("strom", "Strom, zum ersten Mal im Maelstrom."),
        ("zug", "Der Zug. Der Familiennachzug, die Familien, nach. Er wurde zugelassen, zugesagt. Lassen, sagt."),
        ("bar", "Die Bar, leicht erreichbar. Nachbarorte, die Orte, nach."),
        ("erbe", "Das Erbe, die Erbsensuppe, eine Suppe."),
        ("hof", "Der Hof am Bahnhof, eine Bahn, die Bahnhofstraße, eine Straße."),
        ("leiterin", "Die Leiterin, ein Leiter, das Leitbild, ein Bild."),
    ],
)
def test_letters_that_happen_to_stand_in_a_word_are_no_part_of_it(word, texts):
    assert known(texts).compounds(word) == []


def test_words_that_come_later_make_parts_of_older_compounds():
    words = known("Der Stadtrat tagt.")
    assert words.compounds("rat") == []
    assert known("In der Stadt gibt der Rat acht.").compounds("rat") == ["stadtrat"]
    assert words is lexicon.lexicon("de")


def test_a_compound_that_nobody_wrote_is_looked_for_by_its_parts():
    words = known("Die Gewinnung von Fachkräften. Fachkräfte.")
    assert words.parts("fachkraftegewinnung") == ["fachkrafte", "gewinnung"]
    assert words.parts("fachkraftexyz") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("fachkraftte", "fachkrafte"), ("fahckrafte", "fachkrafte"), ("netzwerktrefen", "netzwerktreffen")],
)
def test_what_is_mistyped_means_what_is_nearest(typed, meant):
    assert known("Fachkräfte beim Netzwerktreffen").similar(typed)[0] == meant


def test_short_words_and_numbers_are_typed_as_they_are_meant():
    words = known("Der Rat 2015")
    assert words.similar("rad") == []
    assert words.similar("2016") == []


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Thüringer Agentur Für Fachkräftegewinnung (ThAFF)", "thaff", "thuringer agentur fur fachkraftegewinnung"),
        ("beim Bundesamt für Migration und Flüchtlinge (BAMF)", "bamf", "bundesamt fur migration und fluchtlinge"),
        ("die Handwerkskammer (HWK)", "hwk", "handwerkskammer"),
        ("die Kammer (IHK)", None, None),
        ("Industrie- und Handelskammer (IHK)", "ihk", "industrie und handelskammer"),
        ("Jena (Thüringen), heute (AB)", None, None),
    ],
)  # fmt: skip
def test_an_abbreviation_is_known_from_the_text_that_introduces_it(text, short, long):
    assert list(abbreviations(text, "de")) == ([(short, long)] if short else [])


def test_an_abbreviation_and_its_long_form_stand_for_each_other():
    known("Die Thüringer Agentur Für Fachkräftegewinnung (ThAFF).")
    (short,) = understood("ThAFF", "de").groups
    assert [one.words for one in short.of_level(Level.SAME)] == [
        ("thueringer", "agentur", "fuer", "fachkraeftegewinnung")
    ]
    long = understood("Thüringer Agentur für Fachkräftegewinnung", "de").groups
    assert all(("thaff",) in [one.words for one in group.alternatives] for group in long)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fördern", {"foerdern", "foerderung"}),
        ("Foerderung", {"foerderung", "foerdern"}),
        ("fordern", {"fordern", "forderung"}),
        ("Mutter", {"mutter", "muetter"}),
        ("Kindergarten", {"kindergarten", "kindergaerten"}),
        ("Räte", {"raete", "rat"}),
        ("Haus", {"haus", "haeuser"}),
        ("Hauser", {"haeuser", "haus"}),
    ],
)
def test_words_that_differ_by_an_umlaut_are_two_where_the_site_has_both(typed, found):
    known(
        "Wir fördern und wir fordern: eine Förderung, eine Forderung. Die Mutter, zwei Mütter. "
        "Ein Kindergarten, zwei Kindergärten. Ein Haus, zwei Häuser. Ein Rat, zwei Räte, eine Rate."
    )
    (group,) = understood(typed, "de").groups
    assert {word for one in group.alternatives for word in one.words} == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Bänke", {"baenke", "bank", "werkbank", "werkbaenke"}),
        ("Bank", {"bank", "banken", "baenke", "werkbank", "werkbaenke", "datenbanken"}),
        ("Banken", {"banken", "bank", "werkbank", "datenbanken"}),
        ("Kuchen", {"kuchen"}),
        ("Küche", {"kueche", "kuechen"}),
        ("drucken", {"drucken"}),
        ("zählen", {"zaehlen", "zaehlt"}),
        ("Muttern", {"muttern"}),
        ("fahren", {"fahren", "faehrt"}),
        ("Bar", {"bar"}),
        ("Kraft", {"kraft", "kraefte"}),
    ],
)
def test_an_umlaut_is_a_form_only_where_german_inflects_so(typed, found):
    known(
        "Die Bank, die Bänke, die Banken. Eine Werkbank, zwei Werkbänke. Datenbanken. Daten. Das Werk. Kuchen aus der "
        "Küche, zwei Küchen. Sie drucken, es drückt. Wir zählen, sie zählt, er zahlt, er zahlte, wir zahlen. Muttern, "
        "Mütter. Wir fahren, sie fährt. Eine Bar, ein Bär, zwei Bären. Die Kraft, zwei Kräfte."
    )
    (group,) = understood(typed, "de").groups
    assert {word for one in group.alternatives for word in one.words} == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Leiterin", {"leiterin", "leiter", "schulleiterin"}),
        ("Köchin", {"koechin", "koch", "koeche"}),
        ("Studenten", {"studierende"}),
        ("Mitarbeitende", {"mitarbeiter", "mitarbeiterinnen"}),
    ],
)
def test_a_gender_form_stands_for_people(typed, found):
    known(
        "Die Leiterin leitet, ein Leiter, das Leitbild, ein Bild. Die Schulleiterin einer Schule. Eine Köchin kocht, "
        "zwei Köche, ein Koch. Viele Studierende. Ein Mitarbeiter, zwei Mitarbeiterinnen."
    )
    (group,) = understood(typed, "de").groups
    assert {word for one in group.alternatives for word in one.words} == found


def test_a_longer_word_that_begins_so_may_be_another():
    words = known("Die Messe, ein Messestand, das Messer, Messerschleifen. Die Pflege, eine Pflegekraft.")
    assert words.begun_with("messe") == ["messe", "messestand"]
    assert words.begun_with("pflege") == ["pflege", "pflegekraft"]


def test_an_error_in_the_last_part_of_a_compound_is_one():
    known("Die Stadtbibliothek einer Stadt.")
    assert understood("Bibliotek", "de").meant == "Stadtbibliothek"


def test_what_hyphens_join_is_also_looked_for_as_one_word():
    known("Eine Email, eine Mail.")
    groups = understood("E-Mail", "de").groups
    assert all(("email",) in [one.words for one in group.alternatives] for group in groups)


def test_the_long_form_of_an_abbreviation_may_be_inflected():
    known("Ein Freiwilliges Soziales Jahr (FSJ). Im Freiwilligen Sozialen Jahr.")
    groups = understood("freiwilligen sozialen Jahr", "de").groups
    assert all(("fsj",) in [one.words for one in group.alternatives] for group in groups)
    (short,) = understood("FSJ", "de").groups
    assert ("freiwilligen", "sozialen", "jahr") in [one.words for one in short.alternatives]


def test_an_abbreviation_that_is_spelt_like_a_word_is_one_in_capitals_only():
    known("Der Wasserverband Auental-Süd (WAS) baut. Und was?")
    (short,) = understood("WAS", "de").required
    assert [one.words for one in short.alternatives] == [("was0",), ("wasserverband", "auental", "sued")]
    (word,) = understood("was", "de").groups
    assert ("was",) in [one.words for one in word.alternatives]


def test_the_beginning_of_a_word_is_found_however_its_umlaut_is_typed():
    known("Am Hüttensee")
    for typed in ("hütt*", "huett*", "hutt*"):
        (group,) = understood(typed, "de").groups
        assert [one.words for one in group.alternatives] == [("huett",)], typed


def test_few_letters_are_the_beginning_of_a_word_only_where_a_sign_says_so():
    known("Hundert Leute")
    for typed, found in (("Hund", "hund"), ("Hund*", "hund"), ("Hun…", "hun"), ("hunde", "hunde")):
        (alternative,) = understood(typed, "de").groups[0].alternatives
        assert (alternative.words, alternative.beginning) == ((found,), typed != "Hund"), typed


def test_a_question_says_what_was_taken_for_a_typing_error():
    known("Fachkräfte gewinnen")
    assert understood("Fachkräftte gewinnen", "de").meant == "Fachkräfte gewinnen"
    assert understood("Fachkräfte gewinnen", "de").meant == ""


def test_words_that_mean_nothing_alone_are_not_required():
    known("Beratung für alle")
    assert [group.typed for group in understood("Beratung für Betriebe", "de").required] == ["beratung", "betriebe"]
    assert len(understood("für die", "de").required) == 2, "where nothing else was typed"
